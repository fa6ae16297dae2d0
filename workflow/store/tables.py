"""The tables the log leads to, one for each kind of row, declared with SQLModel.

Nothing reads or writes through these classes (a `table=True` class does not validate, and its
objects cost twenty times as much as the driver): they are what Alembic's migrations and the
model's rows are held equal to by tests. There are no foreign keys: the log decides what there
is, and a table that differs from it must be readable, to say where.
"""

from sqlalchemy import Index, text
from sqlmodel import SQLModel

from workflow.store.column_types import IN_ORDER, Items, Key, MaybeWord, Word


class DefinitionTable(SQLModel, table=True):
    """A definition as pinned: `data` is its canonical JSON text."""

    __tablename__ = "definition"
    id: Key
    name: Word
    version: int
    title: Word
    status: Word
    data: Word
    seq: int


class CalendarTable(SQLModel, table=True):
    """A calendar as used: `data` is its canonical JSON text."""

    __tablename__ = "calendar"
    id: Key
    name: Word
    year: int
    status: Word
    data: Word
    seq: int


class PartyTable(SQLModel, table=True):
    """A party of one cycle's roster. `deposits` is `instrument=date` items."""

    __tablename__ = "party"
    __table_args__ = (Index("party_cycle", "cycle"),)
    id: Key
    cycle: Word
    code: Word
    name: Word
    regional_group: MaybeWord
    deposits: Items
    seq: int


class CycleTable(SQLModel, table=True):
    """A cycle of reviews under one definition. `launched_on` may lie in the future."""

    __tablename__ = "cycle"
    id: Key
    definition: Word
    title: Word
    launched_on: Word
    decision: MaybeWord
    roster: Word
    status: Word
    closed_on: MaybeWord
    seq: int


class ReviewTable(SQLModel, table=True):
    """One run of a definition, for a party or (aggregates) for none."""

    __tablename__ = "review"
    __table_args__ = (Index("review_cycle", "cycle"), IN_ORDER)
    id: Key
    cycle: Word
    party: MaybeWord
    party_name: MaybeWord
    regional_group: MaybeWord
    instruments: Items
    definition: Word
    launched_on: Word
    started_on: MaybeWord
    status: Word
    version: int
    seq: int
    paused_on: MaybeWord
    follows: MaybeWord
    followed_by: Items


class InstanceTable(SQLModel, table=True):
    """One chart instance. The main chart's has the review's own id and no parent."""

    __tablename__ = "instance"
    __table_args__ = IN_ORDER
    id: Key
    review: Word
    parent: MaybeWord
    chart: Word
    key: MaybeWord
    state: Word
    since: Word
    barrier: Word
    final: bool
    version: int
    seq: int
    opened_in: MaybeWord
    closed_on: MaybeWord
    counts: Items


class StayTable(SQLModel, table=True):
    """One stay of an instance in a step or compound: the ledger of who held the ball when."""

    __tablename__ = "stay"
    __table_args__ = IN_ORDER
    id: Key
    review: Word
    instance: Word
    state: Word
    n: int
    phase: MaybeWord
    holders: Items
    entered_on: Word
    left_on: MaybeWord
    seq: int


class DeadlineTable(SQLModel, table=True):
    """Time limits; those that run are found by when they close."""

    __tablename__ = "deadline"
    __table_args__ = (
        Index(
            "deadline_due",
            "closes_at",
            "review",
            "id",
            sqlite_where=text("status = 'running'"),
            postgresql_where=text("status = 'running'"),
        ),
        Index(
            "deadline_remind",
            "remind_at",
            "review",
            "id",
            sqlite_where=text("remind_at IS NOT NULL"),
            postgresql_where=text("remind_at IS NOT NULL"),
        ),
        IN_ORDER,
    )
    id: Key
    review: Word
    instance: Word
    name: Word
    n: int
    state: Word
    rule: Word
    anchor: MaybeWord
    anchor_seq: int | None
    anchor_on: MaybeWord
    due_on: MaybeWord
    closes_at: MaybeWord
    zone: Word
    calendar: MaybeWord
    provisional: bool
    owners: Items
    moves: bool
    status: Word
    passed: bool
    met_on: MaybeWord
    recorded_on: MaybeWord
    days_late: int | None
    notified_on: MaybeWord
    derivation: Items
    basis: Word
    seq: int
    rule_on: MaybeWord
    opens_on: MaybeWord
    opens_at: MaybeWord
    meeting: MaybeWord
    paused_on: MaybeWord
    remind_at: MaybeWord
    reminded_on: MaybeWord
    stood_days: int


class FactTable(SQLModel, table=True):
    """A recorded fact. A text's `value` is a commitment; a consent's is given or withdrawn."""

    __tablename__ = "fact"
    __table_args__ = IN_ORDER
    id: Key
    review: Word
    instance: Word
    name: Word
    n: int
    value: Word
    secret: bool
    on: Word
    state: Word
    role: Word
    seq: int
    received_at: MaybeWord


class DocumentTable(SQLModel, table=True):
    """A registered document. `digest` is a commitment to its SHA-256, name and size."""

    __tablename__ = "document"
    __table_args__ = IN_ORDER
    id: Key
    review: Word
    instance: Word
    name: Word
    n: int
    sections: Items
    digest: Word
    dated: Word
    received: Word
    role: Word
    seq: int
    language: MaybeWord
    length: int | None
    effect: MaybeWord
    withdrawn_on: MaybeWord
    received_at: MaybeWord


class BindingTable(SQLModel, table=True):
    """Who holds a role in a review, from when until when. `person` is a commitment to a name."""

    __tablename__ = "binding"
    __table_args__ = IN_ORDER
    id: Key
    review: Word
    role: Word
    actor: Word
    party: MaybeWord
    regional_group: MaybeWord
    note: MaybeWord
    person: MaybeWord
    from_on: Word
    until_on: MaybeWord
    seq: int
    serves: Items


class MessageTable(SQLModel, table=True):
    """A message drafted for clearance; nothing is sent from inside a transition."""

    __tablename__ = "message"
    __table_args__ = IN_ORDER
    id: Key
    review: Word
    n: int
    template: Word
    to: Word
    about: Word
    text: Word
    drafted_on: Word
    status: Word
    seq: int


class MeetingTable(SQLModel, table=True):
    """One meeting of a body, in a cycle."""

    __tablename__ = "meeting"
    __table_args__ = (Index("meeting_cycle", "cycle"),)
    id: Key
    cycle: Word
    body: Word
    n: int
    opens_on: Word
    nature: Word
    status: Word
    decision: MaybeWord
    seq: int
