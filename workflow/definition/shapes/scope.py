"""The shape of what a review is about and rests on: clusters of issues, kinds of source."""

from pydantic import Field

from workflow.definition.shapes.chart import BASIS, Row
from workflow.definition.shapes.text import Basis, Count, Name, Names, Text


class Cluster(Row):
    """A cluster of issues of one review, with the authority that answers on them."""

    issues: Text = Field(
        description="The issues, in words.", examples=["mutual legal assistance and extradition"]
    )
    authority: Text | None = Field(
        None,
        description="The category of national authority that answers, in words.",
        examples=["border officials"],
    )
    turn: Count | None = Field(
        None,
        description="Its place in the order, where a step opens clusters one after another.",
        examples=[2],
    )
    instruments: list[Name] | None = Field(
        None,
        description="The instruments its issues are of. Opened where one of them is under review. "
        "Default: all.",
        examples=[["first_treaty"]],
    )
    basis: Basis | None = Field(None, description=BASIS, examples=["C 11"])


class SourcesAllowed(Row):
    """Which kinds of source a review rests on."""

    of: Names = Field(description="The kinds that are allowed.", examples=[["state"]])
    otherwise: Text | None = Field(
        None,
        description="What is said to a document of any other kind.",
        examples=["a review rests solely on what States themselves provide"],
    )
    basis: Basis | None = Field(None, description=BASIS, examples=["C 19"])
