"""Who holds a role: bound, replaced, vacated."""

from dataclasses import dataclass, replace

from workflow.errors import Problem, UnreadableError, near
from workflow.model import binding
from workflow.model.commands import Bind, Outcome, Vacate
from workflow.model.definition import Definition
from workflow.model.opening import SECRETARIAT as OFFICE
from workflow.model.rosters.parties import entry_into_force
from workflow.service.engine import Engine
from workflow.service.reading import Actor, find_party, read_actor, read_day
from workflow.service.reviews import How, Receipt, Visit, carry_out, sealed_reason


@dataclass(frozen=True, slots=True, kw_only=True)
class BindRequest:
    """A role to bind, as typed. `name` is a person's name: sealed, erasable.

    `only`: the instruments it is for, where a reviewing party is not for all of them.
    """

    review: str
    role: str
    actor: str
    how: How
    from_on: str | None = None
    note: str | None = None
    name: str | None = None
    replaces: str | None = None
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VacateRequest:
    """A binding to end, as typed."""

    review: str
    role: str
    actor: str
    how: How
    on: str | None = None
    note: str | None = None


def bind(engine: Engine, request: BindRequest) -> Receipt:
    """Bind a role to an actor; see `reviews.carry_out` for what it raises."""
    return carry_out(engine, request.review, request.how, lambda visit: _bind(visit, request))


def _bind(visit: Visit, request: BindRequest) -> Outcome:
    known_role(visit, request.role)
    cycle, unit = visit.found.review.cycle, visit.session.unit
    _known_instruments(visit, request.only)
    actor = read_actor(unit, cycle, request.actor)
    replaces = read_actor(unit, cycle, request.replaces) if request.replaces else None
    by = read_actor(unit, cycle, visit.how.actor)
    command = Bind(
        role=request.role,
        actor=actor.id,
        party=actor.party,
        regional_group=actor.regional_group,
        from_on=read_day(request.from_on, "--from") if request.from_on else visit.today,
        by=by.id,
        by_role=visit.how.role,
        note=request.note,
        person=visit.session.seal(request.name) if request.name else None,
        replaces=replaces.id if replaces else None,
        serves=_serves(visit, actor),
        only=request.only,
    )
    return binding.bind(visit.work, command)


def _serves(visit: Visit, actor: Actor) -> tuple[str, ...]:
    """From when the actor's party is a party to each instrument of the design."""
    if actor.party is None:
        return ()
    party = find_party(visit.session.unit, visit.found.review.cycle, actor.party)
    return tuple(
        f"{name}={entry_into_force(party.deposits[name], name).isoformat()}"
        for name in visit.work.definition.instruments
        if name in party.deposits
    )


def _known_instruments(visit: Visit, names: tuple[str, ...]) -> None:
    definition = visit.work.definition
    problems = [
        Problem(
            code="E105",
            words=f"instrument {name!r} is not in definition {definition.name!r}",
            hint=near(name, definition.instruments),
        )
        for name in names
        if name not in definition.instruments
    ]
    if problems:
        raise UnreadableError(visit.found.instance, problems)


def vacate(engine: Engine, request: VacateRequest) -> Receipt:
    """End a binding; see `reviews.carry_out` for what it raises."""
    return carry_out(engine, request.review, request.how, lambda visit: _vacate(visit, request))


def _vacate(visit: Visit, request: VacateRequest) -> Outcome:
    known_role(visit, request.role)
    cycle, unit = visit.found.review.cycle, visit.session.unit
    command = Vacate(
        role=request.role,
        actor=read_actor(unit, cycle, request.actor).id,
        until_on=read_day(request.on, "--on") if request.on else visit.today,
        by=read_actor(unit, cycle, visit.how.actor).id,
        by_role=visit.how.role,
        note=request.note,
        reason=sealed_reason(visit),
    )
    return binding.vacate(visit.work, command)


def known_role(visit: Visit, *roles: str) -> None:
    """Check the roles named, and let the office act in the role the definition gives it.

    `secretariat` means the role that *is* the secretariat, whatever a definition calls it.

    Raises:
        UnreadableError: a role the definition does not have; with near names.
    """
    definition = visit.work.definition
    if visit.how.role == OFFICE:
        visit.how = replace(visit.how, role=office_role(definition))
    known = tuple(definition.roles)
    asked = roles if visit.how.role == OFFICE else (*roles, visit.how.role)
    problems = [
        Problem(
            code="E102",
            words=f"role {role!r} is not in definition {definition.name!r}",
            hint=near(role, known),
        )
        for role in asked
        if role not in known
    ]
    if problems:
        raise UnreadableError(visit.found.instance, problems)


def office_role(definition: Definition) -> str:
    """The role the secretariat has in *definition*; `secretariat` itself where it has none."""
    found = (role.name for role in definition.roles.values() if role.kind == "secretariat")
    return next(found, OFFICE)
