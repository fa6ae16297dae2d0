"""The log and what belongs to it: the only tables that are not made from the log.

Declared here, made by Alembic's migrations, held equal by a test. `log_head` has one row.
"""

from sqlalchemy import CheckConstraint, Column, Index, event
from sqlalchemy.engine import Connection
from sqlalchemy.schema import Table
from sqlmodel import Field, SQLModel

from workflow.store.column_types import IN_ORDER, SEARCH_FUNCTION, WORDS, FromEntry, Key, Word


class AuditEntryTable(SQLModel, table=True):
    """The log: `seq` from 0 without gaps, the exact bytes, and their leaf in the tree."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("audit_entry_review", "review", "seq"),
        Index("audit_entry_command", "command"),
        Index("audit_entry_kind", "kind", "seq"),
    )
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    entry: bytes
    leaf: bytes
    review: str | None = Field(sa_column=Column("review", WORDS, FromEntry("review")))
    kind: str | None = Field(sa_column=Column("kind", WORDS, FromEntry("kind")))
    command: str | None = Field(sa_column=Column("command", WORDS, FromEntry("command")))
    at: str | None = Field(sa_column=Column("at", WORDS, FromEntry("at")))


class LogHeadTable(SQLModel, table=True):
    """How many entries the log has, and the frontier of its tree."""

    __tablename__ = "log_head"
    __table_args__ = (CheckConstraint("one = 1", name="log_head_is_one"),)
    one: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    size: int
    frontier: bytes


class CheckpointTable(SQLModel, table=True):
    """The signed notes, by the size of the log they sign."""

    __tablename__ = "checkpoint"
    size: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    note: Word


class SecretTable(SQLModel, table=True):
    """The clear values of commitments, with their salts; a row erased is gone."""

    __tablename__ = "secret"
    __table_args__ = IN_ORDER
    commitment: Key
    salt: Word
    value: Word


class MetaTable(SQLModel, table=True):
    """What the store says of itself."""

    __tablename__ = "meta"
    name: Key
    value: Word


@event.listens_for(AuditEntryTable.__table__, "before_create")  # type: ignore[attr-defined]  # SQLModel adds it
def _make_search_function(_table: Table, connection: Connection, **_options: object) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(SEARCH_FUNCTION)
