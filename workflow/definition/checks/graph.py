"""Meaning of a chart: every step is reached, every step has a way to an end, every event can be.

What only follows is not said: of steps that are never reached only the first is named, of
steps without a way out only the one where the way ends.
"""

from collections.abc import Iterator

from workflow.definition.checks.again import again
from workflow.definition.checks.ways import ways
from workflow.definition.draft import Draft
from workflow.definition.findings import Found
from workflow.definition.graph import Graph, circling, graph_of, reach, sinks, sources, turned
from workflow.definition.sentences import Sentences
from workflow.errors import DefinitionError
from workflow.model.compiling.meetings import step_of
from workflow.model.definition import Event
from workflow.model.grammar.expression import (
    All,
    Compare,
    Deadline,
    Expression,
    Has,
    Is,
    Not,
    atoms,
)


def graphs(draft: Draft, sentences: Sentences, clean: tuple[str, ...]) -> Iterator[Found]:
    """Find what is wrong with the ways through the charts *clean*, in which nothing was found."""
    guards = {str(c.path[1]): c.tree for c in sentences.conditions if c.path[0] == "guards"}
    brought = {name for event in draft.events() for _, name in event.lines("with")}
    for name in clean:
        graph = graph_of(draft, name)
        unreached = set(graph.chart.leaves()) - graph.reached(graph.chart.initial)
        yield from _unreached(graph, unreached)
        yield from _no_end(draft, graph, unreached)
        yield from _turning(graph)
        yield from _idle_holders(draft, graph, unreached, guards)
        yield from ways(draft, graph)
        for event in graph.chart.events.values():
            yield from _never(draft, graph, event, guards, brought)
        if name == draft.main():
            yield from _taken(draft, graph)
        yield from again(draft, sentences, graph)


def _unreached(graph: Graph, unreached: set[str]) -> Iterator[Found]:
    nodes = [leaf for leaf in graph.chart.leaves() if leaf in unreached]
    for leaf in sources(graph.edges, nodes):
        message = f"no way leads to the step {leaf!r}"
        hint = (
            f"let an event or a time limit lead to it; the chart begins in {graph.chart.initial!r}"
        )
        yield Found("D401", graph.places[leaf].path, message, hint, at_key=True)


def _no_end(draft: Draft, graph: Graph, unreached: set[str]) -> Iterator[Found]:
    ends = graph.finals()
    if not ends:
        place = ("charts", graph.chart.name)
        message = f"no step of the chart {graph.chart.name!r} is an end"
        yield Found("D409", place, message, "mark one with 'final: true'", at_key=True)
        return
    ending = reach(turned(graph.edges), ends)
    stuck = [leaf for leaf in graph.chart.leaves() if leaf not in (unreached | ending)]
    for leaf in sinks(graph.edges, stuck):
        message = f"from the step {leaf!r} no way leads to an end"
        hint = f"add an event from it; ends are {', '.join(map(repr, ends))}"
        yield Found("D402", graph.places[leaf].path, message, hint, at_key=True)


def _turning(graph: Graph) -> Iterator[Found]:
    """Limits and joins that lead in a circle: with nobody there, it would turn for ever."""
    chart = graph.chart
    edges = {
        leaf: frozenset(
            branch.state
            for path in chart.lineage(leaf)
            for branch in (*chart.states[path].on_timeout, *chart.states[path].then)
        )
        for leaf in chart.leaves()
    }
    for leaf in sources(edges, circling(edges)):
        message = f"time limits and joins alone lead from {leaf!r} back to {leaf!r}"
        hint = "let one of them wait for an event, or lead to an end"
        yield Found("D411", graph.places[leaf].path, message, hint, at_key=True)


