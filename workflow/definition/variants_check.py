"""What can be wrong with open places, and the findings of all readings told as one.

Decisions that live here: what is found in every reading is told once; what is found in
some names the alternatives it needs. That a row is not used is only told where no reading
uses it: a row may be there for one alternative.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

from workflow.definition.composing.resolve import Whole
from workflow.definition.findings import Finding, Found, Path
from workflow.definition.variants import (
    Alternative,
    Chosen,
    OpenPlace,
    Reading,
    Rows,
    places_of,
    readings,
)
from workflow.errors import near

#: Told only where it is found in every reading.
_OF_ALL = frozenset(("D412", "D413", "D414", "D420"))
#: What names a definition is not a place to be left open.
_NEVER = frozenset(
    ("definition", "version", "language", "status", "decision", "extends", "composed")
) | {"variants", "lifted"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The readings of what was read, and what is wrong with its open places."""

    readings: tuple[Reading, ...]
    found: tuple[Found, ...]


def opened(read: Whole, file: str) -> Opened:
    """Return the readings of *read*; of a place that cannot be read nothing more is said."""
    if "variants" not in read.data:
        return Opened(readings=(Reading(chosen={}, whole=read),), found=())
    found = _wrong_places(read.data)
    wrong = {one.path[1] for one in found}
    sound = [place for place in places_of(read.data) if place.name not in wrong]
    quiet = replace(read, spoiled=read.spoiled | _unread(read.data, {p.name for p in sound}))
    return Opened(readings=readings(quiet, file, sound), found=found)


def _unread(data: Rows, sound: set[str]) -> frozenset[Path]:
    """The paths of places that cannot be read."""
    table = data.get("variants")
    rows = table.items() if isinstance(table, Mapping) else ()
    return frozenset(
        tuple(row["at"].split("."))
        for name, row in rows
        if isinstance(row, Mapping) and name not in sound and isinstance(row.get("at"), str)
    )


def together(said: Sequence[tuple[Chosen, Iterable[Finding]]]) -> Iterator[Finding]:
    """Tell the findings of all readings once, each with the alternatives it needs."""
    where: dict[Finding, list[Chosen]] = {}
    for chosen, findings in said:
        for one in dict.fromkeys(findings):
            where.setdefault(one, []).append(chosen)
    every = [chosen for chosen, _ in said]
    for one, found in where.items():
        if len(found) == len(every):
            yield one
        elif one.code not in _OF_ALL:
            yield replace(one, message=f"{one.message}, with {_needed(found, every)}")


def _needed(found: Sequence[Chosen], every: Sequence[Chosen]) -> str:
    """The alternatives without which it is not found: `[two] or [three] in period`."""
    names = {place: _names(place, found) for place in every[0]}
    if prod(map(len, names.values())) != len(found):
        names = {place: [name] for place, name in found[0].items()}
    return " and ".join(
        f"{' or '.join(f'[{name}]' for name in some)} in {place}"
        for place, some in names.items()
        if len(some) < len(_names(place, every))
    )


def _names(place: str, chosen: Iterable[Chosen]) -> list[str]:
    return list(dict.fromkeys(one[place] for one in chosen))


def _wrong_places(data: Rows) -> tuple[Found, ...]:
    """Find open places that are none, and alternatives that amend nothing."""
    places = places_of(data)
    found = [one for place in places for one in _wrong(place, data)]
    taken: dict[Path, str] = {}
    for place in places:
        other = taken.setdefault(place.at, place.name)
        if other != place.name:
            words = f"{place.name!r} is at the same place as {other!r}"
            found.append(_at(place, words, "put the alternatives of both into one"))
    return tuple(found)


def _wrong(place: OpenPlace, data: Rows) -> Iterator[Found]:
    yield from _wrong_at(place, data)
    if len(place.alternatives) < 2:
        words = f"{place.name!r} has {len(place.alternatives) or 'no'} alternative"
        hint = "add another; one without 'value' leaves the place as it is"
        yield Found("D424", ("variants", place.name), words, hint, at_key=True)
    lifted = data.get("lifted")
    if isinstance(lifted, Mapping) and place.name in lifted:
        words = f"the brackets of {place.name!r} were lifted already"
        hint = "give what is opened anew a name of its own"
        yield Found("D424", ("variants", place.name), words, hint, at_key=True)
    for one in place.alternatives.values():
        yield from _wrong_amendment(place, one)


def _wrong_at(place: OpenPlace, data: Rows) -> Iterator[Found]:
    if place.at[0] in _NEVER:
        yield _at(place, f"{place.at[0]!r} cannot be left open", "")
        return
    row = data
    for number, step in enumerate(place.at[:-1], 1):
        inner = row.get(str(step))
        if not isinstance(inner, Mapping):
            words = f"there is no table {'.'.join(map(str, place.at[:number]))!r}"
            yield _at(place, words, near(str(step), tuple(map(str, row))))
            return
        row = inner
    if _hidden(place, row.get(str(place.at[-1]))):
        words = f"{place.where!r} is open, and has a value that no bracket shows"
        yield _at(place, words, "make it one of the alternatives, and take it out there")


def _hidden(place: OpenPlace, value: object) -> bool:
    """Whether what stands at the place would be replaced as a whole, or by nobody's words."""
    proposed = [one.value for one in place.alternatives.values() if one.value is not None]
    tables = all(isinstance(one, Mapping) for one in proposed)
    return value is not None and not (isinstance(value, Mapping) and tables)


def _at(place: OpenPlace, words: str, hint: str) -> Found:
    return Found("D424", ("variants", place.name, "at"), words, hint)


def _wrong_amendment(place: OpenPlace, one: Alternative) -> Iterator[Found]:
    path = ("variants", place.name, "alternatives", one.name, "amends")
    if one.amends and one.amends not in place.alternatives:
        others = [name for name in place.alternatives if name != one.name]
        words = f"{place.name!r} has no alternative {one.amends!r}"
        yield Found("D424", path, words, near(one.amends, others))
    elif one.amends and place.chain(one.name)[0].amends in place.alternatives:
        yield Found("D424", path, f"{one.name!r} amends itself in the end", "amend the first text")
