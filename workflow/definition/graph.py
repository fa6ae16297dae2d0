"""A chart as a graph of leaves: who leads where, what is reached, what comes back.

Only charts in which nothing was found are asked: an unknown target may lead anywhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.definition.draft import Draft, Place, state_path
from workflow.model.compiling.chart import chart_of
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
    for leaf, target in _arcs(chart):
        arcs[leaf].add(target)
    return Graph(chart, {leaf: frozenset(targets) for leaf, targets in arcs.items()}, places)


def _arcs(chart: Chart) -> Iterator[tuple[str, str]]:
    for event in chart.events.values():
        yield from ((leaf, branch.state) for leaf in event.from_ for branch in event.to)
    for leaf in chart.leaves():
        for path in chart.lineage(leaf):
            state = chart.states[path]
            yield from ((leaf, branch.state) for branch in (*state.on_timeout, *state.then))
            for line in state.results.values():
                yield from ((leaf, branch.state) for branch in line)


def reach(edges: Edges, starts: Sequence[str]) -> frozenset[str]:
    """Every node that can be reached over *edges*, *starts* included."""
    found, open_ = set(starts), list(starts)
    while open_:
        for node in edges.get(open_.pop(), ()):
            if node not in found:
                found.add(node)
                open_.append(node)
    return frozenset(found)


def turned(edges: Edges) -> dict[str, frozenset[str]]:
    """*edges* the other way round."""
    back: dict[str, set[str]] = {node: set() for node in edges}
    for node, targets in edges.items():
        for target in targets:
            back.setdefault(target, set()).add(node)
    return {node: frozenset(found) for node, found in back.items()}


def sources(edges: Edges, nodes: Sequence[str]) -> tuple[str, ...]:
    """Of *nodes*, those from which all others follow: one for each group without way in."""
    groups = grouped(edges)
    wanted, below = {groups[node] for node in nodes}, set[int]()
    for number, group in reversed(list(enumerate(_members(groups)))):  # from the first to the last
        if number in wanted or number in below:
            below |= {groups[t] for node in group for t in edges.get(node, ())} - {number}
    return _first(nodes, groups, below)


def sinks(edges: Edges, nodes: Sequence[str]) -> tuple[str, ...]:
    """Of *nodes*, those in which all others end: one for each group without way out."""
    inside = set(nodes)
    within = {node: edges[node] & inside for node in nodes}
    return sources(turned(within), nodes)


def _first(nodes: Sequence[str], groups: Mapping[str, int], below: set[int]) -> tuple[str, ...]:
    """The first of each group of *nodes* that is not *below* another."""
    kept: dict[int, str] = {}
    for node in nodes:
        if groups[node] not in below:
            kept.setdefault(groups[node], node)
    return tuple(kept.values())


def _members(groups: Mapping[str, int]) -> list[list[str]]:
    found: list[list[str]] = [[] for _ in range(max(groups.values(), default=-1) + 1)]
    for node, number in groups.items():
        found[number].append(node)
    return found


def grouped(edges: Edges) -> dict[str, int]:
    """The number of each node's group: those that lead to each other. What a group leads to has
    a lower number. In one pass, without recursion (Tarjan 1972), however large the chart.
    """
    group: dict[str, int] = {}
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    open_: list[str] = []
    count = 0
    for start in edges:
        if start in order:
            continue
        way = [(start, iter(edges.get(start, ())))]
        order[start] = low[start] = len(order)
        open_.append(start)
        while way:
            node, rest = way[-1]
            for target in rest:
                if target not in order:
                    order[target] = low[target] = len(order)
                    open_.append(target)
                    way.append((target, iter(edges.get(target, ()))))
                    break
                if target not in group:
                    low[node] = min(low[node], order[target])
            else:
                way.pop()
                if way:
                    low[way[-1][0]] = min(low[way[-1][0]], low[node])
                if low[node] == order[node]:
                    while node not in group:
                        group[open_.pop()] = count
                    count += 1
    return group


def circling(edges: Edges) -> tuple[str, ...]:
    """The nodes that lead back to themselves, in the order of *edges*."""
    groups = grouped(edges)
    members = _members(groups)
    return tuple(n for n in edges if n in edges[n] or len(members[groups[n]]) > 1)
