"""Clocks that can start: what a limit counts from can have happened by then.

A limit that counts from a step which is entered only after its own was left has no date while it
is awaited, and one that counts from a paper nobody hands in never has.
"""

from collections.abc import Iterator

from workflow.definition.draft import Draft, Place, state_path
from workflow.definition.findings import Found
from workflow.definition.graph import Graph, graph_of, reach
from workflow.definition.sentences import Limit, Sentences
from workflow.model.grammar.window import shorter


def clocks(draft: Draft, sentences: Sentences) -> Iterator[Found]:
    """Find limits that count from what can never happen before them."""
    brought = {name for event in draft.events() for _, name in event.lines("with")}
    graphs = {name: graph_of(draft, name) for name in draft.trees}
    for limit in sentences.limits:
        anchor = limit.period.anchor
        why = anchor and _why_never(draft, graphs, limit, anchor.name, brought)
        if anchor and why:
            message = f"the clock of {limit.state.name!r} never starts: {why[0]}"
            offset = limit.text.find(anchor.name)
            yield Found("D415", limit.path, message, why[1], offset=offset)


def gaps(_: Draft, sentences: Sentences) -> Iterator[Found]:
    """Find steps whose limit always ends before anybody may act."""
    dues = {one.state.path: one.period for one in sentences.limits if one.path[-1] == "due"}
    for limit in sentences.limits:
        due, gap = dues.get(limit.state.path), limit.period
        if (
            limit.path[-1] != "not_before"
            or due is None
            or due.fixed
            or "before" in (due.direction, gap.direction)
        ):
            continue
        if due.anchor == gap.anchor and shorter(due, gap):
            message = (
                f"the limit of {limit.state.name!r} ({due.length}) ends before anybody may act"
            )
            hint = f"write a limit longer than {gap.length}, or a shorter 'not_before'"
            yield Found("D426", limit.path, message, hint)


def _why_never(
    draft: Draft, graphs: dict[str, Graph], limit: Limit, name: str, brought: set[str]
) -> tuple[str, str] | None:
    """Why the clock of *limit* never starts, and what to do; None if it can."""
    if name in draft.top.row("documents").data and name not in brought:
        return f"no event brings {name!r}", f"add 'with: {name}' to the event that does"
    if not _in_sight(draft, limit.state, name):
        why = f"{name!r} is a step of a chart that is not around it"
        return why, "count from a step of this chart, or of the chart that opens it"
    if not _earlier(draft, graphs[limit.state.chart], limit, name):
        why = f"{name!r} comes only after {limit.state.name!r} was left"
        return why, "count from a step that comes before, or leave 'after' away"
    return None


def _earlier(draft: Draft, graph: Graph, limit: Limit, name: str) -> bool:
    """Whether the step *name* of the same chart can have been entered while the limit is awaited.

    A limit that counts back is another matter: what it counts from is always to come.
    """
    tree = draft.trees[graph.chart.name]
    found = (name,) if name in tree.nodes else tree.named(name)
    own, around = set(_leaves(graph, state_path(limit.state))), set[str]()
    for path in found:
        around |= set(_leaves(graph, path))
    if limit.period.direction != "after" or not around or own & around:
        return True
    return bool(reach(graph.edges, tuple(around)) & own)


def _leaves(graph: Graph, path: str) -> tuple[str, ...]:
    return tuple(leaf for leaf in graph.chart.leaves() if path in graph.chart.lineage(leaf))


def _in_sight(draft: Draft, state: Place, name: str) -> bool:
    """Whether the step *name* is in the state's chart or in one that opens it; others are."""
    holders = {
        chart for chart, tree in draft.trees.items() if name in tree.nodes or tree.named(name)
    }
    if not holders:
        return True
    opened_by: dict[str, frozenset[str]] = {}
    for place in (*draft.states(), *draft.events()):
        for _, chart in place.lines("opens"):
            opened_by[chart] = opened_by.get(chart, frozenset()) | {place.chart}
    return bool(holders & reach(opened_by, [state.chart]))
