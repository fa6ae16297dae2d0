"""The parts that answers are made of: headings, places, limits, acts, vacancies.

Days are ISO dates, moments RFC 3339 in UTC; `words` fields are ready to print. `basis` is
the paragraph a statement rests on, empty where there is none. Ids are what a person types.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """For whom an answer is, of which store, and of when.

    `today` is the day the answer is for (ages count to it), `known_at` the last moment whose
    entries are known, `generated_at` the clock's. `as_of` and `as_known` are as asked, or None.
    """

    audience: str
    nature: str  # rehearsal | real
    store: str
    zone: str
    today: str
    known_at: str
    generated_at: str
    as_of: str | None
    as_known: str | None

    @property
    def words(self) -> str:
        """`as of 1 May 2027, as known on 5 May 2027`; empty for the present."""
        asked = ((f"as of {self.as_of}", self.as_of), (f"as known {self.as_known}", self.as_known))
        return ", ".join(words for words, given in asked if given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A role that has the ball, and who is bound to it on the day; nobody: vacant."""

    role: str
    actors: tuple[str, ...]

    @property
    def words(self) -> str:
        """`team (x1@FRA, x2@BRA)` or `team (vacant)`."""
        return f"{self.role} ({', '.join(self.actors) or 'vacant'})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A time limit as told. `words` says how it stands: `awaited by 2 May 2027`, `time limit
    passed 2 May 2027, awaited`, `met`, `met, recorded late`, `met, 2 days after the limit`.

    `status` is the row's: waiting, running, passed, met, late, closed. `passed_on` is the due day
    once it passed unmet and still waits; `received_on` the day stamped on what met it.
    """

    id: str
    review: str
    party_name: str | None
    instance: str
    name: str
    step: str
    n: int
    rule: str
    basis: str
    due_on: str | None
    status: str
    words: str
    owners: tuple[str, ...]
    provisional: bool
    passed_on: str | None
    met_on: str | None
    received_on: str | None
    recorded_on: str | None
    days_late: int | None
    notified_on: str | None
    moves: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one chart instance stands, since when (legal day), with whom, until when.

    `days` counts days in the step to the day of the answer; `words` is one line of it.
    `phase` is one of the eight, or None. `step` is a full path.
    """

    review: str
    party: str | None
    party_name: str | None
    instance: str
    chart: str
    key: str | None
    step: str
    phase: str | None
    since: str
    days: int
    holders: tuple[Holder, ...]
    limit: Limit | None
    final: bool
    basis: str
    words: str

    @property
    def due_on(self) -> str | None:
        """The last day in time, if a limit of the step is open."""
        return self.limit.due_on if self.limit else None

    @property
    def due_from(self) -> str:
        """Of whom that day is asked, where it is a limit of the compound around the step."""
        if self.limit is None or self.limit.step == self.step:
            return ""
        return f"{' and '.join(self.limit.owners)} (step {self.limit.step})".strip()

    @property
    def passed_on(self) -> str | None:
        """The day the step's time limit passed, if it did and the step still waits."""
        return self.limit.passed_on if self.limit else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """One condition that does not hold yet: code, words, paragraph, what would help."""

    code: str
    words: str
    basis: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An event of the present step: for whom, what must come with it, whether possible now.

    `documents` and `facts` are names that must come with it; `may_bring` what may. `leads_to` is
    steps in words; `command` is what to type. Possible means: nothing in `unmet`.
    """

    instance: str
    event: str
    by: tuple[str, ...]
    documents: tuple[str, ...]
    facts: tuple[str, ...]
    may_bring: tuple[str, ...]
    leads_to: tuple[str, ...]
    basis: str
    unmet: tuple[Unmet, ...]
    command: str

    @property
    def possible(self) -> bool:
        """Whether it could be recorded now, with what must come with it."""
        return not self.unmet


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy:
    """A role that the present step needs and nobody holds, since when, and what needs it."""

    review: str
    party_name: str | None
    role: str
    since: str
    days: int
    needed_for: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMoving:
    """A review that was launched and has not left its first step, with what it lacks."""

    review: str
    party_name: str | None
    launched_on: str
    days: int
    holders: tuple[Holder, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something the file shows though it forbids nothing: a rule that does not bind here."""

    review: str
    party_name: str | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewHead:
    """What a review is. `group_words` says where the regional rule does not bind."""

    review: str
    cycle: str
    party: str | None
    party_name: str | None
    regional_group: str | None
    group_words: str
    definition: str  # name@version
    definition_title: str
    definition_status: str
    definition_hash: str
    instruments: tuple[str, ...]
    launched_on: str
    started_on: str | None
    status: str  # open | final
    version: int
    follows: str | None = None
    followed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One entry that moved a chart instance, newest first in lists. `seq` None: not yet recorded.

    `on` is the legal day, `at` when it was recorded.
    """

    seq: int | None
    review: str
    party_name: str | None
    instance: str
    on: str
    at: str | None
    actor: str
    role: str | None
    event: str
    from_step: str | None
    to_step: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """A fact on file. `value` is clear text; None once it was erased. `current`: newest of it."""

    id: str
    instance: str
    name: str
    value: str | None
    on: str
    role: str
    step: str
    seq: int
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """A document on file. `file` is digest, size and name as handed in; None once erased.

    `received` is None where its stamp is of a day after that of the answer.
    `remarks`: its language and length, what it does to another document, when it was taken back.
    """

    id: str
    instance: str
    name: str
    sections: tuple[str, ...]
    file: str | None
    dated: str
    received: str | None
    role: str
    seq: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BindingLine:
    """Who holds or held a role. `person` is a name in clear, None if none or erased."""

    id: str
    role: str
    actor: str
    party: str | None
    regional_group: str | None
    person: str | None
    note: str | None
    from_on: str
    until_on: str | None
    holds: bool
