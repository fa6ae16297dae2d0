"""Refusals that something must happen for first: conditions unmade, second keys, numbers.

Each is tried where the event may happen. What had to be done for it, and could not be, is told.
"""

from dataclasses import replace

from workflow.model.conditions import unmet
from workflow.model.definition import Event, Fact
from workflow.model.grammar.expression import (
    Charts,
    Compare,
    Expression,
    Has,
    Is,
    atoms,
)
from workflow.model.release import waiting
from workflow.model.tracks import reviews as of_reviewers
from workflow.model.working import Working
from workflow.service.reviews import How, RecordRequest
from workflow.service.scenarios import crew
from workflow.service.scenarios.acts import actor_of
from workflow.service.scenarios.probes import Probe, forbids, request_of, sample, unheld
from workflow.service.scenarios.trial import Walk

_OTHER = {"consent": ("withdrawn", "given"), "boolean": ("no", "yes"), "number": ("0", "9999")}
#: How often an event is repeated to come to its `at_most`.
_PATIENCE = 6


def try_unmade(walk: Walk, instance: str, event: Event) -> None:
    """Make each condition of *event* not hold that holds now, by what it asks about."""
    for name in forbids(walk.definition, event):
        guard = walk.definition.guards[name]
        for atom in atoms(guard.that):
            if not seen(walk, instance, event, name):
                _unmake(walk, instance, event, atom)


def seen(walk: Walk, instance: str, event: Event, guard: str) -> bool:
    chart = walk.work(instance).chart(instance).name
    return f"{event.name}: {guard}" in walk.tried.charts[chart].conditions


def _unmake(walk: Walk, instance: str, event: Event, atom: Expression) -> None:
    definition = walk.definition
    match atom:
        case Is(name, _) if name in definition.roles:
            _left(walk, instance, event, name)
        case Is(name, _) | Compare(name, _, _) if name in definition.facts:
            _otherwise(walk, instance, event, name)
        case Charts(_, chart, _):
            _elsewhere(walk, instance, event, chart)
        case Is(name, _) | Has(name, _) if name in definition.documents:
            whole = request_of(walk.work(instance), instance, event)
            others = tuple(one for one in whole.documents if one.name != name)
            ask(walk, instance, event, replace(whole, documents=others))
        case _:
            pass


def ask(walk: Walk, instance: str, event: Event, whole: RecordRequest | None = None) -> None:
    """Try *event* for each of its conditions that does not hold now."""
    work = walk.work(instance)
    if work.instances()[instance].state in event.from_:
        for probe in list(unheld(work, event, whole or request_of(work, instance, event))):
            if not seen(walk, instance, event, probe.guard):
                walk.probe(instance, event.name, probe)


def _left(walk: Walk, instance: str, event: Event, role: str) -> None:
    """While nobody holds the role that the condition asks about."""
    work = walk.work(instance)
    kind = work.definition.roles[role].kind
    if kind == "secretariat" or (kind == "reviewing_parties" and instance != work.review.id):
        return  # without them nothing more could be recorded here
    actors = crew.vacate(walk, work.review.id, role, instance)
    ask(walk, instance, event)
    for actor in actors:
        crew.bind(walk, work.review.id, role, actor)


def _otherwise(walk: Walk, instance: str, event: Event, name: str) -> None:
    """With another value: with the act, where it brings the fact; recorded before, where not."""
    work = walk.work(instance)
    fact = work.definition.facts[name]
    whole, role = request_of(work, instance, event), fact.by[0]
    others = tuple(one for one in whole.facts if one[0] != name)
    ask(walk, instance, event, replace(whole, facts=others))
    for value in _values(fact):
        if name in dict(whole.facts):
            given = tuple((key, value if key == name else old) for key, old in whole.facts)
            ask(walk, instance, event, replace(whole, facts=given))
        else:
            how = How(actor=actor_of(work, role, instance), role=role)
            said = ((name, value),)
            walk.done(RecordRequest(review=instance, event="communicate", how=how, facts=said))
            ask(walk, instance, event)


def _values(fact: Fact) -> tuple[str, ...]:
    return fact.choices or _OTHER.get(fact.kind, ())


def _elsewhere(walk: Walk, instance: str, event: Event, chart: str) -> None:
    """While what the condition counts stands in each of its steps in turn."""
    work = walk.work(instance)
    inside = [
        row.id
        for row in work.instances().values()
        if row.chart == chart and instance in work.ancestry(row.id)
    ]
    step = work.instances()[instance].state
    for leaf in walk.definition.charts[chart].leaves() if inside else ():
        walk.to(inside[0], leaf)
        if walk.stands(instance) != step and not walk.to(instance, step):
            return
        ask(walk, instance, event)


def make_hold(walk: Walk, instance: str, event: Event) -> None:
    """Record facts until each condition of *event* holds that asks about some, if that can be."""
    for name in event.guards:
        that = walk.definition.guards[name].that
        for atom in atoms(that):
            fact = getattr(atom, "name", "")
            if fact in walk.definition.facts and unmet(that, walk.work(instance), instance):
                _until(walk, instance, that, fact)


