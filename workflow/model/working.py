"""A review while a command changes it: rows, and the acts that changed them.

Mutable on purpose and short-lived: one command, one `Working`. Every change goes through
`new` and `set`, which both apply it and write it down as an effect of the present act, so
that what is true and what the log says cannot differ.

Rows stand in the order of their ids, however they were come by: out of a table, out of
a replay, or made a moment ago. What is done row by row is therefore done in one order.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import cast

from workflow.model.commands import Setting
from workflow.model.definition import Chart, Definition, State
from workflow.model.flat import Stepper
from workflow.model.legal_time.reminder_days import goes_on, moment_of_day
from workflow.model.legal_time.time_rules import rules_of
from workflow.model.rows.entry import Act, Effect
from workflow.model.rows.evolve import Rows, changed, merged
from workflow.model.rows.records import (
    BindingRow,
    DeadlineRow,
    DocumentRow,
    FactRow,
    InstanceRow,
    MessageRow,
    ReviewRow,
    Row,
    StayRow,
    values_of,
)


def in_order(table: Mapping[str, Row]) -> dict[str, Row]:
    """The rows of *table* in the order of their ids."""
    return {key: table[key] for key in sorted(table)}


def next_n(taken: Iterable[int]) -> int:
    """The number after every one that is taken; one taken back may leave a hole."""
    return 1 + max(taken, default=0)


def _dates(effect: Effect) -> bool:
    """Whether *effect* gives a limit its date."""
    return "due_on" in cast(Mapping[str, object], effect["to"])


class Working:
    """One review's rows under change. `day` is the day as of which conditions are read."""

    def __init__(
        self, definition: Definition, rows: Rows, setting: Setting, stepper: Stepper
    ) -> None:
        self.definition = definition
        self.setting = setting
        self.stepper = stepper
        self.day = setting.today
        self.moment: str | None = None
        self.rows: dict[str, dict[str, Row]] = {k: in_order(t) for k, t in rows.items()}
        self.acts: list[Act] = []
        self.effects: list[Effect] = []
        self.rests: set[int] = set()
        self.told: dict[str, object] = {}
        self.seen: dict[str, object] = {}

    @property
    def seq(self) -> int:
        """The number of the act being made."""
        return self.setting.next_seq + len(self.acts)

    @property
    def review(self) -> ReviewRow:
        """The review's own row."""
        return cast(ReviewRow, next(iter(self.rows["review"].values())))

    def instances(self) -> dict[str, InstanceRow]:
        """Chart instances by id."""
        return cast(dict[str, InstanceRow], self.rows["instance"])

    def deadlines(self) -> dict[str, DeadlineRow]:
        """Deadlines by id."""
        return cast(dict[str, DeadlineRow], self.rows["deadline"])

    def facts(self) -> Iterable[FactRow]:
        """Facts, by id."""
        return cast(Iterable[FactRow], self.rows["fact"].values())

    def documents(self) -> Iterable[DocumentRow]:
        """Documents, by id."""
        return cast(Iterable[DocumentRow], self.rows["document"].values())

    def bindings(self) -> Iterable[BindingRow]:
        """Bindings, by id."""
        return cast(Iterable[BindingRow], self.rows["binding"].values())

    def stays(self) -> Iterable[StayRow]:
        """Stays, by id."""
        return cast(Iterable[StayRow], self.rows["stay"].values())

    def messages(self) -> Iterable[MessageRow]:
        """Drafted messages, by id."""
        return cast(Iterable[MessageRow], self.rows["message"].values())

    def chart(self, instance: str) -> Chart:
        """The chart an instance runs."""
        return self.definition.charts[self.instances()[instance].chart]

    def ancestry(self, instance: str) -> Iterator[str]:
        """*instance*, its parent, and so on up: where a fact is looked for."""
        here: str | None = instance
        while here is not None:
            yield here
            here = self.instances()[here].parent

    def hanging(self, instance: str) -> Iterator[str]:
        """*instance* and what it hangs on: as `ancestry`, up to an item that goes on by itself.

        That is one which an event opened in a part that has ended since.
        """
        rows = self.instances()
        for place in self.ancestry(instance):
            yield place
            above = rows.get(rows[place].parent or "")
            ended = above is not None and above.final and above.closed_on is None
            if ended and rows[place].opened_in is None:
                return

    def rest(self, *seqs: int) -> None:
        """Note that the present act relies on these entries."""
        self.rests.update(seqs)

    def new(self, row: Row) -> None:
        """Add *row*; raises KeyError if its id is taken (a bug)."""
        self.place(row)
        self.effects.append({"new": row.kind, "row": values_of(row)})

    def place(self, row: Row) -> None:
        """Add *row* in memory only: it is not written down; raises KeyError as `new`."""
        table = self.rows[row.kind]
        if row.id in table:
            raise KeyError(row.id)
        last = next(reversed(table), "")
        table[row.id] = row
        if row.id < last:
            self.rows[row.kind] = in_order(table)

    def set(self, kind: str, key: str, **to: object) -> None:
        """Change columns of a row; columns that keep their value are left out."""
        row = self.rows[kind][key]
        real = {name: value for name, value in to.items() if getattr(row, name) != value}
        if real:
            self.rows[kind][key] = changed(row, real)
            self.effects.append({"set": kind, "id": key, "to": real})

    def _plan_reminders(self, on: str) -> None:
        """Say of each limit when its next reminder goes, after what the present act changed.

        One whose day is not after the day on which the limit got its date is not made up for; a
        date that was moved has its reminders again.
        """
        given = {e["id"] for e in self.effects if e.get("set") == "deadline" and _dates(e)}
        for row in list(self.deadlines().values()):
            state = self.chart(row.instance).states.get(row.state)
            if state and state.reminders and state.deadline == row.name:
                self._plan(row, state, on if row.id in given or not row.reminded_on else "")

    def _plan(self, row: DeadlineRow, state: State, on: str) -> None:
        if state.limit is None or row.due_on is None or row.status not in ("running", "passed"):
            self.set("deadline", row.id, remind_at=None)
            return
        rules, done = rules_of(self.definition, state, state.limit), max(row.reminded_on or "", on)
        found = (goes_on(r, row.due_on, rules, self.setting.calendars) for r in state.reminders)
        day = min((each for each in found if each > done), default=None)
        at = moment_of_day(day, row.zone) if day else None
        self.set("deadline", row.id, remind_at=at, reminded_on=done)

    @contextmanager
    def act(
        self,
        kind: str,
        *,
        instance: str | None,
        actor: str,
        role: str | None,
        on: str,
        basis: tuple[str, ...] = (),
        said: Mapping[str, object],
        changes: bool = False,
    ) -> Iterator[None]:
        """Make one act of all changes inside the block; the review's version goes up once.

        The act rests on what was read since the act before it, guards and roles included.
        `told` is what comes to light inside the block, `seen` what was asked of other reviews.
        `changes`: it changes the review even if it makes no row (it takes others back).
        """
        self.effects, self.told = [], {}
        yield
        self._plan_reminders(on)
        if self.effects or changes:
            self.set("review", self.review.id, version=self.review.version + 1, seq=self.seq)
        told = {**said, **self.seen, **self.told}
        data = {key: value for key, value in told.items() if value not in (None, (), {})}
        rests = sorted(seq for seq in self.rests if seq < self.seq)
        self.rests, self.seen = set(), {}
        self.acts.append(
            Act(
                kind=kind,
                review=self.review.id,
                instance=instance,
                actor=actor,
                role=role,
                on=on,
                basis=tuple(dict.fromkeys(text for text in basis if text)),
                definition=self.definition.hash,
                data={**data, "rests_on": rests, "effects": merged(self.effects)},
            )
        )
