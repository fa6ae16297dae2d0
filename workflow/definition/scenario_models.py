"""The shape of a scenario: who is reviewed, what is recorded on which day, what is expected then.

The JSON Schema for editors is made from these classes, as that of definitions is.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from workflow.definition.shapes.text import Flag, Name, Names, Text

Group = Literal[
    "african",
    "asia_pacific",
    "eastern_european",
    "latin_american_caribbean",
    "western_european_others",
    "none",
]
#: A day is text in a scenario, `2027-01-10`. The key of a step is `day`: `on` as a key is true to
#: some readers of YAML.
Day = Text
#: Keys of a step that are an act; a step has one of them, or only expects.
ACTS = (
    *("record", "bind", "vacate", "notify", "move", "meeting"),
    *("join", "override", "pause", "resume"),
)


class Row(BaseModel):
    """A table of a scenario: no key but those named."""

    model_config = ConfigDict(extra="forbid", strict=True)


class InventedParty(Row):
    """An invented State."""

    code: Text = Field(description="Three capitals.", pattern=r"^[A-Z][A-Z0-9]{2}$")
    name: Text = Field(description="What it is called.", examples=["Abrellon"])
    group: Group = Field(description="Its regional group, or none.", examples=["african"])
    deposits: dict[Name, Day] | None = Field(
        None,
        description="Date of deposit for each instrument. Default: long in force for all.",
        examples=[{"untoc": "2004-01-10"}],
    )


class Limit(Row):
    """How a time limit stands."""

    name: Text = Field(description="Its name: that of its step.", examples=["self_assessment"])
    due: Day | None = Field(None, description="The last day in time.", examples=["2027-07-10"])
    status: Literal["waiting", "running", "suspended", "passed", "met", "late", "closed"] | None = (
        Field(None, description="How it stands.", examples=["passed"])
    )
    notified: Day | None = Field(None, description="The day on which it was notified.")


class Draft(Row):
    """A message drafted for clearance."""

    template: Text = Field(description="Which text.", examples=["limit_passed"])
    to: Name | None = Field(None, description="The role it is for.", examples=["team"])
    about: Name | None = Field(None, description="The time limit it is about.")


class NotRecorded(Row):
    """Why an act is not recorded, or without effect: all of it in one reason."""

    basis: Text | None = Field(None, description="The paragraph.", examples=["C 15"])
    words: Text | None = Field(None, description="A part of the words.")
    code: Text | None = Field(None, description="The code.", examples=["R005"])


class Expect(Row):
    """What is expected after a step, on its day."""

    step: Text | None = Field(None, description="The step it stands in.", examples=["visit"])
    phase: Text | None = Field(None, description="The phase of that step.", examples=["visit"])
    holder: Names | None = Field(
        None, description="Who has the ball: a role, or the roles.", examples=["team"]
    )
    status: Literal["open", "final"] | None = Field(None, description="Of the whole review.")
    deadline: Limit | list[Limit] | None = Field(
        None,
        description="How a time limit stands.",
        examples=[{"name": "comments", "due": "2027-07-10", "status": "running"}],
    )
    draft: Text | Draft | list[Draft] | None = Field(
        None, description="A message that was drafted by now.", examples=["limit_passed"]
    )
    not_recorded: Text | Flag | NotRecorded | None = Field(
        None,
        description="The act of this step is ruled out: its paragraph, its code, a part of its "
        "words, or true for any reason.",
        examples=["C 15", {"basis": "C 15", "words": "with the agreement"}],
    )
    possible: Names | None = Field(
        None, description="Events that could be recorded now.", examples=["begin_visit"]
    )
    not_possible: Names | None = Field(
        None, description="Events that could not be recorded now.", examples=["begin_visit"]
    )


class Step(Row):
    """One day: an act, or none, and what is expected then."""

    day: Text = Field(
        description="The day, or the moment in the definition's zone; never before the last.",
        examples=["2027-01-10", "2027-01-10T17:15"],
    )
    record: Name | None = Field(None, description="An event that is recorded.")
    as_: Text | None = Field(
        None,
        alias="as",
        description="Who acts: an id, id@CODE or a code. Default: whoever holds the role.",
        examples=["a@XBC"],
    )
    role: Text | None = Field(
        None, description="In which role. Default: the first that may do it.", examples=["team"]
    )
    with_: Names | dict[Name, list[Name]] | None = Field(
        None,
        alias="with",
        description="Documents by name; or each with its sections.",
        examples=[["responses"], {"final_report": ["strengths"]}],
    )
    facts: dict[Name, Text | int | bool] | None = Field(
        None, description="Facts that come with it.", examples=[{"visit_consent": "given"}]
    )
    languages: dict[Name, Text] | None = Field(
        None, description="The language of a document.", examples=[{"report": "en"}]
    )
    lengths: dict[Name, int] | None = Field(
        None, description="The length of a document.", examples=[{"report": 12}]
    )
    choice: Text | None = Field(None, description="In a vote: what is chosen.", examples=["for"])
    agreed: Day | None = Field(None, description="The date that the act agrees for a time limit.")
    part: Text | None = Field(
        None,
        description="The part of the review that is meant: item-1, an instrument, a reviewer.",
        examples=["item-1", "untoc"],
    )
    dated: Day | None = Field(None, description="The date on the document.")
    received: Text | None = Field(None, description="The registry's stamp. Default: the day.")
    bind: Text | None = Field(None, description="A role that somebody is bound to.")
    for_: Names | None = Field(
        None,
        alias="for",
        description="The instruments it is for, of a reviewing party that is not for all.",
        examples=["tip"],
    )
    vacate: Text | None = Field(None, description="A role that somebody leaves.")
    actor: Text | None = Field(None, description="Whom it is about.", examples=["a@XBC"])
    replaces: Text | None = Field(None, description="Whom the new holder replaces.")
    notify: Text | None = Field(None, description="A time limit whose date is notified.")
    move: Text | None = Field(None, description="A time limit whose date is set.")
    to: Day | None = Field(None, description="The new date.")
    meeting: Name | None = Field(None, description="A body whose meeting is entered.")
    held: Day | None = Field(None, description="The day of that meeting.")
    nature: Literal["ordinary", "extraordinary"] | None = Field(
        None, description="Of that meeting. Default: ordinary."
    )
    join: Name | None = Field(None, description="An instrument that the State joins meanwhile.")
    deposited: Day | None = Field(None, description="The day of the deposit. Default: the day.")
    override: Text | None = Field(
        None, description="A step the review is moved to outside the rules."
    )
    pause: Flag | None = Field(None, description="true: the clocks are suspended.")
    resume: Flag | None = Field(None, description="true: the clocks run again.")
    decision: Text | None = Field(None, description="The decision it rests on.")
    reason: Text | None = Field(None, description="Why.")
    expect: Expect | None = Field(None, description="What is expected then.")


class Told(Row):
    """What a scenario, or the head of a file for all of its own, may say."""

    no_others: Flag | None = Field(
        None,
        description="true: there are no States but these, which matters where every State votes.",
    )
    launched: Day | None = Field(None, description="The day of the launch.")
    positions: Names | None = Field(
        None,
        description="Positions that are laid over the definition first.",
        examples=[["many", "canada"]],
    )
    prefer: Names | None = Field(
        None, description="Whose side prevails in a conflict of theirs.", examples=["X4=canada"]
    )
    not_opened: Text | Flag | NotRecorded | None = Field(
        None,
        description="No cycle is opened: the code, the paragraph, a part of the words, or true.",
        examples=["not established"],
    )
    steps: list[Step] | None = Field(None, description="What happens, day by day.")


class One(Told):
    """One scenario. What is not said is taken from the head of the file."""

    scenario: Text = Field(description="What it shows, in a few words.")
    definition: Text | None = Field(
        None,
        description="The definition it is about: its name, or a path beginning with './'.",
        examples=["france-2009"],
    )
    party: Text | InventedParty | None = Field(
        None,
        description="Who is reviewed: the code of an invented State, or a State of its own.",
        examples=["QMA", {"code": "XAB", "name": "Abrellon", "group": "african"}],
    )
    parties: list[InventedParty] | None = Field(
        None, description="Other invented States that send experts."
    )


class File(Told):
    """A file with one scenario, or with several under `scenarios`."""

    scenario: Text | None = Field(None, description="What it shows, in a few words.")
    definition: Text | None = Field(None, description="The definition it is about.")
    party: Text | InventedParty | None = Field(None, description="Who is reviewed.")
    parties: list[InventedParty] | None = Field(None, description="Others that send experts.")
    scenarios: list[One] | None = Field(None, description="Several scenarios in one file.")
