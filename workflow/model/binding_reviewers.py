"""Who may be bound as a reviewing party, for which instruments.

Decisions that live here:

* A reviewing party serves the instruments it is a party to, each from entry into force; bound
  `only` for some, it serves those. It must serve one of the review's on the day it is bound.
* A role `for: each instrument that ROLE lack` is bound for named instruments, each of which a
  party in ROLE is not a party to on that day.
* `reviewer` is the party of a track, whoever was bound; it is not bound itself. A person of a
  reviewing party is of a party that reviews.

Source: the additional reviewer for the one instrument that a drawn one lacks (LOT, one source).
"""

from collections.abc import Iterator

from workflow.errors import Problem
from workflow.model.commands import Bind
from workflow.model.conditions import held
from workflow.model.definition import Role
from workflow.model.tracks import REVIEWER, reviewing_roles, reviews, serves
from workflow.model.working import Working


def served(work: Working, command: Bind) -> tuple[str, ...]:
    """From when the party to be bound serves which instrument; empty for other roles."""
    role = work.definition.roles[command.role]
    if role.kind != "reviewing_parties":
        return ()
    items = (item.partition("=") for item in command.serves)
    return tuple("=".join((n, d)) for n, _, d in items if not command.only or n in command.only)


def problems(work: Working, command: Bind, role: Role) -> Iterator[Problem]:
    """What stands in the way of binding a reviewing party, or a person of one."""
    if role.kind == "reviewing_parties":
        yield from _not_a_track(work, role)
        yield from _not_party(work, command, role)
        yield from _nobody_lacks(work, command, role)
    elif command.only:
        words = f"{role.name!r} is for the whole review; only reviewing parties are for instruments"
        yield Problem(code="R072", words=words, basis=role.basis, hint="leave --for away")
    if role.kind == "person" and reviews(work.definition, role.name):
        yield from _of_no_reviewer(work, command, role)


def _not_a_track(work: Working, role: Role) -> Iterator[Problem]:
    others = [name for name in reviewing_roles(work.definition) if name != REVIEWER]
    if role.name == REVIEWER and others:
        yield Problem(
            code="R073",
            words=f"{REVIEWER!r} is each reviewing party in its own track",
            basis=role.basis,
            hint=f"bind {' or '.join(others)}",
        )


def _not_party(work: Working, command: Bind, role: Role) -> Iterator[Problem]:
    """A party reviews what it is itself a party to, from entry into force."""
    if command.party is None or not work.definition.instruments:
        return
    days = dict(item.split("=") for item in command.serves)
    wanted = command.only or work.review.instruments
    late = [name for name in wanted if days.get(name, "9999") > command.from_on]
    if late and (command.only or len(late) == len(wanted)):
        yield Problem(
            code="R071",
            words=f"{command.party} is not party to {' or '.join(late)} on {command.from_on}",
            basis=role.basis,
            hint="; ".join(_in_force(name, days) for name in late),
        )


def _in_force(name: str, days: dict[str, str]) -> str:
    return f"{name}: in force from {days[name]}" if name in days else f"{name}: no deposit"


def _nobody_lacks(work: Working, command: Bind, role: Role) -> Iterator[Problem]:
    if role.lacking is None:
        return
    if not command.only:
        yield Problem(
            code="R079",
            words=f"{role.name!r} is for each instrument that {role.lacking} lack; none was named",
            basis=role.basis,
            hint=f"--for {' or --for '.join(work.review.instruments) or 'INSTRUMENT'}",
        )
    bound = list(held(work, role.lacking, command.from_on))
    work.rest(*(binding.seq for binding in bound))
    for name in command.only:
        if name not in work.review.instruments:
            words = f"{name!r} is not under review here: {', '.join(work.review.instruments)} are"
            yield Problem(code="R082", words=words, basis=role.basis)
        elif all(serves(binding, name, command.from_on) for binding in bound):
            who = ", ".join(sorted(b.actor for b in bound)) or "nobody is bound yet"
            yield Problem(
                code="R083",
                words=f"no party in {role.lacking!r} lacks {name!r} on {command.from_on} ({who})",
                basis=role.basis,
            )


def _of_no_reviewer(work: Working, command: Bind, role: Role) -> Iterator[Problem]:
    roles = reviewing_roles(work.definition)
    bound = [b for name in roles for b in held(work, name, command.from_on)]
    parties = sorted({b.party for b in bound if b.party})
    if command.party not in parties:
        yield Problem(
            code="R084",
            words=f"role {role.name!r} is of a reviewing party; {command.actor!r} is of "
            f"{command.party or 'no party'}",
            basis=role.basis,
            hint=f"reviewing on {command.from_on}: {', '.join(parties) or 'nobody yet'}",
        )
