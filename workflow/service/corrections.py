"""Taking back, putting right, going outside the rules: each visible for ever."""

from dataclasses import dataclass, replace

from workflow.errors import Problem, UnknownError, UnreadableError, near
from workflow.model import correcting, rules
from workflow.model.commands import Annul, Outcome, Override, Record
from workflow.model.decide import refused
from workflow.model.passing import ENGINE
from workflow.model.rows.entry import Entry
from workflow.service.engine import Engine
from workflow.service.reading import read_actor, read_day
from workflow.service.reviews import (
    How,
    Receipt,
    RecordRequest,
    Visit,
    carry_out,
    read_record,
    sealed_reason,
)
from workflow.service.roles import known_role
from workflow.store import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideRequest:
    """A move outside the rules, as typed."""

    review: str
    to: str
    how: How
    decision: str
    on: str | None = None


def review_of(reader: Reader, seq: int) -> Entry:
    """The entry *seq* and, through it, its review.

    Raises:
        UnknownError: there is no such entry, or it belongs to no review.
    """
    entry = reader.entry(seq)
    if entry is None or entry.review is None:
        words = f"entry {seq} {'is not there' if entry is None else 'belongs to no review'}"
        hint = f"the log holds entries 0 to {reader.head().size - 1}"
        raise UnknownError("", Problem(code="E005", words=words, hint=hint))
    return entry


def annul(engine: Engine, review: str, seq: int, how: How) -> Receipt:
    """Take back entry *seq* of *review*; a dry run shows the effects first."""
    return carry_out(engine, review, how, lambda visit: _annul(visit, seq))


def _annul(visit: Visit, seq: int) -> Outcome:
    known_role(visit)
    reason = needs_reason(visit)
    actor = read_actor(visit.session.unit, visit.found.review.cycle, visit.how.actor).id
    barred = _not_held(visit, actor, f"annul {seq}")
    if barred:
        return barred
    history = list(visit.session.unit.entries(review=visit.found.review.id))
    command = Annul(seq=seq, actor=actor, role=visit.how.role, reason=reason)
    return correcting.annul(visit.work, history, command)


def correct(engine: Engine, seq: int, request: RecordRequest) -> Receipt:
    """Put the act of *request* in the place of entry *seq*; what is not given stays as it was."""
    return carry_out(
        engine, request.review, request.how, lambda visit: _correct(visit, seq, request)
    )


def _correct(visit: Visit, seq: int, request: RecordRequest) -> Outcome:
    needs_reason(visit)
    history = list(visit.session.unit.entries(review=visit.found.review.id))
    old = next((entry for entry in history if entry.seq == seq), None)
    if old is not None and old.actor == ENGINE:
        _needs_an_act(old, request)
    given = replace(request, event=request.event or _said(old, "event"))
    if old is not None and old.kind in ("event.recorded", "entry.corrected"):
        given = replace(
            given,
            dated=request.dated or _dated(old, request),
            received=request.received or _said(old, "received_at") or _said(old, "received"),
            choice=request.choice or _said(old, "choice") or None,
            agreed=request.agreed or _said(old, "agreed") or None,
        )
    command = _kept(old, request, read_record(visit, given))
    return correcting.correct(visit.work, history, seq, command)


def _needs_an_act(old: Entry, request: RecordRequest) -> None:
    """Raise UnreadableError where an entry of the engine is to give way, and to no whole act."""
    if request.event and request.how.actor and request.how.role:
        return
    words = f"entry {old.seq} is a time limit that passed; only an act can take its place"
    hint = correcting.in_its_place(old.instance or "", old.seq)
    raise UnreadableError(old.instance or "", Problem(code="E123", words=words, hint=hint))


def _dated(old: Entry, request: RecordRequest) -> str:
    """The date on the document; where that was the stamp's, it is that of the new stamp."""
    follows = request.received and _said(old, "dated") == _said(old, "received")
    return "" if follows else _said(old, "dated")


def _kept(old: Entry | None, request: RecordRequest, command: Record) -> Record:
    """Documents and facts of the corrected entry stand where none were given anew."""
    if old is None or old.kind not in ("event.recorded", "entry.corrected"):
        return command
    said = correcting.said_before(old)
    return replace(
        command,
        documents=command.documents if request.documents else said.documents,
        facts=command.facts if request.facts else said.facts,
    )


def _said(entry: Entry | None, key: str) -> str:
    return str(entry.data.get(key) or "") if entry else ""


def override(engine: Engine, request: OverrideRequest) -> Receipt:
    """Move a review outside the rules, by a named decision and with a reason."""
    return carry_out(engine, request.review, request.how, lambda visit: _override(visit, request))


def _override(visit: Visit, request: OverrideRequest) -> Outcome:
    known_role(visit)
    reason = needs_reason(visit)
    chart = visit.work.chart(visit.found.instance)
    leaves = {leaf: leaf for leaf in chart.leaves()}
    named = {chart.states[leaf].name: leaf for leaf in leaves} | leaves
    if request.to not in named:
        words = f"step {request.to!r} is not in chart {chart.name!r}"
        problem = Problem(code="E112", words=words, hint=near(request.to, tuple(leaves)))
        raise UnreadableError(visit.found.instance, problem)
    actor = read_actor(visit.session.unit, visit.found.review.cycle, visit.how.actor).id
    barred = _not_held(visit, actor, f"override to {request.to}")
    if barred:
        return barred
    command = Override(
        instance=visit.found.instance,
        to=named[request.to],
        on=read_day(request.on, "--on") if request.on else visit.today,
        actor=actor,
        role=visit.how.role,
        reason=reason,
        decision=request.decision,
    )
    return correcting.override(visit.work, command)


def _not_held(visit: Visit, actor: str, what: str) -> Outcome | None:
    problem = rules.not_held(visit.work, visit.how.role, actor, visit.today)
    if problem is None:
        return None
    return refused(
        visit.work,
        "act.not_recorded",
        (problem,),
        instance=visit.found.instance,
        actor=actor,
        role=visit.how.role,
        on=visit.today,
        event=what,
    )


def needs_reason(visit: Visit, what: str = "a correction") -> str:
    """The reason of *what*, sealed; raises UnreadableError where none was given."""
    reason = sealed_reason(visit)
    if reason is None:
        words = f"{what} needs a reason, and none was given"
        raise UnreadableError(
            visit.found.instance, Problem(code="E113", words=words, hint='--reason "…"')
        )
    return reason
