"""So many of the instances below: counted where the act counts, replayed from the log."""

import pytest

from tests.support.designs import changed
from tests.support.plenary import newest, sound
from tests.support.tracks import BY_OFFICE, TRACKS, answered, started, step
from workflow.errors import RuledOutError
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
