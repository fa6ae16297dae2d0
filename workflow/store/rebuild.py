"""The tables against the log: replay it, list the differences, make the tables again.

The log is read, nothing else: no definition, calendar or roster has to be on the disk. What
an entry takes back (`undo`) is taken back before what it brings about (`effects`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from workflow.errors import LogError, Problem
from workflow.model.rows.entry import KINDS, Entry
from workflow.model.rows.evolve import Rows, apply, nothing
from workflow.model.rows.records import COLUMNS, FLAGS, TYPES, Row, values_of
from workflow.store.cells import cells_of
from workflow.store.link import Cell, Cells
from workflow.store.reader import Reader
from workflow.store.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One cell that is not what the log says; without a column, a whole row.

    `found` and `expected` are what stands there and what should, as Python writes it; empty
    where there is no row.
    """

    table: str
    id: str
    column: str | None
    found: str
    expected: str

    def __str__(self) -> str:
        if self.column is not None:
            where = f"{self.table} {self.id!r}: {self.column}"
            return f"{where} is {self.found}, the log says {self.expected}"
        if self.found:
            return f"{self.table} {self.id!r} is in the table, the log knows no such row"
        return f"{self.table} {self.id!r} is missing from the table"


def replay(reader: Reader) -> Rows:
    """Return the rows the whole log leads to.

    Raises:
        LogError: an entry cannot be read, is of a kind this program does not know, or speaks
            of a row that is not there.
    """
    rows = nothing()
    for entry in reader.entries():
        _follow(rows, entry)
    return rows


def differences(reader: Reader) -> list[Difference]:
    """Return every difference between the tables and the log, by table and id.

    Raises:
        LogError: the log does not replay.
    """
    told = replay(reader)
    return [found for kind in TYPES for found in _of_kind(kind, told[kind], reader)]


def rebuild(unit: Unit) -> int:
    """Empty the tables and fill them from the log alone; return how many rows there are.

    Raises:
        LogError: the log does not replay; nothing is changed unless the unit commits.
    """
    told = replay(unit)
    for kind in TYPES:
        unit.empty(kind)
    rows = list(chain.from_iterable(table.values() for table in told.values()))
    for row in rows:
        unit.insert(row)
    return len(rows)


def _follow(rows: dict[str, dict[str, Row]], entry: Entry) -> None:
    if entry.kind not in KINDS:
        words = f"its kind {entry.kind!r} is not known to this program, which cannot replay it"
        raise LogError(f"entry {entry.seq}", Problem(code="L014", words=words))
    try:
        apply(rows, chain(entry.undo(), entry.effects()))
    except (KeyError, TypeError, AttributeError) as error:
        words = f"what it brings about does not follow from the entries before it: {error}"
        raise LogError(f"entry {entry.seq}", Problem(code="L015", words=words)) from error


def _of_kind(kind: str, told: Mapping[str, Row], reader: Reader) -> Iterator[Difference]:
    place = COLUMNS[kind].index("id")
    found = {cells[place]: cells for cells in reader.raw_rows(kind)}
    expected: dict[Cell, Cells] = {key: _cells(row, reader.dialect) for key, row in told.items()}
    for key in sorted(found.keys() | expected.keys(), key=str):
        yield from _of_row(kind, str(key), found.get(key), expected.get(key))


def _of_row(
    kind: str, key: str, found: Cells | None, expected: Cells | None
) -> Iterator[Difference]:
    if found is None or expected is None:
        yield Difference(
            table=kind,
            id=key,
            column=None,
            found="a row" if found else "",
            expected="a row" if expected else "",
        )
        return
    for column, is_, should in zip(COLUMNS[kind], found, expected, strict=True):
        if type(is_) is not type(should) or is_ != should:
            yield Difference(
                table=kind, id=key, column=column, found=repr(is_), expected=repr(should)
            )


def _cells(row: Row, dialect: str) -> Cells:
    """Return the cells as the database gives them back: SQLite has no truth values."""
    cells = cells_of(row.kind, values_of(row))
    if dialect != "sqlite" or not FLAGS[row.kind]:
        return cells
    return tuple(int(cell) if isinstance(cell, bool) else cell for cell in cells)
