"""Who holds a role: bound, replaced, vacated, each by an entry with dates and a note."""

from collections.abc import Iterator

from workflow.errors import Problem
from workflow.model import binding_reviewers, rules
from workflow.model.commands import Bind, Outcome, Vacate
from workflow.model.conditions import held
from workflow.model.decide import refused
from workflow.model.definition import Role
from workflow.model.passing import catch_up
from workflow.model.rows.records import BindingRow
from workflow.model.stepping import settle
from workflow.model.track_changes import follow_tracks
from workflow.model.working import Working, next_n

#: Why nobody is bound twice, where the role itself has no basis.
ONCE = "house rule: nobody holds a role twice"


def bind(work: Working, command: Bind) -> Outcome:
    """Bind a role to an actor, in place of another where `replaces` names one."""
    catch_up(work, work.setting.at)
    role = work.definition.roles[command.role]
    problems = tuple(_problems(work, command, role))
    if problems:
        return not_recorded(work, command, problems)
    with work.act(
        "role.bound",
        instance=work.review.id,
        actor=command.by,
        role=command.by_role,
        on=command.from_on,
        basis=(role.basis,),
        said={
            "bound": command.role,
            "to": command.actor,
            "replaces": command.replaces,
            "note": command.note,
            "person": command.person,
            "only": list(command.only) or None,
        },
    ):
        if command.replaces:
            _end(work, command.role, command.replaces, command.from_on)
        work.new(_row(work, command))
        work.day = command.from_on
        follow_tracks(work, command.from_on)
        settle(work, on=command.from_on, barrier=command.from_on)
    return Outcome(acts=tuple(work.acts), notes=rules.unbound_rules(work, command.role))


def _row(work: Working, command: Bind) -> BindingRow:
    stem = f"{work.review.id}~{command.role}~{command.actor}"
    same = (b.id.rpartition(":") for b in work.bindings())
    n = next_n(int(number) for before, _, number in same if before == stem)
    return BindingRow(
        id=f"{stem}:{n}",
        review=work.review.id,
        role=command.role,
        actor=command.actor,
        party=command.party,
        regional_group=command.regional_group,
        note=command.note,
        person=command.person,
        from_on=command.from_on,
        until_on=None,
        seq=work.seq,
        serves=binding_reviewers.served(work, command),
    )


def _problems(work: Working, command: Bind, role: Role) -> Iterator[Problem]:
    yield from _by(work, command)
    holding = {binding.actor for binding in held(work, command.role, command.from_on)}
    if command.actor in holding and command.actor != command.replaces:
        yield Problem(
            code="R021",
            words=f"{command.actor!r} holds role {command.role!r} already",
            basis=role.basis or ONCE,
            hint="nothing to do; another holder: --replaces",
        )
    if command.replaces and command.replaces not in holding:
        yield Problem(
            code="R022",
            words=f"{command.replaces!r} does not hold role {command.role!r} on {command.from_on}",
            basis=role.basis,
            hint=f"it is held by {', '.join(sorted(holding)) or 'nobody'}",
        )
    if _of_the_state(work, role) and command.party != work.review.party:
        yield Problem(
            code="R023",
            words=f"role {role.name!r} is of the State under review, {work.review.party_name}; "
            f"{command.actor!r} is of {command.party or 'no party'}",
            basis=role.basis,
            hint=f"write the actor as NAME@{work.review.party}",
        )
    yield from binding_reviewers.problems(work, command, role)
    yield from _nationals(work, command, role)
    yield from _replacement(work, command, role)


def _of_the_state(work: Working, role: Role) -> bool:
    """Whether only the State under review, or a person of it, can hold *role*."""
    owner = work.definition.roles.get(role.of or "")
    return role.kind == "party" or (
        role.kind == "person" and owner is not None and owner.kind == "party"
    )


def _by(work: Working, command: Bind | Vacate) -> Iterator[Problem]:
    """Whoever binds or vacates a role holds the role in which that is done."""
    problem = rules.not_held(work, command.by_role, command.by, work.setting.today)
    if problem:
        yield problem


def _nationals(work: Working, command: Bind, role: Role) -> Iterator[Problem]:
    for rule in role.rules:
        if rule.kind == "nationals" and rule.n == 0 and command.party == work.review.party:
            yield Problem(
                code="R007",
                words=f"{role.name}: {rule.words}; {command.actor!r} is of the State under review",
                basis=rule.basis,
            )


def _replacement(work: Working, command: Bind, role: Role) -> Iterator[Problem]:
    """A replacement must leave a complete team as complete as it was."""
    if not command.replaces:
        return
    before = dict(work.rows["binding"])
    kept = not rules.team_problems(work, role.name, command.from_on)
    row = _row(work, command)
    work.rows["binding"] = {
        key: value
        for key, value in before.items()
        if (getattr(value, "role", ""), getattr(value, "actor", ""))
        != (role.name, command.replaces)
    }
    work.rows["binding"][row.id] = row
    found = rules.team_problems(work, role.name, command.from_on)
    work.rows["binding"] = before
    if kept:
        yield from found


def vacate(work: Working, command: Vacate) -> Outcome:
    """End a binding; the role may stay vacant, which the file then shows with its age."""
    catch_up(work, work.setting.at)
    role = work.definition.roles[command.role]
    holding = sorted(binding.actor for binding in held(work, command.role, command.until_on))
    problems = list(_by(work, command))
    if command.actor not in holding:
        words = f"{command.actor!r} does not hold role {command.role!r} on {command.until_on}"
        hint = f"it is held by {', '.join(holding) or 'nobody'}"
        problems.append(Problem(code="R022", words=words, basis=role.basis, hint=hint))
    if problems:
        return not_recorded(work, command, tuple(problems))
    with work.act(
        "role.vacated",
        instance=work.review.id,
        actor=command.by,
        role=command.by_role,
        on=command.until_on,
        basis=(role.basis,),
        said={
            "bound": command.role,
            "to": command.actor,
            "note": command.note,
            "reason": command.reason,
        },
    ):
        _end(work, command.role, command.actor, command.until_on)
        work.day = command.until_on
        follow_tracks(work, command.until_on)
        settle(work, on=command.until_on, barrier=command.until_on)
    return Outcome(acts=tuple(work.acts))


def _end(work: Working, role: str, actor: str, on: str) -> None:
    for binding in list(held(work, role, on)):
        if binding.actor == actor:
            work.rest(binding.seq)
            work.set("binding", binding.id, until_on=on, seq=work.seq)


def not_recorded(work: Working, command: Bind | Vacate, problems: tuple[Problem, ...]) -> Outcome:
    """The one entry that says why a binding was not recorded."""
    on = command.from_on if isinstance(command, Bind) else command.until_on
    return refused(
        work,
        "act.not_recorded",
        problems,
        instance=work.review.id,
        actor=command.by,
        role=command.by_role,
        on=on,
        event="bind" if isinstance(command, Bind) else "vacate",
        bound=command.role,
        to=command.actor,
    )
