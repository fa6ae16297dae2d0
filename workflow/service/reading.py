"""From what a person typed to what the store holds: reviews, actors, days, values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from workflow.clock import plain_moment, stamp
from workflow.errors import Problem, UnknownError, UnreadableError, near
from workflow.library import party_names_text
from workflow.model.definition import Definition, Fact
from workflow.model.legal_time.local_time import as_local_date, moment_of
from workflow.model.rosters.parties import Party, Roster
from workflow.model.rosters.roster_text import parse_aliases
from workflow.model.rows.evolve import Rows
from workflow.model.rows.records import CycleRow, PartyRow, ReviewRow
from workflow.service.engine import Engine
from workflow.service.typed import LINES, check_text
from workflow.store import Reader

#: A year outside these is a slip of the hand, and dates near 9999 cannot be counted on from.
FIRST_YEAR, LAST_YEAR = 1900, 2999
_ACTOR = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_SEPARATORS = re.compile(r"[#/]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A review as found: its rows, its definition, and the instance that was named."""

    instance: str
    rows: Rows
    definition: Definition

    @property
    def review(self) -> ReviewRow:
        """The review's own row."""
        return cast(ReviewRow, next(iter(self.rows["review"].values())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: an id, and the party it belongs to, if any."""

    id: str
    party: str | None = None
    regional_group: str | None = None


def load(engine: Engine, reader: Reader, text: str) -> Loaded:
    """Return the review or chart instance *text* names: `cycle/CODE`, `cycle/Name`, `…#item-1`.

    Raises:
        UnknownError: no such cycle, review or instance; with near names.
    """
    found = find(engine, reader, text)
    check_part(found.review.id, found.instance, tuple(found.rows["instance"]))
    return found


def check_part(review: str, instance: str, known: tuple[str, ...]) -> None:
    """Raise UnknownError, with near names, if *instance* is not a known part of *review*."""
    if instance not in known:
        words = f"review {review!r} has no part {instance.removeprefix(review)!r}"
        raise UnknownError(review, Problem(code="E003", words=words, hint=near(instance, known)))


def find(engine: Engine, reader: Reader, text: str) -> Loaded:
    """As `load`, but the instance need not be there: what has fallen due may open it."""
    cycle, _, rest = text.strip().partition("/")
    review = f"{cycle}/{_head(rest)}"
    rows = reader.review(review)
    of_party = bool(rest) and not rest.startswith("_")
    if not rows["review"] and of_party and reader.rows("cycle", id=cycle):
        review = f"{cycle}/{find_party(reader, cycle, _head(rest)).code}"
        rows = reader.review(review)
    if not rows["review"]:
        raise UnknownError("", _no_review(reader, text, cycle))
    instance = review + rest[len(_head(rest)) :]
    definition = engine.definition(reader, cast(ReviewRow, rows["review"][review]).definition)
    return Loaded(instance=instance, rows=rows, definition=definition)


def _head(rest: str) -> str:
    return _SEPARATORS.split(rest, maxsplit=1)[0]


def _no_review(reader: Reader, text: str, cycle: str) -> Problem:
    cycles = [row.id for row in reader.rows("cycle")]
    if cycle not in cycles:
        words = f"no cycle {cycle!r}, so no review {text!r}"
        hint = near(cycle, cycles) if cycles else "open one: peer-review cycle open"
        return Problem(code="E002", words=words, hint=hint)
    known = [row.id for row in reader.rows("review", cycle=cycle)]
    if text.startswith(f"{cycle}/_"):
        whole = [each for each in known if each.startswith(f"{cycle}/_")]
        words = f"no review {text!r}: what there is one of for the cycle is named after its chart"
        return Problem(code="E002", words=words, hint=f"there is {', '.join(whole) or 'none'}")
    return Problem(code="E002", words=f"no review {text!r}", hint=near(text, known[:400]))


def roster_of(reader: Reader, cycle: str) -> Roster:
    """The roster a cycle was opened with, out of the store."""
    rows = cast(list[PartyRow], reader.rows("party", cycle=cycle))
    parties = tuple(party_of(row) for row in rows)
    names = sorted({name for party in parties for name in party.deposits})
    return Roster(instruments=tuple(names), parties=parties)


def party_of(row: PartyRow) -> Party:
    """A roster row as a party."""
    pairs = (item.split("=") for item in row.deposits)
    deposits = {name: date.fromisoformat(day) for name, day in pairs}
    return Party(code=row.code, name=row.name, group=row.regional_group, deposits=deposits)


def find_party(reader: Reader, cycle: str, text: str) -> Party:
    """The party of a cycle's roster that *text* names: by code, name or other common name.

    Raises:
        UnknownPartyError: nobody, or more than one, answers to it.
    """
    code = text.strip().upper()
    exact = cast(list[PartyRow], reader.rows("party", id=f"{cycle}/{code}"))
    if exact:
        return party_of(exact[0])
    return roster_of(reader, cycle).find(text, parse_aliases(party_names_text()))


def read_actor(reader: Reader, cycle: str, text: str) -> Actor:
    """Return who *text* names: an id, `id@PARTY`, or a party by code or name.

    Personal names never stand in an entry: an id is ASCII, lower case.

    Raises:
        UnreadableError: it is none of these. UnknownPartyError: no such party after the `@`.
    """
    name, at, party_text = text.strip().rpartition("@")
    if at:
        party = find_party(reader, cycle, party_text)
        who = f"{_plain(name, text)}@{party.code}"
        return Actor(id=who, party=party.code, regional_group=party.group)
    exact = cast(list[PartyRow], reader.rows("party", id=f"{cycle}/{text.strip().upper()}"))
    if not exact and _ACTOR.fullmatch(text.strip()):
        return Actor(id=text.strip())
    party = party_of(exact[0]) if exact else _party_or_nobody(reader, cycle, text)
    return Actor(id=party.code, party=party.code, regional_group=party.group)


def _plain(name: str, text: str) -> str:
    if not _ACTOR.fullmatch(name):
        raise UnreadableError("", _no_actor(text))
    return name


def _party_or_nobody(reader: Reader, cycle: str, text: str) -> Party:
    try:
        return find_party(reader, cycle, text)
    except UnknownError as error:
        raise UnreadableError("", (_no_actor(text), *error.problems)) from error


def _no_actor(text: str) -> Problem:
    return Problem(
        code="E106",
        words=f"{text!r} is no actor: an id (a-z 0-9 . _ -), an id@PARTY, or a party",
        hint="a person's name goes with review bind --name, where it can be erased",
    )


def read_day(text: str, what: str) -> str:
    """Return *text* as an ISO day.

    Raises:
        UnreadableError: it is not one, or of a year that can only be a slip; with the day it
            might mean, if there is one.
    """
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.strip()):
            day = date.fromisoformat(text.strip())
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day.isoformat()
            words = f"{what} {text!r} lies outside the years {FIRST_YEAR} to {LAST_YEAR}"
            raise UnreadableError("", Problem(code="E107", words=words, hint="check the year"))
    except ValueError:
        pass
    words = f"{what} {text!r} is not a day"
    raise UnreadableError("", Problem(code="E107", words=words, hint=_maybe(text)))


def read_stamp(text: str, what: str, zone: str) -> tuple[str, str | None]:
    """Return a day, and the moment where hours and minutes were given: `2027-05-02T10:30`.

    A moment without an offset is one of *zone*; the day is the day there.

    Raises:
        UnreadableError: it is neither.
    """
    _, hour, _ = text.strip().partition("T")
    if not hour:
        return read_day(text, what), None
    try:
        at = plain_moment(text.strip())
    except ValueError as error:
        words = f"{what} {text!r} is no moment"
        hint = "write year-month-dayThour:minute, as 2027-05-02T10:30"
        raise UnreadableError("", Problem(code="E107", words=words, hint=hint)) from error
    if at.tzinfo is None:
        at = moment_of(at.date(), at.time(), zone)
    return read_day(as_local_date(at, zone).isoformat(), what), stamp(at)


def _maybe(text: str) -> str:
    parts = re.fullmatch(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})", text.strip())
    if parts:
        one, two, year = (f"{int(part):02}" for part in parts.groups())
        days = dict.fromkeys((f"{year}-{two}-{one}", f"{year}-{one}-{two}"))
        real = [day for day in days if _is_day(day)]
        if real:
            return f"write year-month-day: {' or '.join(real)}"
    return "write year-month-day, as 2027-05-02, and a day that the calendar has"


def _is_day(text: str) -> bool:
    try:
        return FIRST_YEAR <= date.fromisoformat(text).year <= LAST_YEAR
    except ValueError:
        return False


def read_fact(fact: Fact, text: str) -> str:
    """Return a fact's value as recorded; a text is returned as it is.

    Raises:
        UnreadableError: the value is not of the fact's kind.
    """
    value = text.strip()
    allowed: Mapping[str, tuple[str, ...]] = {
        "consent": ("given", "withdrawn"),
        "boolean": ("yes", "no"),
        "choice": fact.choices,
    }
    if fact.kind in allowed:
        if value not in allowed[fact.kind]:
            words = f"fact {fact.name!r} is a {fact.kind}; {text!r} is not one of its values"
            hint = near(value, allowed[fact.kind])
            raise UnreadableError("", Problem(code="E108", words=words, hint=hint))
        return value
    if fact.kind == "date":
        return read_day(value, f"fact {fact.name!r}")
    if fact.kind == "number":
        return _number(fact, value)
    if fact.kind == "instruments":
        return _instruments(fact, value)
    return check_text(text, f"fact {fact.name!r}", allowed=LINES)


def _number(fact: Fact, value: str) -> str:
    if len(value) > 40 or not _NUMBER.fullmatch(value):
        words = f"fact {fact.name!r} is a number; {value!r} is none"
        raise UnreadableError("", Problem(code="E108", words=words, hint="write 3 or 3.5"))
    number = Decimal(value)
    return format(number if number else abs(number), "f")


def _instruments(fact: Fact, value: str) -> str:
    """Instruments of the design with commas between, each once; if they are in force is a rule."""
    names = sorted({name.strip() for name in value.split(",")})
    unknown = [name for name in names if name not in fact.choices]
    if unknown:
        words = f"fact {fact.name!r} is of instruments; {unknown[0]!r} is not one of them"
        problem = Problem(code="E108", words=words, hint=near(unknown[0], fact.choices))
        raise UnreadableError("", problem)
    return ", ".join(names)


def the_cycle(reader: Reader, name: str) -> CycleRow:
    """The cycle of that name; raises UnknownError with near names."""
    rows = cast(list[CycleRow], reader.rows("cycle", id=name))
    if not rows:
        known = [row.id for row in reader.rows("cycle")]
        words = f"no cycle {name!r} in this store"
        raise UnknownError("", Problem(code="E004", words=words, hint=near(name, known)))
    return rows[0]
