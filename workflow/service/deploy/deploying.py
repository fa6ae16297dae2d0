"""An amended definition brought to the running reviews of a cycle: planned, then applied.

Decisions that live here: what is planned is what is applied, by one code path; a plan whose
file was changed, or before which somebody was first, is not applied. An amendment keeps the
name and has a higher version; in a real store it is active and rests on a decision. Reviews
that are final keep the version they ended under.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workflow.clock import stamp
from workflow.errors import ConflictError, Problem, RoleError, RuledOutError
from workflow.model import rules
from workflow.model.definition import Definition
from workflow.model.legal_time.calendar import Calendar, calendars_of
from workflow.model.migration import Carried, Migration, migrate
from workflow.model.passing import catch_up
from workflow.model.rows.entry import Act
from workflow.model.rows.records import CycleRow
from workflow.model.working import Working
from workflow.service.deploy.plan import Amendment, Plan
from workflow.service.deploy.register import not_recorded, registering
from workflow.service.engine import Engine
from workflow.service.reading import load, the_cycle
from workflow.service.reviews import working
from workflow.service.roles import office_role
from workflow.service.session import Session, day_of, writing
from workflow.store import Reader

BASIS = "house rule: an amendment is a new version, and rests on a decision"
_STRANDED_AT_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What applying a plan came to."""

    cycle: str
    version: int
    reviews: tuple[str, ...]
    entries: int
    dry_run: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """A plan on the table: the reader, the moment, and the versions before and after."""

    engine: Engine
    reader: Reader
    amendment: Amendment
    cycle: CycleRow
    at: str
    calendars: tuple[Calendar, ...]

    @property
    def before(self) -> Definition:
        """The version the cycle runs by."""
        return self.engine.definition(self.reader, self.cycle.definition)

    @property
    def order(self) -> Migration:
        """What every review is carried over to."""
        given, after = self.amendment, self.amendment.definition
        return Migration(
            definition=after,
            actor=given.actor,
            role=office_role(after),
            decision=given.decision,
            for_all=given.for_all,
            names=given.names,
        )


def plan(engine: Engine, amendment: Amendment, calendars: Sequence[Calendar] = ()) -> Plan:
    """What the amendment would do to each open review of its cycle; nothing is written.

    Raises:
        UnknownError: no such cycle.
    """
    with engine.store.read() as reader:
        head = reader.head()
        size, newest = head.size, head.newest()
        at = max(stamp(engine.clock.now()), newest.at if newest else "")
        cycle = the_cycle(reader, amendment.cycle)
        desk = _Desk(
            engine=engine,
            reader=reader,
            amendment=amendment,
            cycle=cycle,
            at=at,
            calendars=tuple(calendars),
        )
        carried = tuple(one for one, _ in _carried(desk, size))
        return Plan(
            amendment=amendment,
            before=(desk.before.version, desk.before.hash),
            size=size,
            today=day_of(at, amendment.definition.time.zone),
            reviews=carried,
            problems=tuple(_problems(desk, carried)),
        )


def _carried(desk: _Desk, seq: int) -> Iterator[tuple[Carried, list[Act]]]:
    """Each open review carried over, in the order of their ids, with the acts that do it."""
    for row in desk.reader.rows("review", cycle=desk.cycle.id, status="open"):
        found = load(desk.engine, desk.reader, row.id)
        old = working(desk.engine, desk.reader, found, at=desk.at, next_seq=seq)
        catch_up(old, desk.at)
        if old.review.status == "open":
            carried, new = migrate(_counting(desk, old), desk.order)
            acts = [*old.acts, *new.acts]
            yield carried, acts
            seq += len(acts)


def _counting(desk: _Desk, old: Working) -> Working:
    """The review with the calendars that the new version may count by."""
    known = desk.engine.calendars(desk.reader, desk.amendment.definition)
    more = {**old.setting.calendars, **calendars_of(desk.calendars), **known}
    old.setting = replace(old.setting, calendars=more)
    return old


def _problems(desk: _Desk, carried: Sequence[Carried]) -> Iterator[Problem]:
    """Everything that keeps the amendment from being applied."""
    yield from _amends(desk)
    yield from _decided(desk)
    for sentence in desk.amendment.definition.not_yet:
        yield Problem(code="S021", words=f"the new version cannot run yet: {sentence}")
    for one in [one for one in carried if one.stranded][:_STRANDED_AT_MOST]:
        yield Problem(
            code="M005",
            words=f"{one.review} cannot be carried over: {'; '.join(one.stranded)}",
            hint=_way_out(one.stranded),
        )


def _way_out(stranded: tuple[str, ...]) -> str:
    """What would let a review be carried over, for the first reason why it cannot be."""
    words = stranded[0]
    if " is open: " in words or "awaits its release" in words:
        return "make the plan anew when that is over"
    if "is on file" in words:
        return "declare it in the new version, too"
    if "paused" in words:
        return "peer-review deadline resume"
    return "name a step that is called otherwise: --map OLD=NEW"


