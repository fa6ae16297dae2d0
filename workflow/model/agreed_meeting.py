"""A review moved to another meeting by an act: `sets: due adoption_meeting`, told with --agreed.

Decisions that live here: the day that is agreed is that of a meeting of the body that is entered
and planned, whatever its kind; the review is bound to it, and every date that counts from it
follows in the same act. Which meeting the rule means stays in the derivation.
"""

from collections.abc import Iterator

from workflow.errors import Problem
from workflow.model import bookings
from workflow.model.following import redate
from workflow.model.limits import OPEN
from workflow.model.messages import said_day
from workflow.model.rows.records import DeadlineRow
from workflow.model.rows.records_cycle import MeetingRow
from workflow.model.working import Working


def meeting_on(work: Working, booking: DeadlineRow, on: str) -> MeetingRow | None:
    """The planned meeting of the booking's body on the ISO day *on*."""
    body = work.definition.meetings[booking.name].body
    return next((m for m in _planned(work, body) if m.opens_on == on), None)


def _planned(work: Working, body: str) -> list[MeetingRow]:
    return [m for m in work.setting.meetings if (m.body, m.status) == (body, "planned")]


def problems(work: Working, booking: DeadlineRow, agreed: str, basis: str) -> Iterator[Problem]:
    """That the body does not meet on the day that was agreed."""
    if meeting_on(work, booking, agreed) is None:
        body = work.definition.meetings[booking.name].body
        days = ", ".join(m.opens_on for m in _planned(work, body))
        words = f"no meeting of {body} is planned for {said_day(agreed)}"
        hint = f"planned: {days or 'none'}; peer-review meeting add {work.review.cycle} {body}"
        yield Problem(code="R060", words=words, basis=basis, hint=hint)


def notified(work: Working, booking: DeadlineRow) -> list[DeadlineRow]:
    """The open limits whose notified dates move with the meeting, itself among them."""
    found = []
    for row in work.deadlines().values():
        state = work.chart(row.instance).states.get(row.state)
        counts = row.id == booking.id or (state and booking.name in bookings.named(state))
        if counts and row.status in OPEN and row.notified_on:
            found.append(row)
    return found


def bind(work: Working, booking: DeadlineRow, agreed: str, *, how: str) -> None:
    """Bind the review to the meeting on the day *agreed*, and date what counts from it.

    Args:
        how: who set it when, as the beginning of a sentence.
    """
    found = meeting_on(work, booking, agreed)
    if found is None:
        raise LookupError(agreed)
    rule_on = booking.rule_on or found.opens_on
    said = f"{how} {found.name}, {said_day(agreed)}"
    step = f"{len(booking.derivation) + 1}. {said}; the rule alone gave {said_day(rule_on)}."
    columns = {**bookings.placed(booking, found), "rule_on": rule_on, "passed": False}
    work.rest(booking.seq, found.seq)
    derivation = (*booking.derivation, step)
    work.set("deadline", booking.id, **columns, derivation=derivation, seq=work.seq)
    meeting = work.definition.meetings[booking.name]
    redate(work, meeting, why=said, now=work.setting.at)
