"""A State joins an instrument while it is under review: its deposit, as the registry has it."""

from dataclasses import dataclass
from datetime import date

from workflow.errors import Problem, UnreadableError, near
from workflow.model import joining
from workflow.model.commands import Join, Outcome
from workflow.model.rosters.parties import entry_into_force
from workflow.service.engine import Engine
from workflow.service.reading import read_actor, read_day
from workflow.service.reviews import How, Receipt, Visit, carry_out, sealed_reason
from workflow.service.roles import known_role


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinRequest:
    """A deposit to record, as typed. `opens_on`: from when, if later than entry into force."""

    review: str
    instrument: str
    deposited: str
    how: How
    note: str | None = None
    opens_on: str | None = None


def join(engine: Engine, request: JoinRequest) -> Receipt:
    """Record that the State under review joined an instrument.

    Raises:
        UnreadableError: the instrument or a day. Otherwise see `reviews.carry_out`.
    """
    return carry_out(engine, request.review, request.how, lambda visit: _join(visit, request))


def _join(visit: Visit, request: JoinRequest) -> Outcome:
    known_role(visit)
    _known(visit, request)
    deposited = read_day(request.deposited, "--deposited")
    if deposited > visit.today:
        words = f"deposited {deposited} lies after today, {visit.today}"
        problem = Problem(code="E109", words=words, hint="record it once it was made")
        raise UnreadableError(visit.found.instance, problem)
    force = entry_into_force(date.fromisoformat(deposited), request.instrument)
    command = Join(
        instrument=request.instrument,
        deposited_on=deposited,
        in_force_on=force.isoformat(),
        on=visit.today,
        actor=read_actor(visit.session.unit, visit.found.review.cycle, visit.how.actor).id,
        role=visit.how.role,
        opens_on=read_day(request.opens_on, "--from") if request.opens_on else None,
        note=request.note,
        reason=sealed_reason(visit),
    )
    return joining.join(visit.work, command)


def _known(visit: Visit, request: JoinRequest) -> None:
    definition, review = visit.work.definition, visit.found.review
    if request.instrument not in definition.instruments:
        words = f"instrument {request.instrument!r} is not in definition {definition.name!r}"
        hint = near(request.instrument, definition.instruments)
        raise UnreadableError(review.id, Problem(code="E105", words=words, hint=hint))
    if review.party is None:
        words = f"{review.id} is the review of no State, which could join"
        raise UnreadableError(review.id, Problem(code="E147", words=words))