def _until(walk: Walk, instance: str, that: Expression, name: str) -> None:
    fact = walk.definition.facts[name]
    role = fact.by[0]
    for value in (sample(walk.work(instance), fact), *_values(fact)):
        work = walk.work(instance)
        how = How(actor=actor_of(work, role, instance), role=role)
        said = ((name, value),)
        walk.done(RecordRequest(review=instance, event="communicate", how=how, facts=said))
        if not unmet(that, walk.work(instance), instance):
            return


def perform(walk: Walk, instance: str, event: Event) -> str:
    """Let *event* happen, with both keys where it has two; why it did not, or nothing."""
    make_hold(walk, instance, event)
    whole = request_of(walk.work(instance), instance, event)
    if not event.release:
        return walk.done(whole)
    work = walk.work(instance)
    role, second = _second(work, instance, event, whole.how.actor)
    if second is None:
        return f"nobody but {whole.how.actor} holds {' or '.join(event.release)}"
    return walk.done(whole) or walk.done(_release(whole, role, second))


def _second(work: Working, instance: str, event: Event, author: str) -> tuple[str, str | None]:
    """Whoever may release what *author* submitted, and in which role."""
    found = [(r, a) for r in event.release for a in crew.holders(work, r, instance)]
    return next(((r, a) for r, a in found if a != author), (event.release[0], None))


def _release(whole: RecordRequest, role: str, actor: str) -> RecordRequest:
    return RecordRequest(
        review=whole.review, event=whole.event, how=How(actor=actor, role=role), choice=whole.choice
    )


def try_keys(walk: Walk, instance: str, event: Event) -> None:
    """The second key: before the first, by the same person, and with something of its own."""
    what = f"two keys of {event.name}"
    make_hold(walk, instance, event)
    work = walk.work(instance)
    whole = request_of(work, instance, event)
    held = [(r, a) for r in event.release for a in crew.holders(work, r, instance)]
    if not held:
        walk.skip(what, f"nobody holds {' or '.join(event.release)}")
        return
    role, actor = held[0]
    release = _release(whole, role, actor)
    if role not in event.by and not waiting(work, instance, event.name):
        words = "nothing is submitted that"
        walk.probe(instance, event.name, _key(event, release, "R056", words, "before the first"))
    first = replace(whole, how=How(actor=actor, role=whole.how.role))
    crew.bind(walk, work.review.id, whole.how.role, actor)
    why = walk.done(first)
    if why:
        walk.skip(what, f"{actor} cannot hold both: {why}")
        return
    words = "is released by another person"
    walk.probe(instance, event.name, _key(event, release, "R057", "was submitted by", words))
    _, other = _second(walk.work(instance), instance, event, actor)
    if other and role not in event.by and (whole.documents or whole.facts):
        full = replace(whole, how=How(actor=other, role=role))
        words = "brings nothing of its own"
        walk.probe(instance, event.name, _key(event, full, "R058", words, "bringing something"))


def _key(event: Event, request: RecordRequest, code: str, words: str, what: str) -> Probe:
    return Probe(
        kind="second key",
        what=f"as the second key, {what}",
        request=request,
        code=code,
        words=words,
        basis=event.basis,
    )


def try_often(walk: Walk, instance: str, event: Event) -> None:
    """Once more than it may happen."""
    what, most = f"at_most of {event.name}", event.at_most or 0
    step = walk.stands(instance)
    if most > _PATIENCE:
        walk.skip(what, f"it is not repeated {most} times here")
        return
    for _ in range(most):
        why = perform(walk, instance, event)
        if why and not why.startswith("R076"):
            walk.skip(what, why)
            return
        walk.to(instance, step)
    probe = Probe(
        kind="at most",
        what=f"for the {most + 1}. time",
        request=request_of(walk.work(instance), instance, event),
        code="R076",
        words="may happen at most",
        basis=event.basis,
    )
    walk.probe(instance, event.name, probe)


def try_late_member(walk: Walk, instance: str, event: Event) -> None:
    """A vote of one who became a member when it was open already."""
    work = walk.work(instance)
    role = work.definition.roles[event.by[0]]
    body = work.definition.roles.get(role.of or role.name)
    state = work.chart(instance).states[work.instances()[instance].state]
    if state.vote is None or (body and body.everybody) or of_reviewers(work.definition, role.name):
        return
    actor = f"x7@{crew.states(walk, work)[2].code}"
    why = crew.bind(walk, work.review.id, role.name, actor)
    if why:
        walk.skip(f"late member in {event.name}", why)
        return
    whole = request_of(work, instance, event)
    probe = Probe(
        kind="vote",
        what="by one who became a member later",
        request=replace(whole, how=How(actor=actor, role=role.name)),
        code="R052",
        words=f"{actor} was no member",
        basis=state.basis,
    )
    walk.probe(instance, event.name, probe)
