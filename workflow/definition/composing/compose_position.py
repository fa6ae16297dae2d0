"""Positions: small overlays of a State or of a quantifier, read and checked.

A position never runs by itself. Decisions that live here: an element that cites a paragraph
which does not name those it is said to be of is an error, and so is a row it sets; a value
on an axis is one of the catalogue, so that a misspelt one hides no conflict.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath

from pydantic import ValidationError

from workflow.definition.composing import compose_models as models
from workflow.definition.composing.axes import Statement, axes
from workflow.definition.composing.axes_basis import rows_borne, said_otherwise, statement_borne
from workflow.definition.composing.axes_paragraphs import is_compilation
from workflow.definition.composing.resolve_merge import Layer, Source, lines
from workflow.definition.findings import Finding, Found, Path, Position, finding
from workflow.definition.reading.read import Readout, read_yaml
from workflow.errors import DefinitionError, Problem, UnknownError, near
from workflow.library import shipped

FOLDER = ("views-2009", "positions")
_CODES = {"missing": "D103", "extra_forbidden": "D101", "string_pattern_mismatch": "D105"}
_START = Position(1, 1, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Rows for a base that has every path of `needs` and none of `without`."""

    needs: tuple[str, ...]
    without: tuple[str, ...]
    rows: Layer


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One thing that was said: where it stands on the axes, and what it changes."""

    name: str
    verb: str
    words: str
    basis: str
    by: tuple[str, ...]
    quantifier: str
    axes: Mapping[str, str]
    changes: tuple[Change, ...]
    notes: tuple[str, ...]

    def statements(self, of: str) -> Iterator[Statement]:
        """The element on each axis it speaks of."""
        for axis, value in self.axes.items():
            yield Statement(
                axis=axis,
                value=value,
                by=self.by,
                basis=self.basis,
                of=of,
                verb=self.verb,
                quantifier=self.quantifier,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """A position, read: what its holder said. `file` is its name in findings."""

    name: str
    title: str
    of: tuple[str, ...]
    elements: tuple[Element, ...]
    sources: Mapping[str, str]
    file: str

    def statements(self) -> Iterator[Statement]:
        """Everything it says on the axes."""
        for element in self.elements:
            yield from element.statements(self.name)


def shipped_positions() -> tuple[str, ...]:
    """The names of the shipped positions, in alphabetical order."""
    return tuple(sorted(_shipped()))


def find_position(name_or_path: str, folder: FilePath | None = None) -> Overlay:
    """Read the position that is meant: a shipped name, one in *folder*, or a path.

    Raises:
        UnknownError: there is none. DefinitionError: there are findings; it holds each.
    """
    path = FilePath(name_or_path)
    if path.suffix in (".yaml", ".yml") or len(path.parts) > 1:
        return read_position(_text(path, name_or_path), file=name_or_path)
    own = folder / f"{name_or_path}.yaml" if folder is not None else None
    if own is not None and own.is_file():
        return read_position(_text(own, str(own)), file=str(own))
    known = _shipped()
    if name_or_path not in known:
        words = f"there is no position {name_or_path!r}"
        raise UnknownError(
            "", Problem(code="D901", words=words, hint=near(path.name, sorted(known)))
        )
    file = "/".join(("definitions", *FOLDER, f"{name_or_path}.yaml"))
    return read_position(_text(known[name_or_path], file), file=file)


def read_position(text: str, *, file: str) -> Overlay:
    """Read *text*.

    Raises:
        DefinitionError: there are findings; it holds each one with its place.
    """
    readout = read_yaml(text, file, removing=True)
    findings = (*readout.findings, *_placed(_shape(readout), readout, file))
    if findings or readout.data is None:
        raise _wrong(file, findings)
    overlay = _overlay(models.Position.model_validate(readout.data), readout, file)
    findings = tuple(_placed(_meaning(overlay, readout.data), readout, file))
    if findings:
        raise _wrong(file, findings)
    return overlay


def _shipped() -> dict[str, Traversable]:
    files = shipped().joinpath(*FOLDER).iterdir()
    return {f.name.removesuffix(".yaml"): f for f in files if f.name.endswith(".yaml")}


def _text(source: Traversable | FilePath, file: str) -> str:
    try:
        return source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        words = f"the file {file!r} cannot be read as text"
        raise UnknownError("", Problem(code="D901", words=words)) from error


def _shape(readout: Readout) -> Iterator[Found]:
    if readout.data is None:
        return
    try:
        models.Position.model_validate(readout.data)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            code = _CODES.get(one["type"], "D102")
            yield Found(code, one["loc"], f"{_dotted(one['loc'])}: {one['msg'].lower()}")


def _dotted(path: Path) -> str:
    return ".".join(map(str, path)) or "the file"


def _overlay(model: models.Position, readout: Readout, file: str) -> Overlay:
    of = (*lines(model.of.state), *lines(model.of.quantifier))
    elements = tuple(
        _element(name, element, of, _layer(readout, model.position, element, file))
        for name, element in model.elements.items()
    )
    return Overlay(
        name=model.position,
        title=model.title,
        of=of,
        elements=elements,
        sources=model.sources,
        file=file,
    )


def _layer(readout: Readout, name: str, element: models.Element, file: str) -> Layer:
    source = Source(file, name, ", ".join(lines(element.basis)))
    return Layer(data=readout.data or {}, positions=readout.positions, source=source)


def _element(name: str, model: models.Element, of: tuple[str, ...], whole: Layer) -> Element:
    changes = tuple(
        Change(
            needs=tuple(lines(change.in_)),
            without=tuple(lines(change.without)),
            rows=whole.at(("elements", name, "sets", n, "rows")),
        )
        for n, change in enumerate(model.sets or ())
    )
    return Element(
        name=name,
        verb=model.verb,
        words=model.words,
        basis=", ".join(lines(model.basis)),
        by=tuple(lines(model.by)) or of,
        quantifier=model.quantifier or "",
        axes=model.axes,
        changes=changes,
        notes=tuple(lines(model.note)),
    )


def _meaning(overlay: Overlay, data: Mapping[str, object]) -> Iterator[Found]:
    keys = [key for key, title in overlay.sources.items() if is_compilation(title)]
    for element in overlay.elements:
        at: Path = ("elements", element.name)
        who = (*element.by, *((element.quantifier,) if element.quantifier else ()))
        for text in element.basis.split(", "):
            if text.split()[0] not in overlay.sources:
                message = f"there is no source {text.split()[0]!r}"
                yield Found("D307", (*at, "basis"), message, near(text, [*overlay.sources]))
        cited = element.basis.split(", ")
        found = tuple(statement_borne(cited, keys, who, (*at, "basis")))
        yield from found
        for said in element.axes.items() if not found else ():
            yield from said_otherwise(said, element.by, (cited, keys), (*at, "basis"))
        yield from _values(element, at)
        for n, change in enumerate(element.changes):
            path = (*at, "sets", n, "rows")
            yield from rows_borne(change.rows.data, keys, frozenset(who), path)
    if not overlay.of:
        yield Found("D103", ("of",), "it is nobody's: add 'state' or 'quantifier'", at_key=True)


def _values(element: Element, at: Path) -> Iterator[Found]:
    known = axes().axes
    for axis, value in element.axes.items():
        path = (*at, "axes", axis)
        if axis not in known:
            yield Found("D104", path, f"there is no axis {axis!r}", near(axis, [*known]))
        elif value not in known[axis].values:
            hint = near(value, [*known[axis].values])
            yield Found("D104", path, f"axis {axis} has no value {value!r}", hint)


def _placed(found: Iterator[Found], readout: Readout, file: str) -> Iterator[Finding]:
    for one in found:
        path = one.path
        while path and path not in readout.positions:
            path = path[:-1]
        place = readout.positions.get(path, _START)
        line, column = place.line, place.column
        where = {"file": file, "line": line, "column": column}
        yield finding(one.code, one.message, one.hint, path=one.path, **where)  # type: ignore[arg-type]


def _wrong(file: str, findings: tuple[Finding, ...]) -> DefinitionError:
    problems = (
        Problem(code=f.code, words=f"line {f.line}, column {f.column}: {f.message}", hint=f.hint)
        for f in findings
    )
    return DefinitionError(file, problems)
