"""The kinds of values a definition has: a name, a line of text, one or a list of them.

Each is strict (no text becomes a number) and yields one error, at its own place, however
it may be written; the JSON Schema shows the forms an editor should offer.
"""

from collections.abc import Callable
from typing import Annotated

from pydantic import Field, PlainValidator, StrictBool, StrictInt, StrictStr, StringConstraints
from pydantic_core import PydanticCustomError

NAME_PATTERN = r"^[a-z][a-z0-9_]{0,59}$"
Text = Annotated[StrictStr, StringConstraints(min_length=1, max_length=2000)]
Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.-]{0,39}$")]
Version = Annotated[StrictInt, Field(ge=1, le=9999)]
Flag = StrictBool
Count = Annotated[StrictInt, Field(ge=1, le=9999)]


def _one_or_many(what: str) -> Callable[[object], str | list[str]]:
    def check(value: object) -> str | list[str]:
        if isinstance(value, str) and value:
            return value
        if isinstance(value, list) and value and all(isinstance(v, str) and v for v in value):
            return value
        raise PydanticCustomError("form", "it must be {what}", {"what": what})

    return check


def _number_or_text(value: object) -> str | int:
    if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
        return value
    raise PydanticCustomError(
        "form", "it must be {what}", {"what": "a number or words such as 'at least 1' or 'none'"}
    )


def _schema(what: str) -> PlainValidator:
    return PlainValidator(
        _one_or_many(what),
        json_schema_input_type=Text | Annotated[list[Text], Field(min_length=1)],
    )


Names = Annotated[str | list[str], _schema("a name or a list of names")]
Target = Annotated[str | list[str], _schema("a step, or a list of lines 'STEP if CONDITION'")]
Basis = Annotated[
    str | list[str],
    _schema("a source such as 'C 15', the word assumed, or a list of these"),
]
Amount = Annotated[
    str | int,
    PlainValidator(
        _number_or_text, json_schema_input_type=Text | Annotated[StrictInt, Field(ge=0)]
    ),
]
