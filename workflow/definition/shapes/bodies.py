"""The shape of bodies that meet, and of the meetings that a review is bound to."""

from typing import Literal

from pydantic import Field

from workflow.definition.shapes.chart import BASIS, Row
from workflow.definition.shapes.text import Basis, Name, Names, Text


class Body(Row):
    """A body that meets."""

    calendar: Text | None = Field(None, description="Its calendar.", examples=["plenary"])
    counts: Names | None = Field(
        None, description="Which meetings count. Default: ordinary.", examples=["ordinary"]
    )
    zone: Text | None = Field(None, description="Its IANA zone.", examples=["Europe/Vienna"])
    basis: Basis | None = Field(None, description=BASIS, examples=["assumed"])


class Meeting(Row):
    """A meeting that a review is bound to."""

    of: Name = Field(description="The body that meets.", examples=["plenary"])
    is_: Text = Field(
        alias="is",
        description="Which meeting.",
        examples=["first at least 10 months after review.started"],
    )
    for_: Text | None = Field(
        None,
        alias="for",
        description="The step taken at it. Default: the one whose holder is the body.",
        examples=["adoption"],
    )
    on_miss: Literal["next", "wait"] | None = Field(
        None,
        description="What happens when it is missed: the next is meant, or it waits. "
        "Default: wait.",
        examples=["next"],
    )
    basis: Basis | None = Field(None, description=BASIS, examples=["assumed"])
