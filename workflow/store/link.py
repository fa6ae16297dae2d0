"""What the store asks of a database connection, so that two databases serve one store.

The hot path runs SQL text on the driver's own connection: SQLAlchemy's Core costs six times
as much, SQLModel's objects twenty times (measured). SQL is written once, with `?` for values.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from workflow.errors import WorkflowError

Cell = str | int | bytes | bool | None
"""What a column can hold. A tampered SQLite column can hold a float, too."""
Cells = tuple[Cell, ...]

#: Seconds a writer waits for the one before it.
PATIENCE_SECONDS = 30.0


class Statement(NamedTuple):
    """One SQL statement; `label` is its name for whoever injects faults.

    `row`: the table and key of the one row that it must change; None if there is no such row.
    """

    label: str
    sql: str
    values: Sequence[Cell] = ()
    row: tuple[str, str] | None = None


class Link(Protocol):
    """One connection to a database, in at most one transaction."""

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        ...

    @property
    def errors(self) -> type[Exception]:
        """The root of the driver's errors."""
        ...

    def begin(self, *, writing: bool) -> None:
        """Begin one consistent snapshot; *writing* makes this the only writer first.

        Raises:
            ConflictError: another writer did not end within `PATIENCE_SECONDS`.
        """
        ...

    def ask(self, questions: Sequence[Statement]) -> list[list[Cells]]:
        """Return the rows of each question, in one round trip where there is a trip."""
        ...

    def scan(self, question: Statement) -> list[Cells]:
        """Return rows as they are, even where a text is not UTF-8 (then: bytes)."""
        ...

    def run(self, work: Sequence[Statement], before: Callable[[str], None]) -> list[int]:
        """Run *work* in order, *before*(label) ahead of each; return how many rows each touched."""
        ...

    def end(self) -> None:
        """Take back what was not committed."""
        ...

    def scrub(self) -> bool:
        """Overwrite what was erased; whether the database did. Outside a transaction."""
        ...

    def tables(self) -> set[str]:
        """Return the names of the tables where a store's tables would be."""
        ...

    def clashed(self, error: Exception) -> bool:
        """Whether a row was there already, or may not be as it is."""
        ...

    def explained(self, error: Exception, shown: str) -> WorkflowError | None:
        """Return *error* in a user's words, or None when it is a bug."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...
