"""SQLite, the default: one file, write-ahead log, every commit forced to the disk.

Decisions that live here: a writer takes the file with `BEGIN IMMEDIATE`, tried again after a
random pause, because SQLite's own waiting starves writers (measured: 1.8 s at the 99th
percentile); erased secrets are overwritten; a file nobody may write is read all the same.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path
from random import uniform

from workflow.errors import ConflictError, Problem, StoreError, WorkflowError
from workflow.store.link import PATIENCE_SECONDS, Cells, Statement
from workflow.store.location import Location

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_WORDS = {
    sqlite3.SQLITE_NOTADB: "it is not a database",
    sqlite3.SQLITE_CORRUPT: "the file is damaged",
    sqlite3.SQLITE_READONLY: "it may be read but not written here",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_FULL: "the disk is full; nothing was written",
    sqlite3.SQLITE_IOERR: "the disk does not answer; nothing was written",
    sqlite3.SQLITE_BUSY: "another program holds it",
}
_HINTS = {
    sqlite3.SQLITE_NOTADB: "name the file that `peer-review store init` made",
    sqlite3.SQLITE_CORRUPT: "take a copy, then run `peer-review audit verify` on a backup",
    sqlite3.SQLITE_READONLY: "the file and its folder must be writable by whoever records",
}
_SETTINGS = {
    True: (
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA secure_delete = ON",
        "PRAGMA busy_timeout = 100",
    ),
    False: ("PRAGMA query_only = ON", "PRAGMA busy_timeout = 5000"),
}


class SqliteLink:
    """A connection to one file. It may be closed from another thread, not used from two."""

    dialect = "sqlite"
    errors: type[Exception] = sqlite3.Error

    def __init__(self, connection: sqlite3.Connection, location: Location) -> None:
        self.connection = connection
        self._shown = location.shown
        self._path = location.target
        self._file = _identity(location.target)

    def begin(self, *, writing: bool) -> None:
        """Begin; a writer waits its turn. A file put in this one's place is not written past."""
        if _identity(self._path) != self._file:
            raise sqlite3.OperationalError("the file was replaced")
        if writing:
            self._take_turn()
        else:
            self.connection.execute("BEGIN")

    def _take_turn(self) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                self.connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if _code(error) not in _BUSY:
                    raise
                if time.monotonic() > until:
                    raise _waited_in_vain(self._shown) from error
            else:
                return
            time.sleep(uniform(0.001, 0.02))  # noqa: S311  # who waits how long is no secret

    def ask(self, questions: Sequence[Statement]) -> list[list[Cells]]:
        """Return the rows of each question."""
        execute = self.connection.execute
        return [execute(sql, values).fetchall() for _, sql, values, _ in questions]

    def scan(self, question: Statement) -> list[Cells]:
        """Return rows as they are."""
        self.connection.text_factory = _as_it_is
        try:
            return self.connection.execute(question.sql, question.values).fetchall()
        finally:
            self.connection.text_factory = str

    def run(self, work: Sequence[Statement], before: Callable[[str], None]) -> list[int]:
        """Run *work* in order."""
        touched = []
        for label, sql, values, _ in work:
            before(label)
            touched.append(self.connection.execute(sql, values).rowcount)
        return touched

    def end(self) -> None:
        """Take back what was not committed."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def scrub(self) -> bool:
        """Empty the write-ahead log, where the erased pages still are. A reader may prevent it."""
        busy, *_ = self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def tables(self) -> set[str]:
        """Return the names of the file's tables."""
        found = self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {name for (name,) in found}

    def clashed(self, error: Exception) -> bool:
        """Whether a row was there already, or may not be as it is."""
        return isinstance(error, sqlite3.IntegrityError)

    def explained(self, error: Exception, shown: str) -> WorkflowError | None:
        """Return *error* in a user's words, or None when it is a bug."""
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            return None
        return _explained(error, shown)

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def connected(location: Location, *, writing: bool) -> SqliteLink:
    """Connect to the file at *location*; a missing file is not created.

    Raises:
        StoreError: there is no such file, or it is no database.
    """
    path = Path(location.target)
    if not path.is_file():
        raise _absent(path, location.shown)
    try:
        return SqliteLink(_opened(path, writing=writing), location)
    except sqlite3.Error as error:
        raise _explained(error, location.shown) from error


def _opened(path: Path, *, writing: bool) -> sqlite3.Connection:
    connection = _attached(path, "mode=rw")
    try:
        _prepared(connection, writing=writing)
    except sqlite3.Error as error:
        connection.close()
        if writing or _code(error) not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
            raise
        return _opened_where_nothing_can_be_written(path)
    return connection


def _opened_where_nothing_can_be_written(path: Path) -> sqlite3.Connection:
    """Read a file without its write-ahead log: safe, because there is none beside it."""
    if path.with_name(f"{path.name}-wal").exists():
        return _prepared(_attached(path, "mode=ro"), writing=False)
    return _prepared(_attached(path, "immutable=1"), writing=False)


def _attached(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        isolation_level=None,  # we say BEGIN ourselves
        check_same_thread=False,  # a store is closed by whoever closes it
        cached_statements=256,
    )


def _prepared(connection: sqlite3.Connection, *, writing: bool) -> sqlite3.Connection:
    for setting in _SETTINGS[writing]:
        connection.execute(setting)
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # is it a database?
    return connection


def _identity(path: str) -> tuple[int, int] | None:
    """Return what tells one file from another that came to its place."""
    try:
        found = os.stat(path)  # noqa: PTH116  # at every transaction; Path costs five times as much
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _as_it_is(text: bytes) -> str | bytes:
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text


def _code(error: Exception) -> int:
    """Return SQLite's primary result code, 0 where there is none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _explained(error: Exception, shown: str) -> StoreError:
    code = _code(error)
    words = _WORDS.get(code, f"the database says {str(error)!r}")
    return StoreError(shown, Problem(code="S041", words=words, hint=_HINTS.get(code, "")))


def _waited_in_vain(shown: str) -> ConflictError:
    words = f"another writer has held the store for {PATIENCE_SECONDS:.0f} seconds"
    return ConflictError(
        shown, Problem(code="S042", words=words, hint="nothing was written; try again")
    )


def _absent(path: Path, shown: str) -> StoreError:
    if path.exists():
        folder = "a folder, not a file" if path.is_dir() else "not a file"
        hint = "name a file in it, as `peer-review store init` made one"
        problem = Problem(code="S040", words=f"it is {folder}", hint=hint)
        return StoreError(shown, problem)
    beside = [other.name for other in path.parent.glob("*.db")] if path.parent.is_dir() else []
    close = get_close_matches(path.name, beside, n=1)
    hint = f"did you mean {close[0]!r}?" if close else "`peer-review store init` makes one"
    return StoreError(shown, Problem(code="S040", words="there is no such file", hint=hint))
