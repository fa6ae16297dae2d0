"""The tables of votes, silences, ballots and acts with two keys; as in `workflow.store.tables`."""

from sqlmodel import SQLModel

from workflow.store.column_types import IN_ORDER, Items, Key, MaybeWord, Word


class PollTable(SQLModel, table=True):
    """One vote or silence procedure: opened with its step, decided or left with it."""

    __tablename__ = "poll"
    __table_args__ = IN_ORDER
    id: Key
    review: Word
    instance: Word
    state: Word
    n: int
    what: Word
    members: Items
    electorate: Items
    opened_on: Word
    limit: MaybeWord
    status: Word
    decided_on: MaybeWord
    words: Items
    basis: Word
    seq: int


class BallotTable(SQLModel, table=True):
    """One act of one member in a poll."""

    __tablename__ = "ballot"
    __table_args__ = IN_ORDER
    id: Key
    review: Word
    poll: Word
    event: Word
    member: Word
    n: int
    actor: Word
    choice: Word
    on: Word
    status: Word
    seq: int


class SubmissionTable(SQLModel, table=True):
    """An act that waits for its second key."""

    __tablename__ = "submission"
    __table_args__ = IN_ORDER
    id: Key
    review: Word
    instance: Word
    event: Word
    n: int
    state: Word
    actor: Word
    role: Word
    releases: Items
    submitted_on: Word
    status: Word
    released_by: MaybeWord
    released_on: MaybeWord
    seq: int
