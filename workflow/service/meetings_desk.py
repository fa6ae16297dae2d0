"""One meeting on the table: the cycle, the reviews that are bound to it, what forbids it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from workflow.errors import Problem, UnknownError, near
from workflow.model.definition import Definition
from workflow.model.following import follow
from workflow.model.rows.records import CycleRow, ReviewRow
from workflow.model.rows.records_cycle import MeetingRow, Meetings
from workflow.model.working import Working
from workflow.service.engine import Engine
from workflow.service.meetings_known import in_order, meetings_of
from workflow.service.reading import Loaded, load
from workflow.service.reviews import How, working
from workflow.service.session import Session

BASIS = "design, section 5: a notified date never moves earlier without a cited decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRequest:
    """A meeting to add, move or cancel, as typed. `n` names one that is there."""

    cycle: str
    body: str
    how: How
    n: int | None = None
    on: str | None = None
    nature: str = "ordinary"
    decision: str | None = None


@dataclass(slots=True, kw_only=True)
class Desk:
    """One meeting on the table."""

    engine: Engine
    session: Session
    cycle: CycleRow
    definition: Definition
    request: MeetingRequest
    today: str

    def found(self) -> MeetingRow:
        """The meeting that is spoken of; raises UnknownError."""
        key = f"{self.cycle.id}~{self.request.body}:{self.request.n}"
        known = meetings_of(self.session.unit, self.cycle.id)
        for row in known:
            if row.id == key:
                return row
        words = f"no meeting {self.request.body} {self.request.n} in cycle {self.cycle.id!r}"
        names = [row.name for row in known]
        asked = f"{self.request.body} {self.request.n}"
        raise UnknownError(
            self.cycle.id, Problem(code="E008", words=words, hint=near(asked, names))
        )

    def reviews(self) -> Iterator[Loaded]:
        """The open reviews of the cycle, by id, read when their turn comes."""
        rows = cast(list[ReviewRow], self.session.unit.rows("review", cycle=self.cycle.id))
        for row in rows:
            if row.status == "open":
                yield load(self.engine, self.session.unit, row.id)

    def working(self, found: Loaded, known: Meetings | None = None) -> Working:
        """A review at this moment, with the meetings as stored or as they will be."""
        session = self.session
        work = working(self.engine, session.unit, found, at=session.at, next_seq=session.next_seq)
        if known is not None:
            work.setting = replace(work.setting, meetings=known)
        return work


def row_problems(desk: Desk, kind: str, row: MeetingRow) -> Iterator[Problem]:
    """What stands against entering, moving or cancelling the meeting *row*; days are local."""
    if desk.cycle.status == "closed":
        yield Problem(code="S025", words=f"the cycle was closed on {desk.cycle.closed_on}")
    if kind == "meeting.added":
        return
    before = desk.found()
    if before.status == "cancelled":
        yield Problem(code="R045", words=f"{before.name} is cancelled", hint="add a new one")
    elif before.opens_on < desk.today:
        words = f"{before.name} was on {before.opens_on}; it can no longer be changed"
        yield Problem(code="R045", words=words)
    elif row.opens_on < desk.today:
        words = f"{row.opens_on} lies before {desk.today}, the day of the move"
        yield Problem(code="R043", words=words, hint="set a day to come")


def date_problems(desk: Desk, row: MeetingRow) -> Iterator[Problem]:
    """The notified dates that would move earlier, review by review."""
    if desk.request.decision:
        return
    known = _known_with(desk, row)
    for found in desk.reviews():
        work = desk.working(found, known)
        before = {limit.id: limit for limit in work.deadlines().values()}
        follow(work)
        for limit in work.deadlines().values():
            old = before.get(limit.id)
            if old is None or not old.notified_on or not old.due_on or not limit.due_on:
                continue
            if limit.due_on < old.due_on:
                words = (
                    f"{old.id}: {old.due_on} was notified on {old.notified_on}; "
                    f"{limit.due_on} is earlier, and no decision is cited"
                )
                yield Problem(code="R042", words=words, basis=BASIS, hint="--decision REFERENCE")


def _known_with(desk: Desk, row: MeetingRow) -> Meetings:
    known = meetings_of(desk.session.unit, desk.cycle.id)
    return in_order([*(other for other in known if other.id != row.id), row])
