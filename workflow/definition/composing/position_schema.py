"""The JSON Schema of a position, for editors: its elements, the axes, and rows as in a definition.

Made from the models the reader checks with, the shipped catalogue of axes and the schema of a
change. In rows, `KEY+` adds to a list and `KEY-` takes from it.
"""

from typing import cast

from workflow.definition.composing.axes import Axis, axes
from workflow.definition.composing.compose_models import Position
from workflow.definition.shapes.schema import DIALECT, Json, change_schema, tidy

_LIST_KEYS = {"+": "Adds to", "-": "Takes from"}


def position_schema() -> Json:
    """Return the schema as plain JSON values; every key has a description."""
    plain = cast(Json, tidy(Position.model_json_schema(by_alias=True)))
    rows = cast(dict[str, Json], plain.pop("$defs"))
    _properties(rows["Element"])["axes"] = _axes(_properties(rows["Element"])["axes"])
    told = _properties(rows["Change"]).pop("rows")
    whole = {"description": told["description"], "$ref": "#/$defs/ChangeRows"}
    _properties(rows["Change"])["rows"] = whole
    changed = {f"{'ChangeRows' if n == 'Change' else n}": _listed(r) for n, r in _changes()}
    return {"$schema": DIALECT, "title": "A position", **plain, "$defs": {**rows, **changed}}


def _changes() -> list[tuple[str, Json]]:
    return list(change_schema().items())


def _properties(row: Json) -> dict[str, Json]:
    return cast(dict[str, Json], row["properties"])


def _axes(before: Json) -> Json:
    """Each axis with its name for a hover, and the values it has in the catalogue."""
    known = {name: _axis(axis) for name, axis in axes().axes.items()}
    return {
        "description": before["description"],
        "type": "object",
        "properties": known,
        "additionalProperties": False,
    }


def _axis(axis: Axis) -> Json:
    values = [{"const": name, "description": one.words} for name, one in axis.values.items()]
    return {"description": f"The axis: {axis.name}.", "oneOf": values}


def _listed(row: Json) -> Json:
    """*row* with `KEY+` and `KEY-` beside each key that may be a list."""
    if "properties" not in row:
        return row
    more: dict[str, Json] = {}
    for key, one in _properties(row).items():
        if "'array'" in str(one):
            for sign, words in _LIST_KEYS.items():
                told = str(one.get("description", key)).rstrip(".")
                more[f"{key}{sign}"] = {**one, "description": f"{words} the list: {told}."}
    return {**row, "properties": {**_properties(row), **more}}
