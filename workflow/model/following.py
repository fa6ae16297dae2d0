"""Reviews follow their meetings: moved, cancelled, missed; and every date that counts from them.

Decisions that live here:

* A meeting that is moved or cancelled moves, in one entry of each review that is bound to
  it, the booking and every open limit that counts from it. The engine is the actor: what a
  correction takes back is followed again by the meetings as they are then.
* A meeting is missed by a review that has not reached, by the end of its day, the step that
  is taken there. With `on_miss: next` the review is bound to the next meeting that counts;
  otherwise it waits and the limit is passed.
* A date that was set beside the rule stays; the derivation says what the rule now gives.
* No date becomes one that has gone by: it is then the day of the change.
"""

from workflow.clock import moment, stamp
from workflow.model import bookings
from workflow.model.anchors import booking
from workflow.model.dating import Dated, derived
from workflow.model.definition import Meeting
from workflow.model.later import last_day
from workflow.model.legal_time.local_time import as_local_date, end_of_day
from workflow.model.rows.records import DeadlineRow, MeetingRow
from workflow.model.working import Working

#: The actor of what no person did.
ENGINE = "engine"
OPEN = ("waiting", "running", "suspended", "passed")


def follow(work: Working) -> bool:
    """Bring bookings, and what counts from them, to where the meetings are now.

    One act of the engine for the whole review; none if nothing changed.
    """
    changed = [meeting for meeting in work.definition.meetings.values() if _changed(work, meeting)]
    if not changed or work.review.status == "final":
        return False
    before = {row.id: row.due_on for row in work.deadlines().values()}
    causes = [cause for meeting in changed if (cause := _cause(work, meeting))]
    told: dict[str, object] = {}
    with work.act(
        "deadline.moved",
        instance=work.review.id,
        actor=ENGINE,
        role=None,
        on=work.setting.today,
        basis=tuple(cause.decision or "" for cause in causes),
        said=told,
    ):
        for meeting in changed:
            _rebind(work, meeting)
        told.update(_told(work, causes, before))
    return True


def _told(
    work: Working, causes: list[MeetingRow], before: dict[str, str | None]
) -> dict[str, object]:
    """What the entry says: which meetings, by which entries, and each date before and after."""
    words = [
        f"{c.name} is {'cancelled' if c.status == 'cancelled' else f'on {c.opens_on}'}"
        for c in causes
    ]
    moves = [
        {"deadline": row.id, "before": before[row.id], "after": row.due_on}
        for row in work.deadlines().values()
        if row.id in before and before[row.id] != row.due_on
    ]
    return {
        "event": f"the meeting {'; '.join(words)}" if words else "meetings",
        "meetings": [cause.id for cause in causes],
        "meeting_entries": [cause.seq for cause in causes],
        "moves": moves,
    }


def _cause(work: Working, meeting: Meeting) -> MeetingRow | None:
    """The meeting that a booking is, or would be, bound to."""
    row = booking(work, meeting.name)
    if row is None:
        return None
    if row.meeting is None:
        return bookings.candidate(work, row, meeting)[0]
    return next((m for m in work.setting.meetings if m.id == row.meeting), None)


def _changed(work: Working, meeting: Meeting) -> bool:
    """Whether the newest booking is not where its meeting is, or waits for one now known."""
    row = booking(work, meeting.name)
    if row is None or row.status in bookings.OVER:
        return False
    cause = _cause(work, meeting)
    if cause is None:
        return False
    return row.meeting is None or cause.status == "cancelled" or cause.opens_on != row.due_on


def _rebind(work: Working, meeting: Meeting) -> None:
    row, cause = booking(work, meeting.name), _cause(work, meeting)
    if row is None or cause is None:
        return
    work.rest(row.seq, cause.seq)
    if row.meeting is None:
        bookings.fill(work, row, meeting)
        why = f"The review is bound to {cause.name}"
    elif cause.status == "cancelled":
        _unbind(work, row, cause)
        bookings.fill(work, work.deadlines()[row.id], meeting)
        why = f"{cause.name} of {row.due_on} was cancelled"
    else:
        number = len(row.derivation) + 1
        step = f"{number}. {cause.name} was moved from {row.due_on} to {cause.opens_on}."
        steps = (*row.derivation, step)
        status = "suspended" if row.status == "suspended" else "running"
        columns = bookings.placed(row, cause) | {"status": status, "derivation": steps}
        work.set("deadline", row.id, **columns)
        why = f"{cause.name} was moved from {row.due_on} to {cause.opens_on}"
    work.set("deadline", row.id, passed=False, seq=work.seq)
    redate(work, meeting, why=why, now=work.setting.at)


