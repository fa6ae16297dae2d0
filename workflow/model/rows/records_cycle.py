"""Rows that belong to a store or a cycle, not to one review: pins, parties, cycles, meetings.

As in `workflow.model.rows.records`, which takes them up: values are those of JSON, days ISO.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionRow:
    """A definition as pinned: `data` is its canonical JSON text."""

    kind: ClassVar[str] = "definition"
    id: str  # the SHA-256, hex
    name: str
    version: int
    title: str
    status: str
    data: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRow:
    """A calendar as used: `data` is its canonical JSON text."""

    kind: ClassVar[str] = "calendar"
    id: str  # SHA-256, hex
    name: str
    year: int
    status: str
    data: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow:
    """A party of one cycle's roster. `deposits` is `instrument=date` items."""

    kind: ClassVar[str] = "party"
    id: str  # cycle/CODE
    cycle: str
    code: str
    name: str
    regional_group: str | None
    deposits: tuple[str, ...]
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleRow:
    """A cycle of reviews under one definition. `launched_on` may lie in the future."""

    kind: ClassVar[str] = "cycle"
    id: str
    definition: str  # hash
    title: str
    launched_on: str
    decision: str | None
    roster: str  # words: where the parties are from and as of when
    status: str  # open | closed
    closed_on: str | None
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """One meeting of a body. `n` counts in the order of entry, not of dates.

    `nature` is ordinary or extraordinary: which of them count is the definition's to say.
    """

    kind: ClassVar[str] = "meeting"
    id: str  # cycle~body:n
    cycle: str
    body: str
    n: int
    opens_on: str
    nature: str
    status: str  # planned | cancelled
    decision: str | None
    seq: int

    @property
    def name(self) -> str:
        """As people call it: `plenary 3`."""
        return f"{self.body} {self.n}"


#: The meetings of one cycle as a review meets them, in the order of their dates.
Meetings = tuple[MeetingRow, ...]
