"""The shape of what a design says on the axes, and of what it was composed of."""

from pydantic import Field

from workflow.definition.shapes.chart import BASIS, Row
from workflow.definition.shapes.text import Basis, Names, Text


class Statement(Row):
    """What was said on one axis of the comparison: by whom, and where."""

    by: Names = Field(
        description="The State, States or quantifier.", examples=["Finland", "great majority"]
    )
    basis: Basis = Field(description=BASIS, examples=["C 20"])
    verb: Text | None = Field(
        None, description="With which force it was said.", examples=["suggested"]
    )
    quantifier: Text | None = Field(
        None, description="The quantifier that stays with it.", examples=["some"]
    )
    set_aside: Text | None = Field(
        None, description="What prevails over it, in words.", examples=["K3: China 19 prevails"]
    )


class Composed(Row):
    """What the design was composed of."""

    base: Text = Field(description="The design it began with.", examples=["france-2009"])
    with_: list[Text] = Field(
        alias="with", description="The positions laid over it.", examples=[["canada"]]
    )
    prefer: list[Text] | None = Field(
        None, description="Which side prevails in which conflict.", examples=[["X4=canada"]]
    )
