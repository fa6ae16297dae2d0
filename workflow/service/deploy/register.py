"""Entries of a deployment that belong to no review: the new version, or why not."""

from collections.abc import Iterator, Sequence

from workflow.audit.canonical import encode
from workflow.model.legal_time.calendar import Calendar
from workflow.model.rows.entry import Act, Effect
from workflow.model.rows.records import DefinitionRow, Row, values_of
from workflow.service.cycles import OFFICE, calendar_row
from workflow.service.deploy.plan import Amendment, Plan
from workflow.service.session import Session, day_of


def registering(session: Session, given: Amendment, calendars: Sequence[Calendar]) -> Iterator[Act]:
    """Put the new version, and calendars the log does not know yet, on record."""
    known = {row.id for row in session.unit.rows("calendar")}
    for calendar in calendars:
        if calendar.id not in known:
            row = calendar_row(session, calendar)
            yield _act(session, given, "calendar.registered", [_new(row)])
    definition = given.definition
    effects: list[Effect] = []
    if not session.unit.rows("definition", id=definition.hash):
        effects.append(_new(_row(session, given)))
    effects.append({"set": "cycle", "id": given.cycle, "to": {"definition": definition.hash}})
    yield _act(session, given, "definition.registered", effects)


def _row(session: Session, given: Amendment) -> DefinitionRow:
    definition = given.definition
    return DefinitionRow(
        id=definition.hash,
        name=definition.name,
        version=definition.version,
        title=definition.title,
        status=definition.status,
        data=encode(given.data).decode(),
        seq=session.next_seq,
    )


def _new(row: Row) -> Effect:
    return {"new": row.kind, "row": values_of(row)}


def _act(session: Session, given: Amendment, kind: str, effects: list[Effect]) -> Act:
    return Act(
        kind=kind,
        review=None,
        instance=None,
        actor=given.actor,
        role=OFFICE,
        on=day_of(session.at, given.definition.time.zone),
        basis=(given.decision,) if given.decision else (),
        definition=given.definition.hash,
        data={"cycle": given.cycle, "effects": effects},
    )


def not_recorded(session: Session, planned: Plan) -> Act:
    """The one entry that says why a plan was not applied."""
    given, problems = planned.amendment, planned.problems
    listed = [problem.as_data() for problem in problems]
    event = f"deploy {given.definition.name} version {given.definition.version} to {given.cycle}"
    return Act(
        kind="act.not_recorded",
        review=None,
        instance=None,
        actor=given.actor,
        role=OFFICE,
        on=day_of(session.at, given.definition.time.zone),
        basis=tuple(dict.fromkeys(p.basis for p in problems if p.basis)),
        data={"event": event, "problems": listed},
    )
