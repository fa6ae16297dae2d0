"""What `doctor` looks at: Python, libraries, time, definitions, key, store.

Decisions that live here: a check never raises, it says what it met; `look` is what a person
should look at, `none` what could not be checked because no store was named.
"""

import platform
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from cli.state import State
from workflow.clock import SystemClock, moment
from workflow.config import needed_store
from workflow.errors import WorkflowError

OLDEST, NEWEST = (3, 11), (3, 13)
DISTRIBUTION = "peer-review-workflow"
#: Nobody keeps a log from before this program was written.
EARLIEST_YEAR = 2026
_SQLITE = "sqlite:///"
#: In the header of a SQLite file: 2 where it keeps a write-ahead log.
_WAL_BYTE = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: `result` is ok, look or none."""

    what: str
    result: str
    words: str


def checks(state: State) -> Iterator[Check]:
    """Every check, in order."""
    for what, look in (
        ("python", _python),
        ("libraries", _libraries),
        ("packages", _packages),
        ("time zones", _zones),
        ("clock", _clock),
        ("definitions", _definitions),
    ):
        yield _made(what, look)
    if state.settings().store is None:
        yield Check(what="store", result="none", words="no store is named, so none was checked")
        return
    for what, ask in (
        ("store", _store),
        ("log clock", _log_clock),
        ("key", _key),
        ("permissions", _permissions),
        ("write-ahead log", _wal),
    ):
        yield _made(what, lambda ask=ask: ask(state))  # type: ignore[misc]  # bound at once


def _made(what: str, look: Callable[[], tuple[bool, str]]) -> Check:
    try:
        good, words = look()
    except (WorkflowError, OSError, ValueError, LookupError, ImportError) as error:
        good, words = False, str(error)
    return Check(what=what, result="ok" if good else "look", words=words)


def _python() -> tuple[bool, str]:
    good = OLDEST <= sys.version_info[:2] <= NEWEST
    return good, f"{platform.python_version()} on {platform.system()}, 3.11 to 3.13 are tested"


def _libraries() -> tuple[bool, str]:
    required = metadata.requires(DISTRIBUTION) or []
    wanted = [line for line in required if "extra ==" not in line]
    missing = [name for name in map(_bare, wanted) if not _installed(name)]
    if missing:
        return False, f"missing: {', '.join(missing)}"
    return True, ", ".join(f"{name} {metadata.version(name)}" for name in map(_bare, wanted))


def _bare(requirement: str) -> str:
    name = requirement
    for sign in "<>=!~;[ ":
        name = name.partition(sign)[0]
    return name


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _packages() -> tuple[bool, str]:
    """Other distributions call a package `workflow`; two in one place break both."""
    owners = sorted(set(metadata.packages_distributions().get("workflow", [DISTRIBUTION])))
    others = [owner for owner in owners if owner != DISTRIBUTION]
    if others:
        return False, f"the package 'workflow' is also brought by {', '.join(others)}: remove it"
    return True, "the package 'workflow' is ours alone"


def _zones() -> tuple[bool, str]:
    from zoneinfo import ZoneInfo

    ZoneInfo("Europe/Vienna")
    version = metadata.version("tzdata") if _installed("tzdata") else "the machine's"
    return True, f"Europe/Vienna is known, data {version}"


def _clock() -> tuple[bool, str]:
    now = SystemClock().now()
    return now.year >= EARLIEST_YEAR, f"{now.isoformat(timespec='seconds')} by this machine"


def _definitions() -> tuple[bool, str]:
    from workflow.definition.find import read_file
    from workflow.definition.listed import list_definitions

    listed = list_definitions()
    wrong = [one.reference for one in listed if read_file(one.source).definition is None]
    if wrong:
        return False, f"with findings: {', '.join(wrong)}; peer-review definition check"
    return bool(listed), f"{', '.join(one.reference for one in listed)} can be read"


def _store(state: State) -> tuple[bool, str]:
    from workflow.service.stores import info

    found = info(state.engine())
    return True, f"{found.url}: {found.nature}, {found.entries} entries, schema known"


def _log_clock(state: State) -> tuple[bool, str]:
    from workflow.service.stores import info

    found = info(state.engine())
    ahead = bool(found.last_at) and moment(found.last_at) > SystemClock().now()
    if ahead and found.nature == "rehearsal":
        return True, f"the rehearsal's clock stands at {found.last_at}"
    return not ahead, f"the last entry is of {found.last_at}" + (", after now" if ahead else "")


def _key(state: State) -> tuple[bool, str]:
    from workflow.service.stores import info
    from workflow.wiring import key_path

    path = key_path(state.settings().keys, info(state.engine()).origin)
    path.read_text(encoding="utf-8")
    store = _store_file(state)
    if store and store.resolve().parent == path.resolve().parent:
        return False, f"{path} lies beside the store: who copies one has both"
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return False, f"{path} may be read by others: chmod 600"
    return True, f"{path} can be read, by you alone, and lies apart from the store"


def _store_file(state: State) -> Path | None:
    url = needed_store(state.settings())
    if "://" in url and not url.startswith(_SQLITE):
        return None
    return Path(url.removeprefix(_SQLITE))


def _permissions(state: State) -> tuple[bool, str]:
    path = _store_file(state)
    if path is None:
        return True, "a server keeps the store; its permissions are the server's"
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o002:
        return False, f"{path} may be written by anybody: chmod 600"
    return True, f"{path} has mode {mode:03o}"


def _wal(state: State) -> tuple[bool, str]:
    path = _store_file(state)
    if path is None:
        return True, "not SQLite"
    with path.open("rb") as file:
        head = file.read(_WAL_BYTE + 1)
    good = len(head) > _WAL_BYTE and head[_WAL_BYTE] == 2
    return good, "on" if good else "off: readers would hold up writers"
