"""Reading what is kept in confidence: the entry first, then the clear value."""

from dataclasses import dataclass

from workflow.errors import Problem, UnknownError, near
from workflow.model import custody
from workflow.model.commands import Outcome
from workflow.service.corrections import needs_reason
from workflow.service.engine import Engine
from workflow.service.reading import read_actor
from workflow.service.reviews import How, Receipt, Visit, carry_out
from workflow.service.roles import known_role


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRequest:
    """What to read: a fact or document by name or id. `reader`: for which role, or 'public'."""

    review: str
    name: str
    how: How
    reader: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read, and by which entry. `value` None: erased, or nothing was read this time."""

    receipt: Receipt
    row: str
    value: str | None


def read(engine: Engine, request: ReadRequest) -> Read:
    """Write the reading down and give the clear value out; see `reviews.carry_out` for errors.

    A dry run, or a command that was given before, gives nothing out: no entry would say so.

    Raises:
        UnknownError: nothing of that name is on file. UnreadableError: no reason was given.
    """
    receipt = carry_out(engine, request.review, request.how, lambda visit: _read(visit, request))
    told = [entry for entry in receipt.entries if entry.kind == custody.READ]
    if receipt.again or not told:
        return Read(receipt=receipt, row=request.name, value=None)
    row, commitment = str(told[-1].data["read"]), told[-1].data.get("commitment")
    if commitment is None:
        fact = receipt.after["fact"][row]
        return Read(receipt=receipt, row=row, value=str(getattr(fact, "value", "")))
    with engine.store.read() as reader:
        secret = reader.secret(str(commitment))
    return Read(receipt=receipt, row=row, value=secret[1] if secret else None)


def _read(visit: Visit, request: ReadRequest) -> Outcome:
    reader = request.reader
    known_role(visit, *([reader] if reader and reader != custody.PUBLIC else []))
    row = custody.row_of(visit.work, request.name)
    if row is None:
        raise _nothing(visit, request.name)
    command = custody.Reading(
        row=row.id,
        actor=read_actor(visit.session.unit, visit.found.review.cycle, visit.how.actor).id,
        role=visit.how.role,
        on=visit.today,
        reason=needs_reason(visit, "a reading"),
        reader=reader,
    )
    return custody.read(visit.work, command)


def _nothing(visit: Visit, name: str) -> UnknownError:
    known = dict.fromkeys(row.name for row in custody.on_file(visit.work))
    words = f"no fact or document {name!r} is on file"
    problem = Problem(code="E010", words=words, hint=near(name, tuple(known)))
    return UnknownError(visit.found.instance, problem)
