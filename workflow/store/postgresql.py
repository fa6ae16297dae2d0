"""PostgreSQL, by URL: for several workers, and where a database is already kept.

Decisions that live here: a writer takes an advisory lock of its transaction before it reads
the log's head (a sequence broke 1,162 links of 1,200, serializable isolation needed 4,901
retries; measured); statements that need no answer between them are put into one, because each
costs the driver and the server more than its rows do (measured: 40 %).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, cast

from workflow.errors import ConflictError, Problem, StoreError, WorkflowError
from workflow.store.link import PATIENCE_SECONDS, Cell, Cells, Statement
from workflow.store.location import Location

try:
    import psycopg
except ImportError as missing:
    raise StoreError(
        "postgresql",
        Problem(
            code="S044",
            words="the driver of PostgreSQL is not installed",
            hint="pip install 'peer-review-workflow[postgresql]'",
        ),
    ) from missing

if TYPE_CHECKING:
    from psycopg.rows import TupleRow

_BEGIN_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
# Read committed: what is read after the lock was obtained is what the writer before left.
_BEGIN_WRITING = (
    "BEGIN ISOLATION LEVEL READ COMMITTED;"
    " SELECT pg_advisory_xact_lock(hashtext('peer-review'), hashtext(current_schema()))"
)
#: Statements put into one: a long one takes the server longer than what its parts save.
_AT_ONCE = 40
_TABLES = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()"


class PostgresqlLink:
    """A connection to a server. Used by one thread at a time."""

    dialect = "postgresql"
    errors: type[Exception] = psycopg.Error

    def __init__(self, connection: "psycopg.Connection[TupleRow]", shown: str) -> None:
        self.connection = connection
        self._shown = shown

    def begin(self, *, writing: bool) -> None:
        """Begin; a writer waits its turn."""
        if not writing:
            self.connection.execute(_BEGIN_READING)
            return
        try:
            self.connection.execute(_BEGIN_WRITING, prepare=False)
        except psycopg.errors.LockNotAvailable as error:
            raise _waited_in_vain(self._shown) from error

    def ask(self, questions: Sequence[Statement]) -> list[list[Cells]]:
        """Return the rows of each question, of texts, numbers and truth values, in any order."""
        if len(questions) == 1:
            return [self.scan(questions[0])]
        values = tuple(chain.from_iterable(q.values for q in questions))
        found: list[list[Cells]] = [[] for _ in questions]
        asked = _asked_at_once(tuple(q.sql for q in questions))
        for number, row in self._executed(asked, values):
            found[number].append(tuple(row.values()))
        return found

    def scan(self, question: Statement) -> list[Cells]:
        """Return rows as they are; this database holds no text that is not UTF-8."""
        return self._executed(_here(question.sql), question.values).fetchall()

    def run(self, work: Sequence[Statement], before: Callable[[str], None]) -> list[int]:
        """Run *work* in order; what changes rows of its own is done at once."""
        batches = list(_batches(work))
        with self.connection.pipeline() if len(batches) > 1 else nullcontext():
            done = [(self._at_once(batch, before), len(batch)) for batch in batches]
        return [n for cursor, size in done for n in _touched(cursor, size)]

    def _at_once(
        self, batch: Sequence[Statement], before: Callable[[str], None]
    ) -> "psycopg.Cursor[TupleRow]":
        for statement in batch:
            before(statement.label)
        values = tuple(chain.from_iterable(statement.values for statement in batch))
        sql = _done_at_once(tuple(statement.sql for statement in batch))
        return self._executed(sql, values)

    def _executed(self, sql: str, values: Sequence[Cell]) -> "psycopg.Cursor[TupleRow]":
        # The driver's usual cursor looks through a long statement for its marks at every call.
        return psycopg.RawCursor(self.connection).execute(sql, values)

    def end(self) -> None:
        """Take back what was not committed."""
        if self.connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
            self.connection.execute("ROLLBACK")

    def scrub(self) -> bool:
        """Make the erased rows' space free; the server reuses it, and overwrites nothing now."""
        self.connection.execute("VACUUM secret")
        return False

    def tables(self) -> set[str]:
        """Return the names of the current schema's tables."""
        return {name for (name,) in self.connection.execute(_TABLES)}

    def clashed(self, error: Exception) -> bool:
        """Whether a row was there already, or may not be as it is."""
        return isinstance(error, psycopg.IntegrityError)

    def explained(self, error: Exception, shown: str) -> WorkflowError | None:
        """Return *error* in a user's words, or None when it is a bug."""
        if isinstance(error, psycopg.OperationalError | psycopg.errors.InsufficientPrivilege):
            return _explained(error, shown)
        return None

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def connected(location: Location, *, writing: bool) -> PostgresqlLink:
    """Connect to the server at *location*.

    Raises:
        StoreError: the server is not there or does not let us in.
    """
    try:
        connection = psycopg.connect(
            location.target,
            autocommit=True,  # we say BEGIN ourselves
            prepare_threshold=2,
            connect_timeout=10,
            application_name="peer-review",
            client_encoding="UTF8",
        )
        if writing:
            connection.execute(f"SET lock_timeout = '{PATIENCE_SECONDS:.0f}s'")
    except psycopg.Error as error:
        raise _explained(error, location.shown) from error
    return PostgresqlLink(connection, location.shown)


