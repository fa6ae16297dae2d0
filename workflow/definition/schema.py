"""The JSON Schema of a definition, for editors: completion, hover text, live errors.

Generated from the models the reader checks with, so that the two cannot drift apart. The
schema knows shape alone; what names mean is `definition check`'s to say.
"""

from typing import cast

from workflow.definition.models import Definition

Json = dict[str, object]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> Json:
    """Return the schema as plain JSON values; every key has a description."""
    generated = Definition.model_json_schema(by_alias=True)
    plain = cast(Json, _tidy(generated))
    return {"$schema": DIALECT, **plain, "title": "Definition of a peer review, language 1"}


def _tidy(value: object) -> object:
    """Take out what pydantic says for Python alone: null for absent, titles, defaults."""
    if isinstance(value, list):
        return [_tidy(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {k: _tidy(v) for k, v in value.items() if not _for_python(k, v)}
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
