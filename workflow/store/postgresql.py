"""PostgreSQL, by URL: for several workers, and where a database is already kept.

Decisions that live here: a writer takes an advisory lock of its transaction before it reads
the log's head (a sequence broke 1,162 links of 1,200, serializable isolation needed 4,901
retries; measured); statements that need no answer between them travel together.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from workflow.errors import ConflictError, Problem, StoreError, WorkflowError
from workflow.store.link import PATIENCE_SECONDS, Cells, Statement
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
_BEGIN_WRITING = "BEGIN ISOLATION LEVEL READ COMMITTED"
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('peer-review'), hashtext(current_schema()))"
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
            with self.connection.pipeline():
                self.connection.execute(_BEGIN_WRITING)
                self.connection.execute(_LOCK)
        except psycopg.errors.LockNotAvailable as error:
            raise _waited_in_vain(self._shown) from error

    def ask(self, questions: Sequence[Statement]) -> list[list[Cells]]:
        """Return the rows of each question."""
        if len(questions) == 1:
            return [self.scan(questions[0])]
        with self.connection.pipeline():
            cursors = [self.connection.execute(_here(q.sql), q.values) for q in questions]
        return [cursor.fetchall() for cursor in cursors]

    def scan(self, question: Statement) -> list[Cells]:
        """Return rows as they are; this database holds no text that is not UTF-8."""
        return self.connection.execute(_here(question.sql), question.values).fetchall()

    def run(self, work: Sequence[Statement], before: Callable[[str], None]) -> list[int]:
        """Run *work* in order."""
        if len(work) == 1:
            before(work[0].label)
            return [self.connection.execute(_here(work[0].sql), work[0].values).rowcount]
        cursors = []
        with self.connection.pipeline():
            for label, sql, values in work:
                before(label)
                cursors.append(self.connection.execute(_here(sql), values))
        return [cursor.rowcount for cursor in cursors]

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


_translated: dict[str, str] = {}


def _here(sql: str) -> str:
    """Return *sql* with this driver's mark for a value."""
    known = _translated.get(sql)
    if known is None:
        known = _translated[sql] = sql.replace("?", "%s")
    return known


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
