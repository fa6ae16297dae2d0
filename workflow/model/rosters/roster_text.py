"""Lists of parties and of their other names, read from CSV text.

    iso3,name,regional_group,untoc,tip        the columns after regional_group are the
    MEX,Mexico,latin_american_caribbean,2003-03-04,2003-03-04        instruments

Every problem of a file is found at once, each with its line. An invented roster is
read by the same rules as the shipped one. `none` stands for "in no regional group",
so that an empty cell is a mistake that is seen. Columns called `notes` and `source`
are allowed and not read.
"""

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workflow.errors import Problem, UnreadableError, near
from workflow.model.rosters.names import control_sign, fold
from workflow.model.rosters.parties import Aliases, Party, Roster

FIXED = ("iso3", "name", "regional_group")
NOT_READ = frozenset({"notes", "source"})
ALIAS_COLUMNS = ("iso3", "alias")
_CODE = re.compile(r"[A-Z][A-Z0-9]{2}")
_WORD = re.compile(r"[a-z][a-z0-9_]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HEADER_HINT = f"the first line is {','.join(FIXED)} and then one column for each instrument"


@dataclass(frozen=True, slots=True)
class LineProblem:
    """One thing wrong in a file: 1-based line, what, and what to write instead."""

    line: int
    message: str
    hint: str


class RosterError(UnreadableError, ValueError):
    """A file of parties or aliases cannot be read; `findings` holds all its problems."""

    def __init__(self, findings: Collection[LineProblem]) -> None:
        self.findings = tuple(sorted(findings, key=lambda found: found.line))
        problems = (
            Problem(code="P010", words=f"line {found.line}: {found.message}", hint=found.hint)
            for found in self.findings
        )
        super().__init__("", problems)


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: list[str]

    def cell(self, at: int) -> str:
        return self.cells[at] if at < len(self.cells) else ""


def parse_roster(text: str, *, instruments: Collection[str] | None = None) -> Roster:
    """Read a roster.

    Args:
        text: the file, with or without a byte order mark, lines ended in any way.
        instruments: if given, the only instruments the file may have.

    Raises:
        RosterError: the file has problems; all are named.
    """
    rows = _rows(text)
    problems = [*_header_problems(rows[0], instruments)]
    if problems:
        raise RosterError(problems)
    columns = rows[0].cells
    for row in rows[1:]:
        problems += [*_row_problems(row, columns), *_hidden(row, columns)]
    problems += _repeated(rows[1:], 0, "code") + _repeated(rows[1:], 1, "name")
    if not rows[1:]:
        problems.append(LineProblem(1, "the file names no party", "add a line for each party"))
    if problems:
        raise RosterError(problems)
    parties = sorted((_party(row, columns) for row in rows[1:]), key=lambda party: party.code)
    named = tuple(column for column in columns[len(FIXED) :] if column not in NOT_READ)
    return Roster(instruments=named, parties=tuple(parties))


def parse_aliases(text: str) -> Aliases:
    """Read other names of parties: folded name → codes, several where it is ambiguous.

    Raises:
        RosterError: the file has problems; all are named.
    """
    rows = _rows(text)
    if tuple(rows[0].cells) != ALIAS_COLUMNS:
        raise RosterError([LineProblem(rows[0].line, "the header is wrong", "write iso3,alias")])
    problems = [problem for row in rows[1:] for problem in _alias_problems(row)]
    problems += [problem for row in rows[1:] for problem in _hidden(row, ALIAS_COLUMNS)]
    if problems:
        raise RosterError(problems)
    aliases: dict[str, tuple[str, ...]] = {}
    for row in rows[1:]:
        key = fold(row.cell(1))
        aliases[key] = tuple(sorted({*aliases.get(key, ()), row.cell(0)}))
    return aliases


def _rows(text: str) -> list[_Row]:
    """The rows that hold anything, each with the line it begins on; at least one."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.reader((f"{line}\n" for line in plain.split("\n")), strict=True)
    rows, line = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(_Row(line, [cell.strip() for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "close each quotation mark, and double one inside a cell"
        raise RosterError([LineProblem(line, f"the line cannot be read: {error}", hint)]) from error
    if not rows:
        raise RosterError([LineProblem(1, "the file is empty", _HEADER_HINT)])
    return rows


def _header_problems(row: _Row, known: Collection[str] | None) -> Iterator[LineProblem]:
    columns = row.cells
    if tuple(columns[: len(FIXED)]) != FIXED:
        semicolons = len(columns) == 1 and ";" in columns[0]
        hint = "save the file with commas, not semicolons" if semicolons else _HEADER_HINT
        yield LineProblem(row.line, f"the header begins {','.join(columns[:3])!r}", hint)
        return
    named = [column for column in columns[len(FIXED) :] if column not in NOT_READ]
    if not named:
        yield LineProblem(row.line, "the header names no instrument", _HEADER_HINT)
    for column in sorted({name for name in columns if columns.count(name) > 1}):
        yield LineProblem(row.line, f"the column {column!r} is there twice", "leave one")
    for column in named:
        if known is not None and column not in known:
            yield LineProblem(
                row.line,
                f"the column {column!r} is no instrument here",
                near(column, sorted(known)),
            )
        elif not _WORD.fullmatch(column):
            hint = "an instrument is small letters, digits and _: 'untoc'"
            yield LineProblem(row.line, f"the column {column!r} is not a name", hint)


def _row_problems(row: _Row, columns: list[str]) -> Iterator[LineProblem]:
    code, name, group = row.cell(0), row.cell(1), row.cell(2)
    if not _CODE.fullmatch(code):
        hint = "a code is three capital letters: 'MEX'"
        yield LineProblem(row.line, f"{code!r} is not a code", hint)
    if not fold(name):
        yield LineProblem(row.line, f"{name!r} is not a name", "write the name of the party")
    if not _WORD.fullmatch(group):
        hint = "small letters and _: 'african'; 'none' where it sits in no regional group"
        yield LineProblem(row.line, f"{group!r} is not a regional group", hint)
    if len(row.cells) > len(columns):
        message = f"the line has {len(row.cells)} cells, the header {len(columns)}"
        yield LineProblem(row.line, message, "put a name with a comma in quotation marks")
    for column, cell in zip(columns[len(FIXED) :], row.cells[len(FIXED) :], strict=False):
        if cell and column not in NOT_READ and _day(cell) is None:
            hint = "write year-month-day: '2003-03-04'; leave the cell empty without a deposit"
            yield LineProblem(row.line, f"{cell!r} under {column!r} is not a date", hint)


def _hidden(row: _Row, columns: Sequence[str]) -> Iterator[LineProblem]:
    """Signs that nobody sees, in cells that are read."""
    for column, cell in zip(columns, row.cells, strict=False):
        sign = None if column in NOT_READ else control_sign(cell)
        if sign:
            message = f"{cell!r} under {column!r} has the control sign {sign}"
            yield LineProblem(row.line, message, "delete it; a cell is one line of text")


def _alias_problems(row: _Row) -> Iterator[LineProblem]:
    if not _CODE.fullmatch(row.cell(0)):
        hint = "a code is three capital letters: 'MEX'"
        yield LineProblem(row.line, f"{row.cell(0)!r} is not a code", hint)
    if not fold(row.cell(1)) or len(row.cells) > len(ALIAS_COLUMNS):
        yield LineProblem(row.line, "the line is not a code and one other name", "write MEX,Mexiko")


def _repeated(rows: list[_Row], at: int, what: str) -> list[LineProblem]:
    """Two rows for one code or one name, however spelt."""
    first: dict[str, int] = {}
    problems = []
    for row in rows:
        line = first.setdefault(fold(row.cell(at)), row.line)
        if line != row.line and fold(row.cell(at)):
            message = f"the {what} {row.cell(at)!r} is already on line {line}"
            problems.append(LineProblem(row.line, message, "leave one of the two"))
    return problems


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell) if _DAY.fullmatch(cell) else None
    except ValueError:
        return None


def _party(row: _Row, columns: list[str]) -> Party:
    group = row.cell(2)
    return Party(
        code=row.cell(0),
        name=row.cell(1),
        group=None if group == "none" else group,
        deposits=_deposits(dict(zip(columns, row.cells, strict=False))),
    )


def _deposits(cells: Mapping[str, str]) -> dict[str, date]:
    named = {column: _day(cell) for column, cell in cells.items() if column not in NOT_READ}
    return {column: day for column, day in named.items() if day and column not in FIXED}
