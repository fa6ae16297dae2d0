"""The command line starts fast: nothing heavy is imported to print a page of help."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "alembic",
    "apscheduler",
    "cryptography",
    "jinja2",
    "psycopg",
    "pydantic",
    "rich",
    "ruamel",
    "sqlalchemy",
    "sqlmodel",
    "structlog",
    "transitions",
}
_PROGRAM = """
import sys
from cli.main import main
sys.argv = ["peer-review", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    code = end.code or 0
else:
    code = 0
print("\\n" + " ".join(sorted({name.partition(".")[0] for name in sys.modules})))
sys.exit(code)
"""


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["definition", "--help"]])
def test_help_imports_nothing_heavy(tmp_path: Path, words: list[str]) -> None:
    """Half a second of imports would be paid by everyone who asks for help."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )

    assert done.returncode == 0, done.stderr
    assert HEAVY & set(done.stdout.splitlines()[-1].split()) == set()
