"""Designs and positions side by side, on the axes of the comparison.

Neutral: columns and values are in alphabetical order, whatever order they were asked for
in, and nothing is counted. What a design needs in order to run and nobody said is "filled
in by us"; in a design that gives no value on any axis, what its rows have from a source is
"in its rows"; what is not there at all is "not mentioned".
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workflow.definition.checks.basis import ASSUMED
from workflow.definition.composing.axes import Axis, Statement, axes, statements
from workflow.definition.composing.compose_position import Overlay
from workflow.definition.drawing.ladder import is_assumed
from workflow.definition.read import Loaded
from workflow.definition.variants import readings, whole_of
from workflow.definition.variants_compare import open_rows
from workflow.model.definition import Definition

SAID, FILLED, SILENT = "said", "filled in by us", "not mentioned"
THERE = "in its rows; it gives no axes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A design or a position. `design` is None for a position, which needs nothing to run.

    `others`: what the other readings of a design with open alternatives say.
    """

    name: str
    statements: tuple[Statement, ...]
    design: Definition | None = None
    data: Mapping[str, object] = field(default_factory=dict)
    others: tuple[tuple[Statement, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one column has on one axis: statements, or why there is none.

    `text`: what is shown instead, where it is open or no axis.
    """

    column: str
    statements: tuple[Statement, ...]
    state: str
    text: str = ""

    def words(self) -> str:
        """The cell as a reader sees it: each value with its paragraph."""
        return self.text or _words(self.statements) or self.state


def _words(said: Iterable[Statement]) -> str:
    catalogue = axes()
    return "; ".join(
        f"{catalogue.words(s.key)} ({s.cited}{', set aside' if s.set_aside else ''})" for s in said
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
    first, *others = (
        tuple(statements(one.whole.data, design.name))
        for one in readings(whole_of(loaded), loaded.file)
    )
    return Column(
        name=design.name,
        statements=first,
        design=design,
        data=loaded.data,
        others=tuple(others),
    )


def column_of_position(overlay: Overlay) -> Column:
    """Return the column of a position."""
    return Column(name=overlay.name, statements=tuple(overlay.statements()))


def compare(columns: Iterable[Column]) -> tuple[Line, ...]:
    """Return every axis on which a column has something, with a cell for each column.

    Places that are open in one of them come last, each with what the others have there.
    """
    ordered = sorted({one.name: one for one in _named(columns)}.values(), key=lambda one: one.name)
    known = axes().axes
    lines = (_line(axis, ordered) for axis in (*known.values(), *_others(ordered, known)))
    return (*(line for line in lines if line is not None), *_open(ordered))


def _named(columns: Iterable[Column]) -> Iterator[Column]:
    """The columns; two versions of one design are told apart."""
    every = tuple(columns)
    for one in every:
        versions = {c.design.version for c in every if c.design and c.name == one.name}
        known = one.design is not None and len(versions) > 1
        yield replace(one, name=f"{one.name}@{one.design.version}") if known and one.design else one


def _open(columns: Sequence[Column]) -> Iterator[Line]:
    for row in open_rows(one.data for one in columns):
        cells = tuple(
            Cell(column=one.name, statements=(), state=SILENT, text=text)
            for one, text in zip(columns, row.texts, strict=True)
        )
        yield Line(axis=row.name, name=row.where, cells=cells)


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
    said = _on(axis, column.statements)
    state = SAID if said else _unsaid(axis, column)
    texts = [_words(one) for one in (said, *(_on(axis, other) for other in column.others))]
    open_ = "".join(f"[{text}]" for text in dict.fromkeys(texts) if text)
    text = open_ if len(set(texts)) > 1 else ""
    return Cell(column=column.name, statements=said, state=state, text=text)


def _on(axis: Axis, said: Iterable[Statement]) -> tuple[Statement, ...]:
    found = (s for s in said if s.axis == axis.id)
    return tuple(sorted(found, key=lambda s: (bool(s.set_aside), s.value)))


def _unsaid(axis: Axis, column: Column) -> str:
    """Whether the design has something there all the same, and from a source or from us."""
    shows = _SHOWS.get(axis.shows_in)
    bases = list(shows(column.design)) if column.design is not None and shows else []
    if not bases:
        return SILENT
    ours = bool(column.statements) or all(is_assumed(basis) for basis in bases)
    return FILLED if ours else THERE


def _instruments(design: Definition) -> Iterator[str]:
    yield from (ASSUMED for _ in design.instruments)


def _roles(*kinds: str) -> Callable[[Definition], Iterator[str]]:
    def bases(design: Definition) -> Iterator[str]:
        yield from (role.basis for role in design.roles.values() if role.kind in kinds)

    return bases


def _phase(phase: str) -> Callable[[Definition], Iterator[str]]:
    def bases(design: Definition) -> Iterator[str]:
        for chart in design.charts.values():
            yield from (state.basis for state in chart.states.values() if state.phase == phase)

    return bases


def _documents(design: Definition) -> Iterator[str]:
    yield from (document.basis for document in design.documents.values())


def _read(design: Definition) -> Iterator[str]:
    yield from (document.basis for document in design.documents.values() if document.seen_by)


def _sections(word: str) -> Callable[[Definition], Iterator[str]]:
    def bases(design: Definition) -> Iterator[str]:
        for document in design.documents.values():
            if any(word in name for name in (*document.sections, *document.may_have)):
                yield document.basis

    return bases


def _assists(design: Definition) -> Iterator[str]:
    for rows in (design.facts, design.documents):
        yield from (row.basis for name, row in rows.items() if "assistance" in name)
    yield from _sections("assistance")(design)


def _regional(design: Definition) -> Iterator[str]:
    for role in design.roles.values():
        yield from (r.basis for r in role.rules if r.kind in ("same_region", "other_region"))


#: By where an axis shows in a design: the basis of each row that shows it.
_SHOWS: Mapping[str, Callable[[Definition], Iterator[str]]] = {
    "instruments": _instruments,
    "reviewers": _roles("experts", "reviewing_parties"),
    "sources": _documents,
    "visit": _phase("visit"),
    "recommendations": _sections("recommend"),
    "follow_up": _phase("follow_up"),
    "readers": _read,
    "assistance": _assists,
    "secretariat": _roles("secretariat"),
    "region": _regional,
}
