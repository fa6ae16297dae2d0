"""The answers: one frozen value for each question of the desk, complete without a store."""

from dataclasses import dataclass

from workflow.views.parts import (
    BindingLine,
    DocumentLine,
    FactLine,
    Heading,
    Limit,
    Moved,
    NotMoving,
    Option,
    Place,
    Remark,
    ReviewHead,
    Unmet,
    Vacancy,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the board: a phase, or a step outside every phase, and its count."""

    key: str
    label: str
    is_phase: bool
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleLine:
    """A cycle that the board covers."""

    id: str
    title: str
    definition: str  # name@version
    definition_status: str
    launched_on: str
    status: str  # open | closed
    roster: str
    reviews: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """`status`: phases and counts, what moved, what is awaited, vacancies, what to note.

    A review is counted once, by its main chart. `reviews` is the main chart's place of each;
    every list but `moved` (newest first) is by name of party, never by lateness.
    """

    heading: Heading
    cycle: str | None
    cycles: tuple[CycleLine, ...]
    columns: tuple[Column, ...]
    total: int
    reviews: tuple[Place, ...]
    moved: tuple[Moved, ...]
    awaited: tuple[Place, ...]
    vacancies: tuple[Vacancy, ...]
    not_moving: tuple[NotMoving, ...]
    not_binding: tuple[Remark, ...]
    provisional: tuple[Limit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One place where a role has the ball or may act. `holds`: the step is its own."""

    place: Place
    holds: bool
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """`todo`: for one role (and one party's or actor's bindings), by name of party.

    `role` None: the Secretariat's roles.
    """

    heading: Heading
    role: str | None
    party: str | None
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`review show`: the whole file at a moment.

    `instance` is what was asked for; `places` and `options` are then of it and its parts.
    """

    heading: Heading
    head: ReviewHead
    instance: str
    places: tuple[Place, ...]
    options: tuple[Option, ...]
    facts: tuple[FactLine, ...]
    documents: tuple[DocumentLine, ...]
    bindings: tuple[BindingLine, ...]
    vacancies: tuple[Vacancy, ...]
    limits: tuple[Limit, ...]
    not_binding: tuple[Remark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One entry in words. `seq` and `at` None: it fell due, and no tick has recorded it yet.

    `headline` is `registered, without effect` or `not recorded`, or empty; then `problems` says
    why. `engine_late` is the engine's own lateness, never a State's. `annulled_by` is the entry
    that took this one back, `takes_back` what this one took back.
    """

    seq: int | None
    kind: str
    instance: str | None
    on: str
    at: str | None
    recorded_on: str | None
    actor: str
    role: str | None
    account: str | None
    what: str
    basis: tuple[str, ...]
    dated: str | None
    received: str | None
    reason: str | None
    documents: tuple[str, ...]
    facts: tuple[str, ...]
    effects: tuple[str, ...]
    notes: tuple[str, ...]
    headline: str
    problems: tuple[Unmet, ...]
    annulled_by: int | None
    takes_back: tuple[int, ...]
    rests_on: tuple[int, ...]
    engine_late: str
    outside_the_rules: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """`review history`: every entry of a review, oldest first, annulled ones too."""

    heading: Heading
    head: ReviewHead
    lines: tuple[HistoryLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One numbered step of a derivation, the paragraph it cites and the entry it rests on."""

    n: int
    words: str
    basis: str = ""
    seq: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """`why`: how a review came to its step, or a time limit to its date."""

    heading: Heading
    head: ReviewHead
    instance: str
    question: str
    answer: str
    reasons: tuple[Reason, ...]
    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`deadline list`: time limits by name of party, then in the order they began."""

    heading: Heading
    cycle: str | None
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message drafted for clearance; nothing is sent by itself.

    `status`: draft; of one that asks for a contribution also `met since`, `asked no more`.
    """

    id: str
    review: str
    party_name: str | None
    to: str
    actors: tuple[str, ...]
    template: str
    about: str
    text: str
    drafted_on: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """The drafts for clearance, by name of party, then number."""

    heading: Heading
    cycle: str | None
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaiting:
    """What is awaited, with whom, since when: each open place with a holder, by name of party."""

    heading: Heading
    cycle: str | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One stay of an instance in a step. `left_on` None: it is there still.

    `final`: the step is an end, in which nothing is awaited any more.
    """

    instance: str
    step: str
    phase: str | None
    holders: tuple[str, ...]
    entered_on: str
    left_on: str | None
    final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The stays of one review, main chart first, and the due days of its time limits."""

    review: str
    party_name: str | None
    bars: tuple[Bar, ...]
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timelines:
    """The timelines of several reviews on one scale, from `start` to `end` (ISO days)."""

    heading: Heading
    start: str
    end: str
    timelines: tuple[Timeline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The last checkpoint of the log: entries it covers, the signed note, who can verify it."""

    size: int
    note: str
    vkey: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPage:
    """Everything on the status page."""

    board: Board
    timelines: Timelines
    drafts: Drafts
    why: Why | None
    seal: Seal | None
