"""The log's entries: a frozen envelope, and effects that say what became true.

An entry's `data` holds what was said (event, dates, documents, problems) and a list
`effects`: rows made, changed or removed. `evolve` applies effects and nothing else, so
a log replays without its definitions, and a rebuilt store is equal by construction.
`data["voids"]` lists the seqs of entries that an annulment or correction takes back;
`data["undo"]` are the effects that lead back to the review without them.
`data["rests_on"]` lists the seqs of the entries this one relied on.

Kinds and keys of `data` grow by addition only; the envelope does not grow.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

#: The version of the envelope. An entry with another is refused.
ENVELOPE = 1

KINDS = (
    "store.opened",
    "definition.registered",
    "calendar.registered",
    "cycle.opened",
    "cycle.closed",
    "review.opened",
    "review.followed",  # by a review of the same party that was opened after it
    "review.migrated",  # carried over to another version of its definition
    "event.recorded",
    "deadline.passed",  # the limit passed; the review waits
    "deadline.enforced",  # the limit passed; the review moved
    "deadline.reminded",  # reminders drafted, or not, as the step says
    "deadline.notified",
    "deadline.moved",  # by a person, or with its meeting by the engine
    "meeting.added",
    "meeting.moved",
    "meeting.cancelled",
    "meeting.missed",  # by a review, which is bound to the next
    "clock.paused",
    "clock.resumed",
    "role.bound",
    "role.vacated",
    "instrument.joined",  # a deposit, by the State under review
    "instrument.entered",  # in force: it is under review
    "entry.annulled",
    "entry.corrected",
    "state.overridden",
    "communication.registered",  # a State's communication, without effect
    "act.not_recorded",  # a clerk's act against a rule
    "value.read",  # a reading of what is kept in confidence; it changes nothing
    "secret.erased",
    "key.rotated",  # the log's signing key: old, new
)

Effect = Mapping[str, object]
"""`{"new": kind, "row": {…}}`, `{"set": kind, "id": …, "to": {…}}` or `{"gone": kind, "id": …}`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One entry as `decide` makes it, before the service seals it with seq, id, account.

    `on` is a day (ISO); `basis` source texts; `data` as described above.
    """

    kind: str
    review: str | None
    instance: str | None
    actor: str
    role: str | None
    on: str
    basis: tuple[str, ...] = ()
    definition: str | None = None
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One sealed entry, as read back from the log."""

    v: int
    id: str
    seq: int
    kind: str
    review: str | None
    instance: str | None
    command: str
    account: str
    actor: str
    role: str | None
    on: str
    at: str
    definition: str | None
    basis: tuple[str, ...]
    data: Mapping[str, object]

    def effects(self) -> tuple[Effect, ...]:
        """What became true by it."""
        return tuple(self.data.get("effects", ()))  # type: ignore[arg-type]  # JSON

    def undo(self) -> tuple[Effect, ...]:
        """What it takes back first; empty unless it voids entries."""
        return tuple(self.data.get("undo", ()))  # type: ignore[arg-type]  # JSON

    def voids(self) -> tuple[int, ...]:
        """The entries it takes back."""
        return tuple(self.data.get("voids", ()))  # type: ignore[arg-type]  # JSON

    def rests_on(self) -> tuple[int, ...]:
        """The entries it relied on."""
        return tuple(self.data.get("rests_on", ()))  # type: ignore[arg-type]  # JSON


def entry_of(raw: Mapping[str, object]) -> Entry:
    """Make an entry from decoded canonical JSON; raises TypeError on another envelope."""
    values = dict(raw)
    values["basis"] = tuple(values.get("basis") or ())  # type: ignore[arg-type]
    return Entry(**values)  # type: ignore[arg-type]  # the envelope is checked by its keys
