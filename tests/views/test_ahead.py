"""A review that was opened ahead of its launch, where its dates are counted far to the east."""

import pytest

from cli.answers import board_lines
from tests.support.designs import LATE_NOTE
from tests.views.scenes import BY_OFFICE, STATE
from workflow.errors import RuledOutError
from workflow.service import viewing
from workflow.store import open_store
from workflow.testing import Rehearsal, born, engine_on, open_on

EAST = LATE_NOTE.replace("zone: Europe/Vienna", "zone: Pacific/Auckland")
#: The evening of 1 December in Vienna, the morning of 2 December in Auckland.
EVENING = "2026-12-01T20:00"


def ahead(url: str) -> Rehearsal:
    """Arvania's review, opened in December, to be launched on 1 February."""
    born(url, EVENING)
    engine = engine_on(open_store(url), EVENING)
    open_on(engine, EAST, cycle="t", launched_on="2027-02-01", codes="QAA")
    return Rehearsal(engine=engine, cycle="t")


@pytest.mark.parametrize("at", [{}, {"as_of": "2027-02-01"}, {"as_known": "2026-12-01"}], ids=str)
def test_roles_that_are_held_are_not_vacant(sqlite_url: str, at: dict[str, str]) -> None:
    """From the day of the opening, by the calendar of the review and not of the store."""
    with ahead(sqlite_url) as scene:
        board = viewing.status(scene.engine, "t", **at)  # type: ignore[arg-type]  # by its own names
        shown = viewing.show(scene.engine, "t/QAA", **at)

        assert board.reviews[0].holders[0].words == "secretariat (secretariat)"
        assert (board.vacancies, shown.vacancies) == ((), ())
        assert all(binding.holds for binding in shown.bindings)


def test_who_begins_with_the_launch_is_told_as_holder_of_its_first_step(sqlite_url: str) -> None:
    """A step that is yet to begin is held by those who will hold it that day."""
    text = EAST.replace("launched:  {holder: secretariat", "launched:  {holder: team")
    born(sqlite_url, EVENING)
    engine = engine_on(open_store(sqlite_url), EVENING)
    open_on(engine, text, cycle="t", launched_on="2027-02-01", codes="QAA")
    with Rehearsal(engine=engine, cycle="t") as scene:
        scene.bind("QAA", "team", "x1@QEE", from_on="2027-01-20")

        assert viewing.status(engine, "t").reviews[0].holders[0].words == "team (x1@QEE)"


def test_a_review_is_to_be_launched_and_stands_nowhere_yet(sqlite_url: str) -> None:
    """On the day, it stands in its first step."""
    with ahead(sqlite_url) as scene:
        before = viewing.show(scene.engine, "t/QAA").places[0].words
        after = viewing.show(scene.at("2027-02-01").engine, "t/QAA").places[0].words

        assert before == "t/QAA is to be launched on 1 February 2027"
        assert after.startswith("t/QAA stands in 'launched' since 1 February 2027")


def test_the_board_says_of_a_cycle_that_it_is_to_be_launched(sqlite_url: str) -> None:
    """In text and on the page; once it was, that it was."""
    with ahead(sqlite_url) as scene:
        assert ", to be launched Mon 2027-02-01, 1 review" in told(scene)
        assert "To be launched on 1 February 2027" in page(scene)

        scene.at("2027-02-01")
        assert ", launched Mon 2027-02-01, 1 review" in told(scene)
        assert "Launched on 1 February 2027" in page(scene)


def told(scene: Rehearsal) -> str:
    """The board as a terminal shows it."""
    return "\n".join(board_lines(viewing.status(scene.engine, "t")))


def page(scene: Rehearsal) -> str:
    """The page of the cycle."""
    return viewing.status_html(scene.engine, "t")


def test_an_act_before_the_launch_is_told_when_it_is(sqlite_url: str) -> None:
    """Nothing was recorded that could be corrected; what helps is to wait."""
    words = "t/QAA is launched on 1 February 2027; it takes acts from then on"
    with ahead(sqlite_url) as scene:
        (start, *_) = viewing.show(scene.engine, "t/QAA").options
        with pytest.raises(RuledOutError) as told:
            scene.record("QAA", "start", BY_OFFICE)
        (problem,) = told.value.problems

        assert (problem.code, problem.words) == ("R010", words)
        assert problem.hint == "wait for the launch, or date it on or after 2027-02-01"
        assert [(u.code, u.words) for u in start.unmet] == [("R010", words)]


def test_an_act_dated_before_a_launch_that_has_been_is_to_be_dated_after_it(
    sqlite_url: str,
) -> None:
    """Waiting is no help any more."""
    with ahead(sqlite_url) as scene:
        scene.at("2027-02-03")
        with pytest.raises(RuledOutError) as told:
            scene.record("QAA", "start", BY_OFFICE, dated="2027-01-30", received="2027-01-30")

        assert told.value.problems[0].hint == "date it on or after 2027-02-01"
        scene.record("QAA", "start", BY_OFFICE)
        scene.record("QAA", "answer", STATE, documents="answers")
