"""A clock that stood still: the same limit, later by the days for which it did.

Decisions that live here:

* The days are calendar days; the new last day is moved off a day off where the step says so.
* A window that had not opened opens later by as many. A date set beside the rule stays apart
  from what the rule gives.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from workflow.clock import stamp
from workflow.model.dating import last_day
from workflow.model.grammar.period import Period
from workflow.model.legal_time.days import weekday_words
from workflow.model.legal_time.derivation import Anchor, Derivation, derive
from workflow.model.legal_time.time_rules import rules_of
from workflow.model.rows.records import DeadlineRow
from workflow.model.working import Working


def columns(
    work: Working, row: DeadlineRow, since: str, until: str, words: str
) -> dict[str, object]:
    """The columns of the limit *row*, whose clock stood still from *since* to *until* (ISO days).

    Args:
        words: how the step of the derivation begins, to which the days are added.
    """
    days = (date.fromisoformat(until) - date.fromisoformat(since)).days
    last = last_day(row)
    found, closes = _later(work, row, last, days)
    day = found.due_on if found else last
    step = f"{len(row.derivation) + 1}. {words} {days} days: the last day is {weekday_words(day)}."
    by_hand = row.rule_on is not None and row.rule_on != last.isoformat()
    return {
        **_opening(row, since, days),
        "due_on": day.isoformat(),
        "rule_on": row.rule_on if by_hand else day.isoformat(),
        "closes_at": closes,
        "provisional": row.provisional or bool(found and found.provisional),
        "calendar": found.calendar_used if found and found.calendar_used else row.calendar,
        "derivation": (*row.derivation, step),
    }


def _opening(row: DeadlineRow, since: str, days: int) -> dict[str, object]:
    """When a window opens that had not opened by *since*."""
    if row.opens_on is None or row.opens_on <= since:
        return {"opens_on": row.opens_on, "opens_at": row.opens_at}
    opens = date.fromisoformat(row.opens_on) + timedelta(days=days)
    moment = stamp(_shifted(row.opens_at or "", row.zone, days))
    return {"opens_on": opens.isoformat(), "opens_at": moment}


def _later(work: Working, row: DeadlineRow, last: date, days: int) -> tuple[Derivation | None, str]:
    """The last day *days* later, as the rules of its step move it, and when it closes."""
    state = work.chart(row.instance).states[row.state]
    period = state.limit
    if days == 0 or period is None:
        return None, row.closes_at or ""
    shifted = Period(amount=days, unit="day", direction="after", cut_off=period.cut_off)
    anchor = Anchor(on=last, words="the last day before the pause", ref=str(row.seq))
    time = rules_of(work.definition, state, period)
    found = derive(shifted, anchor, replace(time, zone=row.zone), work.setting.calendars)
    if period.unit == "hour":
        return found, stamp(_shifted(row.closes_at or "", row.zone, days))
    return found, stamp(found.closes_at)


def _shifted(at: str, zone: str, days: int) -> datetime:
    """The same hour of the clock in *zone*, *days* later."""
    return datetime.fromisoformat(at).astimezone(ZoneInfo(zone)) + timedelta(days=days)
