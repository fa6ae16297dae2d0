"""What stands in the way of an act: every reason at once, each with words and source."""

from collections.abc import Iterator
from datetime import date
from shlex import quote

from workflow.errors import Problem
from workflow.model import agreed, allowed, deciding, gates, intake, release
from workflow.model.commands import Record
from workflow.model.conditions import held, unmet
from workflow.model.definition import Event, Fact, TeamRule
from workflow.model.instead import nothing_in, put_right
from workflow.model.legal_time.days import day_words
from workflow.model.members import holds_for as holds_for
from workflow.model.registering import as_if as as_if
from workflow.model.rows.records import BindingRow
from workflow.model.working import Working

#: The actor, and the role, of the office itself.
OFFICE = "secretariat"
#: Problems that say the role is not held, or is not one that may do this.
ROLE_CODES = ("R001", "R002", "R008")


def problems(work: Working, event: Event, command: Record, on: str) -> tuple[Problem, ...]:
    """Everything that stands in the way of *command* on the day *on*."""
    return (
        *_roles(work, event, command, on),
        *_step(work, event, command),
        *_days(work, event, command, on),
        *_brought(work, event, command),
        *intake.problems(work, event, command),
        *release.problems(work, event, command),
        *_together(work, event, command, on),
        *gates.problems(work, event, command, on),
        *conditions(work, event, command, on),
    )


def _together(work: Working, event: Event, command: Record, on: str) -> Iterator[Problem]:
    """What stands in the way of a vote, an objection, or an agreed date, in its step."""
    if work.instances()[command.instance].state in event.from_:
        yield from deciding.problems(work, event, command, on)
        with as_if(work, command):
            yield from agreed.problems(work, event, command, on)


def conditions(work: Working, event: Event, command: Record, on: str) -> tuple[Problem, ...]:
    """The guards and team rules of *event* that are not met, with what *command* brings."""
    if work.instances()[command.instance].state not in event.from_:
        return ()
    return (
        *allowed.problems(work, event, command, on),
        *_guards(work, event, command),
        *team_problems(work, event.binds, on),
    )


def _roles(work: Working, event: Event, command: Record, on: str) -> Iterator[Problem]:
    missing = not_held(work, command.role, command.actor, on, command.instance)
    if missing:
        yield missing
    if command.role not in (*event.by, *event.release):
        yield Problem(
            code="R002",
            words=f"{event.name!r} is for {' or '.join(event.by)}, not for {command.role!r}",
            basis=event.basis,
            hint=f"record it with --role {quote(event.by[0])}" if event.by else "",
        )


def not_held(
    work: Working, role: str, actor: str, on: str, instance: str | None = None
) -> Problem | None:
    """The problem that *actor* does not hold *role* on the day *on*; None if it does.

    Where a definition gives the secretariat no role, the office holds its own. Inside a track
    of a reviewing party, which *instance* may be, that party alone reviews.
    """
    if role == actor == OFFICE and role not in work.definition.roles:
        return None
    bound = [b for b in held(work, role, on, instance) if holds_for(b, actor)]
    work.rest(*(binding.seq for binding in bound))
    if bound:
        return None
    return Problem(
        code="R001",
        words=f"role {role!r} is not held by {actor!r} on {on}",
        basis=work.definition.roles[role].basis if role in work.definition.roles else "",
        hint=_who_holds(work, role, on, instance),
    )


def _who_holds(work: Working, role: str, on: str, instance: str | None) -> str:
    actors = sorted(binding.actor for binding in held(work, role, on, instance))
    if actors:
        return f"held on that day by {', '.join(actors)}"
    bind = f"peer-review review bind {work.review.id} {quote(role)} ACTOR --note REF"
    return f"vacant; bind it: {bind}"


def _step(work: Working, event: Event, command: Record) -> Iterator[Problem]:
    state = work.instances()[command.instance].state
    if state in event.from_:
        return
    chart = work.chart(command.instance)
    possible = [e.name for e in chart.events.values() if state in e.from_]
    leads = ", ".join(dict.fromkeys(event.from_)) or "no step"
    yield Problem(
        code="R003",
        words=f"{event.name!r} belongs to {leads}; {command.instance} stands in {state!r}",
        basis=event.basis,
        hint=f"possible in {state!r}: {', '.join(possible) or nothing_in(work, command.instance)}",
    )


def _days(work: Working, event: Event, command: Record, on: str) -> Iterator[Problem]:
    instance = work.instances()[command.instance]
    if on < instance.barrier:
        work.rest(instance.seq)
    if on < instance.barrier == work.review.launched_on:
        yield before_launch(work)
    elif on < instance.barrier:
        yield Problem(
            code="R006",
            words=f"dated {on}, behind the file: {command.instance} last changed on "
            f"{instance.since} and takes acts from {instance.barrier} on",
            basis="design: on is not before the last change of the same chart instance",
            hint=put_right(event, command, instance, on),
        )


def before_launch(work: Working) -> Problem:
    """The problem that an act is dated before the review is launched."""
    launched = work.review.launched_on
    wait = "wait for the launch, or " if work.setting.today < launched else ""
    day = day_words(date.fromisoformat(launched))
    return Problem(
        code="R010",
        words=f"{work.review.id} is launched on {day}; it takes acts from then on",
        basis="design: on is not before the last change of the same chart instance",
        hint=f"{wait}date it on or after {launched}",
    )


