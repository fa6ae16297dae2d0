"""The meetings of a cycle as they were known: now, at a moment, or before an entry."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import cast

from workflow.model.rows.entry import Entry
from workflow.model.rows.evolve import apply, fold, nothing
from workflow.model.rows.records_cycle import MeetingRow, Meetings
from workflow.store import Reader

#: The entries of a cycle that make and change its meetings.
KINDS = ("meeting.added", "meeting.moved", "meeting.cancelled")


def in_order(rows: Sequence[MeetingRow]) -> Meetings:
    """Meetings in the order of their dates."""
    return tuple(sorted(rows, key=lambda row: (row.opens_on, row.body, row.n)))


def meetings_of(reader: Reader, cycle: str) -> Meetings:
    """The meetings of *cycle* as known now."""
    return in_order(cast(list[MeetingRow], reader.rows("meeting", cycle=cycle)))


def meetings_then(
    reader: Reader, cycle: str, *, as_known: str | None, as_of: str | None
) -> Meetings:
    """The meetings of *cycle* as known at a moment, or as of a day, in the past."""
    rows = fold(reader.entries(kinds=KINDS), as_known=as_known, as_of=as_of)
    return _of_cycle(cast(list[MeetingRow], list(rows["meeting"].values())), cycle)


def meetings_before(reader: Reader, cycle: str) -> Callable[[int], Meetings]:
    """Return a function from an entry's number to the meetings known before that entry."""
    return _timeline(list(reader.entries(kinds=KINDS)), cycle)


def _timeline(entries: list[Entry], cycle: str) -> Callable[[int], Meetings]:
    rows = nothing()
    known: list[Meetings] = [()]
    for entry in entries:
        apply(rows, entry.effects())
        known.append(_of_cycle(cast(list[MeetingRow], list(rows["meeting"].values())), cycle))
    numbers = [entry.seq for entry in entries]
    return lambda seq: known[bisect_left(numbers, seq)]


def _of_cycle(rows: list[MeetingRow], cycle: str) -> Meetings:
    return in_order([row for row in rows if row.cycle == cycle])
