"""Design, rule 3: three dates, and what was known when.

The limit is Sunday 2 May 2027; the note is dated 30 April, received 4 May, recorded 10 May.
"""

from typing import cast

import pytest

from tests.support.designs import DISPATCH, LATE_NOTE, MOVING_NOTE, changed
from workflow.clock import stamp
from workflow.errors import RuledOutError
from workflow.model.rows.evolve import Rows, fold
from workflow.model.rows.records import DeadlineRow, InstanceRow
from workflow.service.corrections import correct
from workflow.testing import Rehearsal, moment_at, rehearsal, request_of

OFFICE = ("secretariat", "secretariat")
STATE = ("QAA", "state")
NOTE = {"dated": "2027-04-30", "received": "2027-05-04", "documents": "answers"}
LIMIT = "t/QAA:answering:1"


def before_the_note(url: str, text: str) -> Rehearsal:
    """A review that has stood in `answering` since 2 November 2026."""
    scene = rehearsal(url, text, at="2026-11-02", codes="QAA")
    scene.record("QAA", "start", OFFICE)
    return scene


def known(scene: Rehearsal, day: str) -> Rows:
    """The review as known at the end of that day."""
    with scene.engine.store.read() as reader:
        entries = list(reader.entries(review="t/QAA"))
    return fold(entries, as_known=stamp(moment_at(f"{day}T22:00")))


def limit_of(rows: Rows) -> DeadlineRow:
    """The limit of `answering`."""
    return cast(DeadlineRow, rows["deadline"][LIMIT])


@pytest.mark.parametrize("tick", [False, True])
def test_under_a_rule_on_receipt_the_late_note_is_two_days_after_the_limit(
    store_url: str, tick: bool
) -> None:
    """Awaited as known on 5 May, received 4 May as known on 10 May; tick or no tick."""
    with before_the_note(store_url, LATE_NOTE) as scene:
        if tick:
            scene.at("2027-05-03").tick()
        scene.at("2027-05-10").record("QAA", "answer", STATE, **NOTE)

        limit = limit_of(known(scene, "2027-05-10"))
        assert (limit.due_on, limit.status, limit.met_on) == ("2027-05-02", "late", "2027-05-04")
        assert (limit.days_late, limit.recorded_on, limit.passed) == (2, "2027-05-10", True)
        earlier = known(scene, "2027-05-05")
        assert limit_of(earlier).status == ("passed" if tick else "running")
        assert not earlier["document"]
        standing = cast(InstanceRow, earlier["instance"]["t/QAA"])
        assert standing.state == "answering"


@pytest.mark.parametrize("tick", [False, True])
def test_under_a_rule_on_dispatch_the_late_note_is_in_time(store_url: str, tick: bool) -> None:
    """Met, recorded late: the limit only waited, so that the note still counts."""
    with before_the_note(store_url, changed(LATE_NOTE, DISPATCH)) as scene:
        if tick:
            scene.at("2027-05-03").tick()
        scene.at("2027-05-10").record("QAA", "answer", STATE, **NOTE)

        limit = limit_of(known(scene, "2027-05-10"))
        assert (limit.status, limit.met_on, limit.days_late) == ("met", "2027-04-30", 0)
        assert (limit.recorded_on, limit.passed) == ("2027-05-10", False)


def test_whether_the_tick_ran_changes_no_row(sqlite_url: str) -> None:
    """Both ways the tables are the same, cell for cell."""
    found = []
    for number, tick in enumerate((False, True)):
        with before_the_note(f"{sqlite_url}{number}", LATE_NOTE) as scene:
            if tick:
                scene.at("2027-05-03").tick()
            scene.at("2027-05-10").record("QAA", "answer", STATE, **NOTE)
            found.append(known(scene, "2027-05-10"))
    assert found[0] == found[1]


@pytest.mark.parametrize("tick", [False, True])
def test_behind_a_limit_that_moved_the_review_only_a_correction_reaches(
    store_url: str, tick: bool
) -> None:
    """The act dated before the limit is told it is behind the file; `correct` puts it in."""
    with before_the_note(store_url, changed(MOVING_NOTE, DISPATCH)) as scene:
        if tick:
            scene.at("2027-05-03").tick()
        scene.at("2027-05-10")
        with pytest.raises(RuledOutError, match="behind the file") as told:
            scene.record("QAA", "answer", STATE, **NOTE)
        assert {p.code for p in told.value.problems} == {"R003", "R006"}

        with scene.engine.store.read() as reader:
            (enforced,) = reader.entries(kinds=["deadline.enforced"])
        request = request_of("t/QAA", "answer", STATE, reason="received in time", **NOTE)
        receipt = correct(scene.engine, enforced.seq, request)

        assert [entry.kind for entry in receipt.entries] == ["entry.corrected"]
        limit = limit_of(receipt.after)
        assert (limit.status, limit.met_on, limit.passed) == ("met", "2027-04-30", False)
        standing = cast(InstanceRow, receipt.after["instance"]["t/QAA"])
        assert (standing.state, standing.since) == ("reading", "2027-04-30")
        assert limit_of(known(scene, "2027-05-09")).status == ("closed" if tick else "running")


def test_a_correction_to_a_day_after_a_limit_that_moves_is_too_late_as_well(
    sqlite_url: str,
) -> None:
    """What fell due comes first, in a correction, too."""
    with before_the_note(sqlite_url, MOVING_NOTE) as scene:
        scene.at("2027-04-20").record("QAA", "answer", STATE, documents="answers")
        with scene.engine.store.read() as reader:
            answer = list(reader.entries(kinds=["event.recorded"]))[-1]
        scene.at("2027-05-10")
        request = request_of(
            "t/QAA", "answer", STATE, reason="received later", received="2027-05-04"
        )
        with pytest.raises(RuledOutError) as told:
            correct(scene.engine, answer.seq, request)
        assert {p.code for p in told.value.problems} == {"R003"}
