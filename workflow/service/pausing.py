"""Clocks paused and resumed: of one review, or of a whole cycle but for those that opted out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

from workflow.errors import Problem, RoleError, RuledOutError
from workflow.model import pausing, rules
from workflow.model.commands import Outcome, Pause
from workflow.model.opening import SECRETARIAT as OFFICE
from workflow.model.rows.entry import Act, Entry
from workflow.model.rows.records import CycleRow, ReviewRow
from workflow.model.working import Working
from workflow.service.engine import Engine
from workflow.service.reading import load, read_actor, read_day, the_cycle
from workflow.service.reviews import How, Receipt, Visit, carry_out, sealed_reason, working
from workflow.service.roles import known_role, office_role
from workflow.service.session import Session, day_of, writing

Decide = Callable[[Working, Pause], Outcome]
_DECIDE: dict[str, Decide] = {"clock.paused": pausing.pause, "clock.resumed": pausing.resume}


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseRequest:
    """Clocks to pause or resume, as typed. `of` is a review or a cycle."""

    of: str
    how: How
    decision: str | None = None
    on: str | None = None
    apart_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """What became of the clocks of a cycle: its entries, and the reviews left as they were."""

    cycle: str
    entries: tuple[Entry, ...]
    reviews: tuple[str, ...]
    left_out: tuple[str, ...]
    dry_run: bool = False
    again: bool = False


def pause(engine: Engine, request: PauseRequest) -> Receipt:
    """Suspend the clocks of one review; see `reviews.carry_out` for what it raises."""
    return _of_review(engine, request, pausing.pause)


def resume(engine: Engine, request: PauseRequest) -> Receipt:
    """Let the clocks of one review run again; see `reviews.carry_out` for what it raises."""
    return _of_review(engine, request, pausing.resume)


def pause_cycle(engine: Engine, request: PauseRequest) -> Paused:
    """Suspend the clocks of every open review of a cycle, in one transaction.

    Raises:
        RuledOutError: a rule forbids it for one of them; then for all. UnknownError: no such
            cycle, or no such review to leave out.
    """
    return _of_cycle(engine, request, "clock.paused")


def resume_cycle(engine: Engine, request: PauseRequest) -> Paused:
    """Let the clocks of every paused review of a cycle run again; raises as `pause_cycle`."""
    return _of_cycle(engine, request, "clock.resumed")


def _of_review(engine: Engine, request: PauseRequest, decide: Decide) -> Receipt:
    return carry_out(
        engine, request.of, request.how, lambda visit: decide(visit.work, _command(visit, request))
    )


def _command(visit: Visit, request: PauseRequest) -> Pause:
    known_role(visit)
    return Pause(
        on=read_day(request.on, "--on") if request.on else visit.today,
        actor=read_actor(visit.session.unit, visit.found.review.cycle, visit.how.actor).id,
        role=visit.how.role,
        reason=sealed_reason(visit),
        decision=request.decision,
    )


def _of_cycle(engine: Engine, request: PauseRequest, kind: str) -> Paused:
    with writing(engine, request.how.command) as session:
        cycle = the_cycle(session.unit, request.of)
        if session.unit.command_seen(session.command):
            return _again(session, cycle)
        apart = tuple(load(engine, session.unit, text).review.id for text in request.apart_from)
        wanted = [review for review in _open(session, cycle, kind) if review not in apart]
        command = _for_all(engine, session, cycle, request)
        problems = _problems(engine, session, wanted, (kind, command))
        _check(session, (cycle, kind), command, request, problems)
        session.append([_act((cycle, kind), command, {"except": list(apart)})])
        for review in wanted:
            _append(engine, session, review, (kind, command))
        if not request.how.dry_run:
            session.finish()
        made = tuple(session.entries)
    engine.tell(kind, cycle_id=cycle.id, reviews=len(wanted))
    return Paused(
        cycle=cycle.id,
        entries=made,
        reviews=tuple(wanted),
        left_out=apart,
        dry_run=request.how.dry_run,
    )


def _open(session: Session, cycle: CycleRow, kind: str) -> list[str]:
    """The open reviews whose clocks run, or, to resume, are paused."""
    rows = cast(list[ReviewRow], session.unit.rows("review", cycle=cycle.id, status="open"))
    paused = kind == "clock.resumed"
    return [row.id for row in rows if (row.paused_on is not None) == paused]


def _for_all(engine: Engine, session: Session, cycle: CycleRow, request: PauseRequest) -> Pause:
    definition = engine.definition(session.unit, cycle.definition)
    zone = definition.time.zone
    reason = (request.how.reason or "").strip()
    return Pause(
        on=read_day(request.on, "--on") if request.on else day_of(session.at, zone),
        actor=read_actor(session.unit, cycle.id, request.how.actor).id,
        role=office_role(definition) if request.how.role == OFFICE else request.how.role,
        reason=session.seal(reason) if reason else None,
        decision=request.decision,
    )


def _working(engine: Engine, session: Session, review: str) -> Working:
    found = load(engine, session.unit, review)
    return working(engine, session.unit, found, at=session.at, next_seq=session.next_seq)


def _append(engine: Engine, session: Session, review: str, what: tuple[str, Pause]) -> None:
    kind, command = what
    session.append(_DECIDE[kind](_working(engine, session, review), command).acts)


def _problems(
    engine: Engine, session: Session, reviews: list[str], what: tuple[str, Pause]
) -> tuple[Problem, ...]:
    """What stands in the way of any of *reviews*, each problem once, with the first's name."""
    found: dict[str, Problem] = {}
    kind, command = what
    if not reviews:
        words = f"no review whose clocks {'are paused' if kind == 'clock.resumed' else 'run'}"
        found[words] = Problem(code="R049", words=words, basis=pausing.BASIS)
    for review in reviews:
        for problem in _DECIDE[kind](_working(engine, session, review), command).problems:
            named = replace(problem, words=f"{review}: {problem.words}")
            found.setdefault(problem.words, named)
    return tuple(found.values())


