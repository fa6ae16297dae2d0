"""Suspension of clocks: paused and resumed by a decision, each limit with the step that says so.

Decisions that live here:

* While a review is paused no limit of it runs: those that ran are suspended and have no date,
  those that would start are suspended from then on. Acts are recorded as ever, and a limit
  that is met meanwhile is met. A limit that had passed stays passed.
* On resuming, a limit is later by the days of the pause: calendar days, then moved off a day
  off where its step says so. A limit that counts from a meeting is dated anew by the meeting.
* A meeting that fell into the pause was not missed: the review is bound to the next.
"""

from collections.abc import Iterator
from datetime import date

from workflow.errors import Problem
from workflow.model import bookings, entering, later, rules
from workflow.model.anchors import booking
from workflow.model.commands import Outcome, Pause
from workflow.model.decide import refused
from workflow.model.following import redate
from workflow.model.legal_time.derivation import Anchor
from workflow.model.passing import catch_up
from workflow.model.rows.records import DeadlineRow
from workflow.model.working import Working

BASIS = "house rule: clocks are paused and resumed by a decision that is cited"


def pause(work: Working, command: Pause) -> Outcome:
    """Suspend the clocks of a review."""
    catch_up(work, work.setting.at)
    problems = tuple(_problems(work, command, resuming=False))
    if problems:
        return _refuse(work, command, "pause the clocks", problems)
    with work.act(
        "clock.paused",
        instance=work.review.id,
        actor=command.actor,
        role=command.role,
        on=command.on,
        basis=(command.decision or "",),
        said=_said(command, "pause the clocks"),
    ):
        work.set("review", work.review.id, paused_on=command.on)
        for row in list(work.deadlines().values()):
            if row.status == "running" and not entering.is_entry(row):
                _suspend(work, row, command)
    return Outcome(acts=tuple(work.acts))


def _suspend(work: Working, row: DeadlineRow, command: Pause) -> None:
    work.rest(row.seq)
    step = (
        f"{len(row.derivation) + 1}. On {command.on} the clock was paused by "
        f"{command.decision}; before, it was due on {row.due_on}."
    )
    held = bookings.is_booking(work, row)
    work.set(
        "deadline",
        row.id,
        status="suspended",
        due_on=row.due_on if held else None,
        paused_on=command.on,
        derivation=(*row.derivation, step),
        seq=work.seq,
    )


def resume(work: Working, command: Pause) -> Outcome:
    """Let the clocks of a review run again, each later by the days of the pause."""
    catch_up(work, work.setting.at)
    problems = tuple(_problems(work, command, resuming=True))
    if problems:
        return _refuse(work, command, "resume the clocks", problems)
    with work.act(
        "clock.resumed",
        instance=work.review.id,
        actor=command.actor,
        role=command.role,
        on=command.on,
        basis=(command.decision or "",),
        said={**_said(command, "resume the clocks"), "paused_on": work.review.paused_on},
    ):
        work.set("review", work.review.id, paused_on=None)
        _resume_meetings(work, command)
        for row in list(work.deadlines().values()):
            if row.status == "suspended":
                _run_again(work, row, command)
    catch_up(work, work.setting.at)
    return Outcome(acts=tuple(work.acts))


def _resume_meetings(work: Working, command: Pause) -> None:
    """Bookings run on; what counts from them is dated anew by the meetings."""
    for meeting in work.definition.meetings.values():
        row = booking(work, meeting.name)
        if row is None or row.status != "suspended":
            continue
        work.rest(row.seq)
        work.set("deadline", row.id, status="running", paused_on=None, seq=work.seq)
        why = f"On {command.on} the clock ran again"
        if row.due_on is not None and row.due_on < command.on:
            why = f"{bookings.called(row.meeting)} of {row.due_on} fell into the pause"
            words = f"{bookings.called(row.meeting)} fell into the pause"
            step = f"{len(row.derivation) + 1}. It fell into the pause."
            work.set("deadline", row.id, status="closed", derivation=(*row.derivation, step))
            anchor = Anchor(on=date.fromisoformat(command.on), words=words, ref=str(work.seq))
            bookings.book(work, meeting, row.n + 1, bookings.NEXT, anchor)
        redate(work, meeting, why=why, now=work.setting.at)


def _run_again(work: Working, row: DeadlineRow, command: Pause) -> None:
    """One suspended limit, later by the days for which it was suspended."""
    work.rest(row.seq)
    since = row.paused_on or command.on
    words = f"On {command.on} the clock ran again by {command.decision}, after"
    columns = later.columns(work, row, since, command.on, words)
    work.set("deadline", row.id, **columns, status="running", paused_on=None, seq=work.seq)


def _problems(work: Working, command: Pause, *, resuming: bool) -> Iterator[Problem]:
    held = rules.not_held(work, command.role, command.actor, work.setting.today)
    if held:
        yield held
    paused = work.review.paused_on
    if resuming and paused is None:
        yield Problem(code="R049", words="its clocks are not paused", basis=BASIS)
    if not resuming and paused is not None:
        yield Problem(code="R049", words=f"its clocks are paused since {paused}", basis=BASIS)
    if work.review.status == "final":
        yield Problem(code="R085", words="the review is final", basis=BASIS)
    if not command.decision:
        words = "clocks are paused and resumed by a decision, and none is cited"
        yield Problem(code="R050", words=words, basis=BASIS, hint="--decision REFERENCE")
    if command.on > work.setting.today or (resuming and paused and command.on < paused):
        since = f" and not before {paused}" if resuming and paused else ""
        words = f"{command.on} is no day for it: today is {work.setting.today}"
        yield Problem(code="R059", words=words, basis=BASIS, hint=f"a day until today{since}")


def _said(command: Pause, event: str) -> dict[str, object]:
    return {"event": event, "decision": command.decision, "reason": command.reason}


def _refuse(work: Working, command: Pause, event: str, problems: tuple[Problem, ...]) -> Outcome:
    return refused(
        work,
        "act.not_recorded",
        problems,
        instance=work.review.id,
        actor=command.actor,
        role=command.role,
        on=command.on,
        event=event,
    )
