"""Reminders that a step says: each on its legal day, to its roles, once, whoever ticks when."""

import json
from datetime import timedelta
from typing import Any, cast

import pytest

from tests.support.reminded import REMINDED
from workflow.clock import ManualClock
from workflow.model.rows.records import DeadlineRow, MessageRow
from workflow.service import viewing
from workflow.service.auditing import verify
from workflow.service.corrections import annul
from workflow.service.pausing import PauseRequest, pause
from workflow.service.reviews import How
from workflow.store.rebuild import differences
from workflow.testing import Rehearsal, rehearsal

OFFICE = ("secretariat", "office")
STATE = ("QAA", "state")
TEAM = ("x1@QBB", "team")


def answering(url: str) -> Rehearsal:
    """A review that asks for answers since 4 January 2027: by 4 July."""
    scene = rehearsal(url, REMINDED, codes="QAA")
    scene.bind("QAA", "team", TEAM[0], by_role="office")
    scene.record("QAA", "start", OFFICE)
    return scene


def letters(scene: Rehearsal) -> list[tuple[str, str, str]]:
    """The reminders in the outbox: day, role and text, in the order in which they went."""
    with scene.engine.store.read() as reader:
        rows = cast(list[MessageRow], reader.rows("message"))
    ordered = sorted(rows, key=lambda row: row.n)
    return [(row.drafted_on, row.to, row.text) for row in ordered if row.template == "reminder"]


def who_when(scene: Rehearsal) -> list[tuple[str, str]]:
    """Day and role of each reminder."""
    return [(day, role) for day, role, _ in letters(scene)]


def limit(scene: Rehearsal, key: str) -> DeadlineRow:
    """One time limit."""
    with scene.engine.store.read() as reader:
        return cast(DeadlineRow, reader.rows("deadline", id=f"t/QAA:{key}")[0])


def sound(scene: Rehearsal) -> bool:
    """Whether the log, the tables and every decision agree."""
    with scene.engine.store.read() as reader:
        assert differences(reader) == []
    found = verify(scene.engine)
    assert found.rules.deviations == []
    return found.sound


def test_reminders_go_before_on_and_after_the_day_to_the_roles_the_step_names(
    store_url: str,
) -> None:
    """Two weeks before to the State; on the day to both; a month after to the office."""
    with answering(store_url) as scene:
        assert len(scene.at("2027-09-01").tick().passed) == 4  # the limit itself is one of them

        assert who_when(scene) == [
            ("2027-06-20", "state"),
            ("2027-07-04", "state"),
            ("2027-07-04", "office"),
            ("2027-08-04", "office"),
        ]
        early, _, _, later = letters(scene)
        assert early[2] == (
            "Review t/QAA (Arvania): the time limit for answering ends on 4 July 2027. "
            "The contribution of the state is awaited by then."
        )
        assert later[2] == (
            "Review t/QAA (Arvania): the time limit for answering passed on 4 July 2027. "
            "The contribution of the state remains awaited. The office may call."
        )
        assert scene.tick().passed == []
        assert sound(scene)


def test_each_reminder_is_an_entry_of_its_day_with_its_paragraph(store_url: str) -> None:
    """It says which, and to whom; history tells it, and how late the engine was."""
    with answering(store_url) as scene:
        scene.at("2027-07-10").tick()
        lines = viewing.history(scene.engine, "t/QAA").lines
        told = [(line.on, line.what, line.basis) for line in lines if "remind" in line.kind]
        assert told == [
            ("2027-06-20", "time limit for 'answering': reminder 'early' drafted", ("S 4",)),
            ("2027-07-04", "time limit for 'answering': reminder 'day' drafted", ("S 5",)),
        ]
        assert lines[-2].engine_late == "recorded 6 days after it fell due (the engine)"


def test_180_daily_ticks_and_one_write_the_same_reminders(sqlite_url: str) -> None:
    """Entry for entry but for when they were recorded; a third store never ticks at all."""
    logs = []
    for number, way in enumerate(("daily", "once", "never")):
        with answering(f"{sqlite_url}{number}") as scene:
            clock = scene.engine.clock
            assert isinstance(clock, ManualClock)
            for _ in range(240):
                clock.advance(timedelta(days=1))
                if way == "daily":
                    scene.tick()
            if way == "once":
                scene.tick()
            scene.record("QAA", "answer", STATE, documents="answers")
            logs.append(entries_but_when(scene))
    assert logs[0] == logs[1] == logs[2]
    assert sum(entry["kind"] == "deadline.reminded" for entry in logs[0]) == 3