def _batches(work: Sequence[Statement]) -> Iterator[list[Statement]]:
    """Cut *work* where a row is changed a second time, or nobody can say which rows are."""
    batch: list[Statement] = []
    rows: set[tuple[str, str]] = set()
    for statement in work:
        if batch and (statement.row in rows or len(batch) == _AT_ONCE or not statement.row):
            yield batch
            batch, rows = [], set()
        batch.append(statement)
        if statement.row is None:
            yield batch
            batch = []
        else:
            rows.add(statement.row)
    if batch:
        yield batch


def _touched(cursor: "psycopg.Cursor[TupleRow]", size: int) -> tuple[int, ...]:
    return (cursor.rowcount,) if size == 1 else cast(tuple[int, ...], cursor.fetchall()[0])


@lru_cache(maxsize=1000)
def _here(sql: str) -> str:
    """Return *sql* with the server's marks for values: `$1`, `$2` and so on."""
    first, *others = sql.split("?")
    return first + "".join(f"${n}{text}" for n, text in enumerate(others, start=1))


@lru_cache(maxsize=1000)
def _asked_at_once(questions: tuple[str, ...]) -> str:
    """Return one question for all: its number, and each row as JSON, in its columns' order."""
    parts = (f"SELECT {n}, row_to_json(q) FROM ({sql}) q" for n, sql in enumerate(questions))  # noqa: S608  # our own
    return _here(" UNION ALL ".join(parts))


@lru_cache(maxsize=1000)
def _done_at_once(work: tuple[str, ...]) -> str:
    """Return one statement for all, which says how many rows each touched."""
    if len(work) == 1:
        return _here(work[0])
    parts = ", ".join(f"w{n} AS ({sql} RETURNING 1)" for n, sql in enumerate(work))
    counts = ", ".join(f"(SELECT count(*) FROM w{n})" for n in range(len(work)))  # noqa: S608  # our own
    return _here(f"WITH {parts} SELECT {counts}")


def _explained(error: Exception, shown: str) -> StoreError:
    words = " ".join(str(error).split())
    return StoreError(
        shown,
        Problem(
            code="S041",
            words=f"the database says {words!r}",
            hint="check the server, its name and the account's rights",
        ),
    )


def _waited_in_vain(shown: str) -> ConflictError:
    words = f"another writer has held the store for {PATIENCE_SECONDS:.0f} seconds"
    return ConflictError(
        shown, Problem(code="S042", words=words, hint="nothing was written; try again")
    )
