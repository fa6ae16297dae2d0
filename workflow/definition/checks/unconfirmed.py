"""What is in a definition though no document that we could read bears it.

A source key may be followed by marks of the author. One of them the tools know: `unconfirmed`
says that the row was recalled, or met in a sentence whose document is not named. It may be run
in a rehearsal; it is noted when the file is checked, and drawn like what nobody said.
"""

import re
from collections.abc import Iterator

from workflow.definition.draft import Draft, Place
from workflow.definition.findings import Found
from workflow.definition.sentences import Sentences

UNCONFIRMED = "unconfirmed"
_SECTIONS = ("roles", "facts", "documents", "guards", "bodies", "meetings", "clusters")
_MARK = re.compile(r"[a-z]+")
_LIMITS = ("due", "window", "not_before")


def unconfirmed(draft: Draft, _: Sentences) -> Iterator[Found]:
    """Find rows and time limits that are marked as unconfirmed."""
    rows = (place for section in _SECTIONS for place in draft.rows(section))
    for place in (*rows, *draft.states(), *draft.events()):
        for key in ("basis", *_LIMITS):
            if _marked(place, key):
                yield _note(place, key)


def _note(place: Place, key: str) -> Found:
    words = ", ".join(_texts(place, key))
    message = f"{key!r} of {place.name!r} is unconfirmed: {words}"
    return Found("D503", (*place.path, key), message, at_key=True)


def _marked(place: Place, key: str) -> bool:
    return any(UNCONFIRMED in _MARK.findall(text) for text in _texts(place, key))


def _texts(place: Place, key: str) -> tuple[str, ...]:
    return tuple(text for _, text in place.lines(key))
