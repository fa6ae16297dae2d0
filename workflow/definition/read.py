"""The reader: one text in, data, positions, findings and, without errors, a definition out.

    text → data with positions → shape → names and sentences → meaning → Definition

Everything is reported at once, in the order of the file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workflow.definition.check import check, compiled
from workflow.definition.findings import Finding, Found, Path, Position, finding, has_errors
from workflow.definition.hashing import canonical_hash
from workflow.definition.yaml_read import Readout, read_yaml
from workflow.errors import DefinitionError, Problem
from workflow.model.definition import Definition

_START = Position(1, 1, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a text is: its data, where each value stands, and what was found.

    `data` is empty if the text cannot be read. `definition` is None while one finding is
    an error. `file` is the name in the findings.
    """

    file: str
    data: Mapping[str, object]
    positions: Mapping[Path, Position]
    findings: tuple[Finding, ...]
    definition: Definition | None

    def require(self) -> Definition:
        """The definition.

        Raises:
            DefinitionError: there are errors; it holds every one, with its place.
        """
        if self.definition is None:
            raise DefinitionError(self.file, (_problem(one) for one in self.findings))
        return self.definition


def read_definition(text: str, *, file: str) -> Loaded:
    """Read *text*; nothing is raised for what it may contain.

    Args:
        text: the whole file.
        file: how the findings call it.
    """
    readout = read_yaml(text, file)
    if readout.data is None:
        return _loaded(file, readout, readout.findings, None)
    found = check(readout.data, readout.spoiled)
    findings = (*readout.findings, *(_placed(one, readout, file) for one in found))
    if has_errors(findings):
        return _loaded(file, readout, findings, None)
    definition, notes = compiled(readout.data, canonical_hash(readout.data))
    findings = (*findings, *(_placed(one, readout, file) for one in notes))
    return _loaded(file, readout, findings, definition)


def _loaded(
    file: str, readout: Readout, findings: Iterable[Finding], definition: Definition | None
) -> Loaded:
    in_order = sorted(set(findings), key=lambda one: (one.line, one.column, one.code, one.message))
    return Loaded(
        file=file,
        data=readout.data or {},
        positions=readout.positions,
        findings=tuple(in_order),
        definition=definition,
    )


def _placed(found: Found, readout: Readout, file: str) -> Finding:
    line, column = _place(found, readout.positions)
    return finding(
        found.code, found.message, found.hint, file=file, line=line, column=column, path=found.path
    )


def _place(found: Found, positions: Mapping[Path, Position]) -> tuple[int, int]:
    """Line and column of what was found: the sign, else the value, else the row around it."""
    exact = positions.get(found.path)
    if exact is None:
        path = found.path
        while path and path not in positions:
            path = path[:-1]
        around = positions.get(path, _START)
        return around.key_line, around.key_column
    if found.at_key:
        return exact.key_line, exact.key_column
    if found.offset is not None and exact.text_column is not None:
        return exact.line, exact.text_column + found.offset
    return exact.line, exact.column


def _problem(found: Finding) -> Problem:
    where = f"line {found.line}, column {found.column}: "
    return Problem(code=found.code, words=where + found.message, hint=found.hint)
