"""A definition as a picture: for a terminal, as SVG, or as Mermaid's text.

    draw(definition, "svg", None) -> the whole definition, self-contained
    draw(definition, "text", "hearing") -> one chart, at most 100 columns

The main chart comes first, the charts that multiply (items, tracks) below it, each as its
own ladder (`draw_ladder`). The same definition gives the same bytes on every machine.
"""

from collections.abc import Callable, Mapping
from typing import Literal

from workflow.definition.drawing.ladder import Ladder, ladder
from workflow.definition.drawing.mermaid import mermaid
from workflow.definition.drawing.open_places import marked, open_title
from workflow.definition.drawing.svg import svg
from workflow.definition.drawing.text import text
from workflow.errors import Problem, UnknownError, near
from workflow.model.definition import Chart, Definition

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
) -> str:
    """Return *definition*, or one *chart* of it, in *layout*.

    Args:
        data: as in the file; what is open in them is marked.

    Raises:
        UnknownError: the definition has no chart of that name.
    """
    ladders = tuple(
        marked(ladder(definition, each), data or {}) for each in _charts(definition, chart)
    )
    return _LAYOUTS[layout](ladders, f"{_title(definition)}{open_title(data or {})}")


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
