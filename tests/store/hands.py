"""A hand from outside: SQL as an administrator of the database could run it."""

from collections.abc import Callable
from contextlib import closing

Outside = Callable[[str], list[tuple[object, ...]]]


def run_outside(url: str, sql: str) -> list[tuple[object, ...]]:
    """Run *sql* on the database at *url*, without the store, and return its rows."""
    if url.startswith("postgresql"):
        return _on_postgresql(url, sql)
    return _on_sqlite(url.removeprefix("sqlite:///"), sql)


def _on_sqlite(path: str, sql: str) -> list[tuple[object, ...]]:
    import sqlite3

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return connection.execute(sql).fetchall()


def _on_postgresql(url: str, sql: str) -> list[tuple[object, ...]]:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else []
