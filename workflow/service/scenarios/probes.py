"""The acts that a definition rules out in a step, each with what must be answered.

What is expected is read off the file: the words and the paragraph of the row that stands in
the way. What comes with an act is made up, of the kind that the file asks for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from workflow.errors import Problem
from workflow.model import agreed
from workflow.model.commands import Handed, Record, Said
from workflow.model.conditions import unmet
from workflow.model.definition import Definition, Event, Fact
from workflow.model.polling import polls
from workflow.model.rules import as_if
from workflow.model.working import Working
from workflow.service.reviews import File, How, RecordRequest
from workflow.service.roles import BindRequest
from workflow.service.scenarios.acts import OFFICE, actor_of, document

NOBODY = "nobody-1"
#: A day that no limit of a trial comes to.
FAR = "2199-01-05"
_SAMPLES = {
    "consent": "given",
    "boolean": "yes",
    "number": "1",
    "date": "2027-01-04",
    "text": "a sample",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One act to try: what is wrong with it, and the problem that must be named."""

    kind: str
    what: str
    request: RecordRequest | BindRequest
    code: str
    words: str
    basis: str
    guard: str = ""

    @property
    def expected(self) -> str:
        """The answer in words."""
        return f"{self.code} {self.words} [{self.basis}]"

    def fits(self, problem: Problem) -> bool:
        """Whether *problem* is the one that must be named."""
        same = (self.code, self.basis) == (problem.code, problem.basis)
        return same and self.words in problem.words


def probes(work: Working, instance: str, event: Event) -> Iterator[Probe]:
    """Every act of *event* that is ruled out where *instance* stands now."""
    state = work.instances()[instance].state
    whole = request_of(work, instance, event)
    if state not in event.from_:
        yield Probe(
            kind="wrong step",
            what="which is not its step",
            request=whole,
            code="R003",
            words=f"stands in {state!r}",
            basis=event.basis,
        )
        return
    yield from _roles(work, event, whole)
    yield from _brought(event, whole)
    yield from _fact_roles(work, event, whole)
    yield from _papers(work.definition, event, whole)
    yield from _together(work, event, whole)
    yield from unheld(work, event, whole)


def _roles(work: Working, event: Event, whole: RecordRequest) -> Iterator[Probe]:
    role = work.definition.roles[whole.how.role]
    yield Probe(
        kind="not held",
        what=f"by somebody who does not hold {role.name!r}",
        request=replace(whole, how=replace(whole.how, actor=NOBODY)),
        code="R001",
        words=f"role {role.name!r} is not held by {NOBODY!r}",
        basis=role.basis,
    )
    for name in work.definition.roles:
        if name not in (*event.by, *event.release):
            actor = actor_of(work, name, whole.review)
            yield Probe(
                kind="wrong role",
                what=f"as {name!r}",
                request=replace(whole, how=How(actor=actor, role=name)),
                code="R002",
                words=f"is for {' or '.join(event.by)}, not for {name!r}",
                basis=event.basis,
            )


def _brought(event: Event, whole: RecordRequest) -> Iterator[Probe]:
    for name in event.with_:
        yield Probe(
            kind="not brought",
            what=f"without {name!r}",
            request=replace(
                whole,
                documents=tuple(one for one in whole.documents if one.name != name),
                facts=tuple(one for one in whole.facts if one[0] != name),
            ),
            code="R004",
            words=f"{name!r}, which is missing",
            basis=event.basis,
        )


def _fact_roles(work: Working, event: Event, whole: RecordRequest) -> Iterator[Probe]:
    """Facts that come with the act in a role that may do it, and may not record them."""
    for name, _ in whole.facts:
        fact = work.definition.facts[name]
        for role in event.by:
            if role not in fact.by:
                yield Probe(
                    kind="fact of others",
                    what=f"with {name!r} as {role!r}",
                    request=_as(work, whole, role),
                    code="R008",
                    words=f"fact {name!r} is recorded by {' or '.join(fact.by)}",
                    basis=fact.basis or event.basis,
                )


def _as(work: Working, whole: RecordRequest, role: str) -> RecordRequest:
    return replace(whole, how=How(actor=actor_of(work, role, whole.review), role=role))