def _unbind(work: Working, row: DeadlineRow, cause: MeetingRow) -> None:
    work.set(
        "deadline",
        row.id,
        rule=bookings.NEXT,
        anchor=f"{cause.name} was cancelled",
        anchor_on=row.due_on,
        anchor_seq=cause.seq,
        due_on=None,
        rule_on=None,
        closes_at=None,
        meeting=None,
        status="waiting",
    )


def redate(work: Working, meeting: Meeting, *, why: str, now: str) -> None:
    """Date every open limit anew that counts from *meeting*, as of the moment *now*."""
    for row in list(work.deadlines().values()):
        if row.status not in OPEN or bookings.is_booking(work, row):
            continue
        state = work.chart(row.instance).states[row.state]
        if meeting.name in bookings.named(state):
            work.rest(row.seq)
            _again(work, row, why, now)


def _again(work: Working, row: DeadlineRow, why: str, now: str) -> None:
    found = derived(work, row)
    if found is None:
        _wait(work, row, why)
        return
    held = row.status == "suspended" and row.closes_at is not None
    had = last_day(row).isoformat() if held else row.due_on
    before = f"{len(found.steps) + 1}. {why}; before, it was {had or 'not dated'}."
    steps = (*found.steps, before)
    if had is not None and row.rule_on is not None and had != row.rule_on:
        columns: dict[str, object] = {
            "due_on": had,
            "closes_at": row.closes_at,
            "derivation": _stays(steps, had),
        }
    else:
        columns = {"due_on": found.due_on, "derivation": steps}
        if found.closes_at <= now and row.status != "passed":
            columns |= _no_earlier(found, row, now)
    columns = found.columns() | columns
    gone_by = row.status == "passed" and str(columns["closes_at"]) <= now
    work.set(
        "deadline",
        row.id,
        **columns,
        status="passed" if gone_by else "running",
        passed=row.passed and gone_by,
        paused_on=None,
        seq=work.seq,
    )
    if work.review.paused_on and not gone_by:
        paused = row.paused_on or work.review.paused_on
        work.set("deadline", row.id, due_on=None, status="suspended", paused_on=paused)


def _stays(steps: tuple[str, ...], had: str) -> tuple[str, ...]:
    return (*steps, f"{len(steps) + 1}. The date set beside the rule, {had}, stays.")


def _no_earlier(found: Dated, row: DeadlineRow, now: str) -> dict[str, object]:
    """The end of the day of the change, for a date that would have gone by."""
    day = as_local_date(moment(now), row.zone)
    step = (
        f"{len(found.steps) + 2}. That day has gone by; the limit is the day of the change, {day}."
    )
    return {
        "due_on": day.isoformat(),
        "rule_on": day.isoformat(),
        "closes_at": stamp(end_of_day(day, row.zone)),
        "derivation": (*found.steps, step),
    }


def _wait(work: Working, row: DeadlineRow, why: str) -> None:
    """A limit whose meeting is not known any more has no date."""
    work.set(
        "deadline",
        row.id,
        anchor=None,
        anchor_on=None,
        anchor_seq=None,
        due_on=None,
        rule_on=None,
        closes_at=None,
        opens_on=None,
        opens_at=None,
        meeting=None,
        status="waiting",
        passed=False,
        derivation=(f"1. {why}; no later meeting is known yet.",),
        seq=work.seq,
    )


def missed(work: Working, row: DeadlineRow) -> bool:
    """Whether the day of the meeting ended without the review, which then slips to the next."""
    meeting = work.definition.meetings[row.name]
    instance = work.instances()[row.instance]
    reached = meeting.step in work.chart(row.instance).lineage(instance.state)
    return meeting.on_miss == "next" and not reached


def miss(work: Working, row: DeadlineRow) -> None:
    """Bind the review to the next meeting, and date what counts from it, inside the act."""
    meeting = work.definition.meetings[row.name]
    work.set("deadline", row.id, passed=True, status="closed", seq=work.seq)
    bookings.slip(work, meeting, work.deadlines()[row.id])
    why = f"{bookings.called(row.meeting)} of {row.due_on} was missed"
    redate(work, meeting, why=why, now=row.closes_at or work.setting.at)
