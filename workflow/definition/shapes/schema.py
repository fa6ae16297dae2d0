"""The JSON Schema of a definition, for editors: completion, hover text, live errors.

Generated from the models the reader checks with, so that the two cannot drift apart. The
schema knows shape alone; what names mean is `definition check`'s to say. A file with
`extends` has the same keys, needs none of them but its own name, and may take rows away.
"""

from typing import cast

from workflow.definition.shapes.models import Definition

Json = dict[str, object]
_HEAD = ("definition", "version", "language", "title", "status")
_CHANGE = "Change"
_TOLD = ("description", "examples")
#: Words an editor offers where others may be written, too: by row and key.
_OFFERED: dict[tuple[str, str], tuple[str, ...]] = {
    ("Role", "is"): (
        "party under review",
        "experts",
        "secretariat",
        "body",
        "reviewing parties",
        "regional organization",
    ),
    ("Role", "nationals"): ("none",),
    ("Role", "members"): ("every State party",),
    ("State", "join"): ("all", "any", "majority"),
    ("Vote", "abstentions"): ("cast", "not cast"),
    ("Vote", "carried"): ("consensus", "2/3 of cast", "more than 1/2 of cast"),
    ("Event", "choice"): ("for", "against", "abstain"),
    ("Event", "from"): ("any",),
    ("Body", "counts"): ("ordinary", "extraordinary"),
    ("Time", "calendar"): ("un-vienna",),
    ("Document", "seen_by"): ("public", "closed"),
    ("Draft", "template"): ("awaited", "limit_passed", "reminder", "date_changed", "submitted"),
}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> Json:
    """Return the schema as plain JSON values; every key has a description."""
    generated = Definition.model_json_schema(by_alias=True)
    plain = cast(Json, tidy(generated))
    rows = _offered(cast(dict[str, Json], plain.pop("$defs")))
    changed = {f"{_CHANGE}{name}": _partial(row) for name, row in rows.items()}
    change = {**cast(Json, _partial(plain)), "required": [*_HEAD, "extends"]}
    return {
        "$schema": DIALECT,
        "title": "Definition of a peer review, language 1",
        "if": {"required": ["extends"]},
        "then": change,
        "else": plain,
        "$defs": {**rows, **changed},
    }


def scenario_schema() -> Json:
    """Return the schema of a file of scenarios."""
    from workflow.definition.scenario_models import File

    plain = cast(Json, tidy(File.model_json_schema(by_alias=True)))
    plain["$defs"] = _offered(cast(dict[str, Json], plain["$defs"]))
    return {"$schema": DIALECT, "title": "Scenarios of a definition", **plain}


def change_schema() -> dict[str, Json]:
    """The parts of a definition as a change writes them, by name; the whole is `Change`."""
    whole = schema()
    rows = cast(dict[str, Json], whole["$defs"])
    changed = {name: row for name, row in rows.items() if name.startswith(_CHANGE)}
    return {_CHANGE: {**cast(Json, whole["then"]), "required": []}, **changed}


def _offered(rows: dict[str, Json]) -> Json:
    """Let an editor offer the words that are usual, beside whatever else may be written."""
    for (name, key), words in _OFFERED.items():
        if name in rows:
            table = cast(dict[str, Json], rows[name]["properties"])
            told = {inner: value for inner, value in table[key].items() if inner in _TOLD}
            rest = {inner: value for inner, value in table[key].items() if inner not in _TOLD}
            table[key] = {**told, "anyOf": [{"enum": list(words)}, rest]}
    return dict(rows)


def _partial(value: object) -> object:
    """The schema of a part of *value*: nothing is needed, and `null` takes a row or key away."""
    if isinstance(value, list):
        return [_partial(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _partial(inner) for key, inner in value.items() if key != "required"}
    if "$ref" in kept:
        kept["$ref"] = str(kept["$ref"]).replace("#/$defs/", f"#/$defs/{_CHANGE}")
    for key in ("properties", "patternProperties"):
        if isinstance(kept.get(key), dict):
            kept[key] = {name: _or_null(one) for name, one in cast(Json, kept[key]).items()}
    if isinstance(kept.get("additionalProperties"), dict):
        kept["additionalProperties"] = _or_null(kept["additionalProperties"])
    return kept


def _or_null(one: object) -> Json:
    told = {key: inner for key, inner in cast(Json, one).items() if key in _TOLD}
    rest = {key: inner for key, inner in cast(Json, one).items() if key not in _TOLD}
    return {**told, "anyOf": [rest, {"type": "null"}]}


def tidy(value: object) -> object:
    """Take out what pydantic says for Python alone: null for absent, titles, defaults."""
    if isinstance(value, list):
        return [tidy(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {k: tidy(v) for k, v in value.items() if not _for_python(k, v)}
    forms = kept.get("anyOf")
    if isinstance(forms, list):
        rest = [form for form in forms if form != {"type": "null"}]
        if len(rest) == 1:
            del kept["anyOf"]
            kept = {**rest[0], **kept}
        else:
            kept["anyOf"] = rest
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    return kept


def _for_python(key: str, value: object) -> bool:
    return (key == "default" and value is None) or (key == "title" and isinstance(value, str))
