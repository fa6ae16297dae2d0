"""So many of the instances below: counted where the act counts, replayed from the log."""

import pytest

from tests.support.designs import RATED, changed
from tests.support.plenary import MEMBER, TEAM, newest, sound
from tests.support.tracks import BY_OFFICE, TRACKS, answered, started, step
from workflow.errors import RuledOutError
from workflow.service.corrections import annul
from workflow.service.reviews import How
from workflow.service.roles import VacateRequest, vacate
from workflow.testing import Rehearsal, rehearsal

#: The office may remind while at least two reviewing States write; one may go on where two did.
COUNTED = changed(
    TRACKS,
    {
        "charts:\n": (
            "guards:\n"
            "  several: {that: at least 2 reviewer are writing, otherwise: one alone is not "
            "reminded, basis: S 12}\ncharts:\n"
        ),
        "join: all, then: observations,": (
            "join: majority, then: [observations if at least 2 reviewer is delivered, done],"
        ),
        "    events:\n      answer:": (
            "    events:\n"
            "      remind: {from: reading, by: secretariat, guard: several, basis: S 8}\n"
            "      answer:"
        ),
    },
)


def reading(url: str, *reviewers: str) -> Rehearsal:
    """Farholm has answered on the Convention; its reviewers write."""
    scene = rehearsal(url, COUNTED, codes="QFF")
    started(scene, *reviewers)
    answered(scene, "untoc")
    return scene


def deliver(scene: Rehearsal, who: str) -> None:
    """One reviewing State hands in its feedback."""
    scene.record(f"QFF/untoc/{who}", "deliver", (who, "reviewer"), documents="feedback")


def test_a_track_that_was_closed_is_not_counted(store_url: str) -> None:
    """Two wrote, one was vacated: the act is ruled out, and says how many there are."""
    with reading(store_url, "QEE", "QDD") as scene:
        scene.record("QFF/untoc", "remind", BY_OFFICE)
        rests = set(newest(scene).rests_on())
        with scene.engine.store.read() as reader:
            tracks = {row.seq for row in reader.rows("instance", parent=scene.id("QFF/untoc"))}
        assert tracks <= rests

        how = How(actor="secretariat", role="secretariat")
        vacate(
            scene.engine,
            VacateRequest(review=scene.id("QFF"), role="reviewers", actor="QDD", how=how),
        )
        with pytest.raises(RuledOutError) as told:
            scene.record("QFF/untoc", "remind", BY_OFFICE)

        (problem,) = told.value.problems
        assert "at least 2 reviewer is writing (1 is)" in f"{problem.words} {problem.hint}"
        assert sound(scene)


def test_a_join_takes_the_line_whose_number_is_reached(store_url: str) -> None:
    """Of two both are more than half; of one, one is, and it is fewer than two."""
    with reading(store_url, "QEE", "QDD") as scene:
        answered(scene, "tip")
        scene.record("QFF/tip/QEE", "deliver", ("QEE", "reviewer"), documents="feedback")
        assert step(scene, "QFF/tip") == "done"

        deliver(scene, "QEE")
        assert step(scene, "QFF/untoc") == "reading"
        deliver(scene, "QDD")
        assert step(scene, "QFF/untoc") == "observations"
        assert sound(scene)


def voting(url: str) -> Rehearsal:
    """Three low ratings, and a vote of three members since 8 January 2027."""
    scene = rehearsal(url, RATED, codes="QAA", at="2027-01-04")
    scene.bind("QAA", "team", TEAM[0])
    for member in ("QBB", "QCC", "QDD"):
        scene.bind("QAA", MEMBER, member)
    for _ in range(3):
        scene.record("QAA", "take_up", TEAM)
    for n in (1, 2, 3):
        scene.record(f"QAA#item-{n}", "find_low", TEAM)
    scene.at("2027-01-08").record("QAA", "propose", TEAM)
    return scene


def test_what_a_decision_counted_is_not_taken_back_after_it(store_url: str) -> None:
    """The entry that decides rests on each rating; an act before the decision it led to stays."""
    with voting(store_url) as scene:
        for member in ("QBB", "QCC", "QDD"):
            scene.record("QAA", "cast", (member, MEMBER), choice="for")

        assert step(scene, "QAA") == "enhanced"
        with scene.engine.store.read() as reader:
            ratings = {row.seq for row in reader.rows("instance", chart="rating")}
        decided = newest(scene)
        assert ratings <= set(decided.rests_on())
        how = How(actor="secretariat", role="secretariat", reason="a slip")
        with pytest.raises(RuledOutError, match="R033"):
            annul(scene.engine, scene.id("QAA"), max(ratings), how)
        assert sound(scene)


@pytest.mark.parametrize("woke", ["2027-01-14", "2027-06-01"])
def test_time_decides_as_the_review_stood_whenever_the_engine_woke(
    store_url: str, woke: str
) -> None:
    """The day is that of closing, the line that whose condition held; replayed, it is the same."""
    with voting(store_url) as scene:
        for member in ("QBB", "QCC"):
            scene.record("QAA", "cast", (member, MEMBER), choice="for")
        scene.at(woke).tick()

        assert step(scene, "QAA") == "enhanced"
        with scene.engine.store.read() as reader:
            (row,) = reader.rows("instance", id=scene.id("QAA"))
        assert getattr(row, "since", "") == "2027-01-13"
        assert sound(scene)
