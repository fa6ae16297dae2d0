"""Acts on one review: each one function, one transaction.

What a rule forbids is written as one entry and raised as `RuledOutError` (or `RoleError`);
what cannot be read, unknown ids, conflicts and dry runs write nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from workflow.errors import (
    ConflictError,
    Problem,
    RoleError,
    RuledOutError,
    UnreadableError,
)
from workflow.model import decide
from workflow.model.commands import Handed, Outcome, Record, Said
from workflow.model.passing import catch_up
from workflow.model.rows.entry import Entry
from workflow.model.rows.evolve import Rows
from workflow.model.working import Working
from workflow.service.again import same_or_conflict
from workflow.service.engine import Engine
from workflow.service.reading import (
    Loaded,
    check_part,
    find,
    read_actor,
    read_day,
    read_fact,
    read_stamp,
)
from workflow.service.requests import File as File
from workflow.service.requests import How as How
from workflow.service.requests import RecordRequest as RecordRequest
from workflow.service.session import Session, writing
from workflow.service.slips import slips
from workflow.service.workings import check_open, others_first
from workflow.service.workings import working as working


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a command came to. `again`: its id was known, nothing was done twice."""

    review: str
    entries: tuple[Entry, ...]
    before: Rows
    after: Rows
    notes: tuple[str, ...] = ()
    again: bool = False
    dry_run: bool = False


@dataclass(slots=True, kw_only=True)
class Visit:
    """A review opened for one command."""

    session: Session
    found: Loaded
    work: Working
    how: How
    sealed: dict[str, str] = field(default_factory=dict)

    @property
    def today(self) -> str:
        """The day of the command in the definition's zone."""
        return self.work.setting.today


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A command whose id was seen before: how it is given now, and what it would make."""

    how: How
    make: Callable[[Visit], Outcome]


def carry_out(engine: Engine, review: str, how: How, make: Callable[[Visit], Outcome]) -> Receipt:
    """Load, decide, append, commit, and say so: what every act on a review has in common.

    Raises:
        RuledOutError: a rule forbids it; RoleError if the role is what is missing.
        ConflictError: `if_version` is not the present one. UnknownError: no such review.
    """
    with writing(engine, how.command) as session:
        found = find(engine, session.unit, review)
        # An id that was just drawn was never seen.
        seen = session.unit.command_seen(session.command) if how.command else []
        if seen:
            return _again(engine, session, found, Again(how=how, make=make))
        others_first(engine, session, found)
        work = working(engine, session.unit, found, at=session.at, next_seq=session.next_seq)
        catch_up(work, session.at)  # first, so that no version, part or role depends on a tick
        check_open(work, found.instance)
        check_part(found.review.id, found.instance, tuple(work.instances()))
        _check_version(found.instance, work, how)
        outcome = make(Visit(session=session, found=found, work=work, how=how))
        receipt = _receipt(session, found, work, outcome, how)
    for entry in receipt.entries:
        engine.tell_of(entry)
    return receipt


def _receipt(session: Session, found: Loaded, work: Working, outcome: Outcome, how: How) -> Receipt:
    if how.dry_run:
        if outcome.problems:
            raise _ruled_out(found, outcome, None)
        made: Iterable[Entry] = ()
    else:
        made = session.append(outcome.acts)
        session.finish()
        if outcome.problems:
            raise _ruled_out(found, outcome, session.entries[-1].seq)
    return Receipt(
        review=found.review.id,
        entries=tuple(made),
        before=found.rows,
        after=work.rows,
        notes=outcome.notes,
        dry_run=how.dry_run,
    )


def _ruled_out(found: Loaded, outcome: Outcome, seq: int | None) -> RuledOutError:
    kind = RoleError if outcome.roles else RuledOutError
    return kind(found.instance, outcome.problems, headline=outcome.headline, seq=seq)


def _again(engine: Engine, session: Session, found: Loaded, given: Again) -> Receipt:
    entries = tuple(session.unit.entries(command=session.command))
    work = working(engine, session.unit, found, at=session.at, next_seq=session.next_seq)
    visit = Visit(session=session, found=found, work=work, how=given.how)
    act = given.make(visit).acts[-1]
    same_or_conflict(session.command, found.review.id, entries, act)
    return Receipt(
        review=found.review.id, entries=entries, before=found.rows, after=found.rows, again=True
    )


def _check_version(instance: str, work: Working, how: How) -> None:
    review = work.review
    if how.if_version is not None and how.if_version != review.version:
        words = (
            f"seen at version {how.if_version}, but now at version {review.version}: "
            f"{instance} stands in {work.instances()[instance].state!r}"
        )
        hint = f"look again: peer-review review show {review.id}"
        raise ConflictError(review.id, Problem(code="C001", words=words, hint=hint))


def record(engine: Engine, request: RecordRequest) -> Receipt:
    """Record an event of a review; see `carry_out` for what it raises.

    Raises:
        UnreadableError: an event, role, document, fact or day that cannot be read.
    """
    return carry_out(
        engine,
        request.review,
        request.how,
        lambda visit: decide.record(visit.work, read_record(visit, request)),
    )


def read_record(visit: Visit, request: RecordRequest) -> Record:
    """Read what was typed into a command; texts are sealed only when all of it can be read."""
    zone = visit.work.definition.time.zone
    received, at = read_stamp(request.received or visit.today, "--received", zone)
    dated = read_day(request.dated, "--dated") if request.dated else received
    actor = read_actor(visit.session.unit, visit.found.review.cycle, visit.how.actor)
    bare = Record(
        instance=visit.found.instance,
        event=request.event,
        actor=actor.id,
        role=visit.how.role,
        dated=dated,
        received=received,
        received_at=at,
        documents=tuple(_handed(file, digest="") for file in request.documents),
        facts=tuple(Said(name=name, value="") for name, _ in request.facts),
        choice=request.choice,
        agreed=read_day(request.agreed, "--agreed") if request.agreed else None,
    )
    problems = (
        *decide.unread(visit.work, bare),
        *slips(bare, request, today=visit.today, at=visit.session.at, zone=zone),
    )
    if problems:
        raise UnreadableError(visit.found.instance, problems)
    return _sealed(visit, request, bare)


def _sealed(visit: Visit, request: RecordRequest, bare: Record) -> Record:
    facts = [said for name, text in request.facts for said in _said(visit, name, text)]
    seal = visit.session.seal
    documents = [
        _handed(file, digest=seal(f"{file.sha256} {file.size} {file.file_name}"))
        for file in request.documents
    ]
    return replace(
        bare, documents=tuple(documents), facts=tuple(facts), reason=sealed_reason(visit)
    )


def _handed(file: File, *, digest: str) -> Handed:
    return Handed(
        name=file.name,
        digest=digest,
        sections=file.sections,
        language=file.language,
        length=file.length,
    )


def _said(visit: Visit, name: str, text: str) -> Iterable[Said]:
    """A fact as recorded; an empty text records nothing, so that a guard can ask for it."""
    fact = visit.work.definition.facts[name]
    value = read_fact(fact, text)
    if fact.kind != "text":
        yield Said(name=name, value=value)
    elif value.strip():
        yield Said(name=name, value=visit.session.seal(value), secret=True)


def sealed_reason(visit: Visit) -> str | None:
    """The reason that came with a command, sealed; None if there was none."""
    reason = visit.how.reason
    return visit.session.seal(reason) if reason and reason.strip() else None
