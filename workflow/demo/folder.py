"""The demonstration's folder: made, marked, and made anew; never one that somebody else made.

Decisions that live here: a folder with our mark may be replaced, an empty one filled, any other
is left alone. Only the files the demonstration made are removed, and with them the keys of their
stores, which sign nothing any more.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from workflow.errors import Problem, StoreError
from workflow.wiring import key_path

MARK = ".made-by-peer-review-demo"
REAL, REHEARSAL, PAGE = "real-parties.db", "rehearsal.db", "status.html"
#: How the origin of a demonstration's store begins; no other key is ever removed.
_OURS = "peer-review.example/rehearsal/demo-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """Where the demonstration writes, and where its stores' keys lie."""

    place: Path
    keys: Path

    def store(self, name: str) -> str:
        """The address of one of the two stores."""
        return str(self.place / name)

    def note_key(self, origin: str) -> None:
        """Remember that the store of that origin has a key, to be removed with it."""
        self._mark([*_origins(self.place), origin])

    def _mark(self, origins: list[str]) -> None:
        told = {"made_by": "peer-review demo", "origins": origins}
        (self.place / MARK).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def prepare(place: Path, keys: Path) -> Folder:
    """Return the folder, with nothing of an earlier demonstration in it.

    Raises:
        StoreError: it holds something the demonstration did not make, or cannot be written.
    """
    folder = Folder(place=place, keys=keys)
    try:
        _refuse_others(place)
        _clear(place, keys)
        place.mkdir(parents=True, exist_ok=True)
        folder._mark([])
    except OSError as error:
        raise _problem(place, f"cannot be written: {error.strerror}") from error
    return folder


def _refuse_others(place: Path) -> None:
    if place.is_dir() and any(place.iterdir()) and not (place / MARK).is_file():
        raise _problem(place, "holds files that no demonstration made, and is left as it is")
    if place.exists() and not place.is_dir():
        raise _problem(place, "is a file, and a folder is needed")


def _problem(place: Path, words: str) -> StoreError:
    hint = "name a new or empty folder: peer-review demo --into FOLDER"
    return StoreError(str(place), Problem(code="S030", words=f"the folder {words}", hint=hint))


def _clear(place: Path, keys: Path) -> None:
    for origin in _origins(place):
        if origin.startswith(_OURS):
            key_path(keys, origin).unlink(missing_ok=True)
    for name in (REAL, REHEARSAL, PAGE):
        for path in place.glob(f"{name}*"):
            path.unlink()


def _origins(place: Path) -> list[str]:
    """The origins named in the mark; none if it is not there or somebody changed it."""
    try:
        told = json.loads((place / MARK).read_text(encoding="utf-8"))
        return [str(origin) for origin in told["origins"]]
    except (OSError, ValueError, TypeError, KeyError):
        return []
