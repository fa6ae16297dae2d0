"""The acts that a definition rules out in a step, each with what must be answered.

What is expected is read off the file: the words and the paragraph of the row that stands in
the way. What comes with an act is made up, of the kind that the file asks for.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from workflow.errors import Problem, RuledOutError
from workflow.model.commands import Handed, Record, Said
from workflow.model.conditions import unmet
from workflow.model.definition import Definition, Event, Fact
from workflow.model.rosters.parties import Party
from workflow.model.rules import as_if
from workflow.model.working import Working
from workflow.service import roles
from workflow.service.reading import roster_of
from workflow.service.reviews import File, How, RecordRequest
from workflow.service.scenarios.acts import OFFICE, actor_of, document
from workflow.service.scenarios.stage import CYCLE, Stage

NOBODY = "nobody-1"
_STANDING = ("party", "secretariat", "body")
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
    request: RecordRequest
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
    yield from _guards(work, event, whole)


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
            yield Probe(
                kind="wrong role",
                what=f"as {name!r}",
                request=replace(whole, how=How(actor=actor_of(work, name), role=name)),
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


def _guards(work: Working, event: Event, whole: RecordRequest) -> Iterator[Probe]:
    """The conditions that do not hold now, even with what comes with the act."""
    with as_if(work, _bare(whole)):
        unheld = [
            name
            for name in event.guards
            if unmet(work.definition.guards[name].that, work, whole.review)
        ]
    for name in unheld:
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


def _bare(request: RecordRequest) -> Record:
    """The command that a request comes to, as far as conditions ask."""
    return Record(
        instance=request.review,
        event=request.event,
        actor=request.how.actor,
        role=request.how.role,
        dated="2027-01-04",
        received="2027-01-04",
        documents=tuple(
            Handed(name=one.name, digest="", sections=one.sections) for one in request.documents
        ),
        facts=tuple(Said(name=name, value=value) for name, value in request.facts),
    )


def request_of(work: Working, instance: str, event: Event) -> RecordRequest:
    """*event* by whoever may do it, with all that must come with it."""
    definition = work.definition
    held = [role for role in event.by if actor_of(work, role) != OFFICE]
    role = (held or list(event.by))[0]
    facts = [definition.facts[name] for name in event.with_ if name in definition.facts]
    return RecordRequest(
        review=instance,
        event=event.name,
        how=How(actor=actor_of(work, role), role=role),
        documents=tuple(
            _paper(definition, name) for name in event.with_ if name in definition.documents
        ),
        facts=tuple((fact.name, _sample(fact)) for fact in facts),
        choice=event.choice[0] if event.choice else None,
    )


def _paper(definition: Definition, name: str) -> File:
    """A document as the definition asks for it."""
    rules = definition.documents[name]
    language = rules.languages[0] if rules.languages else None
    length = 1 if rules.limit is not None else None
    return document(name, rules.sections, language=language, length=length)


def _sample(fact: Fact) -> str:
    return fact.choices[0] if fact.choices else _SAMPLES[fact.kind]


def fill_roles(stage: Stage, review: str) -> None:
    """Bind every role of a review that nobody holds by itself, as far as its rules allow."""
    work = stage.review(review)
    with stage.engine.store.read() as reader:
        parties = roster_of(reader, CYCLE).parties
    others = [party for party in parties if party.code != work.review.party]
    same = [party for party in others if party.group == work.review.regional_group]
    apart = [party for party in others if party.group not in (work.review.regional_group, None)]
    for role in work.definition.roles.values():
        if role.kind in _STANDING:
            continue
        for n, party in enumerate((same[0], apart[0], apart[-1]), start=1):
            _bind(stage, review, role.name, _name(role.kind, n, party))


def _name(kind: str, n: int, party: Party) -> str:
    return party.code if kind == "reviewing_parties" else f"x{n}@{party.code}"


def _bind(stage: Stage, review: str, role: str, actor: str) -> None:
    how = How(actor=OFFICE, role=OFFICE)
    request = roles.BindRequest(review=review, role=role, actor=actor, how=how, note="trial")
    with suppress(RuledOutError):
        roles.bind(stage.engine, request)
