"""The shape of charts, states and events. The descriptions are the hover text of editors."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from workflow.definition.shapes.text import Amount, Basis, Count, Flag, Name, Names, Target, Text

Phase = Literal[
    "self_assessment",
    "expert_analysis",
    "dialogue",
    "visit",
    "draft",
    "comments",
    "final",
    "follow_up",
]
MetBy = Literal["receipt", "dispatch"]
BASIS = "Where it is said: a source and its paragraphs, or 'assumed'."


class Row(BaseModel):
    """A table of the definition: no key but those named."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Vote(Row):
    """A vote in a step: who votes, when it is valid, what carries."""

    by: Text = Field(
        description="The electorate: the members of a body or team when the step is entered.",
        examples=["plenary", "plenary except party under review"],
    )
    quorum: Text | None = Field(
        None,
        description="How many must have acted: a share, or a number of members.",
        examples=["1/2 of members", "at least 3"],
    )
    carried: Names = Field(
        description="Each line must hold: a share of cast, members, entitled or present, or "
        "'consensus', 'consensus minus 1'.",
        examples=[["2/3 of cast", "more than 1/2 of members"], "consensus minus 1"],
    )
    abstentions: Text | None = Field(
        None,
        description="Whether an abstention counts as cast: 'cast', or by default 'not cast'.",
        examples=["not cast"],
    )
    closes: Text | None = Field(
        None,
        description="How long it is open, from entering the step. Without it, only the last vote "
        "or an event that closes it ends it.",
        examples=["5 working days (assumed)"],
    )
    then: dict[Name, Target] = Field(
        description="For each result, carried, lost and with a quorum no_quorum, a step or a list "
        "of 'STEP if CONDITION' whose last line is bare.",
        examples=[{"carried": "adopted", "lost": "draft", "no_quorum": "adoption"}],
    )


class Silence(Row):
    """A silence procedure in a step: adopted unless so many object in time."""

    starts: Text | None = Field(
        None,
        description="What it runs from, if that comes after entering the step.",
        examples=["final_report is out in every language"],
    )
    closes: Text = Field(description="How long it runs.", examples=["10 working days at 17:30"])
    broken_by: Text = Field(
        description="How many members must object to end it at once.", examples=["2 objections"]
    )
    then: dict[Name, Target] = Field(
        description="For each result, kept and broken, a step or a list of 'STEP if CONDITION' "
        "whose last line is bare.",
        examples=[{"kept": "adopted", "broken": "debate"}],
    )
    basis: Basis | None = Field(None, description=BASIS, examples=["assumed"])


class Reminder(Row):
    """A reminder of a time limit: when it goes, to whom, about whose contribution."""

    when: Text = Field(
        description="So long before the last day, on that day, or so long after it.",
        examples=["2 weeks before", "on the day", "1 month after"],
    )
    to: Names | None = Field(
        None,
        description="The role, or roles, it goes to. Default: those it is about.",
        examples=[["state_under_review", "focal_point"]],
    )
    for_: Names | None = Field(
        None,
        alias="for",
        description="The holder, or holders, whose contribution it is about. Default: all of them.",
        examples=["team"],
    )
    if_: Text | None = Field(
        None,
        alias="if",
        description="A condition, read on its day; where it does not hold, none is drafted.",
        examples=["not responses is received"],
    )
    says: Text | None = Field(
        None,
        description="What is said beside the neutral words.",
        examples=["The dialogue cannot begin before."],
    )
    basis: Basis | None = Field(None, description=BASIS, examples=["assumed"])


