"""What was said on each axis, written into a composed design: whose, with which force.

A value that several hold stands once, with all of them; one that was set aside stays, and
says what prevails over it.
"""

from collections.abc import Iterable, Mapping, Sequence

from workflow.definition.composing.axes import Statement
from workflow.definition.composing.compose_position import Overlay
from workflow.definition.composing.resolve_merge import Merged, Source, lines
from workflow.definition.findings import Path

Rows = dict[str, dict[str, object]]


def with_statements(merged: Merged, said: Iterable[Statement], overlays: Sequence[Overlay]) -> None:
    """Write *said* under `axes` of *merged*; the base's rows are there already."""
    table: dict[str, Rows] = {
        axis: {value: dict(row) for value, row in values.items()}
        for axis, values in _tables(merged.data.get("axes")).items()
    }
    files = {overlay.name: overlay.file for overlay in overlays}
    for statement in said:
        _write(table.setdefault(statement.axis, {}), statement)
        if statement.of in files:
            path: Path = ("axes", statement.axis, statement.value)
            source = Source(files[statement.of], statement.of, statement.basis)
            merged.sources.setdefault(path, source)
    if table:
        merged.data["axes"] = {axis: table[axis] for axis in _in_order(table)}


def _write(rows: Rows, statement: Statement) -> None:
    row = rows.get(statement.value)
    if row is None:
        row = rows[statement.value] = {"by": _one_or_many(statement.by)}
        row |= {"verb": statement.verb} if statement.verb else {}
        row |= {"quantifier": statement.quantifier} if statement.quantifier else {}
        row["basis"] = _one_or_many(statement.basis.split(", "))
    else:
        row["by"] = _one_or_many((*lines(row["by"]), *statement.by))
        row["basis"] = _one_or_many((*lines(row["basis"]), *statement.basis.split(", ")))
    if statement.set_aside:
        row["set_aside"] = statement.set_aside


def _one_or_many(names: Iterable[str]) -> str | list[str]:
    found = list(dict.fromkeys(names))
    return found[0] if len(found) == 1 else found


def _in_order(table: Mapping[str, object]) -> list[str]:
    """X1, X2 … X8a, X8b … X14, then what is recorded beside them."""

    def order(axis: str) -> tuple[bool, int, str]:
        digits = "".join(sign for sign in axis if sign.isdecimal())
        return not digits, int(digits or 0), axis

    return sorted(table, key=order)


def _tables(value: object) -> dict[str, Rows]:
    return value if isinstance(value, dict) else {}