def _amends(desk: _Desk) -> Iterator[Problem]:
    before, after = desk.before, desk.amendment.definition
    if after.name != before.name:
        words = f"the cycle runs by {before.name!r}; {after.name!r} is another definition"
        yield Problem(code="M001", words=words, basis=BASIS, hint="an amendment keeps the name")
    elif after.version <= before.version:
        words = f"version {after.version} is not higher than {before.version}, which is in force"
        yield Problem(code="M001", words=words, basis=BASIS, hint="give it a version of its own")
    if desk.cycle.status != "open":
        yield Problem(code="S025", words=f"cycle {desk.cycle.id!r} is {desk.cycle.status}")


def _decided(desk: _Desk) -> Iterator[Problem]:
    given, real = desk.amendment, desk.engine.meta(desk.reader).get("nature") != "rehearsal"
    if real and given.definition.status != "active":
        words = f"the new version has status {given.definition.status!r}; a real store runs active"
        yield Problem(code="S022", words=words, basis="house rule", hint="rehearse it")
    if given.decision is None and (real or given.for_all):
        why = "applies to dates that were notified" if given.for_all else "amends running reviews"
        words = f"it {why}, and no decision is cited"
        yield Problem(code="M002", words=words, basis=BASIS, hint="--decision REFERENCE")


def apply(
    engine: Engine,
    planned: Plan,
    calendars: Sequence[Calendar] = (),
    *,
    command: str | None = None,
    dry_run: bool = False,
) -> Applied:
    """Do what the plan says, in one transaction.

    Raises:
        ConflictError: the log or a date changed since it was made. RuledOutError: the plan
            says itself that it cannot be applied; one entry says so. UnknownError: no such cycle.
    """
    given = planned.amendment
    with writing(engine, command) as session:
        cycle = the_cycle(session.unit, given.cycle)
        if session.unit.command_seen(session.command):
            return _again(session, planned)
        _check_first(session, planned)
        desk = _Desk(
            engine=engine,
            reader=session.unit,
            amendment=given,
            cycle=cycle,
            at=session.at,
            calendars=tuple(calendars),
        )
        if planned.problems:
            _refuse(session, planned, dry_run=dry_run)
        _check_role(desk)
        reviews = _write(desk, session, planned)
        if not dry_run:
            session.finish()
        made = len(session.entries)
    if not dry_run:
        engine.tell("definition.deployed", cycle_id=cycle.id, reviews=len(reviews))
    version = given.definition.version
    return Applied(cycle=cycle.id, version=version, reviews=reviews, entries=made, dry_run=dry_run)


def _again(session: Session, planned: Plan) -> Applied:
    found = tuple(session.unit.entries(command=session.command))
    for entry in found:
        problems = entry.data.get("problems")
        if isinstance(problems, list):
            listed = (Problem(**problem) for problem in problems)
            raise RuledOutError(planned.amendment.cycle, listed, seq=entry.seq)
    moved = tuple(entry.review or "" for entry in found if entry.kind == "review.migrated")
    version = planned.amendment.definition.version
    return Applied(
        cycle=planned.amendment.cycle,
        version=version,
        reviews=moved,
        entries=len(found),
        again=True,
    )


def _check_first(session: Session, planned: Plan) -> None:
    if session.frontier.size != planned.size:
        words = (
            f"the plan was made when the log had {planned.size} entries; now it has "
            f"{session.frontier.size}"
        )
        problem = Problem(code="M003", words=words, hint="look again: make the plan anew")
        raise ConflictError(planned.amendment.cycle, problem)


def _refuse(session: Session, planned: Plan, *, dry_run: bool) -> None:
    seq = session.next_seq
    if not dry_run:
        session.append([not_recorded(session, planned)])
        session.finish()
    at = None if dry_run else seq
    raise RuledOutError(planned.amendment.cycle, planned.problems, seq=at)


def _check_role(desk: _Desk) -> None:
    """Whoever applies it holds the office's role in every open review."""
    role = office_role(desk.before)
    for row in desk.reader.rows("review", cycle=desk.cycle.id, status="open"):
        found = load(desk.engine, desk.reader, row.id)
        work = working(desk.engine, desk.reader, found, at=desk.at, next_seq=0)
        problem = rules.not_held(work, role, desk.amendment.actor, work.setting.today)
        if problem:
            raise RoleError(row.id, problem)


def _write(desk: _Desk, session: Session, planned: Plan) -> tuple[str, ...]:
    session.append(registering(session, desk.amendment, desk.calendars))
    reviews: list[Carried] = []
    for carried, acts in _carried(desk, session.next_seq):
        session.append(acts)
        reviews.append(carried)
    if tuple(reviews) != planned.reviews:
        words = f"since the plan of {planned.today} dates have changed, or reviews have moved on"
        problem = Problem(code="M003", words=words, hint="look again: make the plan anew")
        raise ConflictError(planned.amendment.cycle, problem)
    return tuple(one.review for one in reviews)
