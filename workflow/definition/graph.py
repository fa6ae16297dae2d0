"""A chart as a graph of leaves: who leads where, what is reached, what comes back.

Only charts in which nothing was found are asked: an unknown target may lead anywhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.definition.draft import Draft, Place, state_path
from workflow.model.compiling.chart import chart_of
from workflow.model.compiling.tree import Tree
from workflow.model.definition import Chart

Edges = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Graph:
    """A compiled chart, its edges, and where each state stands in the file."""

    chart: Chart
    edges: Edges
    places: Mapping[str, Place]

    def finals(self) -> tuple[str, ...]:
        """The ends."""
        return tuple(leaf for leaf in self.chart.leaves() if self.chart.states[leaf].final)

    def reached(self, *starts: str) -> frozenset[str]:
        """Every leaf that can be reached from *starts*, these included."""
        return reach(self.edges, starts)


def graph_of(draft: Draft, name: str) -> Graph:
    """Return the graph of the chart *name*, in which nothing was found.

    Raises:
        DefinitionError: the chart cannot be compiled after all.
    """
    chart = chart_of(name, draft.top.row("charts").row(name))
    places = {state_path(p): p for p in draft.states() if p.chart == name}
    arcs = {leaf: set[str]() for leaf in chart.leaves()}
    for leaf, target in _arcs(chart, draft.trees[name], places):
        arcs[leaf].add(target)
    return Graph(chart, {leaf: frozenset(targets) for leaf, targets in arcs.items()}, places)


def _arcs(chart: Chart, tree: Tree, places: Mapping[str, Place]) -> Iterator[tuple[str, str]]:
    for event in chart.events.values():
        yield from ((leaf, branch.state) for leaf in event.from_ for branch in event.to)
    for leaf in chart.leaves():
        for path in chart.lineage(leaf):
            state = chart.states[path]
            yield from ((leaf, branch.state) for branch in (*state.on_timeout, *state.then))
            yield from ((leaf, target) for target in _results(tree, places[path]))


def _results(tree: Tree, state: Place) -> Iterator[str]:
    """Where the results of a vote or a silence procedure lead."""
    for key in ("vote", "silence"):
        for step in state.row.row(key).row("then").data.values():
            yield tree.leaf(str(step), "")


def reach(edges: Edges, starts: Sequence[str]) -> frozenset[str]:
    """Every node that can be reached over *edges*, *starts* included."""
    found, open_ = set(starts), list(starts)
    while open_:
        for node in edges.get(open_.pop(), ()):
            if node not in found:
                found.add(node)
                open_.append(node)
    return frozenset(found)


def sources(edges: Edges, nodes: Sequence[str]) -> tuple[str, ...]:
    """Of *nodes*, those from which all others follow: one for each group without way in."""
    return _extremes({node: reach(edges, [node]) for node in nodes}, nodes)


def sinks(edges: Edges, nodes: Sequence[str]) -> tuple[str, ...]:
    """Of *nodes*, those in which all others end: one for each group without way out."""
    back = {node: set[str]() for node in nodes}
    for node in nodes:
        for target in edges[node]:
            if target in back:
                back[target].add(node)
    frozen = {node: frozenset(found) for node, found in back.items()}
    return _extremes({node: reach(frozen, [node]) for node in nodes}, nodes)


def _extremes(reached: Mapping[str, frozenset[str]], nodes: Sequence[str]) -> tuple[str, ...]:
    """The first of each group of *nodes* that no node outside the group reaches."""
    kept: list[str] = []
    for node in nodes:
        others = [other for other in nodes if other != node and node in reached[other]]
        outside = [other for other in others if other not in reached[node]]
        if not outside and not any(other in kept for other in others):
            kept.append(node)
    return tuple(kept)
