"""A date that an act agrees: `sets: due draft`, told with --agreed.

Decisions that live here: the agreed date stands beside the rule, and where the rule gives another
a note says so; with `sets: due draft if postponement is granted` an act that grants nothing
leaves every date as it is. A notified date becomes earlier only by an act of a body, which is a
decision itself, or by `deadline move` with one.
"""

from collections.abc import Iterator

from workflow.errors import Problem
from workflow.model import agreed_meeting
from workflow.model.bookings import is_booking
from workflow.model.commands import Record
from workflow.model.conditions import holds, newest_deadline
from workflow.model.definition import Event
from workflow.model.grammar.expression import words
from workflow.model.limits import OPEN
from workflow.model.messages import said_day
from workflow.model.rows.records import DeadlineRow
from workflow.model.set_date import EARLIER, beside, set_date
from workflow.model.working import Working


def asks(work: Working, event: Event, command: Record) -> bool:
    """Whether *event* agrees a date, as the facts stand."""
    if event.sets is None:
        return False
    return event.sets_if is None or holds(event.sets_if, work, command.instance)


def problems(work: Working, event: Event, command: Record, on: str) -> Iterator[Problem]:
    """What stands in the way of the date, read with what comes with the act."""
    if event.sets is None:
        return
    if not asks(work, event, command):
        if command.agreed:
            condition = words(event.sets_if) if event.sets_if else ""
            said = f"{event.name!r} sets a date only if {condition}, which is not so"
            yield Problem(code="R055", words=said, basis=event.basis, hint="leave --agreed away")
        return
    deadline = newest_deadline(work, command.instance, event.sets)
    if deadline is None or deadline.status not in OPEN or deadline.status == "suspended":
        how = "not there yet" if deadline is None else deadline.status
        said = f"the time limit {event.sets!r} is {how}; only an open one can be agreed"
        yield Problem(code="R041", words=said, basis=event.basis)
    if command.agreed is None:
        said = f"{event.name!r} agrees the date of {event.sets!r}, and none was given"
        yield Problem(code="R054", words=said, basis=event.basis, hint="--agreed DATE")
    elif deadline is not None:
        if is_booking(work, deadline):
            yield from agreed_meeting.problems(work, deadline, command.agreed, event.basis)
        yield from _early(work, deadline, command, command.agreed, on)


def _early(
    work: Working, deadline: DeadlineRow, command: Record, agreed: str, on: str
) -> Iterator[Problem]:
    if agreed < on:
        said = f"{agreed} lies before {on}, the day it would be agreed"
        yield Problem(code="R043", words=said, basis=EARLIER, hint="agree a day to come")
    decided = work.definition.roles[command.role].kind == "body"
    if decided or deadline.due_on is None or agreed >= deadline.due_on:
        return
    hint = f"peer-review deadline move {deadline.id} --to {agreed} --decision REFERENCE"
    told = [deadline] if deadline.notified_on else []
    if is_booking(work, deadline):
        told, hint = agreed_meeting.notified(work, deadline), "a body may decide it, by an act"
    for row in told:
        earlier = agreed if row.id == deadline.id else f"with {deadline.name} on {agreed} it"
        yield Problem(
            code="R042",
            words=f"{row.due_on} was notified on {row.notified_on}; "
            f"{earlier} is earlier, and no decision is cited",
            basis=EARLIER,
            hint=hint,
        )


def agree(work: Working, event: Event, command: Record, on: str) -> None:
    """Set the date that the act agrees, if it agrees one."""
    deadline = newest_deadline(work, command.instance, event.sets) if event.sets else None
    if deadline is None or command.agreed is None or not asks(work, event, command):
        return
    work.told["deadline"] = deadline.id
    work.told["before"], work.told["after"] = deadline.due_on, command.agreed
    how = f"On {said_day(on)} {event.name!r} agreed"
    if is_booking(work, deadline):
        agreed_meeting.bind(work, deadline, command.agreed, how=how)
    else:
        set_date(work, deadline, command.agreed, how=how)


def notes(work: Working, event: Event, command: Record) -> tuple[str, ...]:
    """That the rule gives another date; read before the act."""
    deadline = newest_deadline(work, command.instance, event.sets) if event.sets else None
    if deadline is None or command.agreed is None or command.agreed == deadline.rule_on:
        return ()
    day = said_day(command.agreed)
    return (f"{day} is agreed for {event.sets!r}; {beside(deadline, command.agreed)}",)
