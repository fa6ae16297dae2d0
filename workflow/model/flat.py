"""A chart as a flat table: leaf and trigger to leaf, compounds already expanded.

A trigger is `event/branch`, `(timeout) state/branch`, `(join) state/branch`, or the result of a
vote or silence, `(carried) state/branch`: which branch of a target holds is the model's to decide,
where it leads is the table's. The running engine asks the same table through the `transitions`
library (`workflow.machine`); simulation and tests ask it directly, and a property test holds the
two equal.
"""

from collections.abc import Iterator, Mapping
from typing import Protocol

from workflow.model.definition import Branch, Chart, Definition

Table = Mapping[tuple[str, str], str]


class Stepper(Protocol):
    """Whoever computes where a trigger leads."""

    def step(self, definition: Definition, chart: str, leaf: str, trigger: str) -> str | None:
        """Return the leaf *trigger* leads to from *leaf*, or None if it is not enabled."""
        ...


def arcs(chart: Chart) -> Iterator[tuple[str, str, str]]:
    """Every (leaf, trigger, target leaf) of *chart*."""
    for event in chart.events.values():
        for leaf in event.from_:
            yield from _fan(leaf, event.name, event.to)
    for leaf in chart.leaves():
        for path in chart.lineage(leaf):
            state = chart.states[path]
            yield from _fan(leaf, f"(timeout) {path}", state.on_timeout)
            yield from _fan(leaf, f"(join) {path}", state.then)
            for result, branches in state.results.items():
                yield from _fan(leaf, f"({result}) {path}", branches)


def _fan(leaf: str, trigger: str, branches: tuple[Branch, ...]) -> Iterator[tuple[str, str, str]]:
    for number, branch in enumerate(branches):
        yield leaf, f"{trigger}/{number}", branch.state


def table(chart: Chart) -> Table:
    """*chart* as a table."""
    return {(leaf, trigger): target for leaf, trigger, target in arcs(chart)}


class FlatStepper:
    """Steps by the table alone."""

    def __init__(self) -> None:
        self._tables: dict[tuple[str, str], Table] = {}

    def step(self, definition: Definition, chart: str, leaf: str, trigger: str) -> str | None:
        """Return the leaf *trigger* leads to from *leaf*, or None if it is not enabled."""
        key = (definition.hash, chart)
        if key not in self._tables:
            self._tables[key] = table(definition.charts[chart])
        return self._tables[key].get((leaf, trigger))