class State(Row):
    """A step: who has the ball, and until when."""

    holder: Names | None = Field(
        None,
        description="The role, or roles, whose turn it is. Children of a compound inherit it.",
        examples=["state_under_review", ["state_under_review", "team"]],
    )
    phase: Phase | None = Field(
        None,
        description="The column it is compared in. Default: its own name if that is a phase, "
        "else the phase of the step around it.",
        examples=["final"],
    )
    due: Text | None = Field(
        None,
        description="The time limit, counted from entering the step unless it says 'after'.",
        examples=["6 months (assumed)", "6 months after review.started (O V)"],
    )
    window: Text | None = Field(
        None,
        description="Between which two dates an act is in place; instead of 'due'.",
        examples=["10 weeks before adoption_meeting to 6 weeks before adoption_meeting"],
    )
    not_before: Text | None = Field(
        None,
        description="The earliest moment of the act that leads on.",
        examples=["48 hours after final_report is circulated"],
    )
    roll: Literal["none", "forward", "back"] | None = Field(
        None, description="What becomes of a last day off, for this limit.", examples=["back"]
    )
    on_timeout: Target | None = Field(
        None,
        description="Where the review goes when the limit has passed. Without it, it waits.",
        examples=["heard"],
    )
    reminders: dict[Name, Reminder] | None = Field(
        None,
        description="Reminders of its time limit, by name; drafted for clearance.",
        examples=[{"early": {"when": "2 weeks before", "to": "state_under_review"}}],
    )
    opens: Names | None = Field(
        None,
        description="The chart, or charts, whose instances are opened on entering.",
        examples=["instrument", ["state_paper", "office_paper"]],
    )
    in_turn: Flag | None = Field(
        None,
        description="true: they are opened one after another, each when the one before has "
        "ended. Default: all together.",
        examples=[True],
    )
    join: Amount | None = Field(
        None,
        description="How many of the opened instances must end: all, any, majority, a number, "
        "or 'N of M'.",
        examples=["all", 2, "2 of 3"],
    )
    then: Target | None = Field(
        None, description="Where this chart goes when the join holds.", examples=["closed"]
    )
    capacity: Count | None = Field(
        None,
        description="How many reviews of the cycle may stand in it at once, as in a session.",
        examples=[14],
    )
    vote: Vote | None = Field(None, description="A vote; its result leads on.")
    silence: Silence | None = Field(None, description="A silence procedure; its result leads on.")
    final: Flag | None = Field(
        None, description="true: an end of the chart. Nothing leads on.", examples=[True]
    )
    initial: Name | None = Field(
        None,
        description="The step inside in which it begins; every compound says it.",
        examples=["preparing"],
    )
    states: dict[Name, "State"] | None = Field(
        None, description="The steps inside this one.", examples=[{"preparing": {}, "held": {}}]
    )
    basis: Basis | None = Field(None, description=BASIS, examples=["C 15", ["C 16", "assumed"]])


class Event(Row):
    """Who does what, from where to where."""

    from_: Names = Field(
        alias="from",
        description="The step or steps it starts from; 'any' is every step that is no end.",
        examples=["draft", ["dialogue", "visit"], "any"],
    )
    by: Names = Field(description="The role, or roles, that may do it.", examples=["team"])
    with_: Names | None = Field(
        None,
        alias="with",
        description="Documents or facts that come with the act.",
        examples=["draft_report"],
    )
    release: Names | None = Field(
        None,
        description="The role, or roles, of whom another person clears the act before it has "
        "effect.",
        examples=["focal_point"],
    )
    binds: Name | None = Field(
        None, description="A role whose team must be complete by now.", examples=["team"]
    )
    sets: Text | None = Field(
        None,
        description="The time limit whose date this act agrees, told by --agreed; with 'if', only "
        "where the condition holds.",
        examples=["due draft", "due draft if postponement is granted"],
    )
    opens: Name | None = Field(
        None, description="A chart of which this act opens one instance.", examples=["hearing"]
    )
    at_most: Count | None = Field(
        None, description="How often it may happen in one instance.", examples=[2]
    )
    starts: Text | None = Field(
        None,
        description="The definition of a review that follows; opening that one records the event.",
        examples=["small-follow-up"],
    )
    guard: Names | None = Field(
        None, description="Conditions that must all hold.", examples=["visit_agreed"]
    )
    choice: Names | None = Field(
        None,
        description="What a voter may choose, in a step with a vote; recorded with --choice.",
        examples=[["for", "against", "abstain"]],
    )
    undoes: Name | None = Field(
        None,
        description="The event it takes back: a member's own vote or objection, or the documents "
        "the event brought.",
        examples=["object"],
    )
    closes: Literal["vote"] | None = Field(
        None, description="'vote': it ends the vote of its step.", examples=["vote"]
    )
    met_by: MetBy | None = Field(
        None, description="Which date counts for a limit, for this act.", examples=["dispatch"]
    )
    to: Target | None = Field(
        None,
        description="Where it leads: a step, or a list of 'STEP if CONDITION' whose last line "
        "is bare; 'history of STEP' is the step inside it that was left last. Without it, the step "
        "and its clock stay.",
        examples=["comments", ["follow_up if final_report has recommendations", "closed"]],
    )
    basis: Basis | None = Field(
        None, description=BASIS + " Default: that of its step.", examples=["C 16"]
    )


class Chart(Row):
    """States and events of one thing: a review, a track, an item."""

    per: Literal["party", "instrument", "cluster", "reviewer", "item", "cycle"] | None = Field(
        None, description="What there is one instance of. Default: party.", examples=["item"]
    )
    initial: Text | None = Field(
        None, description="The step in which an instance begins.", examples=["launched"]
    )
    states: dict[Name, State] = Field(
        description="Who has the ball, until when.",
        examples=[{"draft": {"holder": "team", "due": "3 months (assumed)", "basis": "C 16"}}],
    )
    events: dict[Name, Event] | None = Field(
        None,
        description="Who does what, from where to where.",
        examples=[{"transmit": {"from": "draft", "by": "team", "to": "comments"}}],
    )
