"""The program starts fast: what is heavy is loaded by the command that needs it."""

import os
import subprocess
import sys

import pytest

from tests.cli.desk import Desk
from tests.house.sources import ROOT

HEAVY = {
    *("alembic", "apscheduler", "jinja2", "psycopg", "pydantic", "rich", "sqlalchemy"),
    *("sqlmodel", "structlog", "transitions"),
}
_PROGRAM = """
import sys
from cli.main import main
sys.argv = ["peer-review", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    print(end.code or 0, *sorted({name.partition(".")[0] for name in sys.modules}))
"""


def loaded(desk: Desk, *words: str) -> tuple[str, set[str]]:
    """The exit code of a command in a process of its own, and the packages it loaded."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *words],
        capture_output=True,
        text=True,
        check=True,
        cwd=desk.folder,
        env={**os.environ, **desk.environment, "PYTHONPATH": str(ROOT)},
    )
    code, *names = done.stdout.splitlines()[-1].split()
    return code, set(names)


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("review", "--help"),
        ("cycle", "list"),
        ("cycle", "show", "fra"),
        ("status", "fra"),
        ("todo", "--role", "team"),
        ("why", "fra/MEX"),
        ("review", "list"),
        ("review", "show", "fra/MEX"),
        ("review", "history", "fra/MEX"),
        ("deadline", "list"),
        ("outbox", "list"),
        ("party", "find", "Niger"),
        ("store", "info"),
        ("audit", "show", "3"),
        ("audit", "checkpoint"),
        ("tick", "--dry-run"),
        ("help", "exit-codes"),
    ],
)
def test_reading_loads_nothing_heavy(desk: Desk, words: tuple[str, ...]) -> None:
    """Everyday commands run plain SQL and read the compiled definition from the store."""
    code, names = loaded(desk, *words)

    assert code == "0"
    assert names & HEAVY == set()
