"""What may be recorded now: each event of the present step, every unmet condition, the command.

Guards are read as if what must come with the event came with it: a document is there, a text
is recorded, a consent is given. A choice, number or date is not guessed.
"""

from collections.abc import Iterator
from dataclasses import replace
from shlex import quote

from workflow.errors import Problem
from workflow.model import release
from workflow.model.allowed import opens_with
from workflow.model.commands import Handed, Record, Said
from workflow.model.conditions import held
from workflow.model.decide import COMMUNICATE, event_of
from workflow.model.definition import Definition, Event, Fact
from workflow.model.rules import before_launch, conditions
from workflow.model.working import Working
from workflow.views.parts import Option, Unmet
from workflow.views.standing import state_of
from workflow.views.words import lead

_LIKELY = {"consent": "given", "boolean": "yes", "text": "text"}
_WRITTEN = {
    "consent": "given",
    "boolean": "yes",
    "text": "TEXT",
    "number": "NUMBER",
    "date": "YYYY-MM-DD",
}


def options_of(work: Working, instance: str) -> tuple[Option, ...]:
    """Every event of the step *instance* stands in; the built-in `communicate` last."""
    chart = work.chart(instance)
    state = work.instances()[instance].state
    events = [event for event in chart.events.values() if state in event.from_]
    communicate = event_of(work, instance, COMMUNICATE)
    if communicate and state in communicate.from_:
        events.append(communicate)
    return tuple(_option(work, instance, event) for event in events)


def _option(work: Working, instance: str, event: Event) -> Option:
    definition = work.definition
    event = _second_key(work, instance, event)
    role = _acting(work, instance, event)
    return Option(
        instance=instance,
        event=event.name,
        by=event.by,
        documents=tuple(name for name in event.with_ if name in definition.documents),
        facts=tuple(name for name in event.with_ if name in definition.facts),
        may_bring=_may_bring(work, instance) if event.name == COMMUNICATE else (),
        leads_to=_leads_to(work, instance, event),
        basis=event.basis,
        unmet=tuple(_unmet(work, instance, event, role)),
        command=_command(work, instance, event, role),
    )


def _second_key(work: Working, instance: str, event: Event) -> Event:
    """An act that waits for its second key, as whoever releases it would record it."""
    if event.release and release.waiting(work, instance, event.name):
        return replace(event, by=event.release, with_=(), release=())
    return event


def _acting(work: Working, instance: str, event: Event) -> str:
    """The role that would record it: one that is held, a holder of the step before others."""
    today = work.setting.today
    holders = state_of(work, instance).holders
    roles = sorted(event.by, key=lambda role: role not in holders)
    bound = (role for role in roles if any(held(work, role, today, instance)))
    return next(bound, roles[0] if roles else "")


def _leads_to(work: Working, instance: str, event: Event) -> tuple[str, ...]:
    if event.release:
        return (f"waits for release by {' or '.join(event.release)}",)
    leads = lead(event.to) or (f"stays in {work.instances()[instance].state}",)
    if event.opens:
        return (f"opens one {event.opens}, {'then ' if event.to else ''}{leads[0]}", *leads[1:])
    return leads


def _may_bring(work: Working, instance: str) -> tuple[str, ...]:
    """The facts that may still be recorded, and every kind of document."""
    entered = {stay.state for stay in work.stays()}
    facts = [fact.name for fact in work.definition.facts.values() if fact.until not in entered]
    return (*facts, *work.definition.documents)


def _unmet(work: Working, instance: str, event: Event, role: str) -> Iterator[Unmet]:
    today = work.setting.today
    if event.by and not any(any(held(work, name, today, instance)) for name in event.by):
        yield _vacant(work, role)
    barrier = work.instances()[instance].barrier
    if work.setting.today < barrier == work.review.launched_on:
        yield unmet_of(before_launch(work))
    elif work.setting.today < barrier:
        yield Unmet(code="R006", words=f"{instance} takes acts from {barrier} on")
    for problem in conditions(work, event, _as_if(work, instance, event, role), work.setting.today):
        yield unmet_of(problem)


def _vacant(work: Working, role: str) -> Unmet:
    return Unmet(
        code="R001",
        words=f"role {role!r} is held by nobody",
        basis=work.definition.roles[role].basis,
        hint=f"peer-review review bind {work.review.id} {quote(role)} ACTOR --note REF",
    )


def unmet_of(problem: Problem) -> Unmet:
    """A problem as a view tells it."""
    return Unmet(code=problem.code, words=problem.words, basis=problem.basis, hint=problem.hint)


def _as_if(work: Working, instance: str, event: Event, role: str) -> Record:
    """The event with all that must come with it, as far as that can be said before it comes."""
    definition, today = work.definition, work.setting.today
    facts = [definition.facts[name] for name in event.with_ if name in definition.facts]
    return Record(
        instance=instance,
        event=event.name,
        actor="",
        role=role,
        dated=today,
        received=today,
        documents=tuple(
            Handed(name=name, digest="") for name in event.with_ if name in definition.documents
        ),
        facts=tuple(
            Said(name=fact.name, value=_LIKELY[fact.kind], secret=fact.kind == "text")
            for fact in facts
            if fact.kind in _LIKELY
        ),
    )


def _command(work: Working, instance: str, event: Event, role: str) -> str:
    bound = held(work, role, work.setting.today, instance)
    actor = next((binding.actor for binding in bound), "ACTOR")
    brought = [_flag(work.definition, name) for name in event.with_]
    if event.name == COMMUNICATE:
        brought = ["--fact NAME=VALUE"]
    if event.choice:
        brought.append(f"--choice {event.choice[0]}")
    if event.sets:
        brought.append("--agreed YYYY-MM-DD")
    if event.starts:
        return opens_with(work, event.starts)
    who = f"--as {actor} --role {quote(role)}"
    parts = ["peer-review review record", instance, event.name, who]
    return " ".join((*parts, *brought))


def _flag(definition: Definition, name: str) -> str:
    if name in definition.documents:
        sections = definition.documents[name].sections
        listed = f" --section {name}={','.join(sections)}" if sections else ""
        return f"--document {name}=FILE{listed}"
    return f"--fact {name}={_written(definition.facts[name])}"


def _written(fact: Fact) -> str:
    return fact.choices[0] if fact.choices else _WRITTEN.get(fact.kind, "VALUE")
