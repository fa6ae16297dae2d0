"""Folding entries into rows: the only way a row comes to be.

`Rows` is one review's rows (or a whole store's) by kind and id. `evolve` is incremental,
as the store's tables are kept; `fold` reads a history with two time axes: as known at a
moment and as of a day, with what was annulled left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from workflow.model.rows.entry import Effect, Entry
from workflow.model.rows.records import TYPES, Row, row_of, values_of

Table = Mapping[str, Row]
Rows = Mapping[str, Table]


def nothing() -> dict[str, dict[str, Row]]:
    """No rows of any kind: where every fold begins."""
    return {kind: {} for kind in TYPES}


def apply(rows: dict[str, dict[str, Row]], effects: Iterable[Effect]) -> None:
    """Apply *effects* to *rows* in place.

    Raises:
        KeyError: an effect speaks of a row or a kind that is not there.
    """
    for effect in effects:
        if "new" in effect:
            made = row_of(str(effect["new"]), effect["row"])  # type: ignore[arg-type]
            rows[made.kind][made.id] = made
        elif "set" in effect:
            table = rows[str(effect["set"])]
            table[str(effect["id"])] = changed(table[str(effect["id"])], effect["to"])  # type: ignore[arg-type]
        else:
            del rows[str(effect["gone"])][str(effect["id"])]


def merged(effects: Iterable[Effect]) -> list[Effect]:
    """Return effects that come to the same: a row that is set twice, or made and set, once."""
    found: list[Effect] = []
    place: dict[tuple[object, object], int] = {}
    for effect in effects:
        if "set" not in effect:
            row = cast(Mapping[str, object], effect.get("row") or effect)
            place[effect.get("new") or effect["gone"], row["id"]] = len(found)
            found.append(effect)
            continue
        key = (effect["set"], effect["id"])
        if key in place:
            found[place[key]] = _with(found[place[key]], effect)
        else:
            place[key] = len(found)
            found.append(effect)
    return found


def _with(before: Effect, after: Effect) -> Effect:
    part = "row" if "new" in before else "to"
    old, new = (cast(Mapping[str, object], each) for each in (before[part], after["to"]))
    return {**before, part: {**old, **new}}


def changed(row: Row, to: Mapping[str, object]) -> Row:
    """Return *row* with the columns of *to*; lists become tuples."""
    given: dict[str, object] = values_of(row)  # type: ignore[assignment]  # wider values
    for name, value in to.items():
        given[name] = tuple(value) if isinstance(value, list) else value
    return TYPES[row.kind](**given)  # type: ignore[arg-type]  # JSON values


def evolve(rows: Rows, entry: Entry) -> Rows:
    """Return the rows as they stand after *entry*; *rows* is not touched."""
    after = {kind: dict(table) for kind, table in rows.items()}
    apply(after, entry.undo())
    apply(after, entry.effects())
    return after


def fold(
    entries: Iterable[Entry], *, as_known: str | None = None, as_of: str | None = None
) -> Rows:
    """Return the rows a history leads to.

    Args:
        as_known: a moment (as in entries); later recorded entries are not yet known.
        as_of: a day; of the known entries, those that happened by then. What one of them
            did to a row that an entry of a later day had made is left out with that row.
    """
    known = [e for e in entries if as_known is None or e.at <= as_known]
    void = {seq for entry in known for seq in entry.voids()}
    rows = nothing()
    for entry in known:
        if entry.seq not in void and (as_of is None or entry.on <= as_of):
            effects = entry.effects()
            apply(rows, effects if as_of is None else _there(rows, effects))
    return rows


def _there(rows: dict[str, dict[str, Row]], effects: Iterable[Effect]) -> Iterator[Effect]:
    """The effects that speak of rows that are there, asked one by one as they are applied."""
    for effect in effects:
        kind = effect.get("set") or effect.get("gone")
        if kind is None or effect["id"] in rows[str(kind)]:
            yield effect


def difference(before: Rows, after: Rows) -> tuple[Effect, ...]:
    """Return the effects that lead from *before* to *after*, in a stable order."""
    effects: list[Effect] = []
    for kind in TYPES:
        old, new = before.get(kind, {}), after.get(kind, {})
        effects += [{"gone": kind, "id": key} for key in sorted(old.keys() - new.keys())]
        effects += [
            {"new": kind, "row": values_of(new[key])} for key in sorted(new.keys() - old.keys())
        ]
        effects += [
            {"set": kind, "id": key, "to": _changes(old[key], new[key])}
            for key in sorted(old.keys() & new.keys())
            if old[key] != new[key]
        ]
    return tuple(effects)


def _changes(old: Row, new: Row) -> dict[str, object]:
    before, after = values_of(old), values_of(new)
    return {name: value for name, value in after.items() if before[name] != value}
