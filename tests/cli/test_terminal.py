"""On a terminal: tables, the board, and a question before an entry is taken back."""

import os
import pty
import subprocess
import sys

import pytest

from tests.cli.desk import Desk, record
from tests.house.sources import ROOT


def on_a_terminal(desk: Desk, *words: str, answer: str = "") -> tuple[int, str]:
    """Type a command on a terminal; return its exit code and all it showed."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "cli.main", "--today", "2027-03-07", *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=desk.folder,
        env={**os.environ, **desk.environment, "PYTHONPATH": str(ROOT), "COLUMNS": "100"},
    )
    os.close(theirs)
    if answer:
        os.write(ours, answer.encode())
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # how Linux says that nobody writes any more
        pass
    os.close(ours)
    return running.wait(30), shown.decode().replace("\r\n", "\n")


def test_the_board_is_for_people(desk: Desk) -> None:
    """Phases and counts, what moved, what is awaited, vacancies; days with their weekday."""
    code, shown = on_a_terminal(desk, "status", "fra")

    assert code == 0
    assert "REHEARSAL · store desk" in shown
    for title in ("in all: 5", "moved:", "awaited:", "vacant:", "rules that do not bind:"):
        assert f"\n{title}\n" in shown
    assert "Mon 2027-01-04" in shown


def test_a_list_is_a_table(desk: Desk) -> None:
    """No line is wider than the terminal."""
    _, shown = on_a_terminal(desk, "review", "list")

    assert "review   party           step             since" in shown
    assert max(map(len, shown.splitlines())) <= 100


@pytest.mark.parametrize(("answer", "entries"), [("n\n", 13), ("\n", 13), ("y\n", 14)])
def test_an_entry_is_taken_back_only_after_a_yes(desk: Desk, answer: str, entries: int) -> None:
    """Effects first, then the question; no is what Return means."""
    desk.ok(
        *record("fra/MEX", "submit", "MEX", "state_under_review"),
        *("--document", "responses=answers.pdf"),
    )

    code, shown = on_a_terminal(
        desk, "review", "annul", "fra/MEX", "12", "--reason", "r", answer=answer
    )

    assert code == 0
    assert "this would follow:\n  fra/MEX: expert_analysis → self_assessment" in shown
    assert "Do it? [y/N]:" in shown
    assert desk.ok("store", "info", "--json", on="2027-03-08").data["entries"] == entries
