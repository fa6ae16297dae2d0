"""The tables: one declaration, one way to make them, the same columns as the model's rows."""

import dataclasses
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Boolean, Integer, Text
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel

from tests.store.hands import run_outside
from workflow.model.rows.records import COLUMNS, FLAGS, LISTS, TYPES
from workflow.store import create_store, log_tables, poll_tables, statements, tables
from workflow.store.connecting import connect
from workflow.store.location import location_of
from workflow.store.schema import REVISIONS, migrating

DECLARED = SQLModel.metadata.tables
DECLARING = (tables, poll_tables, log_tables)  # importing them declares
LOG_TABLES = {"audit_entry", "log_head", "checkpoint", "secret", "meta"}


def test_there_is_a_table_for_each_kind_of_row_and_for_the_log() -> None:
    """No more and no fewer."""
    assert set(DECLARED) == set(TYPES) | LOG_TABLES


@pytest.mark.parametrize("kind", TYPES)
def test_a_table_has_the_columns_of_its_row(kind: str) -> None:
    """Names, order, types, and which may be empty."""
    columns = DECLARED[kind].columns
    assert tuple(columns.keys()) == COLUMNS[kind]
    for field in dataclasses.fields(TYPES[kind]):
        column = columns[field.name]
        assert isinstance(column.type, sql_type(kind, field.name, field.type)), column
        assert column.nullable == (type(None) in getattr(field.type, "__args__", ())), column
        assert column.primary_key == (field.name == "id")


def sql_type(kind: str, name: str, declared: object) -> type[TypeEngine[Any]]:
    """Return the type a column of the model's row has in the database."""
    if name in LISTS[kind]:
        return Text
    if name in FLAGS[kind]:
        return Boolean
    return Integer if declared in (int, int | None) else Text


def test_the_migrations_make_what_is_declared(store_url: str) -> None:
    """Column by column, index by index, as the database itself describes them."""
    create_store(store_url).close()
    migrated = catalogue(store_url)
    with migrating(location_of(store_url)) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
        SQLModel.metadata.drop_all(connection)
        SQLModel.metadata.create_all(connection)

    assert catalogue(store_url) == migrated
    assert len(migrated) > 150


def catalogue(url: str) -> list[str]:
    """Return what the database says of its columns, keys, rules and indexes."""
    dialect = url.partition(":")[0]
    return sorted(
        json.dumps(row, default=str)
        for question in CATALOGUE[dialect]
        for row in run_outside(url, question)
        if "alembic_version" not in str(row)
    )


CATALOGUE = {
    "sqlite": [
        "SELECT t.name, c.* FROM sqlite_master t, pragma_table_xinfo(t.name) c"
        " WHERE t.type = 'table'",
        "SELECT name, sql FROM sqlite_master",
    ],
    "postgresql": [
        "SELECT table_name, column_name, ordinal_position, data_type, is_nullable, column_default,"
        " collation_name, generation_expression FROM information_schema.columns"
        " WHERE table_schema = 'public'",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace",
        "SELECT proname, prosrc, provolatile::text FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace",
    ],
}


def test_the_last_revision_is_the_one_this_program_names(store_url: str) -> None:
    """A migration added without its name in `REVISIONS` would make stores nobody can open."""
    create_store(store_url).close()
    assert run_outside(store_url, "SELECT version_num FROM alembic_version") == [(REVISIONS[-1],)]


def test_a_beginning_that_fails_leaves_no_half_store(store_url: str) -> None:
    """All tables are made in one transaction."""
    if store_url.startswith("sqlite"):
        Path(store_url.removeprefix("sqlite:///")).touch()
    with pytest.raises(ZeroDivisionError):
        make_and_fail(store_url)
    with closing(connect(location_of(store_url), writing=False)) as link:
        assert link.tables() == set()
    create_store(store_url).close()


def make_and_fail(url: str) -> None:
    """Make the tables, and end with an error before they are kept."""
    with migrating(location_of(url)) as connection:
        SQLModel.metadata.create_all(connection)
        raise ZeroDivisionError


def test_a_store_is_forced_to_the_disk_and_read_while_it_is_written(sqlite_url: str) -> None:
    """Write-ahead log, every commit synchronised, what is erased overwritten."""
    create_store(sqlite_url).close()
    with closing(connect(location_of(sqlite_url), writing=True)) as link:
        settings = [
            link.connection.execute(f"PRAGMA {name}").fetchone()[0]  # type: ignore[attr-defined]
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        ]
    assert settings == ["wal", 2, 1, 0]


def test_questions_of_every_day_use_an_index(sqlite_url: str) -> None:
    """What is asked at each tick and each command does not read whole tables."""
    questions = {
        statements.DUE: "deadline_due",
        f"{statements.DUE} ": "deadline_remind",
        statements.select("deadline", ("review",)): "PRIMARY KEY (id>? AND id<?)",
        statements.entries(("review",), 0): "audit_entry_review",
        statements.SEQS_OF_COMMAND: "audit_entry_command",
    }
    create_store(sqlite_url).close()
    for question, index in questions.items():
        plan = run_outside(sqlite_url, f"EXPLAIN QUERY PLAN {question.replace('?', '1')}")
        assert index in str(plan), plan
        assert "SCAN" not in str(plan)
