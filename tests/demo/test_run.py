"""The whole demonstration, as `make demo` runs it."""

import re
import sqlite3
from pathlib import Path

import pytest

from workflow.demo.run import run
from workflow.errors import StoreError


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for keys, away from the user's own."""
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a demonstration left."""
    return tmp_path_factory.mktemp("run") / "demo"


@pytest.fixture(scope="module")
def said(place: Path, keys: Path) -> list[str]:
    """What it printed, run twice: the second run replaces the first."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PEER_REVIEW_KEYS", str(keys))
        run(place, lambda _line: None)
        lines: list[str] = []
        assert run(place, lines.append) == 0
    return lines


@pytest.fixture
def page(said: list[str], place: Path) -> str:
    """The page that it left."""
    return (place / "status.html").read_text(encoding="utf-8")


def test_it_leaves_two_stores_and_a_page(said: list[str], place: Path) -> None:
    """Nothing else, but the mark by which it knows its folder."""
    names = sorted(path.name for path in place.iterdir() if path.suffix in (".db", ".html"))

    assert names == ["real-parties.db", "rehearsal.db", "status.html"]


def test_a_second_run_leaves_no_key_of_the_first(said: list[str], keys: Path) -> None:
    """Two stores, two keys, away from the stores."""
    assert len(list(keys.iterdir())) == 2


@pytest.mark.parametrize("name", ["real-parties.db", "rehearsal.db"])
def test_the_log_is_a_table_that_anybody_can_read(said: list[str], place: Path, name: str) -> None:
    """With columns seq, entry and leaf, numbered from 0."""
    connection = sqlite3.connect(place / name)
    rows = connection.execute("SELECT seq, entry, leaf FROM audit_entry ORDER BY seq").fetchall()
    connection.close()

    assert [row[0] for row in rows] == list(range(len(rows)))
    assert len(rows) > 60


def test_no_real_state_is_shown_with_any_conduct(said: list[str], place: Path) -> None:
    """In the store of real parties nothing has happened but the launch."""
    connection = sqlite3.connect(place / "real-parties.db")
    entries = connection.execute("SELECT CAST(entry AS TEXT) FROM audit_entry").fetchall()
    connection.close()
    kinds = {re.search(r'"kind":"([a-z.]+)"', entry)[1] for (entry,) in entries}  # type: ignore[index]

    assert kinds == {"store.opened", "definition.registered", "cycle.opened", "review.opened"}


@pytest.mark.parametrize(
    "words",
    [
        "REHEARSAL",
        "179 parties had joined the Convention; status at 21 March 2014",
        "all 60 reviews await their first step",
        "agreement to a visit given, then withdrawn",
        "The board",
        "self_assessment",
        "One review's timeline",
        "How one date came about",
        "What is awaited, and with whom",
        "drafts wait for clearance. None was sent.",
        "peer-review --store rehearsal.db audit verify",
        "the log verifies, and the tables are what it says",
        "— peer-review.example/rehearsal/demo-rehearsal-",
        "It took",
    ],
)
def test_it_prints_what_a_newcomer_wants_to_see(said: list[str], words: str) -> None:
    """Everything the engine does, once, in plain lines."""
    assert words in "\n".join(said)


def test_what_was_not_checked_is_said_before_what_was(said: list[str]) -> None:
    """A check that hides its limits is worth little."""
    text = "\n".join(said)

    assert text.index("Not checked:") < text.index("Checked: ")


def test_no_line_is_longer_than_a_hundred_columns(said: list[str]) -> None:
    """A checkpoint's signature and the name of a log are the only things that cannot be broken."""
    assert [line for line in said if len(line) > 100 and "peer-review.example" not in line] == []


def test_the_page_says_that_it_is_a_rehearsal_and_needs_nothing_else(page: str) -> None:
    """One file: no script, no network."""
    assert "REHEARSAL" in page
    assert "Kelmorin" in page
    assert re.findall(r"<script|<link[^>]+href|src=[\"']http|@import|url\(http", page) == []


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    """And nothing was said or made."""
    (tmp_path / "thesis.txt").write_text("years of work")
    lines: list[str] = []

    with pytest.raises(StoreError):
        run(tmp_path, lines.append)

    assert (lines, len(list(tmp_path.iterdir()))) == ([], 1)
