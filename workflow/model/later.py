"""A clock that stood still: the same limit, later by the days for which it did.

Decisions that live here:

* The days are calendar days; the new last day is moved off a day off where the step says so.
* A window that had not opened opens later by as many. A date set beside the rule stays apart
  from what the rule gives.
* The row keeps how many days they were in all, so that a limit which is counted anew, as under
  an amended rule, keeps them. A limit that counts from a meeting is dated by the meeting alone.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from workflow.clock import stamp
from workflow.model.definition import State
from workflow.model.grammar.period import Period
from workflow.model.legal_time.days import weekday_words
from workflow.model.legal_time.derivation import Anchor, Derivation, derive
from workflow.model.legal_time.local_time import as_local_date
from workflow.model.legal_time.time_rules import rules_of
from workflow.model.rows.records import DeadlineRow
from workflow.model.working import Working


def last_day(row: DeadlineRow) -> date:
    """The last day of a limit that is suspended: the one in which its closing moment ends."""
    closes = datetime.fromisoformat(row.closes_at or "") - timedelta(milliseconds=1)
    return as_local_date(closes, row.zone)


def columns(
    work: Working, row: DeadlineRow, since: str, until: str, words: str
) -> dict[str, object]:
    """The columns of the limit *row*, whose clock stood still from *since* to *until* (ISO days).

    Args:
        words: how the step of the derivation begins, to which the days are added.
    """
    days = (date.fromisoformat(until) - date.fromisoformat(since)).days
    last = last_day(row)
    state = work.chart(row.instance).states[row.state]
    found = _later(work, row, state, last, days)
    day = found.due_on if found else last
    step = f"{len(row.derivation) + 1}. {words} {days} days: the last day is {weekday_words(day)}."
    by_hand = row.rule_on is not None and row.rule_on != last.isoformat()
    return {
        **_opening(row, since, days),
        "due_on": day.isoformat(),
        "rule_on": row.rule_on if by_hand else day.isoformat(),
        "closes_at": _closes(row.closes_at or "", row, state, found, days),
        "provisional": row.provisional or bool(found and found.provisional),
        "calendar": found.calendar_used if found and found.calendar_used else row.calendar,
        "derivation": (*row.derivation, step),
        "stood_days": 0 if row.meeting else row.stood_days + days,
    }


def stood_still(work: Working, row: DeadlineRow, state: State, found: Derivation) -> Derivation:
    """What the rule of *row* comes to, *found*, later by the days of its pauses."""
    days = row.stood_days
    moved = _later(work, row, state, found.due_on, days)
    if moved is None:
        return found
    words = f"Its clock stood still for {days} days: the last day is"
    step = f"{len(found.steps) + 1}. {words} {weekday_words(moved.due_on)}."
    closes = _closes(stamp(found.closes_at), row, state, moved, days)
    return replace(
        moved,
        closes_at=datetime.fromisoformat(closes),
        provisional=found.provisional or moved.provisional,
        calendar_used=moved.calendar_used or found.calendar_used,
        steps=(*found.steps, step),
    )


def _opening(row: DeadlineRow, since: str, days: int) -> dict[str, object]:
    """When a window opens that had not opened by *since*."""
    if row.opens_on is None or row.opens_on <= since:
        return {"opens_on": row.opens_on, "opens_at": row.opens_at}
    opens = date.fromisoformat(row.opens_on) + timedelta(days=days)
    moment = stamp(_shifted(row.opens_at or "", row.zone, days))
    return {"opens_on": opens.isoformat(), "opens_at": moment}


def _later(
    work: Working, row: DeadlineRow, state: State, last: date, days: int
) -> Derivation | None:
    """The last day *days* after *last*, as the rules of its step move it; None for no days."""
    period = state.limit
    if days == 0 or period is None:
        return None
    shifted = Period(amount=days, unit="day", direction="after", cut_off=period.cut_off)
    anchor = Anchor(on=last, words="the last day before the pause", ref=str(row.seq))
    time = rules_of(work.definition, state, period)
    return derive(shifted, anchor, replace(time, zone=row.zone), work.setting.calendars)


def _closes(
    before: str, row: DeadlineRow, state: State, found: Derivation | None, days: int
) -> str:
    """When it closes: hours are shifted as they are, days end with the last day."""
    if found is None:
        return before
    hours = state.limit is not None and state.limit.unit == "hour"
    return stamp(_shifted(before, row.zone, days) if hours else found.closes_at)


def _shifted(at: str, zone: str, days: int) -> datetime:
    """The same hour of the clock in *zone*, *days* later."""
    return datetime.fromisoformat(at).astimezone(ZoneInfo(zone)) + timedelta(days=days)