def entries_but_when(scene: Rehearsal) -> list[dict[str, Any]]:
    """The log without what says when and by which command it was written."""
    with scene.engine.store.read() as reader:
        raw = [json.loads(entry) for _, entry, _ in reader.log()]
    return [{key: e[key] for key in e if key not in ("at", "id", "command")} for e in raw]


def test_no_reminder_goes_once_the_contribution_is_in(store_url: str) -> None:
    """Nor is one made up for whose day lies before the limit had its date."""
    with answering(store_url) as scene:
        scene.at("2027-06-10").record("QAA", "answer", STATE, documents="answers")
        scene.at("2027-06-28").tick()
        assert who_when(scene) == []
        assert limit(scene, "answering:1").remind_at is None
        assert limit(scene, "dialogue:1").remind_at is not None
        assert sound(scene)


@pytest.mark.parametrize(("proposes", "to"), [(False, ["state"]), (True, ["team", "office"])])
def test_who_is_late_decides_which_letter_goes(
    store_url: str, proposes: bool, to: list[str]
) -> None:
    """The agenda is the State's: without it the State is written to, with it the team."""
    with answering(store_url) as scene:
        scene.at("2027-02-01").record("QAA", "answer", STATE, documents="answers")
        if proposes:
            scene.record("QAA", "propose", STATE, documents="agenda")
        scene.at("2027-02-24").tick()
        assert who_when(scene) == [("2027-02-23", role) for role in to]
        about = "of the team remains awaited." if proposes else "awaited. It is the agenda."
        assert letters(scene)[0][2].endswith(about)
        last = viewing.history(scene.engine, "t/QAA").lines[-1].what
        assert "drafted" in last
        assert "not needed" in last
        assert sound(scene)


def test_a_date_that_is_agreed_has_reminders_of_its_own(store_url: str) -> None:
    """Those that went stay; those of the new date go on its days."""
    with answering(store_url) as scene:
        scene.at("2027-06-25").tick()
        scene.record("QAA", "agree", STATE, agreed="2027-08-02")
        scene.at("2027-08-03").tick()
        assert who_when(scene) == [
            ("2027-06-20", "state"),
            ("2027-07-19", "state"),
            ("2027-08-02", "state"),
            ("2027-08-02", "office"),
        ]
        assert sound(scene)


def test_nothing_goes_while_the_clock_is_paused(store_url: str) -> None:
    """A suspended limit has no date, and no reminder."""
    with answering(store_url) as scene:
        how = How(actor="secretariat", role="office")
        pause(scene.at("2027-06-01").engine, PauseRequest(of="t/QAA", how=how, decision="1/1"))
        assert scene.at("2027-08-01").tick().passed == []
        assert letters(scene) == []
        assert sound(scene)


def test_working_days_and_a_limit_that_leads_on(store_url: str) -> None:
    """The reminder goes in time, then the limit closes the review, each at its own instant."""
    with answering(store_url) as scene:
        scene.at("2027-02-01").record("QAA", "answer", STATE, documents="answers")
        scene.record("QAA", "meet", TEAM)
        done = scene.at("2027-03-10").tick().passed
        assert [(one.reminder, one.moved, one.due_on) for one in done] == [
            (True, False, "2027-02-22"),
            (False, True, "2027-03-01"),
        ]
        assert sound(scene)


def test_an_act_taken_back_brings_its_reminders_back(store_url: str) -> None:
    """What fell due meanwhile happens, at its own day; what had gone before stays."""
    with answering(store_url) as scene:
        done = scene.at("2027-06-10").record("QAA", "answer", STATE, documents="answers")
        scene.at("2027-06-22")
        how = How(actor="secretariat", role="office", reason="a slip")
        annul(scene.engine, "t/QAA", done.entries[-1].seq, how)
        assert ("2027-06-20", "state") in who_when(scene)
        assert sound(scene)
