"""Meetings of a cycle's bodies: added, moved, cancelled; every review that is bound follows.

One transaction: first whatever fell due in the cycle, then the entry of the meeting, then
one entry for each review whose dates it moves, citing it. Where a date that was notified
would move earlier and no decision is cited, nothing is moved, and the reviews are named.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from workflow.clock import stamp
from workflow.errors import Problem, RoleError, RuledOutError, UnreadableError, near
from workflow.model import bookings, rules, slack
from workflow.model.anchors import booking
from workflow.model.opening import SECRETARIAT as OFFICE
from workflow.model.passing import catch_up
from workflow.model.rows.entry import Act, Effect, Entry
from workflow.model.rows.records import values_of
from workflow.model.rows.records_cycle import MeetingRow, Meetings
from workflow.model.working import next_n
from workflow.service.engine import Engine
from workflow.service.meetings_desk import Desk, MeetingRequest, date_problems, row_problems
from workflow.service.meetings_known import meetings_of
from workflow.service.reading import load, read_day, the_cycle
from workflow.service.reviews import working
from workflow.service.roles import office_role
from workflow.service.session import day_of, writing

_VERBS = {"meeting.added": "enter", "meeting.moved": "move", "meeting.cancelled": "cancel"}
NATURES = ("ordinary", "extraordinary")


@dataclass(frozen=True, slots=True, kw_only=True)
class Convened:
    """What became of a meeting: its row, the entry, and the reviews that followed."""

    meeting: MeetingRow
    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()
    dry_run: bool = False
    again: bool = False


def add(engine: Engine, request: MeetingRequest) -> Convened:
    """Enter a meeting; reviews that waited for one are bound to it.

    Raises:
        UnreadableError: the day, the body or the nature. UnknownError: no such cycle.
    """
    return _carry_out(engine, request, "meeting.added", _added)


def move(engine: Engine, request: MeetingRequest) -> Convened:
    """Move a meeting; each review that is bound to it follows.

    Raises:
        RuledOutError: a notified date would move earlier, or the day has gone by.
    """
    return _carry_out(engine, request, "meeting.moved", _moved)


def cancel(engine: Engine, request: MeetingRequest) -> Convened:
    """Cancel a meeting; each review that is bound to it is bound to the next that counts."""
    return _carry_out(engine, request, "meeting.cancelled", _cancelled)


def meetings(engine: Engine, cycle: str) -> Meetings:
    """The meetings of a cycle by date; raises UnknownError with near names."""
    with engine.store.read() as reader:
        return meetings_of(reader, the_cycle(reader, cycle).id)


Make = Callable[[Desk], tuple[MeetingRow, Effect]]


def _carry_out(engine: Engine, request: MeetingRequest, kind: str, make: Make) -> Convened:
    with writing(engine, request.how.command) as session:
        cycle = the_cycle(session.unit, request.cycle)
        definition = engine.definition(session.unit, cycle.definition)
        today = day_of(session.at, definition.time.zone)
        desk = Desk(
            engine=engine,
            session=session,
            cycle=cycle,
            definition=definition,
            request=request,
            today=today,
        )
        if session.unit.command_seen(session.command):
            return _again(desk)
        _readable(desk)
        _catch_up(desk)
        row, effect = make(desk)
        _check(desk, kind, row)
        _append(desk, kind, row, effect)
        _catch_up(desk)
        notes = tuple(_notes(desk, row))
        if not request.how.dry_run:
            session.finish()
        made = tuple(session.entries)
    if not request.how.dry_run:
        engine.tell(kind, cycle_id=cycle.id, meeting=row.id, reviews=len(made) - 1)
    return Convened(meeting=row, entries=made, notes=notes, dry_run=request.how.dry_run)


def _again(desk: Desk) -> Convened:
    entries = tuple(desk.session.unit.entries(command=desk.session.command))
    for entry in entries:
        problems = entry.data.get("problems")
        if isinstance(problems, list):
            listed = tuple(Problem(**problem) for problem in problems)
            raise RuledOutError(desk.cycle.id, listed, headline="not recorded", seq=entry.seq)
    told = next(str(e.data["meeting"]) for e in entries if "meeting" in e.data)
    (row,) = cast(list[MeetingRow], desk.session.unit.rows("meeting", id=told))
    return Convened(meeting=row, entries=entries, again=True)


def _readable(desk: Desk) -> None:
    """Check body, role and nature; the office acts in the role the definition gives it.

    Raises:
        UnreadableError: one of them is not of the definition.
    """
    known = tuple(desk.definition.bodies)
    if desk.request.body not in known:
        words = f"definition {desk.definition.name!r} has no body {desk.request.body!r} that meets"
        hint = near(desk.request.body, known) if known else "it says so under 'bodies'"
        raise UnreadableError(desk.cycle.id, Problem(code="E145", words=words, hint=hint))
    if desk.request.how.role == OFFICE:
        how = replace(desk.request.how, role=office_role(desk.definition))
        desk.request = replace(desk.request, how=how)
    if desk.request.how.role not in desk.definition.roles:
        words = f"role {desk.request.how.role!r} is not in definition {desk.definition.name!r}"
        hint = near(desk.request.how.role, tuple(desk.definition.roles))
        raise UnreadableError(desk.cycle.id, Problem(code="E102", words=words, hint=hint))
    if desk.request.nature not in NATURES:
        words = f"{desk.request.nature!r} is no kind of meeting"
        hint = near(desk.request.nature, NATURES)
        raise UnreadableError(desk.cycle.id, Problem(code="E146", words=words, hint=hint))


def _catch_up(desk: Desk) -> None:
    """Let every review of the cycle follow its meetings, and what fell due happen."""
    for found in desk.reviews():
        work = desk.working(found)
        catch_up(work, desk.session.at)
        desk.session.append(work.acts)


def _added(desk: Desk) -> tuple[MeetingRow, Effect]:
    request, cycle = desk.request, desk.cycle.id
    known = meetings_of(desk.session.unit, cycle)
    n = next_n(row.n for row in known if row.body == request.body)
    row = MeetingRow(
        id=f"{cycle}~{request.body}:{n}",
        cycle=cycle,
        body=request.body,
        n=n,
        opens_on=read_day(request.on or "", "--on"),
        nature=request.nature,
        status="planned",
        decision=request.decision,
        seq=desk.session.next_seq,
    )
    return row, {"new": "meeting", "row": values_of(row)}


def _moved(desk: Desk) -> tuple[MeetingRow, Effect]:
    to = read_day(desk.request.on or "", "--to")
    return _changed(desk, opens_on=to)


def _cancelled(desk: Desk) -> tuple[MeetingRow, Effect]:
    return _changed(desk, status="cancelled")


def _changed(desk: Desk, **to: str) -> tuple[MeetingRow, Effect]:
    columns = {**to, "decision": desk.request.decision, "seq": desk.session.next_seq}
    row = desk.found()
    effect = {"set": "meeting", "id": row.id, "to": columns}
    return replace(row, **columns), effect  # type: ignore[arg-type]  # its own columns


def _check(desk: Desk, kind: str, row: MeetingRow) -> None:
    """Raise RuledOutError, after the one entry that says so, where a rule forbids it."""
    problems = (*_who(desk), *row_problems(desk, kind, row), *date_problems(desk, row))
    if not problems:
        return
    seq = desk.session.next_seq
    if not desk.request.how.dry_run:
        desk.session.append([_not_recorded(desk, kind, row, problems)])
        desk.session.finish()
    at = None if desk.request.how.dry_run else seq
    roles = any(problem.code in rules.ROLE_CODES for problem in problems)
    raised = RoleError if roles else RuledOutError
    raise raised(desk.cycle.id, problems, headline="not recorded", seq=at)


def _who(desk: Desk) -> Iterator[Problem]:
    """Whoever convenes holds the role in every open review; the first in which not is told."""
    how = desk.request.how
    for found in desk.reviews():
        problem = rules.not_held(desk.working(found), how.role, how.actor, desk.today)
        if problem:
            yield problem
            return


def _append(desk: Desk, kind: str, row: MeetingRow, effect: Effect) -> None:
    reason = (desk.request.how.reason or "").strip()
    told: dict[str, object] = {
        "event": f"{_VERBS[kind]} {row.name}",
        "cycle": desk.cycle.id,
        "meeting": row.id,
        "opens_on": row.opens_on,
        "decision": desk.request.decision,
        "reason": desk.session.seal(reason) if reason else None,
        "effects": [effect],
    }
    desk.session.append([_act(desk, kind, {k: v for k, v in told.items() if v is not None})])


def _not_recorded(desk: Desk, kind: str, row: MeetingRow, problems: tuple[Problem, ...]) -> Act:
    words = [problem.as_data() for problem in problems]
    event = f"{_VERBS[kind]} {row.name}"
    return _act(desk, "act.not_recorded", {"event": event, "problems": words})


def _act(desk: Desk, kind: str, told: dict[str, object]) -> Act:
    return Act(
        kind=kind,
        review=None,
        instance=None,
        actor=desk.request.how.actor,
        role=desk.request.how.role,
        on=desk.today,
        basis=(desk.request.decision,) if desk.request.decision else (),
        definition=desk.cycle.definition,
        data=told,
    )


def _notes(desk: Desk, row: MeetingRow) -> Iterator[str]:
    """Plans that cannot be kept; and reviews that stay bound although their rule now means this."""
    followed = {entry.review for entry in desk.session.entries}
    for found in desk.reviews():
        work = desk.working(found)
        if found.review.id in followed:
            yield from (f"{found.review.id}: {words}" for words in slack.notes(work))
        for meeting in desk.definition.meetings.values():
            held = booking(work, meeting.name)
            if held is None or held.status != "running" or held.meeting == row.id:
                continue
            other, _ = bookings.candidate(work, held, meeting)
            if other is not None and other.id == row.id:
                yield (
                    f"{found.review.id} stays bound to {bookings.called(held.meeting)}; "
                    f"its rule alone would now give {row.name}"
                )


def plan(engine: Engine, review: str) -> tuple[slack.Slack, ...]:
    """The steps of a review that are to be done before a meeting: earliest, latest, room.

    Raises:
        UnknownError: no such review.
    """
    with engine.store.read() as reader:
        found = load(engine, reader, review)
        at = stamp(engine.clock.now())
        work = working(engine, reader, found, at=at, next_seq=reader.head().size)
    catch_up(work, at)
    return slack.slack(work)
