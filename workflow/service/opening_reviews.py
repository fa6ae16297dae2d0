"""The reviews a cycle is opened with: one for each party, and what there is one of for them all."""

from collections.abc import Mapping
from datetime import date

from workflow.model.commands import Setting
from workflow.model.definition import Definition
from workflow.model.entering import Deposit
from workflow.model.legal_time.calendar import calendars_of
from workflow.model.opening import SECRETARIAT as OFFICE
from workflow.model.opening import Opening, open_review
from workflow.model.rosters.parties import Party, entry_into_force, in_force
from workflow.model.rows.evolve import nothing
from workflow.model.working import Working
from workflow.service.engine import Engine
from workflow.service.requests import OpenCycle
from workflow.service.session import Session, day_of


def open_reviews(
    engine: Engine, session: Session, request: OpenCycle, before: Mapping[str, str]
) -> tuple[str, ...]:
    """Open them all; return the ids of those of parties. *before*: by code, what each follows."""
    parties = [_of_party(request, party, before.get(party.code)) for party in request.parties]
    reviews = tuple(_open_one(engine, session, request, opening) for opening in parties)
    for chart in request.definition.charts.values():
        if chart.per == "cycle":
            _open_one(engine, session, request, _of_cycle(request, chart.name))
    return reviews


def instruments_of(definition: Definition, party: Party, on: str) -> tuple[str, ...]:
    """The definition's instruments in force for *party* on the day *on*."""
    day = date.fromisoformat(on)
    return tuple(name for name in definition.instruments if in_force(party, name, day))


def _members(request: OpenCycle) -> tuple[tuple[str, str | None], ...]:
    """Who is a State party on the day of the launch, to any of the instruments."""
    definition, on = request.definition, request.launched_on
    return tuple(
        (party.code, party.group)
        for party in request.roster.parties
        if not definition.instruments or instruments_of(definition, party, on)
    )


def _open_one(engine: Engine, session: Session, request: OpenCycle, opening: Opening) -> str:
    definition = request.definition
    setting = Setting(
        at=session.at,
        today=day_of(session.at, definition.time.zone),
        next_seq=session.next_seq,
        calendars=calendars_of(request.calendars),
    )
    work = Working(definition, nothing(), setting, engine.stepper)
    open_review(work, opening)
    session.append(work.acts)
    return opening.id


def _of_party(request: OpenCycle, party: Party, follows: str | None) -> Opening:
    return Opening(
        id=f"{request.id}/{party.code}",
        cycle=request.id,
        party=party.code,
        party_name=party.name,
        regional_group=party.group,
        instruments=instruments_of(request.definition, party, request.launched_on),
        launched_on=request.launched_on,
        actor=request.actor,
        role=OFFICE,
        decision=request.decision,
        parties=_members(request),
        deposits=_deposits(request, party),
        follows=follows,
    )


def _deposits(request: OpenCycle, party: Party) -> tuple[Deposit, ...]:
    """What the State has joined that is in force for it only after the launch."""
    joined = [name for name in request.definition.instruments if name in party.deposits]
    forces = {name: entry_into_force(party.deposits[name], name).isoformat() for name in joined}
    return tuple(
        Deposit(name, party.deposits[name].isoformat(), force)
        for name, force in forces.items()
        if force > request.launched_on
    )


def _of_cycle(request: OpenCycle, chart: str) -> Opening:
    """What there is one of for the whole cycle: the review of no party, `untoc-1/_summary`."""
    return Opening(
        id=f"{request.id}/_{chart}",
        cycle=request.id,
        party=None,
        party_name=None,
        regional_group=None,
        instruments=(),
        launched_on=request.launched_on,
        actor=request.actor,
        role=OFFICE,
        decision=request.decision,
        chart=chart,
        parties=_members(request),
    )
