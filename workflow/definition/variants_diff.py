"""Two revisions compared in words, with brackets: who proposed what, what was lifted by whom.

Decisions that live here: what is proposed, withdrawn or lifted is told first, with its
proposer and paragraph; then the rows, in which an open place reads `[2 weeks][3 weeks]`.
A figure that depends on an open place has one bracket for each value it may take.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from workflow.definition.difference import Change, Figures, Measure, changes, differing, figures
from workflow.definition.findings import Path
from workflow.definition.variants import (
    Alternative,
    OpenPlace,
    Rows,
    filled,
    places_of,
    readings,
    whole_of,
)
from workflow.definition.words import words
from workflow.model.compiling.compiled import compile_definition

if TYPE_CHECKING:
    from workflow.definition.read import Loaded

_APART = ("variants", "lifted")


def difference(one: "Loaded", two: "Loaded") -> tuple[Change, ...]:
    """Every difference between two definitions without errors, open places first."""
    return (*_places(one.data, two.data), *changes(bracketed(one), bracketed(two)))


def followed(one: "Loaded", two: "Loaded") -> tuple[Measure, ...]:
    """What follows from the differences, in figures, for every reading of both."""
    return differing(_figures(one), _figures(two))


def in_brackets(texts: list[str]) -> str:
    """Each text once, in brackets; alone without them."""
    found = [text for text in dict.fromkeys(texts) if text]
    return texts[0] if len(set(texts)) == 1 else "".join(f"[{text}]" for text in found)


def bracketed(loaded: "Loaded") -> Rows:
    """The data of a definition with brackets where a place is open.

    A row that only some alternatives bring is in brackets as a whole, not key by key.
    """
    read, data = whole_of(loaded), loaded.data
    for place in places_of(data):
        before = dict(_leaves(loaded.data, ()))
        rows = {path[:-1] for path in before}
        after = [
            dict(_leaves(filled(read, {place.name: name}, loaded.file).data, ()))
            for name in place.alternatives
        ]
        for path in dict.fromkeys(path for one in after for path in one):
            texts = [words(one.get(path)) for one in after if path in one or path[:-1] in rows]
            if any(one.get(path) != before.get(path) for one in after):
                data = _put(data, path, in_brackets(texts))
    return data


def _leaves(value: object, at: Path) -> Iterator[tuple[Path, object]]:
    """Every value that is no table, with its path; what is only said of places is left out."""
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            if at or key not in _APART:
                yield from _leaves(inner, (*at, str(key)))
    else:
        yield at, value


def _put(data: Rows, path: Path, text: str) -> Rows:
    key, rest = str(path[0]), path[1:]
    inner = data.get(key)
    under = inner if isinstance(inner, Mapping) else {}
    return {**data, key: _put(under, rest, text) if rest else text}


def _figures(loaded: "Loaded") -> Figures:
    found = [
        figures(compile_definition(one.whole.data, ""))
        for one in readings(whole_of(loaded), loaded.file)
    ]
    return tuple(
        (each[0][0], in_brackets([value for _, value in each])) for each in zip(*found, strict=True)
    )


def _places(one: Rows, two: Rows) -> Iterator[Change]:
    old = {place.name: place for place in places_of(one)}
    new = {place.name: place for place in places_of(two)}
    lifted = {place.name: place for place in places_of(two, "lifted")}
    before = {place.name for place in places_of(one, "lifted")}
    for name in dict.fromkeys((*old, *new, *lifted)):
        row = f"open place {name}"
        now = new.get(name) or lifted.get(name)
        if now is None:
            shown = in_brackets([a.text for a in old[name].alternatives.values()])
            yield Change(row=row, words="is gone; nothing says who lifted it", before=shown)
        elif name in new or name not in before:
            yield from _alternatives(row, old.get(name), now)
            yield from _lifted(row, now, two) if name in lifted else ()


def _alternatives(row: str, old: OpenPlace | None, new: OpenPlace) -> Iterator[Change]:
    """What was proposed, reworded or withdrawn meanwhile."""
    known: Mapping[str, Alternative] = old.alternatives if old else {}
    for name, one in new.alternatives.items():
        said = _proposed(one)
        if name not in known:
            words_ = f"[{name}] is proposed by {said}"
            yield Change(row=row, words=words_, after=one.text, basis=one.basis)
        elif known[name] != one:
            words_ = f"[{name}] of {said} is changed"
            yield Change(
                row=row, words=words_, before=known[name].text, after=one.text, basis=one.basis
            )
    for name in known:
        if name not in new.alternatives:
            one = known[name]
            words_ = f"[{name}] of {_proposed(one)} is withdrawn"
            yield Change(row=row, words=words_, before=one.text, basis=one.basis)


def _lifted(row: str, place: OpenPlace, data: Rows) -> Iterator[Change]:
    """What stands, by whom it was lifted, and what is set aside."""
    told = _row(data, place.name)
    chosen = place.alternatives[str(told["chosen"])]
    standing = place.chain(chosen.name)
    by = f" by {words(told['by'])}" if told.get("by") else ""
    said = f"brackets lifted{by}: [{chosen.name}] of {_proposed(chosen)} stands"
    shown = in_brackets([one.text for one in place.alternatives.values()])
    basis = words(told.get("basis")) or chosen.basis
    yield Change(row=row, words=said, before=shown, after=chosen.text, basis=basis)
    for one in place.alternatives.values():
        if one not in standing:
            said = f"[{one.name}] of {_proposed(one)} is set aside"
            yield Change(row=row, words=said, before=one.text, basis=one.basis)


def _row(data: Rows, name: str) -> Rows:
    table = data.get("lifted")
    row = table.get(name) if isinstance(table, Mapping) else None
    return row if isinstance(row, Mapping) else {}


def _proposed(one: Alternative) -> str:
    amends = f", amending [{one.amends}]" if one.amends else ""
    return f"{', '.join(one.by)}{amends}"
