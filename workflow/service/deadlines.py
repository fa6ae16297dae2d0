"""Dates beside the rule: moved, notified."""

from dataclasses import dataclass

from workflow.errors import Problem, UnknownError, near
from workflow.model import dates
from workflow.model.commands import MoveDeadline, NotifyDeadline, Outcome
from workflow.service.engine import Engine
from workflow.service.reading import read_actor, read_day
from workflow.service.reviews import How, Receipt, Visit, carry_out, sealed_reason
from workflow.service.roles import known_role


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRequest:
    """A time limit to move, or notified. `deadline` is an id, as `deadline list` shows."""

    deadline: str
    how: How
    to: str | None = None
    on: str | None = None
    decision: str | None = None
    note: str | None = None


def move(engine: Engine, request: DeadlineRequest) -> Receipt:
    """Set another date; see `reviews.carry_out` for what it raises."""
    return carry_out(engine, _review(request), request.how, lambda visit: _move(visit, request))


def notify(engine: Engine, request: DeadlineRequest) -> Receipt:
    """Note that the date was notified; see `reviews.carry_out` for what it raises."""
    return carry_out(engine, _review(request), request.how, lambda visit: _notify(visit, request))


def _review(request: DeadlineRequest) -> str:
    return request.deadline.partition(":")[0]


def _known(visit: Visit, deadline: str) -> str:
    tail = deadline.partition(":")[2]
    wanted = f"{visit.found.instance}:{tail}"
    known = tuple(visit.work.deadlines())
    if wanted in known:
        return wanted
    newest = [key for key in known if key.rpartition(":")[0] == wanted]
    if newest:
        return newest[-1]
    problem = Problem(code="E006", words=f"no time limit {deadline!r}", hint=near(wanted, known))
    raise UnknownError(visit.found.instance, problem)


def _move(visit: Visit, request: DeadlineRequest) -> Outcome:
    known_role(visit)
    command = MoveDeadline(
        deadline=_known(visit, request.deadline),
        due_on=read_day(request.to or "", "--to"),
        on=read_day(request.on, "--on") if request.on else visit.today,
        actor=read_actor(visit.session.unit, visit.found.review.cycle, visit.how.actor).id,
        role=visit.how.role,
        reason=sealed_reason(visit),
        decision=request.decision,
    )
    return dates.move_deadline(visit.work, command)


def _notify(visit: Visit, request: DeadlineRequest) -> Outcome:
    known_role(visit)
    command = NotifyDeadline(
        deadline=_known(visit, request.deadline),
        on=read_day(request.on, "--on") if request.on else visit.today,
        actor=read_actor(visit.session.unit, visit.found.review.cycle, visit.how.actor).id,
        role=visit.how.role,
        note=request.note,
    )
    return dates.notify_deadline(visit.work, command)
