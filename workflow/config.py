"""Settings: the only reader of environment variables and of the project file.

Flags go before environment, environment before the project file `peer-review.toml`,
which is looked for from the working folder upward, as git looks for its own.
"""

import getpass
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workflow.errors import Problem, StoreError, UnreadableError, near

PROJECT_FILE = "peer-review.toml"
_KEYS = ("store",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things are. `store_from` says which of flag, environment or file named the store."""

    store: str | None
    store_from: str
    account: str
    keys: Path
    log_level: str | None
    project: Path | None = None


def settings(
    *, store: str | None = None, account: str | None = None, start: Path | None = None
) -> Settings:
    """Return the settings in force; *store* and *account* are what flags said.

    Raises:
        UnreadableError: the project file cannot be read.
    """
    project = project_file(start or Path.cwd())
    written = _read(project) if project else {}
    named = (
        (store, "--store"),
        (os.environ.get("PEER_REVIEW_STORE"), "PEER_REVIEW_STORE"),
        (_relative(written.get("store"), project), str(project)),
    )
    url, origin = next(((url, origin) for url, origin in named if url), (None, ""))
    return Settings(
        store=url,
        store_from=origin,
        account=account or os.environ.get("PEER_REVIEW_ACCOUNT") or _user(),
        keys=keys_folder(),
        log_level=os.environ.get("PEER_REVIEW_LOG"),
        project=project,
    )


def needed_store(given: Settings) -> str:
    """The store's URL; raises StoreError, saying how to name one, if none was named."""
    if given.store is None:
        raise StoreError(
            "",
            Problem(
                code="S001",
                words="no store is named",
                hint="--store FILE, PEER_REVIEW_STORE, or a file peer-review.toml with "
                'store = "FILE"; a new one: peer-review store init --store FILE',
            ),
        )
    return given.store


def keys_folder() -> Path:
    """Where private keys lie: never beside a store."""
    named = os.environ.get("PEER_REVIEW_KEYS")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "peer-review" / "keys"


def project_file(start: Path) -> Path | None:
    """The nearest project file, from *start* upward."""
    for folder in (start, *start.parents):
        if (folder / PROJECT_FILE).is_file():
            return folder / PROJECT_FILE
    return None


def _read(path: Path) -> dict[str, object]:
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        words = f"the project file cannot be read: {error}"
        hint = 'it has one line: store = "FILE"'
        raise UnreadableError(str(path), Problem(code="S002", words=words, hint=hint)) from error
    problems = tuple(_slips(written))
    if problems:
        raise UnreadableError(str(path), problems)
    return written


def _slips(written: Mapping[str, object]) -> Iterator[Problem]:
    for key, value in written.items():
        if key not in _KEYS:
            words = f"{key!r} is not a key of the project file"
            yield Problem(code="S004", words=words, hint=near(key, _KEYS))
        elif not isinstance(value, str) or not value.strip():
            words = f"{key!r} is {value!r}, which is not the name of a store"
            yield Problem(code="S005", words=words, hint='write store = "FILE", in quotes')


def _relative(store: object, project: Path | None) -> str | None:
    """A file named in the project file is meant from that file's folder."""
    if not isinstance(store, str) or project is None:
        return None
    if "://" in store and not store.startswith("sqlite:///"):
        return store
    return str(project.parent / store.removeprefix("sqlite:///"))


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
