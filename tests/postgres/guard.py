"""Keep one server for as long as the test run lives, and not a moment longer.

Run as `python -m tests.postgres.guard FOLDER PID`. It stops the server and removes FOLDER when
told to (SIGTERM), and when the process PID is gone: a test run that was killed leaves nothing.
"""

import os
import shutil
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from tests.postgres.server import Place, start, stop

#: Seconds between two looks at the test run.
_PULSE = 0.1


class _ToldToStopError(Exception):
    """The test run is over."""


def main(folder: str, pid: int) -> None:
    """Serve from *folder* until told to stop, or until process *pid* is gone."""
    signal.signal(signal.SIGTERM, _told)
    place = Place(folder=Path(folder))
    try:
        _serve(place, pid)
    except _ToldToStopError:
        pass
    except (OSError, RuntimeError, KeyError) as error:
        _report(place, error)
        return
    finally:
        if not place.failed.exists():
            shutil.rmtree(place.folder, ignore_errors=True)


def _serve(place: Place, pid: int) -> None:
    server = start(place)
    try:
        place.ready.touch()
        while _alive(pid) and server.poll() is None:
            time.sleep(_PULSE)
    finally:
        stop(server)


def _report(place: Place, error: Exception) -> None:
    """Leave the reason where the tests look; they remove the folder."""
    draft = place.folder / "reason"
    draft.write_text(str(error))
    draft.rename(place.failed)


def _told(_signal: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise _ToldToStopError


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
