"""Closing a cycle: only when all its reviews are final."""

from dataclasses import dataclass

from workflow.errors import Problem, RuledOutError
from workflow.model.rows.entry import Act
from workflow.model.rows.records import CycleRow
from workflow.service.cycles import OFFICE
from workflow.service.engine import Engine
from workflow.service.reading import the_cycle
from workflow.service.session import Session, day_of, writing

_NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCycle:
    """A cycle to close, as typed."""

    id: str
    actor: str = OFFICE
    command: str | None = None
    dry_run: bool = False


def close_cycle(engine: Engine, request: CloseCycle) -> CycleRow:
    """Close a cycle whose reviews are all final; return it as it was before.

    Raises:
        RuledOutError: a review is still open, or the cycle is closed. UnknownError: no such cycle.
    """
    with writing(engine, request.command) as session:
        row = the_cycle(session.unit, request.id)
        if session.unit.command_seen(session.command):
            return row
        problem = _still_open(session, row)
        if problem and request.dry_run:
            raise RuledOutError(row.id, problem)
        seq = session.next_seq
        session.append([_act(engine, session, row, request, problem)])
        if request.dry_run:
            return row
        session.finish()
        if problem:
            raise RuledOutError(row.id, problem, seq=seq)
    engine.tell("cycle.closed", cycle_id=row.id)
    return row


def _still_open(session: Session, row: CycleRow) -> Problem | None:
    if row.status == "closed":
        return Problem(code="S025", words=f"it was closed on {row.closed_on}")
    still = [review.id for review in session.unit.rows("review", cycle=row.id, status="open")]
    if not still:
        return None
    more = " …" if len(still) > _NAMED_AT_MOST else ""
    named = ", ".join(still[:_NAMED_AT_MOST])
    return Problem(
        code="S026",
        words=f"{len(still)} of its reviews {'is' if len(still) == 1 else 'are'} open: "
        f"{named}{more}",
        hint=f"peer-review status {row.id}",
    )


def _act(
    engine: Engine, session: Session, row: CycleRow, request: CloseCycle, problem: Problem | None
) -> Act:
    zone = engine.definition(session.unit, row.definition).time.zone
    today = day_of(session.at, zone)
    closed = {"status": "closed", "closed_on": today}
    told: dict[str, object] = {
        "cycle": row.id,
        "effects": [{"set": "cycle", "id": row.id, "to": closed}],
    }
    if problem:
        told = {"event": f"close cycle {row.id}", "problems": [problem.as_data()]}
    return Act(
        kind="act.not_recorded" if problem else "cycle.closed",
        review=None,
        instance=None,
        actor=request.actor,
        role=OFFICE,
        on=today,
        definition=row.definition,
        data=told,
    )
