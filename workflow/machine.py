"""Statecharts computed by the `transitions` library: the calculator of the live step.

Compounds are compiled away first (`workflow.model.flat`), so each chart is one flat
`Machine` with no model, no callbacks and no automatic transitions. A question goes to a
throw-away slotted object: nothing is ever registered with a machine, since `add_model`
is quadratic and `HierarchicalMachine` is neither thread-safe nor fast (it is the oracle
of the tests). A flat machine's trigger only reads it, so threads may share one, and what it
answered once for a definition of one hash it answers always: it is asked once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.model.definition import Chart, Definition
from workflow.model.flat import arcs

if TYPE_CHECKING:
    from transitions import Machine


class _Cursor:
    """A place in a chart, asked once and thrown away."""

    __slots__ = ("state",)

    def __init__(self, state: str) -> None:
        self.state = state


class MachineStepper:
    """Steps by one compiled machine per definition and chart."""

    def __init__(self) -> None:
        self._machines: dict[tuple[str, str], Machine] = {}
        self._answers: dict[tuple[str, str, str, str], str | None] = {}

    def step(self, definition: Definition, chart: str, leaf: str, trigger: str) -> str | None:
        """Return the leaf *trigger* leads to from *leaf*, or None if it is not enabled."""
        asked = (definition.hash, chart, leaf, trigger)
        if asked not in self._answers:
            self._answers[asked] = self._asked(definition, chart, leaf, trigger)
        return self._answers[asked]

    def _asked(self, definition: Definition, chart: str, leaf: str, trigger: str) -> str | None:
        key = (definition.hash, chart)
        if key not in self._machines:
            self._machines[key] = compiled(definition.charts[chart])
        event = self._machines[key].events.get(trigger)
        if event is None or leaf not in event.transitions:
            return None
        cursor = _Cursor(leaf)
        event.trigger(cursor)
        return cursor.state


def compiled(chart: Chart) -> Machine:
    """*chart* as a flat machine without a model."""
    from transitions import Machine  # only the live step pays for it

    machine = Machine(
        model=None,
        states=list(chart.leaves()),
        initial=chart.initial,
        auto_transitions=False,
        send_event=False,
    )
    for leaf, trigger, target in arcs(chart):
        machine.add_transition(trigger, leaf, target)
    return machine
