"""Designs and positions side by side, on the axes of the comparison.

Neutral: columns and values are in alphabetical order, whatever order they were asked for
in, and nothing is counted. What a design needs in order to run and nobody said is "filled
in by us"; what is not there at all is "not mentioned".
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from workflow.definition.axes import Axis, Statement, axes, statements
from workflow.definition.compose_position import Overlay
from workflow.definition.read import Loaded
from workflow.model.definition import Definition

SAID, FILLED, SILENT = "said", "filled in by us", "not mentioned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A design or a position. `design` is None for a position, which needs nothing to run."""

    name: str
    statements: tuple[Statement, ...]
    design: Definition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one column has on one axis: statements, or why there is none."""

    column: str
    statements: tuple[Statement, ...]
    state: str

    def words(self) -> str:
        """The cell as a reader sees it: each value with its paragraph."""
        if not self.statements:
            return self.state
        catalogue = axes()
        return "; ".join(
            f"{catalogue.words(s.key)} ({s.cited}{', set aside' if s.set_aside else ''})"
            for s in self.statements
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One axis with a cell for each column."""

    axis: str
    name: str
    cells: tuple[Cell, ...]


def column_of_design(loaded: Loaded) -> Column:
    """Return the column of a definition.

    Raises:
        DefinitionError: it has errors.
    """
    design = loaded.require()
    return Column(
        name=design.name,
        statements=tuple(statements(loaded.data, design.name)),
        design=design,
    )


def column_of_position(overlay: Overlay) -> Column:
    """Return the column of a position."""
    return Column(name=overlay.name, statements=tuple(overlay.statements()))


def compare(columns: Iterable[Column]) -> tuple[Line, ...]:
    """Return every axis on which a column has something, with a cell for each column."""
    ordered = sorted({one.name: one for one in columns}.values(), key=lambda one: one.name)
    known = axes().axes
    lines = (_line(axis, ordered) for axis in (*known.values(), *_others(ordered, known)))
    return tuple(line for line in lines if line is not None)


def _others(columns: Iterable[Column], known: Mapping[str, Axis]) -> Iterator[Axis]:
    """Axes that a design has and the catalogue has not."""
    found = dict.fromkeys(s.axis for one in columns for s in one.statements if s.axis not in known)
    for name in found:
        yield Axis(id=name, name=name, values={}, shows_in="")


def _line(axis: Axis, columns: Iterable[Column]) -> Line | None:
    cells = tuple(_cell(axis, column) for column in columns)
    if axis.id == "R" and not any(cell.statements for cell in cells):
        return None
    return Line(axis=axis.id, name=axis.name, cells=cells)


def _cell(axis: Axis, column: Column) -> Cell:
    found = (s for s in column.statements if s.axis == axis.id)
    said = tuple(sorted(found, key=lambda s: (bool(s.set_aside), s.value)))
    state = SAID if said else FILLED if _needs(axis, column) else SILENT
    return Cell(column=column.name, statements=said, state=state)


def _needs(axis: Axis, column: Column) -> bool:
    """Whether the design has something there, though nobody said it."""
    shows = _SHOWS.get(axis.shows_in)
    return column.design is not None and shows is not None and shows(column.design)


def _phases(design: Definition) -> set[str | None]:
    return {state.phase for chart in design.charts.values() for state in chart.states.values()}


def _role_kinds(design: Definition) -> set[str]:
    return {role.kind for role in design.roles.values()}


def _recommends(design: Definition) -> bool:
    sections = (name for d in design.documents.values() for name in (*d.sections, *d.may_have))
    return any("recommend" in name for name in sections)


def _assists(design: Definition) -> bool:
    sections = (name for d in design.documents.values() for name in (*d.sections, *d.may_have))
    return any("assistance" in name for name in (*design.facts, *design.documents, *sections))


def _regional(design: Definition) -> bool:
    rules = (rule.kind for role in design.roles.values() for rule in role.rules)
    return any(kind in ("same_region", "other_region") for kind in rules)


_SHOWS: Mapping[str, Callable[[Definition], bool]] = {
    "instruments": lambda design: bool(design.instruments),
    "reviewers": lambda design: bool(_role_kinds(design) & {"experts", "reviewing_parties"}),
    "sources": lambda design: bool(design.documents),
    "visit": lambda design: "visit" in _phases(design),
    "recommendations": _recommends,
    "follow_up": lambda design: "follow_up" in _phases(design),
    "readers": lambda design: any(d.seen_by for d in design.documents.values()),
    "assistance": _assists,
    "secretariat": lambda design: "secretariat" in _role_kinds(design),
    "region": _regional,
}
