"""Open alternatives in one file: what is proposed for a place, and the readings they make.

A reading is the definition with one alternative for each open place. Decisions that live
here: of several places every combination is read, if there are at most 64; else the first
of each and every other alternative alone. An alternative that amends another is laid over
it. The data of a definition are as written, alternatives among them; a reading is only
ever derived from them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from math import prod

from workflow.definition.composing.resolve import Whole
from workflow.definition.composing.resolve_merge import Layer, Merged, Source, laid_over, lines
from workflow.definition.findings import Path
from workflow.definition.loaded import Loaded
from workflow.definition.words import words

MOST = 64
Chosen = Mapping[str, str]
Rows = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One proposed text. `value` is None where the place stays as it is.

    `whole`: of an amendment, its value laid over what it amends, as it would stand.
    """

    name: str
    by: tuple[str, ...]
    basis: str
    amends: str = ""
    value: object = None
    rows: Rows = field(default_factory=dict)
    whole: object = None

    @property
    def text(self) -> str:
        """What it would say, in a line."""
        brought = (f"{key} {words(list(_table(row)))}" for key, row in self.rows.items())
        return words(self.whole or self.value) or ", ".join(brought) or "as it is"

    @property
    def proposed(self) -> str:
        """Who proposes it, and where it is said: `State B (R 12), amending [two]`."""
        amends = f", amending [{self.amends}]" if self.amends else ""
        return f"{', '.join(self.by)} ({self.basis}){amends}"

    def __str__(self) -> str:
        return f"[{self.name}: {self.text}] {self.proposed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPlace:
    """A place with the texts on the table, in the order of the file."""

    name: str
    at: Path
    alternatives: Mapping[str, Alternative]

    @property
    def where(self) -> str:
        """The path as it is written."""
        return ".".join(map(str, self.at))

    def chain(self, name: str) -> tuple[Alternative, ...]:
        """The alternative *name* behind those it amends, the first text first."""
        found: list[Alternative] = []
        while name in self.alternatives and self.alternatives[name] not in found:
            found.insert(0, self.alternatives[name])
            name = found[0].amends
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The definition with one alternative for each open place."""

    chosen: Chosen
    whole: Whole


def places_of(data: Rows, section: str = "variants") -> tuple[OpenPlace, ...]:
    """The places in *section*; what has not their shape is passed over."""
    table = data.get(section)
    rows = table.items() if isinstance(table, Mapping) else ()
    found = (_place(str(name), row) for name, row in rows if isinstance(row, Mapping))
    return tuple(place for place in found if place is not None)


def _place(name: str, row: Rows) -> OpenPlace | None:
    at, table = row.get("at"), row.get("alternatives")
    if not isinstance(at, str) or not isinstance(table, Mapping):
        return None
    alternatives = {
        str(key): _alternative(str(key), one)
        for key, one in table.items()
        if isinstance(one, Mapping)
    }
    place = OpenPlace(name=name, at=tuple(at.split(".")), alternatives=alternatives)
    return replace(place, alternatives={k: _amended(place, k) for k in alternatives})


def _amended(place: OpenPlace, name: str) -> Alternative:
    """The alternative *name*, with its keys over those of what it amends."""
    merged = Merged({}, {}, {})
    own = place.alternatives[name]
    for one in place.chain(name) if own.amends and isinstance(own.value, Mapping) else ():
        data = {"whole": one.value} if one.value is not None else {}
        merged = laid_over(merged, Layer(data=data, positions={}, source=Source("", "")))
    return replace(own, whole=merged.data.get("whole"))


def _alternative(name: str, row: Rows) -> Alternative:
    return Alternative(
        name=name,
        by=tuple(lines(row.get("by"))),
        basis=", ".join(lines(row.get("basis"))),
        amends=str(row.get("amends", "")),
        value=row.get("value"),
        rows=_table(row.get("rows")),
    )


def _table(value: object) -> Rows:
    return value if isinstance(value, Mapping) else {}


def whole_of(loaded: Loaded) -> Whole:
    """What was loaded, as it is laid out before it is checked."""
    return Whole(data=loaded.data, positions=loaded.positions, sources=loaded.sources)


def readings(
    read: Whole, file: str, places: Sequence[OpenPlace] | None = None
) -> tuple[Reading, ...]:
    """Every reading of *read* that is looked at; the first takes the first of each place."""
    wanted = places_of(read.data) if places is None else places
    return tuple(
        Reading(chosen=chosen, whole=filled(read, chosen, file)) for chosen in _combinations(wanted)
    )


def alone(read: Whole, place: OpenPlace, file: str) -> tuple[Reading, ...]:
    """One reading for each alternative of *place*, with the first of every other place."""
    first = {each.name: next(iter(each.alternatives)) for each in places_of(read.data)}
    wanted = ({**first, place.name: name} for name in place.alternatives)
    return tuple(Reading(chosen=one, whole=filled(read, one, file)) for one in wanted)


def _combinations(places: Sequence[OpenPlace]) -> Iterator[Chosen]:
    names = [tuple(place.alternatives) for place in places]
    if prod(map(len, names)) <= MOST:
        for one in product(*names):
            yield {place.name: name for place, name in zip(places, one, strict=True)}
        return
    first = {place.name: next(iter(place.alternatives)) for place in places}
    yield first
    for place in places:
        yield from ({**first, place.name: name} for name in (*place.alternatives,)[1:])


def filled(read: Whole, chosen: Chosen, file: str) -> Whole:
    """Return *read* with the alternatives *chosen* in their places; `variants` stays."""
    merged = Merged(dict(read.data), dict(read.positions), dict(read.sources))
    for place in places_of(read.data):
        for one in place.chain(chosen.get(place.name, "")):
            for layer in _layers(place, one, read, file):
                merged = laid_over(merged, layer)
    return replace(read, data=merged.data, positions=merged.positions, sources=merged.sources)


def _layers(place: OpenPlace, one: Alternative, read: Whole, file: str) -> Iterator[Layer]:
    """What an alternative puts at its place, and the rows that it brings with it."""
    row: Path = ("variants", place.name, "alternatives", one.name)
    source = read.sources.get(row, Source(file, str(read.data.get("definition", file))))
    for key, at, value in (("value", place.at, one.value), ("rows", (), one.rows or None)):
        if value is not None:
            inside = (*row, key)
            positions = {
                (*at, *path[len(inside) :]): position
                for path, position in read.positions.items()
                if path[: len(inside)] == inside
            }
            yield Layer(data=_nested(at, value), positions=positions, source=source)


def _nested(at: Path, value: object) -> Rows:
    for step in reversed(at):
        value = {str(step): value}
    return value if isinstance(value, Mapping) else {}
