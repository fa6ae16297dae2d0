"""Votes and silences in words: in the picture, and in the draft terms of reference."""

from tests.support.designs import RATED
from tests.support.plenary import DECIDED
from workflow.definition.drawing.draw import draw
from workflow.definition.prose import parts_of
from workflow.definition.read import read_definition

DEFINITION = read_definition(DECIDED, file="decided.yaml").require()


def sentence(name: str) -> str:
    """The sentence of one row."""
    rows = (row for part in parts_of(DEFINITION) for row in part.paragraphs)
    return next(row.sentence for row in rows if row.sentence.startswith(name))


def test_a_vote_is_told_with_its_lines_its_quorum_and_where_each_result_leads() -> None:
    """A delegate reads the whole rule."""
    assert sentence("Step adoption") == (
        "Step adoption: it is for plenary to act, without a time limit; the members of plenary "
        "vote, and it is carried by 2/3 of cast and more than 1/2 of members, with a quorum of "
        "1/2 of members; carried leads to circulation, lost leads to draft, no quorum leads to "
        "adoption."
    )
    assert sentence("The member of plenary may vote").startswith(
        "The member of plenary may vote, choosing for, against, abstain."
    )


def test_a_silence_is_told_with_what_breaks_it() -> None:
    """And from when it runs, to which hour."""
    assert sentence("Step circulation") == (
        "Step circulation: it is for plenary to act; it is taken as agreed unless 2 members "
        "object within 10 working days at 17:30 after report is out in every language; kept leads "
        "to adopted, broken leads to draft."
    )


def test_each_result_is_an_arrow_of_the_picture() -> None:
    """With what brings it about."""
    picture = draw(DEFINITION, "text")
    for arrow in (
        "─▶ circulation: vote: carried",
        "─▶ adoption: vote: no quorum",
        "─▶ draft: silence: broken",
        "2/3 of cast and more than 1/2 of members",
        "takes back object",
        "closes the vote",
    ):
        assert arrow in picture


def test_a_result_that_leads_to_several_steps_is_told_with_its_conditions() -> None:
    """Each line of the result in prose; each an arrow of its own in the picture."""
    rated = read_definition(RATED, file="rated.yaml").require()
    rows = [row.sentence for part in parts_of(rated) for row in part.paragraphs]
    (adoption,) = (row for row in rows if row.startswith("Step adoption"))

    assert adoption.endswith(
        "; carried leads to enhanced if at least 3 rating is low or at least 2 core_rating is "
        "low, otherwise to regular; lost leads back to the step of analysis in which it stood, "
        "where its clock runs on; no quorum leads to adoption."
    )
    picture = draw(rated, "text")
    for arrow in (
        "─▶ regular: vote: carried\n         more than 1/2 of cast · otherwise",
        "─▶ analysis: vote: lost\n         to where it stood · its clock runs on",
        "fewer than 2 acted",
    ):
        assert arrow in picture
