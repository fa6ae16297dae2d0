"""Plain lists out of a store, for people and scripts: nothing is decided here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from workflow.clock import stamp
from workflow.errors import Problem, UnreadableError, WorkflowError
from workflow.model.rosters.parties import Party, Roster, twins
from workflow.model.rows.entry import Entry
from workflow.model.rows.records import CycleRow, DefinitionRow, ReviewRow
from workflow.service.corrections import review_of
from workflow.service.engine import Engine
from workflow.service.reading import load, read_actor, roster_of, the_cycle
from workflow.store import Reader

#: A tick takes one limit at a time; a person is shown no more than this.
_MOST_DUE = 100_000


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
    rows = cast(list[ReviewRow], reader.rows("review", cycle=row.id))
    reviews = [review for review in rows if review.party is not None]
    return CycleSummary(
        row=row,
        definition=pinned[0].name if pinned else row.definition[:12],
        version=pinned[0].version if pinned else 0,
        status=pinned[0].status if pinned else "",
        reviews=len(reviews),
        open_reviews=sum(review.status == "open" for review in reviews),
    )


def pinned_definitions(engine: Engine) -> list[DefinitionRow]:
    """The definitions that cycles of this store run by."""
    with engine.store.read() as reader:
        return cast(list[DefinitionRow], reader.rows("definition"))


def entry_of(engine: Engine, seq: int) -> Entry | None:
    """One entry, or None if the log has no such number."""
    with engine.store.read() as reader:
        return reader.entry(seq)


def place_of_entry(engine: Engine, seq: int, review: str | None, *, part: bool) -> str:
    """The review that entry *seq* is of; *review* is what was typed for it.

    Args:
        part: the part of the review is wanted; one that was typed is kept, since what takes
            the entry's place may belong there.

    Raises:
        UnknownError: no such entry or review. UnreadableError: the entry is of another review.
    """
    with engine.store.read() as reader:
        entry = review_of(reader, seq)
        found = load(engine, reader, review) if review else None
    if found is not None and found.review.id != entry.review:
        words = f"entry {seq} is of {entry.review}, not of {found.review.id}"
        hint = f"peer-review review history {found.review.id}"
        raise UnreadableError("", Problem(code="E116", words=words, hint=hint))
    if not part:
        return entry.review or ""
    if found is not None and found.instance != found.review.id:
        return found.instance
    return entry.instance or entry.review or ""


def due(engine: Engine) -> list[tuple[str, str, str]]:
    """What a tick would let pass now: (closes_at, review, deadline), in legal order."""
    with engine.store.read() as reader:
        return reader.due(stamp(engine.clock.now()), _MOST_DUE)


def looks(engine: Engine, review: str, *actors: str) -> list[Look]:
    """The parties a command speaks of by name that have twins: the review's, and the actors'.

    Who types a code means nobody else. What cannot be found is passed over: the command
    itself says so, with its rule.
    """
    with engine.store.read() as reader:
        try:
            found = load(engine, reader, review)
        except WorkflowError:
            return []
        cycle = found.review.cycle
        named = review.strip().removeprefix(f"{cycle}/").partition("#")[0]
        typed = ((named, found.review.party), *((a, _party(reader, cycle, a)) for a in actors))
        codes = [code for text, code in typed if code and not is_code(text, code)]
        roster = roster_of(reader, cycle)
    return list(alike_in(roster, codes))


def is_code(text: str, code: str) -> bool:
    """Whether *text* (a party, or ACTOR@PARTY) names the party by its code, not by a name."""
    return text.rpartition("@")[2].partition("/")[0].strip().upper() == code


def alike_in(roster: Roster, codes: list[str]) -> Iterator[Look]:
    """Those of *codes* that have twins in *roster*, once each."""
    for code in dict.fromkeys(codes):
        party = roster.by_code(code)
        others = twins(party, roster) if party else ()
        if party and others:
            yield Look(party=party, twins=others)


def _party(reader: Reader, cycle: str, actor: str) -> str | None:
    try:
        return read_actor(reader, cycle, actor).party
    except WorkflowError:
        return None
