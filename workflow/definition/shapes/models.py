"""The shape of a definition: every key, its type, and the words an editor shows for it.

Shape only. Whether names are declared and whether the review can end is asked in
`workflow.definition.checks.check`. The JSON Schema is generated from these classes.
"""

from typing import Literal

from pydantic import Field

from workflow.definition.shapes.axes import Composed as Composed
from workflow.definition.shapes.axes import Statement as Statement
from workflow.definition.shapes.bodies import Body as Body
from workflow.definition.shapes.bodies import Meeting as Meeting
from workflow.definition.shapes.chart import BASIS, Chart, MetBy, Row
from workflow.definition.shapes.scope import Cluster as Cluster
from workflow.definition.shapes.scope import SourcesAllowed as SourcesAllowed
from workflow.definition.shapes.text import Amount, Basis, Flag, Key, Name, Names, Text, Version
from workflow.definition.shapes.variants import Lifted as Lifted
from workflow.definition.shapes.variants import OpenPlace as OpenPlace


class Time(Row):
    """How days are counted."""

    zone: Text | None = Field(
        None,
        description="IANA zone of every date. Default: Europe/Vienna.",
        examples=["Europe/Vienna"],
    )
    calendar: Text | None = Field(
        None, description="The calendar of working days.", examples=["un-vienna"]
    )
    roll: Literal["none", "forward", "back"] | None = Field(
        None, description="What becomes of a last day off. Default: none.", examples=["forward"]
    )
    met_by: MetBy | None = Field(
        None,
        description="Which date of a communication is in time. Default: receipt.",
        examples=["receipt"],
    )
    basis: Basis | None = Field(None, description=BASIS, examples=["assumed"])


class Role(Row):
    """Who takes part."""

    is_: Text = Field(
        alias="is",
        description="party under review, experts, secretariat, body, reviewing parties, regional "
        "organization, or 'person of ROLE'.",
        examples=["party under review", "person of state_under_review"],
    )
    same_region: Amount | None = Field(
        None, description="How many of the State's own regional group.", examples=["at least 1"]
    )
    other_region: Amount | None = Field(
        None, description="How many of another regional group.", examples=["at least 1"]
    )
    nationals: Amount | None = Field(
        None, description="How many nationals of the State.", examples=["none (assumed)"]
    )
    appointed_by: Amount | None = Field(
        None, description="By how many other parties.", examples=["at least 2 other parties"]
    )
    size: Amount | None = Field(
        None,
        description="How many members: 'at least 2', '2 to 2', 'at most 5'; 2 alone is at least 2.",
        examples=["at least 2", "4 to 5"],
    )
    covers: Text | None = Field(
        None, description="Shown, not enforced.", examples=["every instrument"]
    )
    members: Text | None = Field(
        None,
        description="Who its members are, in words; 'every State party' makes each a member.",
        examples=["every State party"],
    )
    for_: Text | None = Field(
        None,
        alias="for",
        description="For what it is there: 'each instrument that ROLE lack', or other words.",
        examples=["each instrument that reviewers lack"],
    )
    basis: Basis | None = Field(None, description=BASIS, examples=["C 15"])


class Fact(Row):
    """What is recorded, and by whom."""

    is_: Literal[
        "text", "consent", "number", "date", "boolean", "yes_no", "choice", "instruments"
    ] = Field(
        alias="is",
        description="What kind of thing is recorded. 'instruments': those chosen for the review.",
        examples=["consent", "instruments"],
    )
    by: Names = Field(description="The role, or roles, that record it.", examples=["team"])
    of: Names | None = Field(
        None, description="The words of a choice.", examples=[["on_site", "remote"]]
    )
    many: Flag | None = Field(
        None, description="true: recorded again and again, each kept.", examples=[True]
    )
    until: Text | None = Field(
        None, description="A step after whose entry it stays as it is.", examples=["visit"]
    )
    assistance: Flag | None = Field(
        None, description="true: it is about technical assistance.", examples=[True]
    )
    sealed: Text | None = Field(
        None,
        description="Of a text: why no view shows it, in words; each reading is then an act.",
        examples=["information submitted is kept confidential by the Secretariat"],
    )
    basis: Basis | None = Field(None, description=BASIS, examples=["C 15"])


class Document(Row):
    """A kind of document, and who may read it besides its author."""

    sections: Names | None = Field(
        None, description="The sections it has.", examples=[["strengths", "weaknesses"]]
    )
    may_have: Names | None = Field(
        None, description="Sections it may have.", examples=[["recommendations"]]
    )
    seen_by: Names | None = Field(
        None,
        description="Roles, or 'public', or 'closed'. Default: closed.",
        examples=[["team", "secretariat"], "public"],
    )
    sealed: Text | None = Field(
        None,
        description="Why no view shows what was handed in, in words; each reading is then an act.",
        examples=["information submitted is kept confidential by the Secretariat"],
    )
    derived_from: Name | None = Field(
        None, description="The document it is made of.", examples=["final_report"]
    )
    languages: Names | None = Field(
        None,
        description="The languages it comes in, that of the original first; told by --language.",
        examples=[["en", "fr"]],
    )
    limit: Text | None = Field(
        None,
        description="How long it may be, in words or pages; told by --length.",
        examples=["500 words", "30 pages (assumed)"],
    )
    effect: Literal["incorporated", "appended", "observed", "blocks"] | None = Field(
        None,
        description="What such a comment does to the document it is about. 'blocks': nobody else "
        "leads on while it stands.",
        examples=["appended"],
    )
    source: Name | None = Field(
        None,
        description="The kind of source it is from, held against 'sources_allowed'.",
        examples=["state", "civil_society"],
    )
    from_: Names | None = Field(
        None,
        alias="from",
        description="The role, or roles, that may hand it in. Default: whoever may act.",
        examples=["state_under_review"],
    )
    otherwise: Text | None = Field(
        None,
        description="What is said to any other who hands it in.",
        examples=["responses are the State's own"],
    )
    assistance: Flag | None = Field(
        None, description="true: it is about technical assistance.", examples=[True]
    )
    basis: Basis | None = Field(None, description=BASIS, examples=["C 16"])


