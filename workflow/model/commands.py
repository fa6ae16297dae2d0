"""What may be asked of a review: requests that a rule may forbid.

Texts, reasons, names and document digests arrive here already sealed (as salted
commitments): the rules never see them. Days are ISO dates.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workflow.errors import Problem
from workflow.model.cycle_reviews import CycleReviews
from workflow.model.legal_time.calendar import Calendars
from workflow.model.rows.entry import Act
from workflow.model.rows.records_cycle import Meetings


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The moment a command meets a review: given, never read.

    `at`: the moment (RFC 3339, UTC, `Z`); `today`: its day in the definition's zone;
    `next_seq`: the number the next entry will get; `meetings`: those of the review's cycle,
    as far as they are known; `reviews`: the parties' reviews of it, where something asks.
    """

    at: str
    today: str
    next_seq: int
    calendars: Calendars = field(default_factory=dict)
    meetings: Meetings = ()
    reviews: CycleReviews = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A fact's value as it comes with an act. `secret`: `value` is a commitment."""

    name: str
    value: str
    secret: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A document as it comes with an act. `digest` is a commitment.

    `length` is in the unit of the limit that the definition sets.
    """

    name: str
    digest: str
    sections: tuple[str, ...] = ()
    language: str | None = None
    length: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Record an event. `dated` is on the document, `received` the registry's stamp.

    `received_at` is its moment (UTC, as the log writes it), where it was given;
    `choice` is what a voter chose, `agreed` the date that was agreed for a time limit; `started`
    the review that was opened.
    """

    instance: str
    event: str
    actor: str
    role: str
    dated: str
    received: str
    documents: tuple[Handed, ...] = ()
    facts: tuple[Said, ...] = ()
    reason: str | None = None
    received_at: str | None = None
    choice: str | None = None
    agreed: str | None = None
    started: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bind:
    """Bind a role to an actor. `party` and `regional_group` are the actor's, from the roster.

    `serves` is `instrument=day` items: from when the actor's party is a party to it; `only` the
    instruments the binding is for, where it is not for all.
    """

    role: str
    actor: str
    party: str | None
    regional_group: str | None
    from_on: str
    by: str
    by_role: str
    note: str | None = None
    person: str | None = None
    replaces: str | None = None
    serves: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacate:
    """End the binding of a role to an actor; the role may stay vacant."""

    role: str
    actor: str
    until_on: str
    by: str
    by_role: str
    note: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Annul:
    """Take back entry `seq`; what rests on it by the engine's doing goes with it."""

    seq: int
    actor: str
    role: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Move an instance outside the rules: named, reasoned and visible for ever."""

    instance: str
    to: str
    on: str
    actor: str
    role: str
    reason: str
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveDeadline:
    """Set a date beside the rule. Earlier than a notified date only by a cited decision."""

    deadline: str
    due_on: str
    on: str
    actor: str
    role: str
    reason: str | None = None
    decision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyDeadline:
    """Note that the State was told the date."""

    deadline: str
    on: str
    actor: str
    role: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Pause the clocks of a review, or let them run again, from the day *on*."""

    on: str
    actor: str
    role: str
    reason: str | None = None
    decision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Record that the State under review joined an instrument: its deposit, made known *on*.

    `opens_on`: from when it is to be under review, if later than from entry into force.
    """

    instrument: str
    deposited_on: str
    in_force_on: str
    on: str
    actor: str
    role: str
    opens_on: str | None = None
    note: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command came to: the acts to append, and, if ruled out, every problem.

    When `problems` is not empty the last act is the one entry that says so; acts before
    it are what had fallen due anyway. `roles`: a problem is that the role is not held.
    """

    acts: tuple[Act, ...]
    problems: tuple[Problem, ...] = ()
    headline: str = ""
    roles: bool = False
    notes: tuple[str, ...] = ()
    said: Mapping[str, object] = field(default_factory=dict)
