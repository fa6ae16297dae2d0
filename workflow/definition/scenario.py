"""Scenarios: read with the line of everything in them.

Decisions that live here: a scenario is data; what cannot be read is told at its line, all at
once, as in a definition. Where they lie, and which definition one is about, `scenario_files`
says.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError

from workflow.definition.findings import Finding, Path, Position
from workflow.definition.reading.read import Readout, read_yaml
from workflow.definition.scenario_models import (
    ACTS,
    Draft,
    Expect,
    File,
    InventedParty,
    Limit,
    NotRecorded,
    One,
    Row,
    Step,
)
from workflow.definition.shapes.shape import shown
from workflow.errors import DefinitionError, Problem, near

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_START = Position(1, 1, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One scenario, complete. `at` is its path in the file, `lines` the line of each path.

    `positions` are laid over the definition first, with what `prefer` says of their conflicts.
    `no_others`: the States it names are all there are; else the shipped invented ones are, too.
    `not_opened`: why no cycle is opened at all, where that is what it shows.
    """

    title: str
    definition: str
    party: str | InventedParty
    parties: tuple[InventedParty, ...]
    launched: str
    steps: tuple[Step, ...]
    file: str
    at: Path
    lines: Mapping[Path, int]
    positions: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    not_opened: str | bool | NotRecorded | None = None
    no_others: bool = False

    def line(self, *path: str | int) -> int:
        """The line of what stands at *path* in the scenario, or of the nearest around it."""
        whole: Path = (*self.at, *path)
        for length in range(len(whole), 0, -1):
            if whole[:length] in self.lines:
                return self.lines[whole[:length]]
        return 1


def read_scenarios(text: str, file: str) -> tuple[Scenario, ...]:
    """Every scenario of a file.

    Raises:
        DefinitionError: what cannot be read, each with its line and column.
    """
    readout = read_yaml(text, file)
    if readout.data is None or readout.findings:
        raise _unreadable(file, readout.findings)
    try:
        read = File.model_validate(readout.data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise _unreadable(file, _told(details, readout, file)) from error
    found = tuple(_missing(read, readout, file))
    if found:
        raise _unreadable(file, found)
    return tuple(_scenarios(read, readout, file))


def _unreadable(file: str, findings: Iterable[Finding]) -> DefinitionError:
    problems = [
        Problem(code=one.code, words=f"line {one.line}: {one.message}", hint=one.hint)
        for one in findings
    ]
    return DefinitionError(file, problems)


def _scenarios(read: File, readout: Readout, file: str) -> Iterator[Scenario]:
    lines = {path: place.key_line for path, place in readout.positions.items()}
    for one, at in _each(read):
        yield Scenario(
            title=one.scenario,
            definition=one.definition or read.definition or "",
            party=one.party or read.party or "",
            parties=tuple(one.parties or read.parties or ()),
            launched=one.launched or read.launched or "",
            steps=tuple(one.steps or ()),
            file=file,
            at=at,
            lines=lines,
            positions=_names(one.positions or read.positions),
            prefer=_names(one.prefer or read.prefer),
            not_opened=one.not_opened,
            no_others=bool(read.no_others if one.no_others is None else one.no_others),
        )


def _each(read: File) -> Iterator[tuple[One, Path]]:
    if read.scenario is not None and not (read.steps is None and read.scenarios):
        only = {"scenario": read.scenario, "steps": read.steps, "not_opened": read.not_opened}
        yield One.model_construct(None, **only), ()
    for number, one in enumerate(read.scenarios or ()):
        yield one, ("scenarios", number)


def _names(given: str | list[str] | None) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given or ())


def _missing(read: File, readout: Readout, file: str) -> Iterator[Finding]:
    """What a scenario needs and neither it nor the head of the file says; acts that are two."""
    each = list(_each(read))
    if not each:
        yield _at(readout, file, (), "the file has no scenario", "write 'scenario' and 'steps'")
    for one, at in each:
        for key in ("definition", "party", "launched"):
            if not (getattr(one, key) or getattr(read, key)):
                yield _at(readout, file, at, f"the key {key!r} is missing", _words_of(key))
        if not one.steps and not one.not_opened:
            yield _at(readout, file, at, "the key 'steps' is missing", _words_of("steps"))
        for number, step in enumerate(one.steps or ()):
            acts = [key for key in ACTS if getattr(step, key)]
            if len(acts) > 1:
                words = f"a step has one act, this one has {' and '.join(acts)}"
                where: Path = (*at, "steps", number)
                yield _at(readout, file, where, words, "make two steps of it, of the same day")


def _told(details: "list[ErrorDetails]", readout: Readout, file: str) -> Iterator[Finding]:
    seen: set[Path] = set()
    for detail in sorted(details, key=lambda one: one["type"] != "extra_forbidden"):
        path = _real(detail["loc"], readout)
        if path in seen:
            continue
        seen.add(path)
        yield _at(readout, file, path, *_words(detail, path))


def _real(path: Path, readout: Readout) -> Path:
    """The path in the file: pydantic adds the names of the forms it tried."""
    kept: Path = ()
    for step in path:
        if (*kept, step) in readout.positions:
            kept = (*kept, step)
    missing = path and isinstance(path[-1], str) and path[-1] in _KEYS
    return (*kept, path[-1]) if missing and kept[-1:] != path[-1:] else kept


def _words(detail: "ErrorDetails", path: Path) -> tuple[str, str]:
    key = str(path[-1]) if path else ""
    if detail["type"] == "extra_forbidden":
        return f"{key!r} is not a key here", _elsewhere(key) or near(key, _KEYS)
    if detail["type"] == "missing":
        return f"the key {key!r} is missing", _words_of(key)
    return f"{key!r} is {shown(detail['input'])}, which it cannot be", _words_of(key)


def _elsewhere(key: str) -> str:
    """Where *key* stands instead, if it is a key of another table."""
    for model, table in _TABLES.items():
        if key in (field.alias or name for name, field in model.model_fields.items()):
            return f"it is a key of {table}"
    return ""


def _words_of(key: str) -> str:
    """What *key* means, in the first kind of row that has it."""
    for model in _ROWS:
        for name, field in model.model_fields.items():
            if key in (name, field.alias):
                example = f", such as {field.examples[0]!r}" if field.examples else ""
                return f"{key}: {(field.description or '').rstrip('.')}{example}"
    return ""


def _at(readout: Readout, file: str, path: Path, message: str, hint: str) -> Finding:
    place = _START
    for length in range(len(path), -1, -1):
        if path[:length] in readout.positions:
            place = readout.positions[path[:length]]
            break
    return Finding(
        code="T002",
        severity="error",
        file=file,
        line=place.key_line,
        column=place.key_column,
        path=path,
        message=message,
        hint=hint,
    )


_ROWS: tuple[type[Row], ...] = (Step, One, File, Expect, Limit, Draft, NotRecorded, InventedParty)
_TABLES: dict[type[Row], str] = {
    Step: "a step, beside 'day'",
    One: "a scenario",
    Expect: "'expect'",
    Limit: "'deadline' in 'expect'",
    Draft: "'draft' in 'expect'",
    NotRecorded: "'not_recorded' in 'expect'",
    InventedParty: "a State under 'party' or 'parties'",
}
_KEYS = tuple(
    dict.fromkeys(
        field.alias or name for model in _ROWS for name, field in model.model_fields.items()
    )
)
