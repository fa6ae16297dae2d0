"""The rules of one kind of review, compiled: plain values the engine reads.

`workflow.model.compiling.compiled.compile_definition` makes a `Definition` from the canonical
data (as in YAML, resolved), so that a review can be replayed from the log alone.
State paths are dotted (`visit.preparing`); an instance stands in a leaf. `basis` is the source
of a row ("C 15", "assumed"); empty only where a row's parent gives it already.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from workflow.model.branch import Branch as Branch
from workflow.model.cluster_rules import Cluster as Cluster
from workflow.model.document_rules import SourcesAllowed
from workflow.model.file_rules import Document as Document
from workflow.model.file_rules import Fact as Fact
from workflow.model.file_rules import FactKind as FactKind
from workflow.model.grammar.expression import Expression
from workflow.model.grammar.meeting_rule import MeetingRule
from workflow.model.grammar.period import Period
from workflow.model.grammar.window import Window
from workflow.model.polling.poll_rules import SilenceRule, VoteRule
from workflow.model.reminder_rules import Reminder

RoleKind = Literal[
    "party", "experts", "secretariat", "body", "person", "reviewing_parties", "organization"
]
Per = Literal["party", "instrument", "cluster", "reviewer", "item", "cycle"]
MetBy = Literal["receipt", "dispatch"]
Roll = Literal["none", "forward", "back"]
Status = Literal[
    "proposal", "position", "illustration", "deferred", "pilot", "unconfirmed", "active"
]
PHASES = (
    "self_assessment",
    "expert_analysis",
    "dialogue",
    "visit",
    "draft",
    "comments",
    "final",
    "follow_up",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRules:
    """How days are counted: zone, what a last day off does, which date is in time."""

    zone: str = "Europe/Vienna"
    calendar: str | None = None
    roll: Roll = "none"
    met_by: MetBy = "receipt"
    basis: str = "assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRule:
    """One rule a team must keep, with its words.

    kind: `same_region` (at least n of the State's group, and not more than `most`),
    `other_region`, `nationals` (at most n), `appointed_by` (n other parties), `size`.
    """

    kind: str
    n: int
    words: str
    basis: str
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Who takes part. `of` is set for a person of another role.

    `lacking`: a role for each instrument that the reviewing parties of that role lack.
    `everybody`: a body of which every State party is a member from the first day.
    """

    name: str
    kind: RoleKind
    of: str | None = None
    rules: tuple[TeamRule, ...] = ()
    basis: str = ""
    lacking: str | None = None
    everybody: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """A condition and its words. `house`: our rule, no State's; `warns`: it forbids nothing."""

    name: str
    that: Expression
    otherwise: str
    basis: str
    house: bool = False
    warns: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A step. A compound one has `children` and an `initial` leaf; a leaf has neither.

    `holders` are role names. `due` counts from entering unless it names an anchor; a
    `window` closes like a limit and also opens; acts before `not_before` are in vain.
    `deadline` is the deadline's name (the state's own last name). `on_timeout` empty: wait.
    `opens` names the charts whose instances are opened on entry, or `in_turn`, one after another;
    `join` is all, any, majority or a number; `then` is where this chart goes when the join holds.
    `capacity`: of how many reviews.
    """

    path: str
    parent: str | None = None
    children: tuple[str, ...] = ()
    initial: str | None = None
    phase: str | None = None
    holders: tuple[str, ...] = ()
    due: Period | None = None
    due_text: str = ""
    deadline: str = ""
    on_timeout: tuple[Branch, ...] = ()
    opens: tuple[str, ...] = ()
    in_turn: bool = False
    join: str | None = None
    then: tuple[Branch, ...] = ()
    final: bool = False
    basis: str = ""
    window: Window | None = None
    not_before: Period | None = None
    roll: Roll | None = None
    vote: VoteRule | None = None
    silence: SilenceRule | None = None
    capacity: int | None = None
    reminders: tuple[Reminder, ...] = ()

    @property
    def name(self) -> str:
        """The state's own last name."""
        return self.path.rpartition(".")[2]

    @property
    def limit(self) -> Period | None:
        """When its time limit ends: of what is due, of its window, of its vote or silence."""
        return self.window.closes if self.window else self.due or self.polled

    @property
    def polled(self) -> Period | None:
        """How long its vote or silence is open, where time ends it."""
        if self.silence is not None:
            return self.silence.closes
        return self.vote.closes if self.vote else None

    @property
    def results(self) -> Mapping[str, tuple[Branch, ...]]:
        """Where each result of its vote or silence leads."""
        rule = self.vote or self.silence
        return rule.then if rule else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who does what, from where to where. No `to`: internal, the step and its clock stay.

    `from_` is leaf paths. `with_` names documents or facts that must come with the act.
    `binds` is a role whose team must be complete; `opens` a chart of items; `sets` a deadline
    name whose date this event agrees, if `sets_if` holds; `release` the roles of its second key.
    `met_by` overrides the definition's. `choice` is what a voter may choose; `undoes` an event
    whose ballot or document it takes back; `closes` ends a vote. `starts` names the definition of
    the review that follows, whose opening records the event.
    """

    name: str
    from_: tuple[str, ...]
    by: tuple[str, ...]
    with_: tuple[str, ...] = ()
    binds: str | None = None
    opens: str | None = None
    sets: str | None = None
    sets_if: Expression | None = None
    release: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    to: tuple[Branch, ...] = ()
    met_by: MetBy | None = None
    choice: tuple[str, ...] = ()
    undoes: str | None = None
    closes: bool = False
    basis: str = ""
    at_most: int | None = None
    starts: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """States and events. `initial` is a leaf path; `states` holds leaves and compounds."""

    name: str
    per: Per
    initial: str
    states: Mapping[str, State]
    events: Mapping[str, Event]

    def leaves(self) -> tuple[str, ...]:
        """The paths of the steps an instance can stand in, in the file's order."""
        return tuple(path for path, state in self.states.items() if not state.children)

    def lineage(self, path: str) -> tuple[str, ...]:
        """*path* and the compounds around it, innermost first."""
        parent = self.states[path].parent
        return (path,) if parent is None else (path, *self.lineage(parent))


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body that meets: its working days and zone where not the definition's own.

    `counts`: the natures of meetings (ordinary, extraordinary) that rules count.
    """

    name: str
    calendar: str | None = None
    zone: str | None = None
    counts: tuple[str, ...] = ("ordinary",)
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting of `body` that a review is bound to by `rule`.

    `step` is the path, in the main chart, of the step that is taken there: a review that has
    not reached it by then has missed the meeting. `on_miss`: bind it to the next, or wait.
    """

    name: str
    body: str
    rule: MeetingRule
    text: str
    step: str
    on_miss: Literal["next", "wait"] = "wait"
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One design, as the engine runs it. `main` names the chart that is `per: party`."""

    name: str
    version: int
    title: str
    status: Status
    hash: str
    sources: Mapping[str, str]
    instruments: tuple[str, ...]
    time: TimeRules
    roles: Mapping[str, Role]
    facts: Mapping[str, Fact]
    documents: Mapping[str, Document]
    guards: Mapping[str, Guard]
    charts: Mapping[str, Chart]
    main: str = "review"
    not_yet: tuple[str, ...] = field(default=())
    bodies: Mapping[str, Body] = field(default_factory=dict)
    meetings: Mapping[str, Meeting] = field(default_factory=dict)
    sources_allowed: SourcesAllowed | None = None
    awaits: tuple[str, ...] = ()  # what a deferred design waits for, in words
    clusters: Mapping[str, Cluster] = field(default_factory=dict)  # in the order of their turns
    asking: frozenset[str] = frozenset()  # charts in which something asks about the cycle's others
