"""The command line starts fast, and imports run one way."""

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.house.sources import ROOT, modules, parsed

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


def test_no_module_is_imported_by_what_it_imports() -> None:
    """Imports inside functions and those for types count: what is below knows nothing above."""
    names = {_name(path): path for path in modules()}
    below = {name: set(_imported(path, names)) - {name} for name, path in names.items()}

    TopologicalSorter(below).prepare()  # a CycleError names the circle


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _imported(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """Our own modules that one file imports, wherever in it."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            for each in node.names:
                module = f"{node.module}.{each.name}"
                yield module if module in known else node.module
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
