"""A definition as a picture: for a terminal, as SVG, or as Mermaid's text.

    draw(definition, "svg", None) -> the whole definition, self-contained
    draw(definition, "text", "hearing") -> one chart, at most 100 columns
    draw(definition, "svg", phase="visit") -> one phase, and what leads in and out

The main chart comes first, the charts that multiply (items, tracks) below it, each as its
own ladder (`draw_ladder`). The same definition gives the same bytes on every machine.
"""

from collections.abc import Callable, Mapping
from typing import Literal

from workflow.definition.drawing.ladder import Ladder, ladder
from workflow.definition.drawing.mermaid import mermaid
from workflow.definition.drawing.open_places import marked, open_title
from workflow.definition.drawing.part import only_phase
from workflow.definition.drawing.svg import svg
from workflow.definition.drawing.text import text
from workflow.errors import Problem, UnknownError, near
from workflow.model.definition import PHASES, Chart, Definition

Layout = Literal["text", "svg", "mermaid"]
_LAYOUTS: Mapping[Layout, Callable[[tuple[Ladder, ...], str], str]] = {
    "text": text,
    "svg": svg,
    "mermaid": mermaid,
}


def draw(
    definition: Definition,
    layout: Layout,
    chart: str | None = None,
    *,
    data: Mapping[str, object] | None = None,
    phase: str | None = None,
) -> str:
    """Return *definition*, or one *chart* or *phase* of it, in *layout*.

    Args:
        data: as in the file; what is open in them is marked.
        phase: one of the eight; charts without a step in it are left out.

    Raises:
        UnknownError: the definition has no chart of that name, or no step in that phase.
    """
    charts = _charts(definition, chart)
    whole = tuple(marked(ladder(definition, each), data or {}) for each in charts)
    parts = zip(whole, charts, strict=True)
    ladders = whole if phase is None else _of_phase(definition, tuple(parts), phase)
    return _LAYOUTS[layout](ladders, f"{_title(definition)}{open_title(data or {})}")


def _of_phase(
    definition: Definition, parts: tuple[tuple[Ladder, Chart], ...], phase: str
) -> tuple[Ladder, ...]:
    found = (only_phase(drawn, chart, phase) for drawn, chart in parts)
    ladders = tuple(part for part in found if part)
    if not ladders:
        taken = {state.phase for _, chart in parts for state in chart.states.values()}
        there = [name for name in PHASES if name in taken]
        words = f"no step is in the phase {phase!r}"
        hint = f"phases with steps: {', '.join(there) or 'none'}"
        raise UnknownError(definition.name, Problem(code="draw-phase", words=words, hint=hint))
    return ladders


def _title(definition: Definition) -> str:
    name = f"{definition.name} version {definition.version}"
    return f"{name}: {definition.title} ({definition.status})"


def _charts(definition: Definition, name: str | None) -> tuple[Chart, ...]:
    if name is not None:
        return (_chart(definition, name),)
    rest = (chart for chart in definition.charts.values() if chart.name != definition.main)
    return (definition.charts[definition.main], *rest)


def _chart(definition: Definition, name: str) -> Chart:
    if name not in definition.charts:
        words = f"there is no chart {name!r} in {definition.name}"
        hint = near(name, tuple(definition.charts))
        raise UnknownError(definition.name, Problem(code="draw-chart", words=words, hint=hint))
    return definition.charts[name]
