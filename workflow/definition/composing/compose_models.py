"""The shape of a position: what one State, or one quantifier, said, element by element."""

from pydantic import Field

from workflow.definition.shapes.chart import BASIS, Row
from workflow.definition.shapes.text import Basis, Key, Name, Names, Text, Version


class Change(Row):
    """Rows that an element adds or changes, in a base that has what `in` names."""

    in_: Names | None = Field(
        None,
        alias="in",
        description="Paths that the base has, such as charts.review.events.use_source.",
    )
    without: Names | None = Field(None, description="Paths that the base does not have.")
    rows: dict[str, object] = Field(
        description="Rows as in a definition; 'KEY+' adds to a list, 'KEY-' takes from it, null "
        "takes a row away."
    )


class Element(Row):
    """One thing that was said."""

    verb: Text = Field(description="With which force: should, could, suggested, favoured.")
    words: Text = Field(description="What was said, in our words.")
    basis: Basis = Field(description=BASIS)
    by: Names | None = Field(None, description="Whose it is, where not that of the position.")
    quantifier: Text | None = Field(None, description="The quantifier that stays with it.")
    axes: dict[Key, Name] = Field(description="The value on each axis it speaks of.")
    sets: list[Change] | None = Field(None, description="What it changes in a base.")
    note: Names | None = Field(None, description="What of it does not act, and why.")


class Of(Row):
    """Who holds the position."""

    state: Text | None = Field(None, description="The State, as the compilation names it.")
    code: Text | None = Field(None, description="Its three letters.")
    quantifier: Names | None = Field(None, description="The quantifier or quantifiers.")


class Position(Row):
    """A small overlay: it runs only when composed with a base."""

    position: Text = Field(description="The name.", pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
    language: Version = Field(description="The version of the language: 1.")
    title: Text = Field(description="What people call it.")
    of: Of = Field(description="Who holds it.")
    sources: dict[Key, Text] = Field(description="What the basis of an element cites.")
    elements: dict[Name, Element] = Field(description="What was said, element by element.")
