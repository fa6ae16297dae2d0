"""Dates beside the rule: agreed, moved by decision, notified.

A notified date never moves earlier without a cited decision. The rule's own date stays in
the derivation; the moved date is added to it as one more step.
"""

from workflow.errors import Problem
from workflow.model import entering, rules
from workflow.model.bookings import called, is_booking
from workflow.model.commands import MoveDeadline, NotifyDeadline, Outcome
from workflow.model.decide import refused
from workflow.model.limits import OPEN
from workflow.model.messages import said_day
from workflow.model.passing import catch_up
from workflow.model.rows.records import DeadlineRow
from workflow.model.set_date import EARLIER, set_date
from workflow.model.working import Working

BASIS = EARLIER


def move_deadline(work: Working, command: MoveDeadline) -> Outcome:
    """Set another date for an open limit; a limit that had passed runs again."""
    catch_up(work, work.setting.at)
    deadline = work.deadlines()[command.deadline]
    problems = _problems(work, deadline, command)
    if problems:
        return _refuse(work, deadline, command, problems)
    with work.act(
        "deadline.moved",
        instance=deadline.instance,
        actor=command.actor,
        role=command.role,
        on=command.on,
        basis=(command.decision or deadline.basis,),
        said={
            "event": f"move {deadline.name} to {command.due_on}",
            "deadline": deadline.id,
            "before": deadline.due_on,
            "after": command.due_on,
            "reason": command.reason,
            "decision": command.decision,
        },
    ):
        work.rest(deadline.seq)
        by = f" by {command.decision}" if command.decision else ""
        how = f"On {said_day(command.on)} the date was set{by} to"
        set_date(work, deadline, command.due_on, how=how)
    catch_up(work, work.setting.at)
    return Outcome(acts=tuple(work.acts))


def _problems(work: Working, deadline: DeadlineRow, command: MoveDeadline) -> tuple[Problem, ...]:
    found = _by(work, command)
    if deadline.status not in OPEN:
        words = f"time limit {deadline.id} is {deadline.status}; only an open one can be moved"
        found.append(Problem(code="R041", words=words, basis=deadline.basis))
    if is_booking(work, deadline):
        words = (
            f"{deadline.id} is the meeting {called(deadline.meeting)}; its date is the meeting's"
        )
        hint = f"peer-review meeting move {work.review.cycle} {deadline.owners[0]} N --to DATE"
        found.append(Problem(code="R044", words=words, basis=deadline.basis, hint=hint))
    if entering.is_entry(deadline):
        words = f"{deadline.id} is the day of {deadline.state}; its date is the treaty's"
        found.append(Problem(code="R044", words=words, basis=deadline.basis))
    earlier = deadline.due_on is not None and command.due_on < deadline.due_on
    if earlier and deadline.notified_on and not command.decision:
        words = (
            f"{deadline.due_on} was notified on {deadline.notified_on}; "
            f"{command.due_on} is earlier, and no decision is cited"
        )
        found.append(Problem(code="R042", words=words, basis=BASIS, hint="--decision REFERENCE"))
    if command.due_on < work.setting.today:
        words = f"{command.due_on} lies before {work.setting.today}, the day it would be set"
        found.append(Problem(code="R043", words=words, basis=BASIS, hint="set a day to come"))
    return tuple(found)


def notify_deadline(work: Working, command: NotifyDeadline) -> Outcome:
    """Note that the date was notified to its owners."""
    catch_up(work, work.setting.at)
    deadline = work.deadlines()[command.deadline]
    problems = _by(work, command)
    if deadline.due_on is None or deadline.status not in OPEN:
        words = f"time limit {deadline.id} is {deadline.status}; there is no date to notify"
        problems.append(Problem(code="R041", words=words, basis=deadline.basis))
    if problems:
        return _refuse(work, deadline, command, tuple(problems))
    with work.act(
        "deadline.notified",
        instance=deadline.instance,
        actor=command.actor,
        role=command.role,
        on=command.on,
        basis=(deadline.basis,),
        said={
            "event": f"notify {deadline.name}",
            "deadline": deadline.id,
            "due_on": deadline.due_on,
            "note": command.note,
        },
    ):
        work.rest(deadline.seq)
        work.set("deadline", deadline.id, notified_on=command.on, seq=work.seq)
    return Outcome(acts=tuple(work.acts))


def _by(work: Working, command: MoveDeadline | NotifyDeadline) -> list[Problem]:
    """Whoever sets or notifies a date holds the role in which that is done."""
    problem = rules.not_held(work, command.role, command.actor, work.setting.today)
    return [problem] if problem else []


def _refuse(
    work: Working,
    deadline: DeadlineRow,
    command: MoveDeadline | NotifyDeadline,
    problems: tuple[Problem, ...],
) -> Outcome:
    moving = isinstance(command, MoveDeadline)
    return refused(
        work,
        "act.not_recorded",
        problems,
        instance=deadline.instance,
        actor=command.actor,
        role=command.role,
        on=command.on,
        event=f"{'move' if moving else 'notify'} {deadline.name}",
    )
