"""Derivations: from a relative period to a date, with every step said.

A period is relative ("6 months after review.started"); a date is not. Between the two
lie decisions that delegations argue about, so each is made here and nowhere else:

* The day of the anchor is not counted, forwards or backwards.
* Months and years keep the number of the day, else take the last day of the month:
  six months after 31 August is 28 February. Weeks and days are calendar days.
* Working days leave out weekends and holidays of the named calendar. Where a year of it
  is missing or a candidate, the date is provisional and says why.
* A last day off is not moved, unless the rules say forward or back; working days never
  need to be.
* In time means before `closes_at`: the midnight after the last day in the rule's zone,
  or the cut-off hour of that day.
* A date that the definition itself names is taken as written, and never moved.
* Hours run from a moment, in real time across any change of clocks. If only the day is
  known they run from its end, or back from its beginning.

Pure: no clock is read, no calendar fetched. Source: house rule, of no mechanism; the
mechanisms say nothing on any of these.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from workflow.model.definition import TimeRules
from workflow.model.grammar.period import Period
from workflow.model.legal_time.calendar import Calendars, WorkingDays
from workflow.model.legal_time.days import day_words, weekday_words
from workflow.model.legal_time.local_time import (
    as_local_date,
    beyond,
    end_of_day,
    moment_of,
    moment_words,
    start_of_day,
)

_NUMBERS = (
    *("One", "Two", "Three", "Four", "Five", "Six"),
    *("Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"),
)
_INSTANT = timedelta(microseconds=1)
_MOST_NAMED = 12
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What a period is counted from.

    `on` is its day in the rule's zone, `words` say what happened, `ref` is the entry or
    meeting it rests on. `at`, aware, is the exact moment where it is known; only periods
    in hours look at it.
    """

    on: date
    words: str
    ref: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """A date and how it was found.

    `due_on` is the last day, in the rule's zone; `closes_at`, in UTC, the first moment at
    which the limit is no longer met. `calendar_used` are the ids of the calendars that
    were looked at, with ", " between; None if none was. `steps` are numbered sentences.
    """

    due_on: date
    closes_at: datetime
    provisional: bool
    provisional_because: str | None
    calendar_used: str | None
    steps: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class _Work:
    """One derivation in the making: sentences, and the years of the calendar it rests on."""

    period: Period
    rules: TimeRules
    days: WorkingDays
    said: list[str]
    years: set[int]

    @property
    def sign(self) -> int:
        return -1 if self.period.direction == "before" else 1

    def why_off(self, day: date) -> str | None:
        self.years.add(day.year)
        return self.days.why_off(day)

    def length_words(self) -> str:
        """`Six months later`, `24 weeks earlier`."""
        amount, _, unit = self.period.length.partition(" ")
        number = _NUMBERS[int(amount) - 1] if int(amount) <= len(_NUMBERS) else amount
        return f"{number} {unit} {'later' if self.sign > 0 else 'earlier'}"


def derive(period: Period, anchor: Anchor, rules: TimeRules, calendars: Calendars) -> Derivation:
    """Return the date at which *period*, counted from *anchor*, ends.

    Raises:
        TimeError: there is no such zone, or the date lies beyond the years 1 to 9999.
    """
    days = WorkingDays(body=rules.calendar, calendars=calendars)
    work = _Work(period=period, rules=rules, days=days, said=[], years=set())
    what = "time limit" if period.fixed else "period"
    work.said.append(f"The {what} is {period}.")
    try:
        if period.unit == "hour":
            closes_at = _count_hours(work, anchor)
            due_on = as_local_date(closes_at - _INSTANT, rules.zone)
        else:
            due_on = _rolled(work, _last_day(work, anchor))
            closes_at = _close(work, due_on)
        in_time = moment_words(closes_at, rules.zone)
    except OverflowError as error:
        raise beyond() from error
    work.said.append(f"In time means before {in_time}.")
    return _derivation(work, due_on, closes_at)


def _derivation(work: _Work, due_on: date, closes_at: datetime) -> Derivation:
    """Number the steps, and say what the date still waits for."""
    years = sorted(work.years)
    doubts = dict.fromkeys(doubt for year in years if (doubt := work.days.doubt(year)))
    because = "; ".join(doubts) or None
    if because:
        work.said.append(f"The date is provisional: {because}.")
    used = [calendar.id for year in years if (calendar := work.days.of(year))]
    return Derivation(
        due_on=due_on,
        closes_at=closes_at,
        provisional=because is not None,
        provisional_because=because,
        calendar_used=", ".join(used) or None,
        steps=tuple(f"{n}. {words}" for n, words in enumerate(work.said, start=1)),
    )


