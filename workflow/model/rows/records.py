"""The rows a log folds into. Every table but the log's own is one of these.

Values are those of JSON (str, int, bool, None, tuples of str), so that a row is the
same in an entry, in memory and in a table. Days are ISO dates in the definition's
zone; moments are RFC 3339 in UTC with milliseconds and `Z`; both sort as text. A field
that ends in `_commitment` or holds `sha256:…` is a salted commitment, never a clear text.
`seq` is the number of the entry that made the row what it is now.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from operator import attrgetter
from types import MappingProxyType
from typing import ClassVar

from workflow.model.rows.records_cycle import (
    CalendarRow as CalendarRow,
)
from workflow.model.rows.records_cycle import (
    CycleRow as CycleRow,
)
from workflow.model.rows.records_cycle import (
    DefinitionRow as DefinitionRow,
)
from workflow.model.rows.records_cycle import (
    MeetingRow as MeetingRow,
)
from workflow.model.rows.records_cycle import (
    PartyRow as PartyRow,
)
from workflow.model.rows.records_papers import (
    DocumentRow as DocumentRow,
)
from workflow.model.rows.records_papers import (
    FactRow as FactRow,
)
from workflow.model.rows.records_polls import (
    BallotRow as BallotRow,
)
from workflow.model.rows.records_polls import (
    PollRow as PollRow,
)
from workflow.model.rows.records_polls import (
    SubmissionRow as SubmissionRow,
)

Value = str | int | bool | None | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """One run of a definition, for a party or (aggregates) for none.

    `version` counts the entries that changed it. `started_on`: the main chart left its
    initial step.
    """

    kind: ClassVar[str] = "review"
    id: str
    cycle: str
    party: str | None
    party_name: str | None
    regional_group: str | None
    instruments: tuple[str, ...]
    definition: str
    launched_on: str
    started_on: str | None
    status: str  # open | final
    version: int
    seq: int
    paused_on: str | None = None  # since when its clocks are paused
    follows: str | None = None  # the review after which it comes, and those that come after it
    followed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceRow:
    """One chart instance. The main chart's has the review's own id and no parent.

    `since` is the legal day the present step was entered; an act must be dated on or
    after `barrier` (the day of the last change, or the day after a time limit moved it).
    `opened_in` is the parent's stay whose step opened it last; `closed_on` the day on which a
    track ended because its party no longer reviews. `counts` is `event=n` items, of events
    that may happen so many times only.
    """

    kind: ClassVar[str] = "instance"
    id: str
    review: str
    parent: str | None
    chart: str
    key: str | None
    state: str
    since: str
    barrier: str
    final: bool
    version: int
    seq: int
    opened_in: str | None = None
    closed_on: str | None = None
    counts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StayRow:
    """One stay of an instance in a step or compound: the ledger of who held the ball when."""

    kind: ClassVar[str] = "stay"
    id: str  # instance/state:n, written instance|state:n
    review: str
    instance: str
    state: str
    n: int
    phase: str | None
    holders: tuple[str, ...]
    entered_on: str
    left_on: str | None
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRow:
    """An absolute time limit, with how it was derived.

    `status`: waiting (its clock has not started), running, suspended (its clock is paused:
    no due date), passed (limit passed, still awaited), met, late (met after the limit), closed
    (the step was left otherwise).
    `closes_at` is exclusive: in time means before it. `met_on` is the date that counts;
    `days_late` counts days after `due_on`. `passed` says the limit was passed unmet.
    """

    kind: ClassVar[str] = "deadline"
    id: str  # instance:name:n
    review: str
    instance: str
    name: str
    n: int
    state: str
    rule: str
    anchor: str | None  # words
    anchor_seq: int | None
    anchor_on: str | None
    due_on: str | None
    closes_at: str | None
    zone: str
    calendar: str | None
    provisional: bool
    owners: tuple[str, ...]
    moves: bool  # whether passing it moves the review (on_timeout)
    status: str
    passed: bool
    met_on: str | None
    recorded_on: str | None  # the day the meeting act was recorded
    days_late: int | None
    notified_on: str | None
    derivation: tuple[str, ...]
    basis: str
    seq: int
    rule_on: str | None = None  # what the rule alone gives, beside a date that was set
    opens_on: str | None = None  # of a window: the first day, and the first moment
    opens_at: str | None = None
    meeting: str | None = None  # the id of the meeting it is, or is counted from
    paused_on: str | None = None  # the day its clock was suspended
    remind_at: str | None = None  # the moment at which the next reminder goes
    reminded_on: str | None = None  # the day up to which reminders went, or the date was given
    stood_days: int = 0  # the days for which its clock stood still and then ran on


@dataclass(frozen=True, slots=True, kw_only=True)
class BindingRow:
    """Who holds a role in a review, from when until when. `person` is a commitment to a name.

    `serves` is `instrument=day` items, of a reviewing party: from when it is a party to it.
    """

    kind: ClassVar[str] = "binding"
    id: str  # review~role~actor:n
    review: str
    role: str
    actor: str
    party: str | None
    regional_group: str | None
    note: str | None
    person: str | None
    from_on: str
    until_on: str | None
    seq: int
    serves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """A message drafted for clearance; nothing is sent from inside a transition.

    `about` is a deadline's or instance's id; `template` says which neutral text.
    """

    kind: ClassVar[str] = "message"
    id: str  # review>n
    review: str
    n: int
    template: str
    to: str  # role
    about: str
    text: str
    drafted_on: str
    status: str  # draft
    seq: int


Row = (
    DefinitionRow
    | CalendarRow
    | PartyRow
    | CycleRow
    | ReviewRow
    | InstanceRow
    | StayRow
    | DeadlineRow
    | FactRow
    | DocumentRow
    | BindingRow
    | MessageRow
    | MeetingRow
    | PollRow
    | BallotRow
    | SubmissionRow
)

_TYPES = (
    DefinitionRow,
    CalendarRow,
    PartyRow,
    CycleRow,
    ReviewRow,
    InstanceRow,
    StayRow,
    DeadlineRow,
    FactRow,
    DocumentRow,
    BindingRow,
    MessageRow,
    MeetingRow,
    PollRow,
    BallotRow,
    SubmissionRow,
)
TYPES: Mapping[str, type[Row]] = MappingProxyType({row.kind: row for row in _TYPES})
#: The kinds that belong to one review, in the order they are written and listed.
OF_A_REVIEW = (
    "review",
    "instance",
    "stay",
    "deadline",
    "fact",
    "document",
    "binding",
    "message",
    "poll",
    "ballot",
    "submission",
)
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {kind: tuple(f.name for f in fields(row)) for kind, row in TYPES.items()}
)
#: Columns that hold a tuple of strings (JSON arrays in tables and entries).
LISTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        kind: frozenset(f.name for f in fields(row) if f.type == tuple[str, ...])
        for kind, row in TYPES.items()
    }
)
#: Columns that hold a truth value (0/1 in tables).
FLAGS: Mapping[str, frozenset[str]] = MappingProxyType(
    {kind: frozenset(f.name for f in fields(row) if f.type is bool) for kind, row in TYPES.items()}
)


_cells: Mapping[str, Callable[[Row], tuple[Value, ...]]] = MappingProxyType(
    {kind: attrgetter(*columns) for kind, columns in COLUMNS.items()}
)


def row_of(kind: str, values: Mapping[str, object]) -> Row:
    """Make a row from JSON values; lists become tuples.

    Raises:
        KeyError: unknown kind. TypeError: a column is missing or unknown.
    """
    lists = LISTS[kind]
    given = {
        name: tuple(value) if name in lists and isinstance(value, list) else value
        for name, value in values.items()
    }
    return TYPES[kind](**given)  # type: ignore[arg-type]  # JSON values; checked by columns


def values_of(row: Row) -> dict[str, Value]:
    """The row's columns and values, in the order of the columns."""
    return dict(zip(COLUMNS[row.kind], _cells[row.kind](row), strict=True))
