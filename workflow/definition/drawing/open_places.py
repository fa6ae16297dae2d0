"""What is still open in a design, marked in its drawing: neither said nor assumed.

A step with an open place is drawn in a line of its own kind and names every text on the table,
in place of the first of them; an event names them in its details. Every open place, those of
roles and documents too, stands in the title.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from workflow.definition.drawing.ladder import Arrow, Ladder, Step
from workflow.definition.variants import OpenPlace, places_of

#: What a drawing says of a key, which the texts on the table take the place of.
_SHOWN = {"due": "time limit: ", "window": "time limit: ", "holder": "holder: ", "opens": "opens: "}


def open_title(data: Mapping[str, object]) -> str:
    """The names of the open places, for a title; empty where there is none."""
    names = [f"{place.name} at {place.where}" for place in places_of(data)]
    return f"; open: {', '.join(names)}" if names else ""


def marked(drawn: Ladder, data: Mapping[str, object]) -> Ladder:
    """*drawn* with what is open in its chart, as the *data* of the definition have it."""
    here = [place for place in places_of(data) if place.at[:2] == ("charts", drawn.name)]
    if not here:
        return drawn
    steps = tuple(_step(step, here) for step in drawn.steps)
    return replace(drawn, steps=steps, arrows=tuple(_arrow(arrow, here) for arrow in drawn.arrows))


def _step(step: Step, places: list[OpenPlace]) -> Step:
    at = [
        part for name in step.path.split(".") for part in ("states", name)
    ]  # as the file has it, from the chart on
    mine = list(_of(places, tuple(at)))
    if not mine:
        return step
    settled = tuple(_SHOWN[key] for key, _ in mine if key in _SHOWN)
    kept = [line for line in step.lines if not (settled and line.startswith(settled))]
    told = [f"OPEN, {key or 'row'}: {words}" for key, words in mine]
    basis = 1 if kept and kept[-1].startswith("[") else 0
    lines = (*kept[: len(kept) - basis], *told, *kept[len(kept) - basis :])
    return replace(step, open=True, lines=lines)


def _arrow(arrow: Arrow, places: list[OpenPlace]) -> Arrow:
    mine = _of(places, ("events", arrow.name))
    told = tuple(f"OPEN, {key or 'row'}: {words}" for key, words in mine)
    return replace(arrow, details=(*told, *arrow.details)) if told else arrow


def _of(places: list[OpenPlace], at: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The key that is open in the row *at*, empty for the row itself, and the texts for it."""
    for place in places:
        rest = tuple(map(str, place.at[2:]))
        if rest[: len(at)] == at and len(rest) <= len(at) + 1:
            yield rest[-1] if len(rest) > len(at) else "", _texts(place)


def _texts(place: OpenPlace) -> str:
    return " ".join(f"[{one.name}: {one.text}]" for one in place.alternatives.values())
