"""Two definitions compared row by row: words, both sides, the paragraphs, what follows."""

import pytest

from tests.support.designs import FINLAND, FRANCE, LATE_NOTE, changed
from workflow.definition.difference import changes, consequences
from workflow.definition.read import Loaded, read_definition


def read(text: str) -> Loaded:
    """A definition without findings that are errors."""
    loaded = read_definition(text, file="x.yaml")
    loaded.require()
    return loaded


def compared(before: str, after: str) -> list[str]:
    """Every change in one line."""
    return [
        f"{one.row}: {one.words} | {one.before} | {one.after} | {one.basis}"
        for one in changes(read(before).data, read(after).data)
    ]


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (
            {"due: 6 months, basis: S 5": "due: 4 months, basis: S 9"},
            [
                "step review.answering: the time limit is changed | 6 months | 4 months "
                "| S 5 → S 9",
                "step review.answering: the source is changed | S 5 | S 9 | S 5 → S 9",
            ],
        ),
        (
            {"holder: team, due": "holder: [team, state], due"},
            ["step review.reading: who has the ball is changed | team | team, state | S 5"],
        ),
        (
            {"with: answers, to": "with: [answers, paper], to"},
            ["event review.answer: what comes with it is changed | answers | answers, paper | S 6"],
        ),
        (
            {"  agreed: {is: consent, by: state, basis: S 3}\n": ""},
            ["fact agreed: is removed | is consent; by state |  | S 3"],
        ),
        (
            {"roles:\n": "roles:\n  organ: {is: body, basis: S 8}\n"},
            ["role organ: is added |  | is body | S 8"],
        ),
        (
            {"due: 3 months, ": ""},
            ["step review.reading: the time limit is removed | 3 months |  | S 5"],
        ),
        ({"met_by: receipt, ": ""}, ["definition : time is changed"]),
    ],
)
def test_each_change_has_its_row_words_and_paragraph(edit: dict[str, str], told: list[str]) -> None:
    """What it was, what it is, and where both are said."""
    found = compared(LATE_NOTE, changed(LATE_NOTE, edit))

    if told == ["definition : time is changed"]:
        assert [line.partition(" |")[0] for line in found] == ["definition: time is changed"]
    else:
        assert found == told


def test_a_definition_is_equal_to_itself_however_it_is_laid_out() -> None:
    """Comments, blank lines and the order of keys say nothing."""
    other = "# another comment\n\n" + LATE_NOTE.replace(
        "{holder: state, due: 6 months, basis: S 5}", "{basis: S 5, due: 6 months, holder: state}"
    )

    assert compared(LATE_NOTE, other) == []


def test_what_was_renamed_is_one_removed_and_one_added() -> None:
    """Nothing is guessed."""
    found = compared(LATE_NOTE, changed(LATE_NOTE, {"  paper:": "  essay:"}))

    assert [line.partition(" |")[0] for line in found] == [
        "document paper: is removed",
        "document essay: is added",
    ]


def test_consequences_are_figures_of_both_that_differ() -> None:
    """Days if everybody acts on the last day; whatever is equal is left out."""
    one = read(LATE_NOTE).require()
    two = read(changed(LATE_NOTE, {"due: 6 months,": "due: 4 months,"})).require()

    found = [(measure.name, measure.before, measure.after) for measure in consequences(one, two)]

    assert found == [
        ("earliest end, each on the last day (days)", "273", "212"),
        ("longest way, each on the last day (days)", "273", "212"),
    ]
    assert consequences(one, one) == ()


def test_two_designs_of_2009_differ_in_what_they_ask_of_whom() -> None:
    """Figures of the file, in no order of merit."""
    measures = {m.name: m for m in consequences(read(FRANCE).require(), read(FINLAND).require())}

    assert measures["public documents"].after == "published_report"
    assert measures["agreements asked for"].before == "visit_consent"