def _papers(definition: Definition, event: Event, whole: RecordRequest) -> Iterator[Probe]:
    """Documents that lack a section, are too long, or of a source that is not allowed."""
    allowed = definition.sources_allowed
    for one in whole.documents:
        rules = definition.documents[one.name]
        tries: list[tuple[str, File, str, str, str]] = []
        if rules.sections:
            bare = replace(one, sections=())
            tries.append(("without its sections", bare, "R063", "missing:", rules.basis))
        if rules.limit:
            long = replace(one, length=rules.limit.most + 1)
            words = f"may have {rules.limit}"
            tries.append(("longer than it may be", long, "R064", words, rules.basis))
        if allowed and rules.source and rules.source not in allowed.of:
            words, basis = allowed.otherwise, allowed.basis
            tries.append((f"of source {rules.source!r}", one, "R062", words, basis))
        others = tuple(each for each in whole.documents if each is not one)
        for what, paper, code, words, basis in tries:
            yield Probe(
                kind="document",
                what=f"with {one.name!r} {what}",
                request=replace(whole, documents=(*others, paper)),
                code=code,
                words=words,
                basis=basis,
            )


def _together(work: Working, event: Event, whole: RecordRequest) -> Iterator[Probe]:
    """A vote without a choice, a taking back of nothing, an agreement without a date."""
    if event.choice:
        yield Probe(
            kind="vote",
            what="without a choice",
            request=replace(whole, choice=None),
            code="R051",
            words="no choice was given",
            basis=event.basis,
        )
    if event.undoes and polls.counts(work.chart(whole.review).events[event.undoes]):
        yield Probe(
            kind="vote",
            what=f"where no {event.undoes!r} of the member stands",
            request=whole,
            code="R053",
            words=f"takes back {event.undoes!r}; none",
            basis=event.basis,
        )
    if event.sets:
        with as_if(work, bare(work, whole)):
            asked = agreed.asks(work, event, bare(work, whole))
        yield Probe(
            kind="agreed date",
            what="without the date" if asked else "with a date where it sets none",
            request=replace(whole, agreed=None if asked else FAR),
            code="R054" if asked else "R055",
            words="and none was given" if asked else "sets a date only if",
            basis=event.basis,
        )


def forbids(definition: Definition, event: Event) -> tuple[str, ...]:
    """The conditions of *event* that rule something out; those that only warn do not."""
    return tuple(name for name in event.guards if not definition.guards[name].warns)


def unheld(work: Working, event: Event, whole: RecordRequest) -> Iterator[Probe]:
    """The conditions that do not hold now, even with what comes with the act."""
    with as_if(work, bare(work, whole)):
        names = [
            name
            for name in forbids(work.definition, event)
            if unmet(work.definition.guards[name].that, work, whole.review)
        ]
    for name in names:
        guard = work.definition.guards[name]
        yield Probe(
            kind="condition",
            what=f"while {name!r} does not hold",
            request=whole,
            code="R005",
            words=f"{'house rule: ' if guard.house else ''}{guard.otherwise}",
            basis=guard.basis,
            guard=name,
        )


def bare(work: Working, request: RecordRequest) -> Record:
    """The command that a request comes to, as far as conditions ask."""
    today = work.setting.today
    return Record(
        instance=request.review,
        event=request.event,
        actor=request.how.actor,
        role=request.how.role,
        dated=today,
        received=today,
        documents=tuple(
            Handed(name=one.name, digest="", sections=one.sections) for one in request.documents
        ),
        facts=tuple(Said(name=name, value=value) for name, value in request.facts),
        choice=request.choice,
        agreed=request.agreed,
    )


def request_of(work: Working, instance: str, event: Event) -> RecordRequest:
    """*event* by whoever may do it, with all that must come with it."""
    definition = work.definition
    facts = [definition.facts[name] for name in event.with_ if name in definition.facts]
    held = [role for role in event.by if actor_of(work, role, instance) != OFFICE]
    fit = [role for role in held if all(role in fact.by for fact in facts)]
    role = (fit or held or list(event.by))[0]
    whole = RecordRequest(
        review=instance,
        event=event.name,
        how=How(actor=actor_of(work, role, instance), role=role),
        documents=tuple(
            _paper(definition, name) for name in event.with_ if name in definition.documents
        ),
        facts=tuple((fact.name, sample(work, fact)) for fact in facts),
        choice=event.choice[0] if event.choice else None,
    )
    with as_if(work, bare(work, whole)):
        asked = agreed.asks(work, event, bare(work, whole))
    return replace(whole, agreed=FAR) if asked else whole


def _paper(definition: Definition, name: str) -> File:
    """A document as the definition asks for it."""
    rules = definition.documents[name]
    language = rules.languages[0] if rules.languages else None
    length = 1 if rules.limit is not None else None
    return document(name, rules.sections, language=language, length=length)


def sample(work: Working, fact: Fact) -> str:
    """A value that *fact* may have."""
    if fact.kind == "instruments":
        return ", ".join(work.review.instruments)
    return fact.choices[0] if fact.choices else _SAMPLES[fact.kind]