def _check(
    session: Session,
    what: tuple[CycleRow, str],
    command: Pause,
    request: PauseRequest,
    problems: tuple[Problem, ...],
) -> None:
    """Raise, after the one entry that says so, where a rule forbids it."""
    if not problems:
        return
    seq = None if request.how.dry_run else session.next_seq
    if not request.how.dry_run:
        words = [problem.as_data() for problem in problems]
        act = _act(what, command, {"problems": words})
        session.append([replace(act, kind="act.not_recorded")])
        session.finish()
    roles = any(problem.code in rules.ROLE_CODES for problem in problems)
    raised = RoleError if roles else RuledOutError
    raise raised(what[0].id, problems, headline="not recorded", seq=seq)


def _act(what: tuple[CycleRow, str], command: Pause, said: dict[str, object]) -> Act:
    cycle, kind = what
    verb = "pause" if kind == "clock.paused" else "resume"
    told = {
        "event": f"{verb} the clocks of {cycle.id}",
        "cycle": cycle.id,
        "decision": command.decision,
        "reason": command.reason,
        **said,
    }
    return Act(
        kind=kind,
        review=None,
        instance=None,
        actor=command.actor,
        role=command.role,
        on=command.on,
        basis=(command.decision,) if command.decision else (),
        definition=cycle.definition,
        data={key: value for key, value in told.items() if value is not None},
    )


def _again(session: Session, cycle: CycleRow) -> Paused:
    entries = tuple(session.unit.entries(command=session.command))
    for entry in entries:
        problems = entry.data.get("problems")
        if isinstance(problems, list):
            listed = tuple(Problem(**problem) for problem in problems)
            raise RuledOutError(cycle.id, listed, seq=entry.seq)
    reviews = tuple(dict.fromkeys(entry.review for entry in entries if entry.review))
    left = tuple(str(name) for e in entries for name in cast(list[str], e.data.get("except", [])))
    return Paused(cycle=cycle.id, entries=entries, reviews=reviews, left_out=left, again=True)
