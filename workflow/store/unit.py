"""Writing a store: one transaction, one writer, nothing kept unless it says `commit`.

Statements wait and travel together; reading sends those that wait first, so that a unit sees
what it wrote.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

from workflow.model.rows.entry import Effect
from workflow.model.rows.records import OF_A_REVIEW, Row, values_of
from workflow.store import statements
from workflow.store.cells import cell_of, cells_of, damaged
from workflow.store.link import Cell, Cells, Link, Statement
from workflow.store.reader import Reader

Fault = Callable[[str], None]


class Unit(Reader):
    """One transaction of the only writer."""

    def __init__(self, link: Link, fault: Fault) -> None:
        super().__init__(link)
        self._fault = fault
        self._waiting: list[Statement] = []
        self._erased = False
        #: After `commit`: the database overwrote what was erased.
        self.scrubbed = False

    def append(self, seq: int, entry: bytes, leaf: bytes) -> None:
        """Add one sealed entry to the log."""
        row = ("audit_entry", str(seq))
        self._write("append", statements.APPEND, (seq, entry, leaf), row=row)

    def set_head(self, size: int, frontier: bytes) -> None:
        """Say where the log ends now."""
        self._write("set_head", statements.SET_HEAD, (size, frontier), row=("log_head", ""))

    def apply(self, effects: Iterable[Effect]) -> None:
        """Bring the tables to what *effects* say, in their order.

        Raises:
            LogError: when sent, if a row is not there, or is there already: the tables differ
                from the log. KeyError, TypeError: an effect that `evolve` would not take either.
        """
        for effect in effects:
            if "new" in effect:
                self._insert(str(effect["new"]), cast(Mapping[str, object], effect["row"]))
            elif "set" in effect:
                to = cast(Mapping[str, object], effect["to"])
                self._update(str(effect["set"]), str(effect["id"]), to)
            else:
                kind, key = str(effect["gone"]), str(effect["id"])
                self._write(f"apply:gone {kind}", statements.delete(kind), (key,), row=(kind, key))

    def insert(self, row: Row) -> None:
        """Add one row to its table; raises LogError where it would not be found again."""
        self._insert(row.kind, values_of(row))

    def _insert(self, kind: str, values: Mapping[str, object]) -> None:
        cells = cells_of(kind, values)
        row = kind, str(values["id"])
        if kind in OF_A_REVIEW and not row[1].startswith(str(values.get("review", ""))):
            raise damaged(*row, f"its id does not begin with its review's, {values['review']!r}")
        self._write(f"apply:new {kind}", statements.insert(kind), cells, row=row)

    def _update(self, kind: str, key: str, to: Mapping[str, object]) -> None:
        if to:
            values = (*(cell_of(value) for value in to.values()), key)
            sql = statements.update(kind, tuple(to))
            self._write(f"apply:set {kind}", sql, values, row=(kind, key))

    def empty(self, kind: str) -> None:
        """Remove every row of *kind*: the log will tell them again."""
        self._write(f"empty {kind}", statements.empty(kind), ())

    def keep_secret(self, commitment: str, salt: str, value: str) -> None:
        """Keep the clear *value* of a commitment, and its salt in hex."""
        values = (commitment, salt, value)
        self._write("keep_secret", statements.KEEP_SECRET, values, row=("secret", commitment))

    def erase_secret(self, commitment: str) -> None:
        """Erase the clear value and salt of a commitment; what is not there stays so."""
        self._erased = True
        self._write("erase_secret", statements.ERASE_SECRET, (commitment,))

    def checkpoint(self, size: int, note: str) -> None:
        """Keep the signed note of the log's first *size* entries, in place of an earlier one."""
        row = ("checkpoint", str(size))
        self._write("checkpoint", statements.CHECKPOINT, (size, note), row=row)

    def remake_head(self, size: int, frontier: bytes) -> None:
        """Say anew where the log ends, whatever the row said or whether there was one."""
        self._write("empty log_head", statements.EMPTY_HEAD, ())
        self._write("set_head", statements.NEW_HEAD, (size, frontier))

    def empty_meta(self) -> None:
        """Forget the copy of what the store was born as; entry 0 will tell it again."""
        self._write("empty meta", statements.EMPTY_META, ())

    def set_meta(self, name: str, value: str) -> None:
        """Say something of the store itself."""
        self._write("set_meta", statements.SET_META, (name, value))

    def commit(self) -> None:
        """Keep all of it. Afterwards nothing may be read or written with this unit.

        Raises:
            LogError: the tables differ from the log; nothing is kept.
        """
        self._send()
        link = self._open()
        link.run([Statement("commit", "COMMIT")], self._fault)
        self.end()
        self._fault("committed")
        if self._erased:
            self.scrubbed = link.scrub()

    def raw_rows(self, kind: str) -> list[Cells]:
        """Return the cells of every row of *kind* as they are."""
        self._send()
        self._fault(f"read {kind}")
        return super().raw_rows(kind)

    def _ask_all(self, questions: Sequence[Statement]) -> list[list[Cells]]:
        self._send()
        for question in questions:
            self._fault(question.label)
        return super()._ask_all(questions)

    def _scan(self, label: str, sql: str, values: tuple[Cell, ...]) -> list[Cells]:
        self._send()
        self._fault(label)
        return super()._scan(label, sql, values)

    def _write(
        self,
        label: str,
        sql: str,
        values: tuple[Cell, ...],
        *,
        row: tuple[str, str] | None = None,
    ) -> None:
        self._open()
        self._waiting.append(Statement(label, sql, values, row))

    def _send(self) -> None:
        """Run what waits; a row that should have changed and did not is a difference."""
        work, self._waiting = self._waiting, []
        if not work:
            return
        for statement, touched in zip(work, self._run(work), strict=True):
            if statement.row and touched != 1:
                words = f"{statement.label} touched {touched} rows, not one"
                raise damaged(*statement.row, words)

    def _run(self, work: Sequence[Statement]) -> list[int]:
        link = self._open()
        try:
            return link.run(work, self._fault)
        except link.errors as error:
            if not link.clashed(error):
                raise
            raise damaged("row", "of this unit", " ".join(str(error).split())) from error
