"""The SQL of the hot path, made once from the columns of the model's rows.

Names come from `records.COLUMNS` alone and are always quoted (`on` and `to` are words of SQL);
values are always parameters. No text a person typed gets into a statement.
"""
# ruff: noqa: S608  # see above

from functools import cache

from workflow.model.rows.records import COLUMNS, OF_A_REVIEW
from workflow.store.link import Cell

#: No id goes on with this sign: it is the last there is.
_AFTER_ALL = chr(0x10FFFF)
APPEND = "INSERT INTO audit_entry (seq, entry, leaf) VALUES (?, ?, ?)"
HEAD = "SELECT size, frontier, (SELECT entry FROM audit_entry WHERE seq = size - 1) FROM log_head"
SET_HEAD = "UPDATE log_head SET size = ?, frontier = ?"
EMPTY_HEAD = "DELETE FROM log_head"
EMPTY_META = "DELETE FROM meta"
NEW_HEAD = "INSERT INTO log_head (one, size, frontier) VALUES (1, ?, ?)"
CHECKPOINT = (
    "INSERT INTO checkpoint (size, note) VALUES (?, ?)"
    " ON CONFLICT (size) DO UPDATE SET note = excluded.note"
)
CHECKPOINTS = "SELECT size, note FROM checkpoint ORDER BY size"
LAST_CHECKPOINT = "SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1"
KEEP_SECRET = "INSERT INTO secret (commitment, salt, value) VALUES (?, ?, ?)"  # noqa: S105
ERASE_SECRET = "DELETE FROM secret WHERE commitment = ?"  # noqa: S105
SECRET = "SELECT salt, value FROM secret WHERE commitment = ?"  # noqa: S105
SECRETS = "SELECT commitment, salt, value FROM secret ORDER BY commitment"
META = "SELECT name, value FROM meta ORDER BY name"
SET_META = (
    "INSERT INTO meta (name, value) VALUES (?, ?)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
RAW_LOG = "SELECT seq, entry, leaf FROM audit_entry WHERE seq > ? ORDER BY seq LIMIT ?"
ENTRY = "SELECT seq, entry FROM audit_entry WHERE seq = ?"
SEQS_OF_COMMAND = "SELECT seq FROM audit_entry WHERE command = ? ORDER BY seq"
DUE = (
    "SELECT closes_at AS at, review, id, 0 AS last FROM deadline"
    " WHERE status = 'running' AND closes_at <= ?"
    " UNION ALL SELECT remind_at, review, id, 1 FROM deadline"
    " WHERE remind_at IS NOT NULL AND remind_at <= ?"
    " ORDER BY at, review, last, id LIMIT ?"
)


@cache
def insert(kind: str) -> str:
    """Return the statement that makes a row of *kind*, columns in their order."""
    columns = COLUMNS[kind]
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {_quoted(kind)} ({_listed(columns)}) VALUES ({marks})"


@cache
def update(kind: str, columns: tuple[str, ...]) -> str:
    """Return the statement that sets *columns* of one row; the id comes last."""
    settings = ", ".join(f"{_known(kind, column)} = ?" for column in columns)
    return f"UPDATE {_quoted(kind)} SET {settings} WHERE id = ?"


@cache
def delete(kind: str) -> str:
    """Return the statement that removes one row by its id."""
    return f"DELETE FROM {_quoted(kind)} WHERE id = ?"


@cache
def empty(kind: str) -> str:
    """Return the statement that removes every row of *kind*."""
    return f"DELETE FROM {_quoted(kind)}"


@cache
def select(kind: str, equal: tuple[str, ...] = (), absent: tuple[str, ...] = ()) -> str:
    """Return the question for rows whose *equal* columns have a value, *absent* have none."""
    tests = [_equals(kind, column) for column in equal]
    tests += [f"{_known(kind, column)} IS NULL" for column in absent]
    where = f" WHERE {' AND '.join(tests)}" if tests else ""
    return f"SELECT {_listed(COLUMNS[kind])} FROM {_quoted(kind)}{where} ORDER BY id"


@cache
def entries(columns: tuple[str, ...], kinds: int) -> str:
    """Return the question for a page of the log: *columns* equal, then one of *kinds* kinds."""
    tests = ["seq > ?", *(f"{column} = ?" for column in columns)]
    if kinds:
        tests.append(f"kind IN ({', '.join('?' * kinds)})")
    return f"SELECT seq, entry FROM audit_entry WHERE {' AND '.join(tests)} ORDER BY seq LIMIT ?"


def _equals(kind: str, column: str) -> str:
    if column == "review" and kind in OF_A_REVIEW:
        return '"id" >= ? AND "id" < ? AND "review" = ?'
    return f"{_known(kind, column)} = ?"


def values_asked(kind: str, column: str, value: Cell) -> tuple[Cell, ...]:
    """Return what `select` is given for an equal *column* of *kind*.

    The rows of a review are looked for by id: each begins with the review's own.
    """
    if column == "review" and kind in OF_A_REVIEW:
        return (value, f"{value!s}{_AFTER_ALL}", value)
    return (value,)


def _known(kind: str, column: str) -> str:
    if column not in COLUMNS[kind]:
        raise KeyError(f"{kind} has no column {column!r}")
    return _quoted(column)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(_quoted(name) for name in names)
