"""The time of day is read in one file."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import ROOT, modules, parsed, place, strings

THE_CLOCK = ROOT / "workflow" / "clock.py"

#: Attributes that read the time of day, by the last name before the dot; "" is any name.
READERS = {
    "": {"utcnow", "time_ns", "clock_gettime"},
    "datetime": {"now", "today"},
    "date": {"today"},
    "time": {"time", "localtime", "gmtime", "ctime", "asctime"},
}
#: Databases and templates have clocks too.
_IN_TEXT = re.compile(
    r"current_timestamp|current_date|current_time\b|\bnow\(\)|clock_timestamp|'now'", re.IGNORECASE
)


def test_only_the_clock_module_reads_the_time_of_day() -> None:
    """Everywhere else the time is an argument, so a year can pass in a test's millisecond."""
    found = [
        f"{place(path, line)}: {what}"
        for path in modules()
        if path != THE_CLOCK
        for line, what in readings(path)
    ]

    assert found == []


def test_no_query_asks_the_database_for_the_time() -> None:
    """A database's clock is a second clock."""
    found = [
        place(path, node.lineno)
        for path in modules()
        for node in strings(path)
        if "\n\n" not in node.value and _IN_TEXT.search(node.value)
    ]

    assert found == []


def test_the_model_takes_no_clock_from_anyone() -> None:
    """It may write and read moments with the clock's functions, and never ask a clock."""
    clocks = {
        f"{place(path, node.lineno)}: {alias.name}"
        for path in modules("workflow/model")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and node.module == "workflow.clock"
        for alias in node.names
        if not alias.name.islower()
    }

    assert clocks == set()


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import datetime\ndatetime.now()",
        "import datetime\ndatetime.datetime.now(tz=None)",
        "from datetime import date\ndate.today()",
        "import time\ntime.time()",
        "from time import time\ntime()",
        "import datetime as dt\ndt.datetime.utcnow()",
        "stamp = field(default_factory=datetime.now)",
    ],
)
def test_the_scan_finds_every_common_way(tmp_path: Path, text: str) -> None:
    """The guard is awake."""
    path = tmp_path / "planted.py"
    path.write_text(text)

    assert [what for _, what in readings(path)] != []


def test_the_scan_lets_a_given_clock_pass(tmp_path: Path) -> None:
    """`clock.now()` is the front door."""
    path = tmp_path / "planted.py"
    path.write_text("def f(clock, engine):\n    return clock.now(), engine.clock.now()\n")

    assert list(readings(path)) == []


def readings(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of each expression that reads the time of day."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Attribute) and _reads(node):
            yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            for alias in node.names:
                if alias.name in READERS["time"] | READERS[""]:
                    yield node.lineno, f"from time import {alias.name}"


def _reads(node: ast.Attribute) -> bool:
    before = ast.unparse(node.value).rpartition(".")[2]
    return node.attr in READERS[""] | READERS.get(before, set())
