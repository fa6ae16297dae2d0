"""Plain lists out of a store, for people and scripts: nothing is decided here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar, cast

from workflow.errors import WorkflowError
from workflow.model.entry import Entry
from workflow.model.parties import Party, Roster, twins
from workflow.model.records import (
    CycleRow,
    DeadlineRow,
    DefinitionRow,
    InstanceRow,
    MessageRow,
    ReviewRow,
)
from workflow.service.engine import Engine
from workflow.service.reading import load, read_actor, roster_of, the_cycle
from workflow.store import Reader

Dated = TypeVar("Dated", DeadlineRow, MessageRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleSummary:
    """A cycle with the name of its definition and counts of its reviews."""

    row: CycleRow
    definition: str
    version: int
    status: str  # of the definition
    reviews: int
    open_reviews: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSummary:
    """A review with the step its main chart stands in, who holds it and since when."""

    row: ReviewRow
    state: str
    since: str
    holders: tuple[str, ...]
    due_on: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A party, and those whose names are easily taken for its own."""

    party: Party
    twins: tuple[Party, ...]


def cycles(engine: Engine) -> list[CycleSummary]:
    """Every cycle, by id."""
    with engine.store.read() as reader:
        rows = cast(list[CycleRow], reader.rows("cycle"))
        return [_summary(reader, row) for row in rows]


def cycle(engine: Engine, name: str) -> CycleSummary:
    """One cycle; raises UnknownError with near names."""
    with engine.store.read() as reader:
        return _summary(reader, the_cycle(reader, name))


def _summary(reader: Reader, row: CycleRow) -> CycleSummary:
    pinned = cast(list[DefinitionRow], reader.rows("definition", id=row.definition))
    reviews = cast(list[ReviewRow], reader.rows("review", cycle=row.id))
    return CycleSummary(
        row=row,
        definition=pinned[0].name if pinned else row.definition[:12],
        version=pinned[0].version if pinned else 0,
        status=pinned[0].status if pinned else "",
        reviews=len(reviews),
        open_reviews=sum(review.status == "open" for review in reviews),
    )


def reviews(engine: Engine, cycle: str | None = None) -> list[ReviewSummary]:
    """Reviews of a cycle, or of all, by id; raises UnknownError for a cycle that is none."""
    with engine.store.read() as reader:
        if cycle is not None:
            the_cycle(reader, cycle)
        named = {} if cycle is None else {"cycle": cycle}
        rows = cast(list[ReviewRow], reader.rows("review", **named))
        main = _main_instances(reader)
        due = _due(reader)
        return [_review(engine, reader, row, main[row.id], due.get(row.id)) for row in rows]


def _main_instances(reader: Reader) -> dict[str, InstanceRow]:
    rows = cast(list[InstanceRow], reader.rows("instance", parent=None))
    return {row.id: row for row in rows}


def _due(reader: Reader) -> dict[str, str]:
    """The date each review's main chart waits for: running, or passed and still awaited."""
    found: dict[str, str] = {}
    for status in ("passed", "running"):
        for row in cast(list[DeadlineRow], reader.rows("deadline", status=status)):
            if row.instance == row.review and row.due_on:
                found[row.review] = row.due_on
    return found


def _review(
    engine: Engine, reader: Reader, row: ReviewRow, main: InstanceRow, due: str | None
) -> ReviewSummary:
    definition = engine.definition(reader, row.definition)
    state = definition.charts[main.chart].states[main.state]
    return ReviewSummary(
        row=row, state=main.state, since=main.since, holders=state.holders, due_on=due
    )


def pinned_definitions(engine: Engine) -> list[DefinitionRow]:
    """The definitions that cycles of this store run by."""
    with engine.store.read() as reader:
        return cast(list[DefinitionRow], reader.rows("definition"))


def deadlines(engine: Engine, cycle: str | None = None) -> list[DeadlineRow]:
    """Time limits of a cycle, or of all, by id; raises UnknownError for an unknown cycle."""
    with engine.store.read() as reader:
        rows = cast(list[DeadlineRow], reader.rows("deadline"))
        return list(_of_cycle(reader, rows, cycle))


def messages(engine: Engine, cycle: str | None = None) -> list[MessageRow]:
    """Drafted messages of a cycle, or of all, by id; raises UnknownError for an unknown cycle."""
    with engine.store.read() as reader:
        rows = cast(list[MessageRow], reader.rows("message"))
        return list(_of_cycle(reader, rows, cycle))


def _of_cycle(reader: Reader, rows: list[Dated], cycle: str | None) -> Iterator[Dated]:
    if cycle is not None:
        the_cycle(reader, cycle)
    for row in rows:
        if cycle is None or row.review.partition("/")[0] == cycle:
            yield row


def history(engine: Engine, review: str) -> list[Entry]:
    """Every entry of a review, by number; raises UnknownError with near names."""
    with engine.store.read() as reader:
        found = load(engine, reader, review)
        return list(reader.entries(review=found.review.id))


def entry_of(engine: Engine, seq: int) -> Entry | None:
    """One entry, or None if the log has no such number."""
    with engine.store.read() as reader:
        return reader.entry(seq)


def looks(engine: Engine, review: str, *actors: str) -> list[Look]:
    """The parties a command speaks of that have twins: the review's, and the actors'.

    What cannot be found is passed over: the command itself says so, with its rule.
    """
    with engine.store.read() as reader:
        try:
            found = load(engine, reader, review)
        except WorkflowError:
            return []
        cycle = found.review.cycle
        codes = [found.review.party, *(_party(reader, cycle, actor) for actor in actors)]
        roster = roster_of(reader, cycle)
    return list(alike_in(roster, codes))


def alike_in(roster: Roster, codes: list[str | None]) -> Iterator[Look]:
    """Those of *codes* that have twins in *roster*, once each."""
    for code in dict.fromkeys(codes):
        party = roster.by_code(code) if code else None
        others = twins(party, roster) if party else ()
        if party and others:
            yield Look(party=party, twins=others)


def _party(reader: Reader, cycle: str, actor: str) -> str | None:
    try:
        return read_actor(reader, cycle, actor).party
    except WorkflowError:
        return None
