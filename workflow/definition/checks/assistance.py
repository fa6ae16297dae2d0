"""Assistance is not conditional on the fulfilment of obligations.

Source: Chile and China, compilation of 2009, paragraph 27. What is found: an event about
assistance that waits for a guard which asks whether duties were fulfilled, and a way that only
such a condition opens to the steps in which assistance is given. That findings, or duties *not*
fulfilled, open assistance is something else and is allowed.
"""

import re
from collections.abc import Iterable, Iterator

from workflow.definition.draft import Draft, Place
from workflow.definition.findings import Found
from workflow.definition.graph import Edges, Graph, graph_of, reach
from workflow.definition.sentences import Sentences
from workflow.model.definition import Event
from workflow.model.grammar.expression import (
    All,
    Charts,
    Expression,
    Has,
    Is,
    Not,
    Reviews,
    Some,
    atoms,
)

#: What a condition on assistance must not ask: that duties were fulfilled.
_FULFILMENT = re.compile(r"fulfil|comply|complian|conform|implemented|obligation")
_HINT = "assistance is not conditional on the fulfilment of obligations (27)"

Trees = dict[str, Expression]


def assistance(draft: Draft, sentences: Sentences) -> Iterator[Found]:
    """Find assistance that waits for the fulfilment of duties."""
    trees = {str(c.path[1]): c.tree for c in sentences.conditions if c.path[0] == "guards"}
    for event, sure in _about(draft):
        code = "D410" if sure else "D422"
        waiting = list(_guarded(event, trees))
        for path, guard in waiting:
            message = f"{event.name!r}, which is about assistance, waits for {guard!r}"
            yield Found(code, path, message, _HINT, offset=0)
        if not waiting:
            yield from _routed(draft, event, trees, code)


def _about(draft: Draft) -> Iterator[tuple[Place, bool]]:
    """The events about assistance, and whether a row says so or only a name."""
    marked = {
        place.name
        for section in ("facts", "documents")
        for place in draft.rows(section)
        if place["assistance"] is True
    }
    for event in draft.events():
        words = [name for key in ("with", "opens") for _, name in event.lines(key)]
        sure = bool(marked & set(words))
        if sure or any("assistance" in word for word in (*words, event.name)):
            yield event, sure


def _guarded(event: Place, trees: Trees) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for path, guard in event.lines("guard"):
        asked = [guard, *(_names(trees[guard]) if guard in trees else ())]
        if any(_FULFILMENT.search(name) for name in asked):
            yield path, guard


def _routed(draft: Draft, about: Place, trees: Trees, code: str) -> Iterator[Found]:
    """Ways into the steps of *about* for which duties must have been fulfilled."""
    graph = graph_of(draft, about.chart)
    giving = frozenset(graph.chart.events[about.name].from_)
    for event in draft.events():
        if event.chart != about.chart or event.name == about.name:
            continue
        if _only_if_fulfilled(graph, graph.chart.events[event.name], trees, giving):
            message = (
                f"{event.name!r} leads to {about.name!r}, which is about assistance, "
                "only if duties were fulfilled"
            )
            yield Found(code, event.path, message, _HINT, at_key=True)


def _only_if_fulfilled(graph: Graph, event: Event, trees: Trees, giving: frozenset[str]) -> bool:
    """Whether *event* opens the way to *giving* to those who fulfilled, and nothing else does."""
    to = [branch.state for branch in event.to]
    if any(_demands(trees[guard]) for guard in event.guards if guard in trees):
        rest = _without(graph, event)
        return _leads(graph.edges, to, giving) and not _leads(rest, event.from_, giving)
    asking = [b.state for b in event.to if b.condition is not None and _demands(b.condition)]
    return _leads(graph.edges, asking, giving) and not _leads(graph.edges, to[-1:], giving)


def _without(graph: Graph, event: Event) -> Edges:
    """The ways of the chart but for those of *event*, where no other takes the same."""
    taken = {
        (leaf, branch.state)
        for other in graph.chart.events.values()
        if other.name != event.name
        for leaf in other.from_
        for branch in other.to
    }
    ours = {(leaf, branch.state) for leaf in event.from_ for branch in event.to} - taken
    return {
        leaf: frozenset(target for target in targets if (leaf, target) not in ours)
        for leaf, targets in graph.edges.items()
    }


def _leads(edges: Edges, starts: Iterable[str], giving: frozenset[str]) -> bool:
    return bool(reach(edges, tuple(starts)) & giving)


def _demands(tree: Expression) -> bool:
    """Whether *tree* asks that duties were fulfilled; that they were not is no such demand."""
    if isinstance(tree, All | Some):
        return any(_demands(part) for part in tree.parts)
    if isinstance(tree, Not) or (isinstance(tree, Is) and tree.word == "no"):
        return False
    return any(_FULFILMENT.search(name) for name in _names(tree))


def _names(tree: Expression) -> Iterator[str]:
    for atom in atoms(tree):
        match atom:
            case Charts():
                yield atom.chart
            case Reviews():
                yield atom.state
            case Has():
                yield atom.document
            case _:
                yield atom.name
