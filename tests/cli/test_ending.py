"""How a command can end: a code for each way, and never a traceback on the screen."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cli.main import Root, root
from tests.cli.desk import Desk
from tests.house.sources import ROOT


@click.group(cls=Root)
def broken() -> None:
    """Is wrong in several ways."""


@broken.command()
def bug() -> None:
    """Divide by nothing."""
    raise ZeroDivisionError("nothing")


@broken.command()
def stop() -> None:
    """Be stopped, as by Ctrl-C."""
    raise KeyboardInterrupt


@broken.command()
def full() -> None:
    """Meet a full disk."""
    raise OSError(28, "No space left on device", "store.db")


def test_a_bug_ends_with_70_and_its_traceback_is_in_a_file() -> None:
    """The message names the file and the flag that shows it."""
    done = CliRunner().invoke(broken, ["bug"])
    first, second = done.stderr.splitlines()
    saved = Path(first.rpartition(" ")[2])

    assert done.exit_code == 70
    assert first.startswith("a bug: ZeroDivisionError; its traceback was saved to ")
    assert second == "--debug shows it; please send it to the makers with the command you typed"
    assert 'raise ZeroDivisionError("nothing")' in saved.read_text()
    saved.unlink()


def test_debug_shows_a_bug() -> None:
    """For those who want to see it."""
    done = CliRunner().invoke(broken, ["bug", "--debug"])

    assert done.exit_code == 70
    assert "ZeroDivisionError: nothing" in done.stderr


def test_a_stopped_command_ends_with_130() -> None:
    """Without a traceback."""
    done = CliRunner().invoke(broken, ["stop"])

    assert done.exit_code == 130
    assert done.stderr.strip() == "stopped; what was committed stays, nothing else was written"


def test_a_full_disk_is_told_with_the_file() -> None:
    """It is no bug of ours."""
    done = CliRunner().invoke(broken, ["full"])

    assert (done.exit_code, done.stderr) == (
        2,
        "store.db: F001 cannot be read or written: No space left on device\n",
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["reveiw"], "Error: No such command 'reveiw': did you mean 'review'?"),
        (["review", "recrod"], "Error: No such command 'recrod': did you mean 'record' or 'read'?"),
        (["cycle", "open", "a"], "Error: Missing option '--definition'."),
        (
            ["review", "record", "a/MEX", "e", "--as", "a", "--role", "r", "--fact", "visit"],
            "Error: Invalid value for '--fact': 'visit' is not NAME=VALUE",
        ),
        (
            ["review", "record", "a/MEX", "e", "--as", "a", "--role", "r", "--document", "=x"],
            "Error: Invalid value for '--document': '=x' is not NAME=FILE",
        ),
        (["party", "find", "a\0b"], "Error: 'a\\x00b' holds a NUL sign"),
        (["party", "find", "a\udcff"], "Error: 'a\\udcff' is not UTF-8"),
    ],
)
def test_a_slip_in_typing_ends_with_2(words: list[str], message: str) -> None:
    """And says what is missing or near."""
    done = CliRunner().invoke(root, words)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == message


def test_a_document_that_is_not_there_is_told(desk: Desk) -> None:
    """Before anything is read of the review; sections without their document, too."""
    words = ("review", "record", "fra/MEX", "submit", "--as", "MEX", "--role", "state_under_review")

    absent = desk.type(*words, "--document", "responses=absent.pdf")
    folder = desk.type(*words, "--document", "responses=keys")
    lonely = desk.type(*words, "--section", "responses=a,b")

    assert (absent.code, absent.err) == (2, "absent.pdf: F001 is not there\n")
    assert (folder.code, folder.err) == (2, "keys: F001 is a folder, not a file\n")
    assert lonely.code == 2
    assert "F005 --section names the document 'responses'" in lonely.err


def process(desk: Desk, *words: str, **more: object) -> "subprocess.Popen[bytes]":
    """The program in a process of its own."""
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-m", "cli.main", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=desk.folder,
        env={**os.environ, **desk.environment, "PYTHONPATH": str(ROOT), **more},
    )


def test_a_reader_that_goes_away_is_nobodys_fault(desk: Desk) -> None:
    """As `| head` does."""
    with process(desk, "party", "list") as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()
        running.wait(30)

    assert running.returncode == 0
    assert said == b"parties: shipped list, status at 21 March 2014\n"


def test_any_output_encoding_will_do(desk: Desk) -> None:
    """Signs it lacks are written as escapes."""
    words = ("definition", "draw", "france-2009")
    with process(desk, *words, PYTHONIOENCODING="latin-1") as running:
        out, err = running.communicate(timeout=30)

    assert running.returncode == 0, err
    assert out.splitlines()[4].startswith(b"\\u250c\\u254c")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_scheduler_stops_cleanly(desk: Desk, number: signal.Signals) -> None:
    """The tick under way is finished; exit code 0."""
    with process(desk, "--today", "2027-08-01", "scheduler", "run", "--every", "60") as running:
        assert running.stdout is not None
        first = running.stdout.readline()
        running.send_signal(number)
        _, err = running.communicate(timeout=30)

    assert b"fra/MEX:self_assessment:1 passed 2027-07-04, still awaited" in first
    assert running.returncode == 0, err
    assert err.endswith(b"stopped\n")
