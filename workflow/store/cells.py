"""Rows of the model and cells of a table: the same values, lists written as JSON text.

A projection's cell that cannot be read is the work of another hand: the log knows better.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import cast

from workflow.errors import LogError, Problem
from workflow.model.rows.entry import ENVELOPE, Entry, entry_of
from workflow.model.rows.records import COLUMNS, FLAGS, LISTS, TYPES, Row, row_of, values_of
from workflow.store.link import Cell, Cells

#: Rows that are not made again while nobody changes them: most of a review, at each command.
_ROWS_KEPT = 20_000

_AS_IT_IS = frozenset((str, int, bool, type(None)))
_COLUMNS = {kind: set(columns) for kind, columns in COLUMNS.items()}
#: Made once: `json.dumps` with these options makes an encoder at every call.
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def cell_of(value: object) -> Cell:
    """Return what a column holds for *value*: a list becomes JSON text."""
    if isinstance(value, tuple | list):
        return _written(value) if value else "[]"
    return cast(Cell, value)


def cells_of(kind: str, values: Mapping[str, object]) -> Cells:
    """Return the cells of the row of *kind* that *values* are, in the order of its columns.

    Raises:
        KeyError: unknown kind. TypeError: a column is missing or unknown.
    """
    columns = COLUMNS[kind]
    if values.keys() != _COLUMNS[kind]:
        values = values_of(row_of(kind, values))
    cells = cast(Iterator[Cell], map(values.__getitem__, columns))
    return tuple([each if type(each) in _AS_IT_IS else cell_of(each) for each in cells])


def row_from(kind: str, cells: Sequence[Cell]) -> Row:
    """Return the row that *cells* are.

    Raises:
        LogError: a cell does not hold what the store writes there.
    """
    known = tuple(cells)
    # A tampered SQLite column can hold a float, which equals an int but is none.
    return _made(kind, known) if float not in map(type, known) else _made.__wrapped__(kind, known)


@lru_cache(maxsize=_ROWS_KEPT)
def _made(kind: str, cells: Cells) -> Row:
    """The row that these cells are: the same value each time, so that it is made once."""
    values: dict[str, object] = dict(zip(COLUMNS[kind], cells, strict=True))
    for name in LISTS[kind]:
        values[name] = _list(kind, name, values)
    for name in FLAGS[kind]:
        values[name] = _flag(kind, name, values)
    return TYPES[kind](**values)  # type: ignore[arg-type]  # the columns are the fields


def _list(kind: str, name: str, values: Mapping[str, object]) -> tuple[str, ...]:
    if values[name] == "[]":
        return ()
    try:
        items = json.loads(cast(str, values[name]))
    except (ValueError, TypeError):
        items = None
    if not isinstance(items, list):
        raise damaged(kind, str(values["id"]), f"{name} is {values[name]!r}, not a list")
    return tuple(items)


def _flag(kind: str, name: str, values: Mapping[str, object]) -> bool:
    if values[name] not in (0, 1):
        raise damaged(kind, str(values["id"]), f"{name} is {values[name]!r}, not true or false")
    return bool(values[name])


def damaged(kind: str, key: str, words: str) -> LogError:
    """Return the error of a projection that is not what the log says."""
    return LogError(
        f"{kind} {key}",
        Problem(
            code="L016",
            words=f"the table differs from the log: {words}",
            hint="`peer-review store rebuild --check` lists every difference",
        ),
    )


def entry_from(seq: int, raw: object) -> Entry:
    """Return the entry that the bytes *raw* are.

    Raises:
        LogError: they are no entry, or one of an envelope this program does not know.
    """
    try:
        entry = entry_of(json.loads(raw))  # type: ignore[arg-type]  # a TypeError is caught
    except (ValueError, TypeError, RecursionError) as error:
        raise _unreadable(seq, "L012", "its bytes are not an entry") from error
    if entry.v != ENVELOPE:
        words = f"its envelope is version {entry.v!r}; this program reads version {ENVELOPE}"
        raise _unreadable(seq, "L013", words)
    return entry


def _unreadable(seq: int, code: str, words: str) -> LogError:
    return LogError(
        f"entry {seq}", Problem(code=code, words=words, hint="`peer-review audit verify` says more")
    )
