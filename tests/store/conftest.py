"""A store on each database, and a hand from outside that the store knows nothing of."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from workflow.store import Store, create_store

Outside = Callable[[str], list[tuple[object, ...]]]


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """Yield an empty store, on SQLite and on PostgreSQL."""
    with closing(create_store(store_url)) as made:
        yield made


@pytest.fixture
def outside(store_url: str) -> Outside:
    """Return a function that runs SQL as an administrator of the database could."""

    def run(sql: str) -> list[tuple[object, ...]]:
        if store_url.startswith("sqlite"):
            return _on_sqlite(store_url.removeprefix("sqlite:///"), sql)
        return _on_postgresql(store_url, sql)

    return run


def _on_sqlite(path: str, sql: str) -> list[tuple[object, ...]]:
    import sqlite3

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return connection.execute(sql).fetchall()


def _on_postgresql(url: str, sql: str) -> list[tuple[object, ...]]:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(sql)  # type: ignore[call-overload]  # a test's own text
        return cursor.fetchall() if cursor.description else []
