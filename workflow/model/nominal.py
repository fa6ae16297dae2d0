"""A design in figures: how long it takes if everybody acts on the last day.

Nominal time: each step lasts its whole time limit, counted as calendar periods from one
launch day; a step without a limit, or with one that counts from elsewhere, adds nothing
and is named. Paths are simple (no step twice), so loops count once. Nothing here is a
forecast.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workflow.model.definition import Chart, Definition, State
from workflow.model.grammar.period import Period
from workflow.model.legal_time.derivation import Anchor, derive

#: The launch from which nominal dates are counted: any would do, this one is shown.
LAUNCH = date(2027, 1, 4)
#: More simple paths than this are not walked; the figure then says "at least".
MOST_PATHS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominal:
    """Days from launch to an end. `untimed`: steps on the longest path without a limit."""

    shortest: int
    longest: int
    path: tuple[str, ...]
    untimed: tuple[str, ...]
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    days: int
    path: tuple[str, ...]


def nominal(definition: Definition) -> Nominal:
    """The nominal length of the main chart; zero where no end can be reached."""
    chart = definition.charts[definition.main]
    walks, complete = [], True
    for number, path in enumerate(simple_paths(chart)):
        if number >= MOST_PATHS:
            complete = False
            break
        walks.append(_Walk(days=_days(definition, chart, path), path=path))
    if not walks:
        return Nominal(shortest=0, longest=0, path=(), untimed=(), complete=complete)
    longest = max(walks, key=lambda walk: (walk.days, walk.path))
    return Nominal(
        shortest=min(walk.days for walk in walks),
        longest=longest.days,
        path=longest.path,
        untimed=tuple(p for p in longest.path if not _timed(chart, p)),
        complete=complete,
    )


def next_leaves(chart: Chart, leaf: str) -> tuple[str, ...]:
    """Every leaf that an act, a limit, a join or a result leads to from *leaf*, in order."""
    found = [b.state for e in chart.events.values() if leaf in e.from_ for b in e.to]
    for path in chart.lineage(leaf):
        state = chart.states[path]
        found += [branch.state for branch in (*state.on_timeout, *state.then)]
        found += [branch.state for line in state.results.values() for branch in line]
    return tuple(dict.fromkeys(found))


def simple_paths(chart: Chart) -> Iterator[tuple[str, ...]]:
    """Every path from the initial step to an end that enters no step twice."""
    stack: list[tuple[str, ...]] = [(chart.initial,)]
    while stack:
        path = stack.pop()
        if chart.states[path[-1]].final:
            yield path
            continue
        onward = [leaf for leaf in next_leaves(chart, path[-1]) if leaf not in path]
        stack += [(*path, leaf) for leaf in reversed(onward)]


def _timed(chart: Chart, leaf: str) -> bool:
    state = chart.states[leaf]
    return state.final or _counts(state)


def _counts(state: State) -> bool:
    """Whether the step has a length of its own, counted from entering it."""
    period = _length(state)
    return period is not None and period.anchor is None and period.fixed is None


def _length(state: State) -> Period | None:
    """What is due in the step, or how long its vote or silence is open."""
    return state.due or state.polled


def _days(definition: Definition, chart: Chart, path: tuple[str, ...]) -> int:
    day = LAUNCH
    for leaf in path:
        due = _length(chart.states[leaf])
        if due is not None and _counts(chart.states[leaf]):
            anchor = Anchor(on=day, words=leaf, ref="0")
            day = derive(due, anchor, definition.time, {}).due_on
    return (day - LAUNCH).days
