"""Why: how a review came to its step, and how a time limit came to its date, step by step.

Each step cites the paragraph it rests on and the entry that says so. What the engine brought
about and no tick has recorded yet has no entry number.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from workflow.errors import Problem, UnknownError, near
from workflow.model.anchors import booking
from workflow.model.bookings import NEXT, named
from workflow.model.definition import State
from workflow.model.grammar.expression import words as condition_words
from workflow.model.rows.entry import Act, Entry
from workflow.model.rows.records import DeadlineRow, StayRow
from workflow.model.working import Working
from workflow.views.answers import Reason, Why
from workflow.views.derive_cause import cause_of, reason, together
from workflow.views.file import head_of
from workflow.views.parts import Heading
from workflow.views.standing import limit_of, place_of, state_of, stays_of
from workflow.views.told import listed_in, who
from workflow.views.words import count, days_between, lead, listed, said, unnumbered

#: What a review's history is to a derivation: every act by its number.
Causes = Mapping[int, Act | Entry]


def why_step(heading: Heading, work: Working, instance: str, causes: Causes) -> Why:
    """How *instance* came to where it stands."""
    place = place_of(work, work.instances()[instance])
    return Why(
        heading=heading,
        head=head_of(work),
        instance=instance,
        question=f"Why does {instance} stand in {place.step!r}?",
        answer=place.words,
        reasons=_numbered([*_here(work, instance, causes), *_before(work, instance, causes)]),
        limit=place.limit,
    )


def _numbered(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    return tuple(
        Reason(n=n, words=one.words, basis=one.basis, seq=one.seq)
        for n, one in enumerate(reasons, start=1)
    )


def _here(work: Working, instance: str, causes: Causes) -> Iterator[Reason]:
    state, stay = state_of(work, instance), stays_of(work, instance)[-1]
    yield reason(f"It entered {state.path!r} on {said(stay.entered_on)}.", state.basis)
    cause = causes.get(stay.seq)
    if cause is None:
        return
    yield cause_of(work, instance, cause, stay.seq)
    yield from together(work, instance, cause)
    yield from _brought(cause)
    yield from _guards(work, instance, cause)
    yield from _role(work, cause)
    state_words = _waits(state)
    if state_words:
        yield reason(state_words, state.basis)


def _waits(state: State) -> str:
    if state.final:
        return "The step is final: nothing more is awaited."
    if not state.holders:
        return ""
    waits = f"The ball is with {listed(state.holders)}"
    if not state.due_text:
        return f"{waits}; the definition gives no time limit."
    ends = f", then it goes to {' or '.join(lead(state.on_timeout))}" if state.on_timeout else ""
    return f"{waits}; the time limit is {state.due_text}{ends}."


def _brought(cause: Act | Entry) -> Iterator[Reason]:
    names = tuple(
        str(row["name"]) for key in ("documents", "facts") for row in listed_in(cause, key)
    )
    if names:
        yield reason(f"With it came {listed(names)}.")


def _guards(work: Working, instance: str, cause: Act | Entry) -> Iterator[Reason]:
    event = work.chart(instance).events.get(str(cause.data.get("event")))
    for name in event.guards if event else ():
        guard = work.definition.guards[name]
        words = f"The condition {name!r} held: {condition_words(guard.that)}."
        yield reason(words, guard.basis)


def _role(work: Working, cause: Act | Entry) -> Iterator[Reason]:
    if cause.role is None:
        return
    bound = [
        binding
        for binding in work.bindings()
        if binding.role == cause.role and cause.actor.endswith(binding.actor)
    ]
    for binding in bound[:1]:
        words = f"{binding.actor} held the role {cause.role} from {said(binding.from_on)}."
        yield reason(words, work.definition.roles[cause.role].basis, binding.seq)


def _before(work: Working, instance: str, causes: Causes) -> Iterator[Reason]:
    """What was before, newest first."""
    stays = stays_of(work, instance)
    for before, _ in reversed(list(pairwise(stays))):
        left = before.left_on or before.entered_on
        words = (
            f"Before, it stood in {before.state!r} from {said(before.entered_on)} to {said(left)}"
            f" ({count(days_between(before.entered_on, left), 'day')})."
        )
        yield reason(words, "", _beginning(stays, before, causes))


def _beginning(stays: list[StayRow], stay: StayRow, causes: Causes) -> int | None:
    """The entry a stay began with: the one that ended the stay before it."""
    index = stays.index(stay)
    seq = stays[index - 1].seq if index else None
    return seq if seq is not None and isinstance(causes.get(seq), Entry) else None


def find_limit(work: Working, instance: str, name: str) -> DeadlineRow:
    """The limit of that id, `name:n` or name: of this instance first, the newest of its name.

    Raises:
        UnknownError: there is none; with near names.
    """
    rows = work.deadlines()
    exact = rows.get(name) or rows.get(f"{instance}:{name}")
    if exact:
        return exact
    named = [row for row in rows.values() if row.name == name]
    if not named:
        known = [row.id.removeprefix(f"{instance}:") for row in rows.values()]
        words = f"no time limit {name!r} of {instance}"
        raise UnknownError(instance, Problem(code="E006", words=words, hint=near(name, known)))
    return max(named, key=lambda row: (row.instance == instance, row.n, row.id))


def why_limit(heading: Heading, work: Working, row: DeadlineRow, causes: Causes) -> Why:
    """How a time limit came to its date, and how it ended."""
    limit = limit_of(work, row)
    date = said(row.due_on) if row.due_on else "no date yet"
    return Why(
        heading=heading,
        head=head_of(work),
        instance=row.instance,
        question=f"Why {date} for {row.id}?",
        answer=f"{row.id}: {limit.words}",
        reasons=_numbered([*_date(work, row, causes), *_ended(work, row, limit.words)]),
        limit=limit,
    )


def _date(work: Working, row: DeadlineRow, causes: Causes) -> Iterator[Reason]:
    owners = listed(row.owners) or "nobody in particular"
    yield reason(f"The step {row.state!r} asks {owners}: {row.rule}.", row.basis)
    if row.anchor is None:
        yield reason(_no_date(work, row), row.basis)
        return
    cause = causes.get(row.anchor_seq) if row.anchor_seq is not None else None
    entry = row.anchor_seq if isinstance(cause, Entry) else None
    by = f", by {who(cause)}" if cause else ""
    if not row.rule.startswith("by "):
        yield reason(f"It counts from {said(row.anchor_on)}: {row.anchor}{by}.", "", entry)
    for step in row.derivation:
        yield reason(unnumbered(step), _rule(work, row, unnumbered(step)))
    if row.notified_on:
        yield reason(f"The date was notified on {said(row.notified_on)}.")


def _no_date(work: Working, row: DeadlineRow) -> str:
    """Why a limit has no date: no meeting is entered, or what it counts from has not come."""
    state = work.chart(row.instance).states.get(row.state)
    for name in named(state) if state else ():
        meeting, booked = work.definition.meetings.get(name), booking(work, name)
        if meeting and booked and booked.status == "waiting" and booked.anchor_on:
            gone = f"; {booked.anchor}" if booked.rule == NEXT else ""
            kinds = " or ".join(work.definition.bodies[meeting.body].counts)
            return (
                f"It counts from {name!r} ({booked.rule}), and no such {kinds} meeting of "
                f"{meeting.body} is entered{gone}: so it has no date."
            )
    return "What it counts from has not happened yet, so it has no date."


def _rule(work: Working, row: DeadlineRow, step: str) -> str:
    """What a step of the derivation rests on: the row, the way of counting, or arithmetic alone."""
    if step.startswith("The period is"):
        return row.basis
    counting = ("that day is not counted", "The last day", "In time means")
    return work.definition.time.basis if any(words in step for words in counting) else ""


def _ended(work: Working, row: DeadlineRow, words: str) -> Iterator[Reason]:
    if row.status in ("met", "late"):
        rule = work.definition.time.met_by
        days = f"what counts is {rule}, {said(row.met_on)}; recorded {said(row.recorded_on)}"
        yield reason(f"How it ended: {words}; {days}.", work.definition.time.basis)
        return
    yield reason(f"How it stands: {words}.", row.basis)
