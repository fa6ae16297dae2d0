"""Dating a time limit: its anchor, its period, its window, and the meeting it counts from.

One place computes the columns of a limit that follow from its rule, so that a limit that
starts, follows a moved meeting or resumes after a pause is dated in one way.
"""

from dataclasses import dataclass, replace
from datetime import date

from workflow.clock import stamp
from workflow.model import later
from workflow.model.anchors import anchor_at, booking, happened
from workflow.model.definition import State
from workflow.model.grammar.period import Period
from workflow.model.legal_time.days import weekday_words
from workflow.model.legal_time.derivation import Anchor, Derivation, derive
from workflow.model.legal_time.local_time import TimeError, end_of_day, start_of_day
from workflow.model.legal_time.time_rules import rules_of
from workflow.model.rows.records import DeadlineRow, StayRow
from workflow.model.under_review import joined_late
from workflow.model.working import Working


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What the rule of a limit alone comes to. Days are ISO, moments as the log writes them."""

    anchor: Anchor
    due_on: str
    closes_at: str
    calendar: str | None
    provisional: bool
    opens_on: str | None
    opens_at: str | None
    meeting: str | None
    steps: tuple[str, ...]

    def columns(self) -> dict[str, object]:
        """The columns of the limit's row, but for the day it is due and how it stands."""
        return {
            "anchor": self.anchor.words,
            "anchor_seq": int(self.anchor.ref),
            "anchor_on": self.anchor.on.isoformat(),
            "closes_at": self.closes_at,
            "calendar": self.calendar,
            "provisional": self.provisional,
            "rule_on": self.due_on,
            "opens_on": self.opens_on,
            "opens_at": self.opens_at,
            "meeting": self.meeting,
        }


def derived(work: Working, deadline: DeadlineRow) -> Dated | None:
    """What the rule of *deadline* comes to; None while what it counts from has not happened.

    Raises:
        TimeError: the date lies beyond the years there are; it names review, step and rule.
    """
    try:
        return _derived(work, deadline)
    except TimeError as error:
        found = error.problems[0]
        words = f"{found.words}: step {deadline.state!r} asks for {deadline.rule!r}"
        raise TimeError(words, found.hint, where=deadline.instance) from error


def _derived(work: Working, deadline: DeadlineRow) -> Dated | None:
    state = work.chart(deadline.instance).states[deadline.state]
    period = state.limit
    anchor = anchor_of(work, deadline, period) if period else None
    if period is None or anchor is None:
        return None
    rules = rules_of(work.definition, state, period)
    found = _not_behind(work, deadline, derive(period, anchor, rules, work.setting.calendars))
    found = later.stood_still(work, deadline, state, found)
    opens = opening(work, deadline, state)
    return Dated(
        anchor=anchor,
        due_on=found.due_on.isoformat(),
        closes_at=stamp(found.closes_at),
        calendar=found.calendar_used,
        provisional=found.provisional,
        opens_on=opens.due_on.isoformat() if opens else None,
        opens_at=_first_moment(opens, state, deadline.zone) if opens else None,
        meeting=meeting_of(work, period),
        steps=(*found.steps, *_opening_words(opens, len(found.steps))),
    )


def _not_behind(work: Working, deadline: DeadlineRow, found: Derivation) -> Derivation:
    """A date counted back that had gone by when its step was entered is the day of entering."""
    stay = _stay(work, deadline)
    if stay is None or found.due_on.isoformat() >= stay.entered_on:
        return found
    day = date.fromisoformat(stay.entered_on)
    words = (
        f"{len(found.steps) + 1}. That day had gone by when the step was entered: the plan "
        f"cannot be kept. The limit is the day of entering, {weekday_words(day)}."
    )
    closes = end_of_day(day, deadline.zone)
    return replace(found, due_on=day, closes_at=closes, steps=(*found.steps, words))


def _stay(work: Working, deadline: DeadlineRow) -> StayRow | None:
    key = f"{deadline.instance}|{deadline.state}:{deadline.n}"
    return next((stay for stay in work.stays() if stay.id == key), None)


def anchor_of(work: Working, deadline: DeadlineRow, period: Period) -> Anchor | None:
    """What *period* counts from: what it names, else the entering of the limit's step.

    A silence runs from what it names only if that comes later than the entering. A clock that
    stood still and ran on counts from where it began, in whatever stay that was.
    """
    stay = _stay(work, deadline)
    words = f"entered {deadline.state.rpartition('.')[2]}"
    entered = anchor_at(stay.entered_on, words, stay.seq) if stay else None
    if deadline.stood_days and deadline.anchor_on:
        return anchor_at(deadline.anchor_on, deadline.anchor or "", deadline.anchor_seq or 0)
    if period.anchor is None:
        return entered
    named = happened(work, deadline.instance, period.anchor)
    if named and entered and _silence(work, deadline):
        return max(named, entered, key=lambda anchor: anchor.on)
    return named and _not_from_before(work, deadline, period, named)


def _not_from_before(work: Working, deadline: DeadlineRow, period: Period, named: Anchor) -> Anchor:
    """In the track of an instrument that joined meanwhile nothing counts from before that."""
    late = joined_late(work, deadline.instance) if period.direction == "after" else None
    if late is None:
        return named
    instrument, entry = late
    day = entry.due_on or ""
    if named.on.isoformat() >= day:
        return named
    return anchor_at(day, f"{instrument} came under review; earlier: {named.words}", entry.seq)


def _silence(work: Working, deadline: DeadlineRow) -> bool:
    return work.chart(deadline.instance).states[deadline.state].silence is not None


def meeting_of(work: Working, period: Period) -> str | None:
    """The meeting from which *period* counts, by id; None if it counts from something else."""
    name = period.anchor.name if period.anchor else ""
    row = booking(work, name) if name in work.definition.meetings else None
    return row.meeting if row else None


def opening(work: Working, deadline: DeadlineRow, state: State) -> Derivation | None:
    """The first day of a limit that is a window; it is not moved off a day off."""
    period = state.window.opens if state.window else None
    anchor = anchor_of(work, deadline, period) if period else None
    if period is None or anchor is None:
        return None
    rules = replace(rules_of(work.definition, state, period), roll="none")
    return derive(period, anchor, rules, work.setting.calendars)


def _first_moment(opens: Derivation, state: State, zone: str) -> str:
    """The beginning of its day, or the very moment where the window counts in hours."""
    period = state.window.opens if state.window else None
    exact = period is not None and (period.unit == "hour" or period.cut_off is not None)
    return stamp(opens.closes_at if exact else start_of_day(opens.due_on, zone))


def _opening_words(opens: Derivation | None, steps: int) -> tuple[str, ...]:
    if opens is None:
        return ()
    return (f"{steps + 1}. The window opens on {opens.due_on.isoformat()}.",)
