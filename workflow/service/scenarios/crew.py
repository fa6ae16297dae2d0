"""Who holds which role in a trial: every role filled, teams that break one rule, roles left.

Three States serve: one of the regional group of the State under review and two of others.
"""

from collections.abc import Iterator
from dataclasses import replace

from workflow.model.conditions import held
from workflow.model.definition import Event, Role, TeamRule
from workflow.model.rosters.parties import Party
from workflow.model.working import Working
from workflow.service.reading import roster_of
from workflow.service.reviews import How
from workflow.service.roles import BindRequest, VacateRequest
from workflow.service.scenarios.acts import OFFICE
from workflow.service.scenarios.probes import Probe, request_of
from workflow.service.scenarios.stage import CYCLE
from workflow.service.scenarios.trial import Walk

_STANDING = ("party", "secretariat", "body")
_OFFICE = How(actor=OFFICE, role=OFFICE)


def fill_roles(walk: Walk, review: str) -> None:
    """Bind every role of a review that nobody holds by itself, as far as its rules allow."""
    work = walk.work(review)
    for role in work.definition.roles.values():
        if role.kind not in _STANDING and not role.everybody:
            for actor in _actors(walk, work, role):
                bind(walk, review, role.name, actor)


def _actors(walk: Walk, work: Working, role: Role) -> Iterator[str]:
    owner = work.definition.roles.get(role.of or "")
    if owner is not None and owner.kind == "party" and work.review.party:
        yield from (f"x{n}@{work.review.party}" for n in (1, 2))
        return
    for n, party in enumerate(states(walk, work), start=1):
        yield _name(role, n, party)


def _name(role: Role, n: int, party: Party) -> str:
    return party.code if role.kind == "reviewing_parties" else f"x{n}@{party.code}"


def states(walk: Walk, work: Working) -> tuple[Party, Party, Party]:
    """One State of the same regional group, two of others; never the one under review."""
    with walk.stage.engine.store.read() as reader:
        parties = roster_of(reader, CYCLE).parties
    others = [party for party in parties if party.code != work.review.party]
    same = [party for party in others if party.group == work.review.regional_group]
    apart = [party for party in others if party.group not in (work.review.regional_group, None)]
    return (same or others)[0], apart[0], apart[-1]


def bind(walk: Walk, review: str, role: str, actor: str) -> str:
    """Bind *role* to *actor*; why that is ruled out, or nothing."""
    return walk.done(BindRequest(review=review, role=role, actor=actor, how=_OFFICE, note="trial"))


def vacate(walk: Walk, review: str, role: str, instance: str | None = None) -> tuple[str, ...]:
    """Let everybody leave *role*, in the track *instance* if one is named; who they were."""
    work = walk.work(review)
    actors = [b.actor for b in held(work, role, work.setting.today, instance) if b.role == role]
    for actor in actors:
        walk.done(VacateRequest(review=review, role=role, actor=actor, how=_OFFICE, note="trial"))
    return tuple(actors)


def holders(work: Working, role: str, instance: str) -> tuple[str, ...]:
    """Who holds *role* where *instance* lies."""
    return tuple(row.actor for row in held(work, role, work.setting.today, instance))


def try_team(walk: Walk, instance: str, event: Event) -> None:
    """Try *event* with nobody in its team, and with teams that break one of its rules."""
    work = walk.work(instance)
    review, role = work.review.id, work.definition.roles[event.binds or ""]
    before = vacate(walk, review, role.name)
    if holders(walk.work(instance), role.name, instance):
        walk.skip(f"team {role.name} of {event.name}", "its members are not bound one by one")
        return
    _empty(walk, instance, event, role)
    same, apart, _ = states(walk, work)
    for n, party in ((1, same), (2, apart)):
        if not bind(walk, review, role.name, _name(role, n, party)):
            _broken(walk, instance, event, role, alike=party is same)
        vacate(walk, review, role.name)
    _national(walk, instance, event, role)
    for actor in before:
        bind(walk, review, role.name, actor)


def _empty(walk: Walk, instance: str, event: Event, role: Role) -> None:
    probe = Probe(
        kind="team",
        what=f"while nobody holds {role.name!r}",
        request=request_of(walk.work(instance), instance, event),
        code="R011",
        words=f"role {role.name!r} is held by nobody yet",
        basis=role.basis,
    )
    walk.probe(instance, event.name, probe)


def _broken(walk: Walk, instance: str, event: Event, role: Role, *, alike: bool) -> None:
    """The rules that a team of one does not keep; *alike*: of the State's own group."""
    counts = {
        "same_region": int(alike),
        "other_region": int(not alike),
        "size": 1,
        "appointed_by": 1,
    }
    grouped = walk.work(instance).review.regional_group is not None
    for rule in role.rules:
        asked = rule.kind in counts and (grouped or not rule.kind.endswith("_region"))
        if asked and counts[rule.kind] < rule.n:
            walk.probe(instance, event.name, _rule(walk, instance, event, (role, rule)))


def _rule(walk: Walk, instance: str, event: Event, of: tuple[Role, TeamRule]) -> Probe:
    role, rule = of
    return Probe(
        kind="team",
        what=f"with one member, so that not: {rule.words}",
        request=request_of(walk.work(instance), instance, event),
        code="R007",
        words=f"{role.name}: {rule.words}",
        basis=rule.basis,
    )


def _national(walk: Walk, instance: str, event: Event, role: Role) -> None:
    """A national of the State under review is not bound at all, where none may be."""
    work = walk.work(instance)
    party = work.review.party
    for rule in role.rules:
        if rule.kind == "nationals" and rule.n == 0 and party:
            actor = party if role.kind == "reviewing_parties" else f"x9@{party}"
            request = BindRequest(
                review=work.review.id, role=role.name, actor=actor, how=_OFFICE, note="trial"
            )
            probe = replace(
                _rule(walk, instance, event, (role, rule)),
                what=f"with a national in {role.name!r}",
                request=request,
            )
            walk.probe(instance, event.name, probe)
