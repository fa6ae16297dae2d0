"""Rows of what several people decide: votes and silences, single ballots, acts with two keys.

As in `workflow.model.rows.records`, which takes them up: values are those of JSON, days ISO.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRow:
    """One vote or silence procedure: opened with its step, decided or left with it.

    `what` is vote or silence. `members` are those of the body when the step was entered, and
    `electorate` those of them who may vote; both empty for a silence. `status` is open, a
    result (carried, lost, no_quorum, kept, broken), or left: the step was left undecided.
    `words` is the arithmetic. `limit` is the id of the time limit that closes it.
    """

    kind: ClassVar[str] = "poll"
    id: str  # instance^state:n
    review: str
    instance: str
    state: str
    n: int
    what: str
    members: tuple[str, ...]
    electorate: tuple[str, ...]
    opened_on: str
    limit: str | None
    status: str
    decided_on: str | None
    words: tuple[str, ...]
    basis: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotRow:
    """One act of one member in a poll. `choice` is for, against, abstain, or objects.

    `status`: counts, replaced (by a later one of the same member), or withdrawn.
    """

    kind: ClassVar[str] = "ballot"
    id: str  # poll/member:n
    review: str
    poll: str
    event: str
    member: str
    n: int
    actor: str
    choice: str
    on: str
    status: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionRow:
    """An act that waits for its second key.

    `status`: submitted (not yet released), replaced (submitted again), released, or lapsed: the
    step was left without it.
    """

    kind: ClassVar[str] = "submission"
    id: str  # instance+event:n
    review: str
    instance: str
    event: str
    n: int
    state: str
    actor: str
    role: str
    releases: tuple[str, ...]  # the roles that may clear it
    submitted_on: str
    status: str
    released_by: str | None
    released_on: str | None
    seq: int
