"""What is asked for, as typed: an event to record, a cycle to open."""

from collections.abc import Mapping
from dataclasses import dataclass

from workflow.model.definition import Definition
from workflow.model.legal_time.calendar import Calendar
from workflow.model.rosters.parties import Party, Roster

#: The role in which an office acts on a whole cycle.
OFFICE = "secretariat"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A document handed in: what is committed is its digest, name and size, never its text."""

    name: str
    file_name: str
    sha256: str
    size: int
    sections: tuple[str, ...] = ()
    language: str | None = None
    length: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How a command is given: by whom, with which command id, on which version, for real or not."""

    actor: str
    role: str
    command: str | None = None
    if_version: int | None = None
    dry_run: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRequest:
    """An event to record, as typed. Days are ISO or None: received today, dated as received."""

    review: str
    event: str
    how: How
    dated: str | None = None
    received: str | None = None
    documents: tuple[File, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    choice: str | None = None
    agreed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCycle:
    """A cycle to open. `data` is the definition as written; `parties` those under review."""

    id: str
    definition: Definition
    data: Mapping[str, object]
    roster: Roster
    roster_words: str
    parties: tuple[Party, ...]
    launched_on: str
    actor: str = OFFICE
    decision: str | None = None
    title: str | None = None
    calendars: tuple[Calendar, ...] = ()
    cap: int | None = None  # of open reviews in the store
    follows: tuple[str, ...] = ()  # reviews, or cycles, that these follow
    command: str | None = None
    dry_run: bool = False
