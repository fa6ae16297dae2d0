"""The shape of open alternatives, and of what became of those whose brackets were lifted."""

from typing import Annotated

from pydantic import Field, PlainValidator, StrictBool, StrictInt

from workflow.definition.shapes.chart import BASIS, Row
from workflow.definition.shapes.text import Basis, Name, Names, Text, Version


def _any(value: object) -> object:
    """What may stand there is checked in its place, in each reading of the definition."""
    return value


Value = Annotated[
    object,
    PlainValidator(
        _any,
        json_schema_input_type=Text | StrictInt | StrictBool | list[Text] | dict[str, object],
    ),
]

_AT = "The path of the place, such as charts.review.states.comments.due."


class Alternative(Row):
    """One proposed text for an open place."""

    value: Value | None = Field(
        None,
        description="What stands at the place; the keys of a table are laid over the row there. "
        "Without it the place stays as it is.",
        examples=["2 weeks", {"guard": "agreed"}],
    )
    rows: dict[str, object] | None = Field(
        None,
        description="Rows elsewhere that it brings with it, as in a definition.",
        examples=[{"guards": {"agreed": {"basis": "R 15"}}}],
    )
    by: Names = Field(description="Who proposes it.", examples=["State A", ["State A", "State B"]])
    basis: Basis = Field(description=BASIS, examples=["R 12"])
    amends: Name | None = Field(
        None,
        description="The alternative that it amends: it is laid over that one.",
        examples=["two"],
    )


class OpenPlace(Row):
    """A place for which several texts are on the table: brackets."""

    at: Text = Field(description=_AT, examples=["charts.review.states.comments.due"])
    alternatives: dict[Name, Alternative] = Field(
        description="The texts on the table, at least two.",
        examples=[{"two": {"value": "2 weeks", "by": "State A", "basis": "R 12"}}],
    )


class Lifted(Row):
    """A place whose brackets were lifted: what stands, and everything that was proposed."""

    at: Text = Field(description=_AT, examples=["charts.review.states.comments.due"])
    chosen: Name = Field(description="The alternative that stands.", examples=["two"])
    by: Names | None = Field(None, description="Who lifted the brackets.", examples=["Conference"])
    basis: Basis | None = Field(None, description=BASIS, examples=["R 31"])
    in_: Version = Field(alias="in", description="The version in which it stands.", examples=[2])
    alternatives: dict[Name, Alternative] = Field(
        description="Everything that was proposed.",
        examples=[{"two": {"value": "2 weeks", "by": "State A", "basis": "R 12"}}],
    )
