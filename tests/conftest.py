"""What every test may rely on: databases, a hostile environment, and no skipped tests.

Fixtures:
    store_url: the address of an empty store, once on SQLite and once on PostgreSQL.
    sqlite_url: the address of an empty SQLite store.
    postgresql_url: the address of an empty PostgreSQL database of the test's own.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hypothesis import settings

from tests.postgres import session as server_session

if TYPE_CHECKING:
    import psycopg

# The machine's own settings must not matter, and no State lives in this zone's quarter hours by
# accident: what reads local time shows itself.
for _name in [name for name in os.environ if name.startswith("PEER_REVIEW_")]:
    if not _name.startswith("PEER_REVIEW_TEST_"):
        del os.environ[_name]
os.environ["TZ"] = "Asia/Kathmandu"
time.tzset()

# Two busy cores make a fixed time for each example a lottery.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Return the address of a SQLite store that does not exist yet."""
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture(scope="session")
def postgresql_server() -> "Iterator[psycopg.Connection[tuple[str]]]":
    """Yield a connection to this run's own PostgreSQL, as its administrator."""
    import psycopg

    place = server_session.running_place()
    with psycopg.connect(place.url("postgres"), autocommit=True) as connection:
        yield connection


@pytest.fixture
def postgresql_url(postgresql_server: "psycopg.Connection[tuple[str]]") -> Iterator[str]:
    """Yield the address of an empty PostgreSQL database, dropped after the test.

    A connection still open at the end fails the test: whoever opens a store closes it.
    """
    name = f"t_{uuid4().hex[:16]}"
    postgresql_server.execute(f"CREATE DATABASE {name} STRATEGY = FILE_COPY")
    info = postgresql_server.info
    yield server_session.running_place().url(name)
    left_open = _connections(postgresql_server, name)
    postgresql_server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    assert not left_open, f"{left_open} connections to {info.host} were left open by the test"


def _connections(server: "psycopg.Connection[tuple[str]]", database: str) -> int:
    """Count the connections to *database*; one just closed gets a moment to go."""
    count = 0
    for _ in range(50):
        row = server.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s", (database,)
        ).fetchone()
        count = int(row[0]) if row else 0
        if not count:
            break
        time.sleep(0.02)
    return count


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def store_url(request: pytest.FixtureRequest) -> str:
    """Return the address of an empty store of each kind the product supports."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


_skipped: list[str] = []


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    """Name the place of this run's PostgreSQL; it starts when a test asks for it."""
    if not _is_worker(config):
        server_session.name_place()


def pytest_unconfigure(config: pytest.Config) -> None:
    """End this run's PostgreSQL, if a test asked for it."""
    if not _is_worker(config):
        server_session.end_place()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note a skipped test, and one that was expected to fail."""
    if report.skipped:
        _skipped.append(report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Note a module that skipped itself."""
    if report.skipped:
        _skipped.append(report.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that skipped something: what is not run is not promised."""
    if _skipped and session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which tests were skipped, and that this counts."""
    for node in _skipped:
        terminalreporter.write_line(f"FAILED {node}: skipped tests count as failures", red=True)
