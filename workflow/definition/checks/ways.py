"""Ways that decide nothing, and ways that time shuts: said as notes, for they may be meant.

Decisions that live here:

* A condition decides nothing where every line after its own leads where it leads. A history whose
  clock runs on is another way than one whose clock begins anew.
* A window shuts a step whose every way out is an act of those it binds, where neither a time limit
  around or inside it, a join, a result, nor an act that agrees its date leads on, and no meeting
  moves it.
"""

from collections.abc import Iterator

from workflow.definition.draft import Draft
from workflow.definition.findings import Found, Path
from workflow.definition.graph import Graph
from workflow.model.compiling.history import folded
from workflow.model.definition import Branch, Chart, Event, State


def ways(draft: Draft, graph: Graph) -> Iterator[Found]:
    """Find lines of targets that decide nothing, and steps that only a window lets go."""
    for path, branches in _targets(graph):
        yield from _idle(path, branches)
    for state in graph.chart.states.values():
        if state.window and _shut(draft, graph.chart, state):
            place = graph.places[state.path]
            message = f"when its window has closed, nothing leads on from {state.name!r}"
            hint = "add 'on_timeout', an event by another role, or count from a meeting"
            yield Found("D505", (*place.path, "window"), message, hint, at_key=True)


def _targets(graph: Graph) -> Iterator[tuple[Path, tuple[Branch, ...]]]:
    """Every target of the chart, a history as one line, with its place."""
    for path, state in graph.chart.states.items():
        place = graph.places[path]
        for key, branches in (("on_timeout", state.on_timeout), ("then", state.then)):
            yield (*place.path, key), folded(branches)
        poll = "vote" if state.vote else "silence"
        for result, branches in state.results.items():
            yield (*place.path, poll, "then", result), folded(branches)
    for event in graph.chart.events.values():
        yield ("charts", graph.chart.name, "events", event.name, "to"), folded(event.to)


def _idle(path: Path, branches: tuple[Branch, ...]) -> Iterator[Found]:
    first = len(branches)
    while first and branches[first - 1].state == branches[-1].state:
        first -= 1
    if first < len(branches) - 1:
        message = f"whether this holds or not, it leads to {branches[-1].state!r}"
        hint = "delete the line, or let the condition lead elsewhere"
        yield Found("D504", (*path, first), message, hint)


def _shut(draft: Draft, chart: Chart, state: State) -> bool:
    """Whether every way out of *state* is an act that its window binds, and nothing moves it."""
    anchor = state.window.closes.anchor if state.window else None
    if state.on_timeout or (anchor and anchor.name in draft.top.row("meetings").data):
        return False
    inside = {leaf for leaf in chart.leaves() if state.path in chart.lineage(leaf)}
    acts = [event for event in chart.events.values() if inside & set(event.from_)]
    if any(event.sets == state.deadline for event in acts) or _by_itself(chart, inside):
        return False
    leaving = [event for event in acts if _leaves(event, inside)]
    return bool(leaving) and all(set(event.by) <= set(state.holders) for event in leaving)


def _by_itself(chart: Chart, inside: set[str]) -> bool:
    """Whether a time limit, a join or a result leads from *inside* to elsewhere."""
    states = [chart.states[path] for leaf in inside for path in chart.lineage(leaf)]
    lines = [line for s in states for line in (s.on_timeout, s.then, *s.results.values())]
    return any(branch.state not in inside for line in lines for branch in line)


def _leaves(event: Event, inside: set[str]) -> bool:
    return any(branch.state not in inside for branch in event.to)
