"""One server for a whole test run, however many workers it has.

The run's first process names a folder; whoever first needs a database makes that folder and,
with it, the server (making a folder is atomic: one wins, the others wait for it). The first
process ends the server when the run ends.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from tests.postgres.server import PATIENCE, Place

#: Carries the folder's name and the run's process id to the workers.
_VARIABLE = "PEER_REVIEW_TEST_SERVER"
_GUARD_PID = "guard.pid"


def name_place() -> None:
    """Choose this run's folder, without making it; workers inherit the choice."""
    folder = Path(tempfile.gettempdir()) / f"peer-review-pg-{uuid4().hex[:12]}"
    os.environ[_VARIABLE] = f"{os.getpid()}:{folder}"


def running_place() -> Place:
    """Return the place of this run's server, starting it if nobody has.

    Raises:
        RuntimeError: it did not start; the message says why.
    """
    pid, _, folder = os.environ[_VARIABLE].partition(":")
    place = Place(folder=Path(folder))
    try:
        place.folder.mkdir(mode=0o755)
    except FileExistsError:
        pass
    else:
        _start_guard(place, pid)
    _await(place)
    return place


def end_place() -> None:
    """Stop this run's server, if it has one, and wait until its folder is gone."""
    place = Place(folder=Path(os.environ.pop(_VARIABLE).partition(":")[2]))
    if not place.folder.exists():
        return
    with suppress(ProcessLookupError, FileNotFoundError):
        os.kill(int((place.folder / _GUARD_PID).read_text()), signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        while place.folder.exists() and not place.failed.exists() and time.monotonic() < until:
            time.sleep(0.02)
    shutil.rmtree(place.folder, ignore_errors=True)


def _start_guard(place: Place, pid: str) -> None:
    """Start the guard in a session of its own, so that Ctrl-C reaches the tests alone."""
    guard = subprocess.Popen(
        [sys.executable, "-m", "tests.postgres.guard", str(place.folder), pid],
        cwd=Path(__file__).resolve().parents[2],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    (place.folder / _GUARD_PID).write_text(str(guard.pid))
    _guards.append(guard)


#: Kept, so that a run which ends does not warn of a process it never waited for.
_guards: list[subprocess.Popen[bytes]] = []


def _await(place: Place) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if place.ready.exists():
            return
        if place.failed.exists():
            raise RuntimeError(place.failed.read_text())
        time.sleep(0.02)
    raise RuntimeError(f"PostgreSQL was not ready after {PATIENCE:.0f} seconds")
