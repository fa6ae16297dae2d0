"""Reminders go: drafted at their legal day, to the roles that the step names.

A reminder changes nothing but the outbox. One whose condition does not hold on its day is not
drafted, and the entry says so; it does not come back.
"""

from datetime import date, datetime

from workflow.model.conditions import holds
from workflow.model.definition import State
from workflow.model.following import ENGINE
from workflow.model.legal_time.local_time import as_local_date
from workflow.model.legal_time.reminder_days import goes_on
from workflow.model.legal_time.time_rules import rules_of
from workflow.model.messages import draft_reminder
from workflow.model.reminder_rules import Reminder
from workflow.model.rows.records import DeadlineRow
from workflow.model.working import Working


def coming(work: Working, at: str) -> DeadlineRow | None:
    """The limit of which a reminder goes first, at or before the moment *at*; None if none does."""
    fallen = [
        (deadline.remind_at, deadline.id)
        for deadline in work.deadlines().values()
        if deadline.remind_at and deadline.remind_at <= at
    ]
    return work.deadlines()[min(fallen)[1]] if fallen else None


def remind(work: Working, deadline: DeadlineRow) -> None:
    """Draft every reminder of *deadline* whose day has come, in one act of the engine."""
    begins = datetime.fromisoformat(deadline.remind_at or "")
    on = work.day = as_local_date(begins, deadline.zone).isoformat()
    state = work.chart(deadline.instance).states[deadline.state]
    here = [one for one in state.reminders if _day(work, state, one, deadline) == on]
    with work.act(
        "deadline.reminded",
        instance=deadline.instance,
        actor=ENGINE,
        role=None,
        on=on,
        basis=tuple(one.basis for one in here),
        said={"deadline": deadline.id, "due_at": deadline.remind_at},
    ):
        work.rest(deadline.seq, work.instances()[deadline.instance].seq)
        work.told["reminders"] = [_goes(work, one, deadline, on) for one in here]
        work.set("deadline", deadline.id, reminded_on=on)


def _day(work: Working, state: State, reminder: Reminder, deadline: DeadlineRow) -> str | None:
    if state.limit is None or deadline.due_on is None:
        return None
    rules = rules_of(work.definition, state, state.limit)
    return goes_on(reminder, deadline.due_on, rules, work.setting.calendars)


def _goes(work: Working, reminder: Reminder, deadline: DeadlineRow, on: str) -> dict[str, object]:
    """Draft one reminder if its condition holds; what the entry tells of it."""
    drafted = reminder.condition is None or holds(reminder.condition, work, deadline.instance)
    for role in reminder.to if drafted else ():
        draft_reminder(work, deadline, reminder, role, date.fromisoformat(on))
    return {"name": reminder.name, "to": list(reminder.to), "drafted": drafted}
