"""Reading a store: the log, its checkpoints and secrets, and the rows the log led to.

A `Reader` is one consistent snapshot. What it returns may be kept; its iterators may not be
used after it ended.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import cast

from workflow.errors import LogError, Problem
from workflow.model.rows.entry import Entry
from workflow.model.rows.evolve import nothing
from workflow.model.rows.records import OF_A_REVIEW, Row, Value
from workflow.store import statements
from workflow.store.cells import cell_of, entry_from, row_from
from workflow.store.link import Cell, Cells, Link, Statement

#: Entries fetched at a time: a log of any length is read in little memory.
_PAGE = 1000
_ID = attrgetter("id")
_OF_A_REVIEW = [
    (f"read {kind}", statements.select(kind, ("review",)))
    for kind in OF_A_REVIEW
    if kind != "review"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where the log ends: how many entries it has, and its tree's frontier (opaque here)."""

    size: int
    frontier: bytes
    last: object = field(
        default=None, repr=False, compare=False
    )  # the bytes of the last entry, if it is there

    def newest(self) -> Entry | None:
        """Return the last entry, or None; raises LogError when its bytes are not an entry."""
        return None if self.last is None else entry_from(self.size - 1, self.last)


class Reader:
    """One snapshot of a store."""

    def __init__(self, link: Link) -> None:
        self._link: Link | None = link

    def end(self) -> None:
        """Let go of the snapshot; asking again is a bug."""
        self._link = None

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._open().dialect

    def head(self) -> Head:
        """Return where the log ends.

        Raises:
            LogError: the row that says so is not there.
        """
        rows = self._scan("head", statements.HEAD, ())
        if len(rows) != 1:
            problem = Problem(code="L011", words=f"the log has {len(rows)} heads, not one")
            raise LogError("log_head", problem)
        size, frontier, last = rows[0]
        return Head(size=cast(int, size), frontier=cast(bytes, frontier), last=last)

    def rows(self, kind: str, /, **equals: Value) -> list[Row]:
        """Return the rows of *kind* whose columns have these values, by id.

        Raises:
            KeyError: no such kind or column (a bug). LogError: a cell cannot be read.
        """
        return [row_from(kind, cells) for cells in self._ask(*_question(kind, equals))]

    def review(self, review_id: str) -> dict[str, dict[str, Row]]:
        """Return every row of one review by kind and id; no rows when there is none."""
        mine = statements.values_asked("instance", "review", review_id)
        own = Statement("read review", statements.select("review", ("id",)), (review_id,))
        questions = [own, *(Statement(label, sql, mine) for label, sql in _OF_A_REVIEW)]
        found = nothing()
        for kind, rows in zip(OF_A_REVIEW, self._ask_all(questions), strict=True):
            made = [row_from(kind, cells) for cells in rows]
            found[kind] = {row.id: row for row in sorted(made, key=_ID)}
        return found

    def entries(
        self,
        *,
        review: str | None = None,
        command: str | None = None,
        after: int | None = None,
        kinds: Sequence[str] | None = None,
    ) -> Iterator[Entry]:
        """Yield entries by seq, of one review, of one command, after a seq, of some kinds.

        Raises:
            LogError: an entry's bytes are not an entry.
        """
        wanted = {"review": review, "command": command}
        tests = {name: value for name, value in wanted.items() if value is not None}
        if kinds is not None and not kinds:
            return
        sql = statements.entries(tuple(tests), len(kinds or ()))
        values = (*tests.values(), *(kinds or ()))
        for seq, raw in self._pages("entries", sql, values, after):
            yield entry_from(cast(int, seq), raw)

    def entry(self, seq: int) -> Entry | None:
        """Return one entry, or None; raises LogError when its bytes are not an entry."""
        rows = self._ask("entry", statements.ENTRY, (seq,))
        return entry_from(seq, rows[0][1]) if rows else None

    def log(self, after: int | None = None) -> Iterator[tuple[int, bytes, bytes]]:
        """Yield (seq, entry, leaf) as they are in the table, all or after a seq.

        In a log somebody edited they may be of any type SQLite has.
        """
        for row in self._pages("log", statements.RAW_LOG, (), after):
            yield cast(tuple[int, bytes, bytes], row)

    def command_seen(self, command: str) -> list[int]:
        """Return the seqs of the entries that a command made."""
        rows = self._ask("command_seen", statements.SEQS_OF_COMMAND, (command,))
        return [cast(int, seq) for (seq,) in rows]

    def checkpoints(self) -> list[tuple[int, str]]:
        """Return every (size, note), by size."""
        return cast(list[tuple[int, str]], self._ask("checkpoints", statements.CHECKPOINTS))

    def last_checkpoint(self) -> tuple[int, str] | None:
        """Return the (size, note) of the largest size, or None."""
        rows = self._ask("checkpoints", statements.LAST_CHECKPOINT)
        return cast(tuple[int, str], rows[0]) if rows else None

    def secret(self, commitment: str) -> tuple[str, str] | None:
        """Return (salt in hex, clear value) of a commitment, or None when it was erased."""
        rows = self._ask("secret", statements.SECRET, (commitment,))
        return cast(tuple[str, str], rows[0]) if rows else None

    def secrets(self) -> Iterator[tuple[str, str, str]]:
        """Yield (commitment, salt in hex, clear value) of all that were not erased."""
        for row in self._ask("secrets", statements.SECRETS):
            yield cast(tuple[str, str, str], row)

    def due(self, at: str, limit: int) -> list[tuple[str, str, str]]:
        """Return (moment, review, deadline) of limits that closed, or remind, by *at*.

        The first *limit*, by moment and review; in one review what closes comes first.
        """
        rows = self._ask("due", statements.DUE, (at, at, limit))
        return [cast(tuple[str, str, str], tuple(row)[:3]) for row in rows]

    def meta(self) -> dict[str, str]:
        """Return what the store was born as: what entry 0 says, whatever the table says.

        The table speaks only where the log has no readable entry 0.
        """
        return self.born() or self.meta_table()

    def born(self) -> dict[str, str]:
        """What entry 0 says of the store; empty where it cannot be read or says nothing."""
        try:
            entry = self.entry(0)
        except LogError:
            return {}
        if entry is None or entry.kind != "store.opened":
            return {}
        return {name: value for name, value in entry.data.items() if isinstance(value, str)}

    def meta_table(self) -> dict[str, str]:
        """The copy of it that stands in a table."""
        return dict(cast(list[tuple[str, str]], self._ask("meta", statements.META)))

    def raw_rows(self, kind: str) -> list[Cells]:
        """Return the cells of every row of *kind* as they are, whatever their type."""
        return self._open().scan(Statement(f"read {kind}", statements.select(kind)))

    def _pages(
        self, label: str, sql: str, values: tuple[Cell, ...], after: int | None
    ) -> Iterator[Cells]:
        # A tampered seq may be negative, and must not escape.
        last: Cell = -(2**31) if after is None else after
        while True:
            page = self._scan(label, sql, (last, *values, _PAGE))
            yield from page
            if len(page) < _PAGE:
                return
            last = page[-1][0]

    def _ask(self, label: str, sql: str, values: tuple[Cell, ...] = ()) -> list[Cells]:
        return self._ask_all([Statement(label, sql, values)])[0]

    def _ask_all(self, questions: Sequence[Statement]) -> list[list[Cells]]:
        return self._open().ask(questions)

    def _scan(self, label: str, sql: str, values: tuple[Cell, ...]) -> list[Cells]:
        return self._open().scan(Statement(label, sql, values))

    def _open(self) -> Link:
        if self._link is None:
            raise RuntimeError("the snapshot has ended; read inside its `with` block")
        return self._link


def _question(kind: str, equals: dict[str, Value]) -> tuple[str, str, tuple[Cell, ...]]:
    given = tuple(name for name, value in equals.items() if value is not None)
    absent = tuple(name for name, value in equals.items() if value is None)
    values = [statements.values_asked(kind, name, cell_of(equals[name])) for name in given]
    return f"read {kind}", statements.select(kind, given, absent), tuple(chain(*values))
