"""The checks of one entry after another: form, number, version, time, id.

What ties entries together beyond the tree: numbers without gaps, times that do not go
back unless the entry says so (`clock_back` in its data), and ids used once. For the ids
one number of 61 bits is held per entry, so that a million entries need some 80 MB; all
else is one value. Two ids give the same number by accident once in four million logs of a
million entries.

An entry with an unknown `v` is named and not looked into: its fields may mean anything.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product

from workflow.audit.canonical import decode
from workflow.audit.findings import Findings, shown
from workflow.audit.problems import NotCanonicalError

ENVELOPE_VERSION = 1

_TEXT: tuple[type, ...] = (str,)
_TEXT_OR_NULL: tuple[type, ...] = (str, type(None))
ENVELOPE: dict[str, tuple[type, ...]] = {
    "v": (int,),
    "id": _TEXT,
    "seq": (int,),
    "kind": _TEXT,
    "review": _TEXT_OR_NULL,
    "instance": _TEXT_OR_NULL,
    "command": _TEXT,
    "account": _TEXT,
    "actor": _TEXT,
    "role": _TEXT_OR_NULL,
    "on": _TEXT,
    "at": _TEXT,
    "definition": _TEXT_OR_NULL,
    "basis": (list,),
    "data": (dict,),
}
"""The fields of an entry, each with the types it may have; the envelope does not grow."""

# Read entries have their keys in order, so two comparisons tell a good envelope.
_NAMES = tuple(sorted(ENVELOPE))
_SHAPES = frozenset(product(*(ENVELOPE[name] for name in _NAMES)))

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")


@dataclass(slots=True)
class EntryChecks:
    """Looks at the entries of one log in order, and remembers what the next one needs."""

    found: Findings
    last_at: str = ""
    last_seq: int = -1
    ids: set[int] = field(default_factory=set)

    def look_at(self, seq: int, raw: bytes) -> None:
        """Note what is not right with the entry *raw* of row *seq*."""
        try:
            entry = decode(raw)
        except NotCanonicalError as error:
            self.found.add("A004", seq, f"entry {seq} is not in canonical form: {error}")
            return
        version = entry.get("v")
        if type(version) is not int or version != ENVELOPE_VERSION:
            words = f"entry {seq} has 'v' {shown(version)}; only version 1 is known"
            self.found.add("A006", seq, words)
        elif problem := _envelope_problem(entry):
            self.found.add("A007", seq, f"entry {seq}: {problem}")
        else:
            self._look_into(seq, entry)

    def _look_into(self, seq: int, entry: Mapping[str, object]) -> None:
        if entry["seq"] != seq:
            self.found.add(
                "A005",
                seq,
                f"row {seq} holds the entry that calls itself {entry['seq']}: rows were swapped, "
                "moved or given new numbers",
            )
        self._look_at_id(seq, entry["id"])
        self._look_at_time(seq, entry)

    def _look_at_id(self, seq: int, name: object) -> None:
        number = hash(name)
        if number in self.ids:
            self.found.add("A009", seq, f"entry {seq} has the id {shown(name)} of an earlier entry")
        self.ids.add(number)

    def _look_at_time(self, seq: int, entry: Mapping[str, object]) -> None:
        at = str(entry["at"])
        if at != self.last_at:
            if not _is_time(at):
                form = "UTC with milliseconds and Z"
                self.found.add("A007", seq, f"entry {seq}: 'at' is {form}, not {shown(at)}")
                return
            data = entry["data"]
            if at < self.last_at and not (isinstance(data, dict) and "clock_back" in data):
                before = f"before {self.last_at} of entry {self.last_seq}"
                why = "and no 'clock_back' in its data says why"
                self.found.add("A008", seq, f"entry {seq} is of {at}, {before}, {why}")
        self.last_at, self.last_seq = at, seq


def _envelope_problem(entry: Mapping[str, object]) -> str | None:
    """Say what is wrong with the envelope, or return None."""
    if tuple(entry) == _NAMES and tuple(map(type, entry.values())) in _SHAPES:
        return None
    if entry.keys() != ENVELOPE.keys():
        missing = ", ".join(sorted(ENVELOPE.keys() - entry.keys()))
        unknown = ", ".join(shown(name) for name in sorted(entry.keys() - ENVELOPE.keys())[:5])
        return f"the envelope lacks {missing or 'nothing'} and has beyond it {unknown or 'nothing'}"
    for name, types in ENVELOPE.items():
        if type(entry[name]) not in types:
            wanted = " or ".join(_WORDS[each] for each in types)
            return f"{name!r} is {wanted}, not {_WORDS[type(entry[name])]}"
    return None


_WORDS = {
    str: "text",
    int: "an integer",
    bool: "a truth value",
    list: "an array",
    dict: "an object",
    type(None): "null",
}


def _is_time(text: str) -> bool:
    if not _TIME.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