def _brought(work: Working, event: Event, command: Record) -> Iterator[Problem]:
    has = {d.name for d in command.documents} | {f.name for f in command.facts}
    for name in event.with_:
        if name not in has and not release.clears(work, event, command):
            kind = "document" if name in work.definition.documents else "fact"
            yield Problem(
                code="R004",
                words=f"{event.name!r} comes with the {kind} {name!r}, which is missing",
                basis=event.basis,
                hint=f"--{kind} {name}={'FILE' if kind == 'document' else 'VALUE'}",
            )
    for said in command.facts:
        fact = work.definition.facts[said.name]
        if command.role not in fact.by:
            yield Problem(
                code="R008",
                words=f"fact {said.name!r} is recorded by {' or '.join(fact.by)}, "
                f"not by {command.role!r}",
                basis=fact.basis or event.basis,
                hint=f"record it with --role {' or '.join(fact.by)}",
            )
        yield from _fixed(work, command, fact)


def _fixed(work: Working, command: Record, fact: Fact) -> Iterator[Problem]:
    passed = [stay for stay in work.stays() if fact.until and stay.state == fact.until]
    if passed:
        work.rest(passed[0].seq)
        yield Problem(
            code="R009",
            words=f"{fact.name!r} may change only until {fact.until!r} is entered, "
            f"which was on {passed[0].entered_on}",
            basis=fact.basis,
        )


def _guards(
    work: Working, event: Event, command: Record, *, warn: bool = False
) -> Iterator[Problem]:
    """The guards of *event* that do not hold: those that forbid, or those that only *warn*."""
    with as_if(work, command):
        for name in event.guards:
            guard = work.definition.guards[name]
            if guard.warns is not warn:
                continue
            missing = unmet(guard.that, work, command.instance)
            if missing:
                house = "house rule: " if guard.house else ""
                yield Problem(
                    code="R005",
                    words=f"{house}{guard.otherwise}",
                    basis=guard.basis,
                    hint=f"not so yet: {'; '.join(missing)}",
                )


def team_problems(work: Working, role: str | None, on: str) -> tuple[Problem, ...]:
    """The rules of *role*'s team that its members do not meet on the day *on*."""
    if role is None:
        return ()
    members = list(held(work, role, on))
    work.rest(*(member.seq for member in members))
    if not members:
        return (
            Problem(
                code="R011",
                words=f"role {role!r} is held by nobody yet",
                basis=work.definition.roles[role].basis,
                hint=f"peer-review review bind {work.review.id} {role} ACTOR@PARTY --note REF",
            ),
        )
    rules = work.definition.roles[role].rules
    return tuple(p for rule in rules for p in _team_rule(work, role, rule, members))


def _team_rule(
    work: Working, role: str, rule: TeamRule, members: list[BindingRow]
) -> Iterator[Problem]:
    count = _counted(work, rule, members)
    if count is None:
        return
    if not _kept(rule, count):
        yield Problem(
            code="R007",
            words=f"{role}: {rule.words}; of {len(members)} bound, {count} "
            f"{'is' if count == 1 else 'are'} so",
            basis=rule.basis,
            hint="members: "
            + ", ".join(f"{m.actor} ({m.regional_group or 'no group'})" for m in members),
        )


def _kept(rule: TeamRule, count: int) -> bool:
    if rule.kind == "nationals":
        return count <= rule.n
    return rule.n <= count and (rule.most is None or count <= rule.most)


def _counted(work: Working, rule: TeamRule, members: list[BindingRow]) -> int | None:
    """How many members the rule counts; None where it does not bind this party."""
    review = work.review
    if rule.kind in ("same_region", "other_region"):
        if review.regional_group is None:
            return None
        same = sum(member.regional_group == review.regional_group for member in members)
        grouped = sum(member.regional_group is not None for member in members)
        return same if rule.kind == "same_region" else grouped - same
    if rule.kind == "nationals":
        return sum(member.party == review.party for member in members)
    if rule.kind == "appointed_by":
        return len({m.party for m in members if m.party and m.party != review.party})
    return len(members) if rule.kind == "size" else None


def shown(work: Working, event: Event, command: Record) -> Iterator[str]:
    """What the file should show of an act that nothing forbids; read before it takes effect."""
    yield from notes(work, event)
    for problem in _guards(work, event, command, warn=True):
        yield f"{problem.words} [{problem.basis}]; {problem.hint}; it forbids nothing"
    yield from intake.notes(work, command)
    yield from agreed.notes(work, event, command)
    yield from release.notes(work, event, command)


def notes(work: Working, event: Event) -> tuple[str, ...]:
    """What the file should show though it forbids nothing: rules that do not bind here."""
    if event.binds is None:
        return ()
    return unbound_rules(work, event.binds)


def unbound_rules(work: Working, role: str) -> tuple[str, ...]:
    """The regional rules of *role* that do not bind a party without a regional group."""
    review = work.review
    if review.regional_group is not None or review.party is None:
        return ()
    return tuple(
        f"the rule {rule.words!r} [{rule.basis}] does not bind: "
        f"{review.party_name} belongs to no regional group"
        for rule in work.definition.roles[role].rules
        if rule.kind in ("same_region", "other_region")
    )