def _idle_holders(
    draft: Draft, graph: Graph, unreached: set[str], guards: dict[str, Expression]
) -> Iterator[Found]:
    chart = graph.chart
    tell = {row.name: {role for _, role in row.lines("by")} for row in draft.rows("facts")}
    for leaf in chart.leaves():
        state = chart.states[leaf]
        lineage = [chart.states[path] for path in chart.lineage(leaf)]
        alone = any(step.opens or step.on_timeout for step in lineage)
        place = graph.places[leaf]
        waits = {"vote", "silence", "window"} & set(place.row.data)
        if state.final or leaf in unreached or alone or waits or not graph.edges[leaf]:
            continue
        events = [event for event in chart.events.values() if leaf in event.from_]
        may = {role for event in events for role in event.by}
        told = {role for fact in _asked(events, guards) for role in tell.get(fact, ())}
        if not (may | told) & set(state.holders):
            message = (
                f"the step {leaf!r} waits for {' and '.join(state.holders)}, who may do nothing"
            )
            hint = f"here act {', '.join(sorted(may)) or 'nobody'}: name a holder who may"
            yield Found("D412", (*place.path, "holder"), message, hint)


def _asked(events: list[Event], guards: dict[str, Expression]) -> Iterator[str]:
    """What the conditions of *events* rest on: a holder who may record it is not idle."""
    trees = [guards[name] for event in events for name in event.guards if name in guards]
    yield from (
        atom.name for tree in trees for atom in atoms(tree) if isinstance(atom, Is | Compare)
    )


def _never(
    draft: Draft, graph: Graph, event: Event, guards: dict[str, Expression], brought: set[str]
) -> Iterator[Found]:
    """An event whose guards can never hold together."""
    trees = [guards[name] for name in event.guards if name in guards]
    needed = [part for tree in trees for part in _parts(tree)]
    path = ("charts", graph.chart.name, "events", event.name)
    for part in needed:
        why = _impossible(draft, graph, event, part, brought)
        if why:
            yield Found(
                "D403", path, f"{event.name!r} can never happen: {why[0]}", why[1], at_key=True
            )
            return
    clash = _clash(needed)
    if clash:
        message = f"{event.name!r} can never happen: {clash}"
        yield Found("D403", path, message, "let one of the guards go", at_key=True)


def _taken(draft: Draft, graph: Graph) -> Iterator[Found]:
    """Which step is taken at a meeting has to be one."""
    bodies = draft.known("bodies") or ()
    for meeting in draft.rows("meetings"):
        if meeting["of"] not in bodies or draft.touched(meeting.path):
            continue
        try:
            step_of(meeting.row, graph.chart, str(meeting["of"]))
        except DefinitionError:
            message = f"which step is taken at {meeting.name!r} is not said by its holder alone"
            hint = "add 'for: ' and the step that the meeting takes"
            yield Found("D106", meeting.path, message, hint, at_key=True)


def _parts(tree: Expression) -> Iterator[Expression]:
    if isinstance(tree, All):
        for part in tree.parts:
            yield from _parts(part)
    else:
        yield tree


def _impossible(
    draft: Draft, graph: Graph, event: Event, part: Expression, brought: set[str]
) -> tuple[str, str] | None:
    if isinstance(part, Has | Is):
        name = part.document if isinstance(part, Has) else part.name
        if name in draft.top.row("documents").data and name not in brought:
            return f"no event brings {name!r}", f"add 'with: {name}' to the event that does"
    if isinstance(part, Deadline) and part.word == "missed":
        for path, state in graph.chart.states.items():
            inside = all(path in graph.chart.lineage(leaf) for leaf in event.from_)
            if state.deadline == part.name and state.on_timeout and inside:
                why = f"when the limit {part.name!r} has passed, the step is left"
                return why, f"take 'on_timeout' of {part.name!r} away, or this event"
    return None


def _clash(parts: list[Expression]) -> str:
    """Two of *parts* that exclude each other, in words; empty if none do."""
    is_not = {part.part for part in parts if isinstance(part, Not)}
    said: dict[str, str] = {}
    for part in parts:
        if part in is_not:
            return "one guard asks for what another excludes"
        if isinstance(part, Is) and part.word != "recorded":
            other = said.setdefault(part.name, part.word)
            if other != part.word and part.word not in ("received", "circulated"):
                return f"{part.name!r} would be {other} and {part.word}"
    return ""
