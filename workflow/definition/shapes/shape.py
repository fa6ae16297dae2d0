"""Shape: every key known, every value of its type. From pydantic's errors to findings.

What is wrong is taken out of the data, so that the later checks can go on with the rest;
its path is kept, so that they do not speak of what only follows from it. A misspelt
`holdr` is one finding, not a second that a holder is missing.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import ValidationError

from workflow.definition.findings import Found, Path
from workflow.definition.shapes import chart as models_chart
from workflow.definition.shapes import models
from workflow.definition.shapes import variants as models_variants
from workflow.definition.shapes.chart import Row
from workflow.errors import near

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_ROWS: dict[str, type[Row]] = {
    "roles": models.Role,
    "facts": models.Fact,
    "documents": models.Document,
    "guards": models.Guard,
    "bodies": models.Body,
    "clusters": models.Cluster,
    "meetings": models.Meeting,
    "charts": models_chart.Chart,
    "states": models_chart.State,
    "events": models_chart.Event,
    "reminders": models_chart.Reminder,
    "variants": models_variants.OpenPlace,
    "alternatives": models_variants.Alternative,
    "lifted": models_variants.Lifted,
}
_PARTS: dict[str, type[Row]] = {
    "time": models.Time,
    "vote": models_chart.Vote,
    "silence": models_chart.Silence,
    "composed": models.Composed,
}
#: What people write who know another notation.
_MEANT = {
    "deadline": "due",
    "timeout": "on_timeout",
    "owner": "holder",
    "actor": "by",
    "role": "by",
    "when": "guard",
    "if": "guard",
    "guards": "guard",
    "target": "to",
    "goto": "to",
    "transitions": "events",
    "steps": "states",
    "type": "is",
    "kind": "is",
    "message": "otherwise",
    "source": "basis",
    "name": "definition",
    "end": "final",
}
_TABLES = {"dict_type", "model_type", "model_attributes_type", "dict_attributes_type"}
_FORMS = {
    "string_type": "a text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "list_type": "a list",
    "string_too_short": "a text that is not empty",
    "string_too_long": "a text of at most 2,000 characters",
    "greater_than_equal": "a number of at least 1",
    "less_than_equal": "a number of at most 9999",
}


@dataclass(slots=True)
class Shaped:
    """The data with what is wrong taken out, and what was found."""

    data: dict[str, object]
    found: list[Found] = field(default_factory=list)
    spoiled: set[Path] = field(default_factory=set)


def shape(data: Mapping[str, object], spoiled: frozenset[Path]) -> Shaped:
    """Check *data* against the models; what was *spoiled* in reading is passed over."""
    shaped = Shaped(deepcopy(dict(data)), spoiled=set(spoiled))
    for path in spoiled:
        (_replace if path and model_at(path) else _remove)(shaped.data, path)
    try:
        models.Definition.model_validate(data)
    except ValidationError as error:
        errors = sorted(error.errors(include_url=False), key=_last)
        for detail in errors:
            _take(detail, shaped)
    return shaped


def _last(detail: "ErrorDetails") -> int:
    """Missing keys come last: a misspelt key may be the one that is missing."""
    return 1 if detail["type"] == "missing" else 0


def _take(detail: "ErrorDetails", shaped: Shaped) -> None:
    """Turn one error of pydantic into a finding, and take its value out."""
    path: Path = detail["loc"]
    at_key = bool(path) and path[-1] == "[key]"
    if at_key:
        path = path[:-1]
    kind = detail["type"]
    if kind != "missing" and any(path[: n + 1] in shaped.spoiled for n in range(len(path))):
        return
    shaped.found.extend(_found(kind, path, detail, shaped) if not at_key else [_not_name(path)])
    shaped.spoiled.add(path)
    if kind in _TABLES:
        _replace(shaped.data, path)
    elif not at_key:
        _remove(shaped.data, path)


def _found(kind: str, path: Path, detail: "ErrorDetails", shaped: Shaped) -> Iterator[Found]:
    value = detail["input"]
    if kind == "missing":
        if path not in shaped.spoiled:
            yield _missing(path)
    elif kind == "extra_forbidden":
        yield _unknown(path, shaped)
    elif kind == "literal_error":
        yield _not_listed(path, value)
    elif kind == "string_pattern_mismatch":
        yield _not_name(path, str(value))
    else:
        form = detail.get("ctx", {}).get("what", "") if kind == "form" else _FORMS.get(kind, "")
        yield _wrong_type(path, value, "a table of keys" if kind in _TABLES else form)


def _missing(path: Path) -> Found:
    model, key = model_at(path[:-1]), str(path[-1])
    told = described(model, key) if model else ""
    row = f" in {path[-2]!r}" if len(path) > 1 else ""
    return Found("D103", path[:-1], f"the key {key!r} is missing{row}", told, at_key=True)


def _unknown(path: Path, shaped: Shaped) -> Found:
    key, model = str(path[-1]), model_at(path[:-1])
    known = keys_of(model) if model else ()
    meant = _MEANT.get(key, "")
    hint = f"did you mean {meant!r}?" if meant in known else near(key, known)
    for name in known:
        if f"{name!r}" in hint and hint.startswith("did you mean"):
            shaped.spoiled.add((*path[:-1], name))
    where = f" in {path[-2]!r}" if len(path) > 1 else ""
    return Found("D101", path, f"{key!r} is not a key{where}", hint, at_key=True)


def _not_listed(path: Path, value: object) -> Found:
    model = model_at(path[:-1])
    known = choices(model, str(path[-1])) if model else ()
    message = f"{path[-1]!r} is {shown(value)}, which is not one of its words"
    hint: str = near(str(value), known)
    if path[-1] == "phase" and "known here" not in hint:
        hint = f"{hint} the phases are {', '.join(known)}"
    return Found("D104", path, message, hint)


def _not_name(path: Path, value: str | None = None) -> Found:
    dashed = value is not None and path == ("definition",)
    signs = "small letters, digits and '-'" if dashed else "small letters, digits and _"
    hint = f"a name begins with a small letter and is made of {signs}"
    name = shown(path[-1] if value is None else value)
    return Found("D105", path, f"{name} is not a name", hint, at_key=value is None)


def _wrong_type(path: Path, value: object, form: str) -> Found:
    if isinstance(value, list):
        wrong = [n for n, line in enumerate(value) if not isinstance(line, str) or not line]
        if wrong and form.endswith(("names", "these", "CONDITION'")):
            path, value = (*path, wrong[0]), value[wrong[0]]
    inside = len(path) > 1 and isinstance(path[-1], int)
    what = f"{path[-2]!r} holds" if inside else f"{path[-1]!r} is" if path else "the file is"
    message = f"{what} {shown(value)}"
    return Found("D102", path, message, f"write {form}" if form else "")


def shown(value: object) -> str:
    """Return *value* as a message shows it, short."""
    if isinstance(value, Mapping):
        return "a table of keys"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if isinstance(value, bool):
        return str(value).lower()
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def model_at(path: Path) -> type[Row] | None:
    """The model of the row that *path* leads to, if it is a row."""
    if not path:
        return models.Definition
    last = path[-1]
    if path[0] == "axes" and len(path) == 3:
        return models.Statement
    if last in _PARTS:
        return _PARTS[str(last)]
    section = path[-2] if len(path) > 1 else None
    return _ROWS.get(str(section)) if section else None


def keys_of(model: type[Row]) -> tuple[str, ...]:
    """The keys a row may have, as written in the file."""
    return tuple(info.alias or name for name, info in model.model_fields.items())


def described(model: type[Row], key: str) -> str:
    """What *key* means, with an example, in one line."""
    for name, info in model.model_fields.items():
        if key in (info.alias, name):
            example = f", such as {info.examples[0]!r}" if info.examples else ""
            return f"{key}: {(info.description or '').removesuffix('.')}{example}"
    return ""


def choices(model: type[Row], key: str) -> tuple[str, ...]:
    """The words *key* may be, from the model's schema."""
    schema = model.model_json_schema(by_alias=True)
    own = schema.get("$defs", {}).get(model.__name__, schema)  # a row that may hold its like
    properties = own.get("properties", {})
    forms = [properties.get(key, {}), *properties.get(key, {}).get("anyOf", [])]
    return tuple(str(word) for form in forms for word in form.get("enum", ()))


def _remove(data: dict[str, object], path: Path) -> None:
    owner = _owner(data, path)
    last = path[-1] if path else ""
    if isinstance(owner, dict) and isinstance(last, str):
        owner.pop(last, None)
    elif isinstance(owner, list) and path[:-1]:
        _remove(data, path[:-1])


def _replace(data: dict[str, object], path: Path) -> None:
    owner = _owner(data, path)
    if isinstance(owner, dict) and isinstance(path[-1], str):
        owner[path[-1]] = {}


def _owner(data: object, path: Path) -> object:
    """The table or list that holds the value at *path*; None if it is gone."""
    for step in path[:-1]:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data
