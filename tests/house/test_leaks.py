"""Nothing of the machine that wrote a file stays in it."""

import re

import pytest

from tests.house.sources import place, tracked

#: Folders of a machine, at the beginning of a path. Written apart, so as not to find itself.
_FOLDERS = "|".join(("work", "root", "tmp", r"home/\w+", "Users"))
MACHINE_PATH = re.compile(
    r"(?<![\w.})~*-])/(" + _FOLDERS + r""")(?=[/\s"'`),;:]|$)""", re.MULTILINE
)
#: Files that are about such paths.
ABOUT_PATHS = {"tests/house/test_leaks.py"}
_KEY = re.compile("-{5}BEGIN [A-Z ]*PRIVATE " + "KEY-{5}")


def test_no_tracked_file_names_a_path_of_a_machine() -> None:
    """A path of the author's machine is of no use to anyone, and tells what it should not."""
    found = [
        f"{place(path, _line(text, match.start()))}: {match.group()}"
        for path in tracked()
        if place(path) not in ABOUT_PATHS
        for text in [path.read_bytes().decode("utf-8", "ignore")]
        for match in MACHINE_PATH.finditer(text)
    ]

    assert found == []


def test_no_tracked_file_holds_a_private_key() -> None:
    """Keys are made where they are used."""
    found = [
        place(path)
        for path in tracked()
        if _KEY.search(path.read_bytes().decode("utf-8", "ignore"))
    ]

    assert found == []


@pytest.mark.parametrize(
    "text",
    ["see /" + "work/main", "cd /root", 'open("/tmp/x.yaml")', "/home/ada/x", "at /Users/ada"],
)
def test_the_scan_finds_paths_of_machines(text: str) -> None:
    """The guard is awake."""
    assert MACHINE_PATH.search(text)


@pytest.mark.parametrize(
    "text", ["https://example.org/work/7", "team/work", "/workflow/model", "${TMPDIR:-/tmp}/x"]
)
def test_the_scan_lets_other_paths_pass(text: str) -> None:
    """An address on the web and a folder of ours are no leak."""
    assert not MACHINE_PATH.search(text)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