class Guard(Row):
    """A condition, and the words in which the engine answers when it does not hold."""

    that: Text = Field(
        description="What must hold.", examples=["visit_consent is given", "no hearing is open"]
    )
    otherwise: Text = Field(
        description="What is said if it does not.",
        examples=["a visit takes place only with the agreement of the State under review"],
    )
    house: Flag | None = Field(
        None, description="true: our own rule, not a State's.", examples=[True]
    )
    warns: Flag | None = Field(
        None,
        description="true: the act takes effect all the same, and its entry carries the words.",
        examples=[True],
    )
    basis: Basis | None = Field(None, description=BASIS, examples=["C 15"])


class Definition(Row):
    """One design of a review: its words, its people, its charts."""

    definition: Text = Field(
        description="The name, in small letters, digits and '-'.",
        pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
        examples=["france-2009"],
    )
    version: Version = Field(description="Counts the changes of this design.", examples=[1])
    language: Version = Field(description="The version of this language: 1.", examples=[1])
    title: Text = Field(description="What people call it.", examples=["Country review"])
    status: Literal[
        "proposal", "position", "illustration", "deferred", "pilot", "unconfirmed", "active"
    ] = Field(description="What it is. Only 'active' runs real reviews.", examples=["proposal"])
    decision: Text | None = Field(
        None,
        description="The decision that made it active.",
        examples=["Conference, resolution 5/5"],
    )
    awaits: Names | None = Field(
        None,
        description="What a deferred design waits for, in words.",
        examples=["the experience with another review"],
    )
    extends: Text | None = Field(
        None,
        description="The definition it changes: a name, or a path beginning with './'.",
        examples=["france-2009"],
    )
    composed: Composed | None = Field(
        None,
        description="What the design was composed of.",
        examples=[{"base": "france-2009", "with": ["canada"]}],
    )
    axes: dict[Key, dict[Name, Statement]] | None = Field(
        None,
        description="What was said on each axis of the comparison, value by value.",
        examples=[{"X5": {"as_necessary": {"by": "France", "basis": "C 15"}}}],
    )
    positions: list[Text] | None = Field(
        None, description="Overlays. Read, not run yet.", examples=[["belgium"]]
    )
    variants: dict[Name, OpenPlace] | None = Field(
        None,
        description="Places for which several texts are on the table. No cycle runs on them.",
        examples=[{"comment_period": {"at": "charts.review.states.comments.due"}}],
    )
    lifted: dict[Name, Lifted] | None = Field(
        None,
        description="Places whose brackets were lifted, with everything that was proposed.",
        examples=[
            {"size": {"at": "roles.team.size", "chosen": "two", "in": 2, "alternatives": {}}}
        ],
    )
    sources: dict[Key, Text] | None = Field(
        None, description="What the basis of a row cites.", examples=[{"C": "Compilation, 2009"}]
    )
    instruments: list[Name] | None = Field(
        None, description="The treaties under review.", examples=[["untoc", "tip"]]
    )
    clusters: dict[Name, Cluster] | None = Field(
        None,
        description="Clusters of issues, each answered by one authority.",
        examples=[{"judiciary": {"issues": "what judges answer on", "basis": "C 11"}}],
    )
    time: Time | None = Field(None, description="How days are counted.")
    steps: Literal["not established"] | None = Field(
        None,
        description="'not established': of the review nothing is known that could be run. "
        "Then 'charts' and 'roles' may be empty.",
        examples=["not established"],
    )
    roles: dict[Name, Role] = Field(
        description="Who takes part.", examples=[{"team": {"is": "experts", "basis": "C 15"}}]
    )
    bodies: dict[Name, Body] | None = Field(None, description="Bodies that meet.")
    meetings: dict[Name, Meeting] | None = Field(None, description="Meetings of bodies.")
    facts: dict[Name, Fact] | None = Field(
        None,
        description="What is recorded.",
        examples=[
            {"visit_consent": {"is": "consent", "by": "state_under_review", "basis": "C 15"}}
        ],
    )
    documents: dict[Name, Document] | None = Field(
        None, description="Who may read what.", examples=[{"draft_report": {"basis": "C 16"}}]
    )
    sources_allowed: SourcesAllowed | None = Field(
        None,
        description="Which kinds of source a review rests on. Default: all.",
        examples=[{"of": ["state"], "basis": "C 19"}],
    )
    guards: dict[Name, Guard] | None = Field(
        None, description="Conditions with their words and their paragraph."
    )
    charts: dict[Name, Chart] = Field(description="States and events, chart by chart.")
