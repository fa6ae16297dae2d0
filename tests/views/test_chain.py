"""Limits that beget limits: reading lets them happen, and writes nothing."""

from datetime import date, timedelta

import pytest

from tests.support.designs import CHAIN
from tests.views.scenes import answers
from workflow.service import viewing
from workflow.testing import Rehearsal, rehearsal


def opened(url: str) -> Rehearsal:
    """Two reviews whose steps end by themselves, one with an item; half a year begins."""
    scene = rehearsal(url, CHAIN, codes="QAA QGG")
    scene.record("QAA", "ask", ("secretariat", "secretariat"))
    return scene


@pytest.mark.parametrize(
    "at",
    [
        {},
        {"as_of": "2027-02-20"},
        {"as_known": "2027-03-05"},
        {"as_of": "2027-02-01", "as_known": "2027-04-01"},
    ],
    ids=str,
)
def test_half_a_year_without_a_tick_reads_as_with_one_every_week(
    sqlite_url: str, at: dict[str, str]
) -> None:
    """Moves, joins, tracks and items included."""
    with opened(f"{sqlite_url}0") as silent, opened(f"{sqlite_url}1") as ticked:
        for days in range(0, 183, 7):
            day = date(2027, 1, 4) + timedelta(days=days)
            ticked.at(day.isoformat()).tick()
        ticked.at("2027-07-05")
        silent.at("2027-07-05")

        assert answers(silent.engine, **at) == answers(ticked.engine, **at)


def test_reading_writes_nothing(sqlite_url: str) -> None:
    """What a view lets happen is forgotten with the view."""
    with opened(sqlite_url) as scene:
        scene.at("2027-07-05")
        answers(scene.engine)
        with scene.engine.store.read() as reader:
            size = reader.head().size
        scene.tick()
        with scene.engine.store.read() as reader:
            assert reader.head().size > size


def test_the_tracks_of_a_step_that_was_left_are_no_longer_awaited(sqlite_url: str) -> None:
    """A part is open while the step that opened it is not left."""
    with opened(sqlite_url) as scene:
        scene.at("2027-07-05")
        assert {place.instance for place in viewing.awaited(scene.engine).places} == {
            "t/QAA",
            "t/QGG",
        }
