"""Which tables a store has: recognising them, making them, bringing them up to date.

Alembic and SQLAlchemy are imported only where tables are made; recognising a store is one
question. Tables are made in one transaction: a store is there whole or not at all.
"""

from collections.abc import Iterator, Set
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from workflow.errors import Problem, StoreError
from workflow.store.connecting import connect
from workflow.store.link import Link, Statement
from workflow.store.location import Location

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: Every schema a release had, oldest first; the last is this program's.
REVISIONS = ("0001",)
_MIGRATIONS = Path(__file__).parent / "migrations"
_OURS = {"audit_entry", "log_head", "alembic_version"}


def recognise(link: Link, shown: str) -> None:
    """Raise StoreError unless *link* leads to a store of this version."""
    problem = _problem_of_tables(link.tables()) or problem_of_version(_version(link))
    if problem:
        raise StoreError(shown, problem)


def problem_of_version(found: str, known: tuple[str, ...] = REVISIONS) -> Problem | None:
    """Return what keeps a store with the schema *found* from being used, if anything."""
    if found == known[-1]:
        return None
    if found in known:
        return Problem(
            code="S045",
            words=f"its tables are of version {found}, this program's are of {known[-1]}",
            hint="`peer-review store upgrade` brings them up to date; the log stays as it is",
        )
    return Problem(
        code="S046",
        words=f"its tables are of version {found!r}, which this program does not know",
        hint=f"use the peer-review that made it, or a later one; this one knows {known[-1]}",
    )


def create(location: Location) -> None:
    """Make the tables of an empty store; raises StoreError where something is already."""
    if location.dialect == "sqlite":
        _start_file(location)
    with closing(connect(location, writing=True)) as link:
        found = link.tables()
        if found >= _OURS:
            problem = Problem(code="S047", words="there is a store here already")
            raise StoreError(location.shown, problem)
        if "alembic_version" in found or (found and link.dialect == "sqlite"):
            raise StoreError(location.shown, _foreign(found))
    _migrate(location)


def upgrade(location: Location) -> None:
    """Bring an older store's tables up to date; raises StoreError where there is none."""
    with closing(connect(location, writing=True)) as link:
        problem = _problem_of_tables(link.tables()) or problem_of_version(_version(link))
    if problem and problem.code != "S045":
        raise StoreError(location.shown, problem)
    _migrate(location)


def _start_file(location: Location) -> None:
    path = Path(location.target)
    if not path.parent.is_dir():
        words = f"the folder {str(path.parent)!r} is not there"
        problem = Problem(code="S048", words=words, hint="make it first: mkdir")
        raise StoreError(location.shown, problem)
    try:
        path.touch(mode=0o640)
    except OSError as error:
        words = f"the file cannot be made: {error.strerror}"
        raise StoreError(location.shown, Problem(code="S041", words=words)) from error


def _migrate(location: Location) -> None:
    from alembic import command
    from alembic.config import Config
    from sqlalchemy.exc import DBAPIError

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    try:
        with migrating(location) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except DBAPIError as error:
        words = f"the tables cannot be made: {error.orig}"
        problem = Problem(code="S041", words=words)
        raise StoreError(location.shown, problem) from error


@contextmanager
def migrating(location: Location) -> "Iterator[Connection]":
    """Yield SQLAlchemy's view of one transaction on *location*, kept if all goes well."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    driver = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}[location.dialect]
    engine = create_engine(
        f"{driver}://", creator=lambda: _driver_link(location), poolclass=NullPool
    )
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if location.dialect == "sqlite" else "BEGIN")
        yield connection
        connection.exec_driver_sql("COMMIT")


def _driver_link(location: Location) -> object:
    """Return the driver's own connection, which leaves BEGIN and COMMIT to us."""
    return connect(location, writing=True).connection  # type: ignore[attr-defined]  # both have it


def _version(link: Link) -> str:
    [rows] = link.ask([Statement("version", "SELECT version_num FROM alembic_version")])
    return str(rows[0][0]) if rows else ""


def _problem_of_tables(found: Set[str]) -> Problem | None:
    return None if found >= _OURS else _foreign(found)


def _foreign(found: Set[str]) -> Problem:
    if not found:
        words, hint = "it is empty", "`peer-review store init` makes a store"
    else:
        names = ", ".join(sorted(found)[:5])
        words, hint = f"it is another program's database: it has {names}", "name another place"
    return Problem(code="S049", words=words, hint=hint)
