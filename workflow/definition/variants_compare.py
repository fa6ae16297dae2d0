"""Open places beside the axes of a comparison: what each design has there, open or not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workflow.definition.findings import Path
from workflow.definition.variants import OpenPlace, Rows, places_of
from workflow.definition.words import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One place that is open, or was, in one of the designs; a text for each, "" for nothing."""

    name: str
    where: str
    texts: tuple[str, ...]


def open_rows(designs: Iterable[Rows]) -> tuple[Row, ...]:
    """Each place that is open in one of *designs*, by name."""
    every = tuple(designs)
    found = {(place.name, place.where): place for data in every for place in places_of(data)}
    return tuple(
        Row(name=name, where=where, texts=tuple(_text(place, data) for data in every))
        for (name, where), place in sorted(found.items())
    )


def _text(place: OpenPlace, data: Rows) -> str:
    for own in places_of(data):
        if own.at == place.at:
            return "; ".join(map(str, own.alternatives.values()))
    for own in places_of(data, "lifted"):
        if own.at == place.at:
            return _lifted(own, data)
    return words(_value(data, place.at))


def _lifted(place: OpenPlace, data: Rows) -> str:
    """What stands, and by whom the brackets were lifted."""
    row = _value(data, ("lifted", place.name))
    told = row if isinstance(row, Mapping) else {}
    chosen = place.alternatives[str(told.get("chosen"))]
    by = f" by {words(told['by'])}" if told.get("by") else ""
    return f"{chosen.text}: {chosen.proposed}; brackets lifted{by}"


def _value(data: object, at: Path) -> object:
    for step in at:
        data = data.get(str(step)) if isinstance(data, Mapping) else None
    return data
