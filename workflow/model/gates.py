"""Windows and minimum gaps: an act that comes too early, or after its window, has no effect.

Decisions that live here:

* A window binds the holders of its step, and who acts for them, in acts that lead on or bring
  something. Whoever else may go on from the step is not bound by it.
* A minimum gap (`not_before`) binds every act that leads on from the step, and every vote.
* A window opens and closes with its days; a gap ends with the beginning of its last day,
  whatever day that falls on: a day from which on something may be is no last day. In
  hours, and at a cut-off, the moment of receipt decides: where it is needed and was not
  given, the act has no effect and the answer says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from workflow.clock import stamp
from workflow.errors import Problem
from workflow.model.anchors import happened
from workflow.model.commands import Record
from workflow.model.definition import Event, State
from workflow.model.grammar.period import AnchorName, Period
from workflow.model.legal_time.derivation import Anchor, derive
from workflow.model.legal_time.local_time import as_local_date, moment_words, start_of_day
from workflow.model.legal_time.time_rules import rules_of
from workflow.model.limits import OPEN
from workflow.model.members import acts_for
from workflow.model.rows.records import DeadlineRow
from workflow.model.working import Working

GIVE_THE_HOUR = "give the moment of receipt: --received YEAR-MONTH-DAYTHH:MM"


@dataclass(frozen=True, slots=True, kw_only=True)
class _When:
    """When an act came: its day, and the moment (as the log writes it) where it is known."""

    day: str
    at: str | None

    def words(self, zone: str) -> str:
        """As a message says it."""
        if self.at is None:
            return f"of {self.day}"
        return f"of {moment_words(datetime.fromisoformat(self.at), zone)}"


def problems(work: Working, event: Event, command: Record, on: str) -> Iterator[Problem]:
    """Everything about time that leaves *command*, of the day *on*, without effect."""
    instance = command.instance
    state = work.instances()[instance].state
    if state not in event.from_:
        return
    when = _When(day=on, at=work.moment)
    for path in work.chart(instance).lineage(state):
        here = work.chart(instance).states[path]
        acts = bool(event.to or event.with_ or command.choice)
        bound = acts and acts_for(work.definition, command.role, here.holders)
        if here.window and bound:
            yield from _window(work, instance, here, when)
        if here.not_before and (event.to or command.choice):
            yield from _gap(work, instance, here, when)


def _window(work: Working, instance: str, state: State, when: _When) -> Iterator[Problem]:
    row = _open_limit(work, instance, state)
    if row is None or row.status == "suspended":
        return
    work.rest(row.seq)
    if row.closes_at is None or row.due_on is None:
        words = f"the window of {state.name!r} ({row.rule}) has no dates yet"
        yield Problem(code="R046", words=words, basis=state.basis)
        return
    early = _early(when, row.opens_at, row.zone) if row.opens_at else False
    if early is not False:
        words = f"the window of {state.name!r} opens on {_moment(row.opens_at, row.zone)}"
        yield _problem("R046", words, state, when, row.zone, early=early)
    if (when.at >= row.closes_at) if when.at else (when.day > row.due_on):
        words = f"the window of {state.name!r} closed at {_moment(row.closes_at, row.zone)}"
        yield _problem("R047", words, state, when, row.zone)


def _gap(work: Working, instance: str, state: State, when: _When) -> Iterator[Problem]:
    period = state.not_before
    if period is None:
        return
    anchor = _anchor(work, instance, state, period)
    if anchor is None:
        words = f"{state.name!r} is not before {period}, which has not happened yet"
        yield Problem(code="R048", words=words, basis=state.basis)
        return
    work.rest(int(anchor.ref))
    zone = rules_of(work.definition, state, period).zone
    earliest = stamp(earliest_of(work, state, period, anchor))
    early = _early(when, earliest, zone)
    if early is not False:
        words = f"{state.name!r} is not before {_moment(earliest, zone)}, {period}"
        yield _problem("R048", words, state, when, zone, early=early)


def _problem(
    code: str, words: str, state: State, when: _When, zone: str, *, early: bool | None = True
) -> Problem:
    hint = GIVE_THE_HOUR if early is None else ""
    text = f"{words}; this is {when.words(zone)}"
    return Problem(code=code, words=text, basis=state.basis, hint=hint)


def _early(when: _When, moment: str, zone: str) -> bool | None:
    """Whether an act came before *moment*; None where only its day is known, and is the same."""
    if when.at is not None:
        return when.at < moment
    at = datetime.fromisoformat(moment)
    day = as_local_date(at, zone)
    if when.day == day.isoformat() and at != start_of_day(day, zone):
        return None
    return when.day < day.isoformat()


def _moment(at: str | None, zone: str) -> str:
    return moment_words(datetime.fromisoformat(at or ""), zone)


def earliest_of(work: Working, state: State, period: Period, anchor: Anchor) -> datetime:
    """The first moment at which the gap *period*, counted from *anchor*, is over."""
    rules = replace(rules_of(work.definition, state, period), roll="none")
    found = derive(period, anchor, rules, work.setting.calendars)
    exact = period.unit == "hour" or period.cut_off is not None
    return found.closes_at if exact else start_of_day(found.due_on, rules.zone)


def _anchor(work: Working, instance: str, state: State, period: Period) -> Anchor | None:
    if period.anchor is not None:
        return happened(work, instance, period.anchor)
    return happened(work, instance, AnchorName(name=state.path))


def _open_limit(work: Working, instance: str, state: State) -> DeadlineRow | None:
    rows = [
        row
        for row in work.deadlines().values()
        if (row.instance, row.name) == (instance, state.deadline) and row.status in OPEN
    ]
    return max(rows, key=lambda row: row.n, default=None)
