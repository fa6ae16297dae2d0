"""Plans that must meet: how early a step can be done, how late it may be, and the days between.

Forward, each step on the way is given the whole time it has; backward, a date that counts
from the meeting is the latest. Where the earliest lies after the latest the plan cannot be
kept. Nothing is decided here: a review is warned, never stopped.

The way is the shortest one, by the chart, from where the review stands to the step that is
taken at the meeting.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workflow.model.anchors import booking
from workflow.model.definition import Chart, Meeting, State
from workflow.model.flat import arcs
from workflow.model.grammar.period import Period
from workflow.model.legal_time.derivation import Anchor, derive
from workflow.model.legal_time.time_rules import rules_of
from workflow.model.rows.records import DeadlineRow
from workflow.model.working import Working


@dataclass(frozen=True, slots=True, kw_only=True)
class Slack:
    """One step of a plan. `days` between are negative where the plan cannot be kept."""

    meeting: str
    step: str
    earliest: str
    latest: str
    days: int
    basis: str

    @property
    def words(self) -> str:
        """What is wrong with it, or how much room there is."""
        if self.days >= 0:
            return f"{self.step}: {self.days} days of room"
        return (
            f"the plan for {self.meeting} cannot be kept: {self.step!r} is done on "
            f"{self.earliest} at the earliest, and on {self.latest} at the latest"
        )


def slack(work: Working) -> tuple[Slack, ...]:
    """Every step that has to be done by a date before a meeting, in the order of the way."""
    if work.review.status == "final":
        return ()
    return tuple(
        one
        for meeting in work.definition.meetings.values()
        if (row := booking(work, meeting.name)) and row.status == "running" and row.due_on
        for one in _plan(work, meeting, row)
    )


def notes(work: Working) -> tuple[str, ...]:
    """The plans that cannot be kept, in words."""
    return tuple(one.words for one in slack(work) if one.days < 0)


def _plan(work: Working, meeting: Meeting, row: DeadlineRow) -> Iterator[Slack]:
    chart = work.chart(work.review.id)
    here = work.instances()[work.review.id]
    way = _way(chart, here.state, meeting.step)
    cursor = max(date.fromisoformat(work.setting.today), date.fromisoformat(here.since))
    meets = date.fromisoformat(row.due_on or "")
    for path in way[:-1]:
        state = chart.states[path]
        latest = _latest(work, state, meets)
        cursor = _earliest(work, state, cursor, meets)
        if latest is not None:
            yield _slack(meeting, state, cursor, latest)
    if way:
        yield _slack(meeting, chart.states[way[-1]], cursor, meets)


def _slack(meeting: Meeting, state: State, earliest: date, latest: date) -> Slack:
    return Slack(
        meeting=meeting.name,
        step=state.name,
        earliest=earliest.isoformat(),
        latest=latest.isoformat(),
        days=(latest - earliest).days,
        basis=state.basis or meeting.basis,
    )


def _latest(work: Working, state: State, meets: date) -> date | None:
    """The date of a step that counts back from the meeting; None for one that does not."""
    period = state.limit
    if period is None or period.direction != "before":
        return None
    return _ends(work, state, period, meets)


def _earliest(work: Working, state: State, entered: date, meets: date) -> date:
    """When a step entered on a day is done, if it takes the time it has."""
    period, opens = state.limit, state.window.opens if state.window else None
    if period is None:
        return entered
    if period.direction == "before":
        first = _ends(work, state, opens, meets) if opens else entered
        return max(entered, first)
    running = [
        row.due_on
        for row in work.deadlines().values()
        if (row.instance, row.name, row.status) == (work.review.id, state.deadline, "running")
    ]
    if running and running[-1] and state.path == work.instances()[work.review.id].state:
        return max(entered, date.fromisoformat(running[-1]))
    return _ends(work, state, period, entered)


def _ends(work: Working, state: State, period: Period, start: date) -> date:
    anchor = Anchor(on=start, words="planned", ref="0")
    rules = rules_of(work.definition, state, period)
    return derive(period, anchor, rules, work.setting.calendars).due_on


def _way(chart: Chart, start: str, goal: str) -> tuple[str, ...]:
    """The leaves on the shortest way from *start* into *goal*; empty if there is none."""
    edges: dict[str, list[str]] = {}
    for leaf, _, target in arcs(chart):
        edges.setdefault(leaf, []).append(target)
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    for way in ways:
        if goal in chart.lineage(way[-1]):
            return way
        for target in edges.get(way[-1], []):
            if target not in seen:
                seen.add(target)
                ways.append((*way, target))
    return ()