def _last_day(work: _Work, anchor: Anchor) -> date:
    """The day the period leads to, before any moving."""
    if work.period.fixed:
        words = f"The date is written in the definition: {weekday_words(work.period.fixed)}."
        work.said.append(words)
        return work.period.fixed
    runs = "It runs" if work.sign > 0 else "It is counted back"
    words = f"{runs} from {day_words(anchor.on)} ({anchor.words}); that day is not counted."
    work.said.append(words)
    period = work.period
    if period.unit == "working day":
        return _count_working_days(work, anchor.on)
    if period.unit in _MONTHS:
        return _count_months(work, anchor.on, work.sign * period.amount * _MONTHS[period.unit])
    day = anchor.on + timedelta(days=work.sign * period.amount * _DAYS[period.unit])
    work.said.append(f"{work.length_words()} is {weekday_words(day)}.")
    return day


def _count_months(work: _Work, start: date, months: int) -> date:
    years, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= years <= 9999:
        raise OverflowError
    length = monthrange(years, month + 1)[1]
    day = date(years, month + 1, min(start.day, length))
    if day.day == start.day:
        work.said.append(f"{work.length_words()} is {weekday_words(day)}.")
    else:
        wanted = f"{start.day} {day_words(day).partition(' ')[2]}"
        work.said.append(
            f"{work.length_words()} there is no {wanted}; "
            f"the last day of that month is {weekday_words(day)}."
        )
    return day


def _count_working_days(work: _Work, start: date) -> date:
    day, left, holidays = start, work.period.amount, []
    while left:
        day += timedelta(days=work.sign)
        if work.why_off(day) is None:
            left -= 1
        elif work.days.is_holiday(day):
            holidays.append(day)
    work.said.append(f"{work.length_words()} is {weekday_words(day)}; {_left_out(work, holidays)}.")
    return day


def _left_out(work: _Work, holidays: list[date]) -> str:
    named = [f"{weekday_words(day)} ({work.days.why_off(day)})" for day in holidays[:_MOST_NAMED]]
    if len(holidays) > _MOST_NAMED:
        named.append(f"and {len(holidays) - _MOST_NAMED} more")
    return f"left out are weekends and {', '.join(named)}" if named else "left out are weekends"


def _rolled(work: _Work, day: date) -> date:
    """The last day, moved off a day off if the rules say so."""
    if work.period.unit == "working day" or work.period.fixed:
        return day
    if work.rules.roll == "none":
        work.said.append("The last day is not moved, whatever day it falls on.")
        return day
    why = work.why_off(day)
    if why is None:
        work.said.append("That is a working day, so it is not moved.")
        return day
    moved = _next_working_day(work, day)
    words = f"That is no working day ({why}); it moves {work.rules.roll} to {weekday_words(moved)}."
    work.said.append(words)
    return moved


def _next_working_day(work: _Work, day: date) -> date:
    step = timedelta(days=1 if work.rules.roll == "forward" else -1)
    while work.why_off(day) is not None:
        day += step
    return day


def _close(work: _Work, due_on: date) -> datetime:
    if work.period.cut_off is None:
        return end_of_day(due_on, work.rules.zone)
    return moment_of(due_on, work.period.cut_off, work.rules.zone)


def _count_hours(work: _Work, anchor: Anchor) -> datetime:
    """The moment a period in hours leads to."""
    zone = work.rules.zone
    runs = "It runs" if work.sign > 0 else "It is counted back"
    if anchor.at:
        start, only = anchor.at, ""
    else:
        start = end_of_day(anchor.on, zone) if work.sign > 0 else start_of_day(anchor.on, zone)
        edge = "end" if work.sign > 0 else "beginning"
        only = f"; only the day is known, so from its {edge}"
    work.said.append(f"{runs} from {moment_words(start, zone)} ({anchor.words}){only}.")
    closes_at = start + timedelta(hours=work.sign * work.period.amount)
    work.said.append(f"{work.length_words()} is {moment_words(closes_at, zone)}.")
    if work.rules.roll != "none":
        work.said.append("A limit in hours is not moved to a working day.")
    return closes_at
