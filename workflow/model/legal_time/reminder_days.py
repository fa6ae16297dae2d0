"""On which days the reminders of a time limit go.

Decisions that live here: a reminder goes as its day begins, in the zone of the limit. Days off
are not moved: it is a letter, not a limit. Nothing goes of a limit that has no date, or that no
longer asks for anything.
"""

from dataclasses import replace
from datetime import date

from workflow.clock import stamp
from workflow.model.definition import TimeRules
from workflow.model.legal_time.calendar import Calendars
from workflow.model.legal_time.derivation import Anchor, derive
from workflow.model.legal_time.local_time import start_of_day
from workflow.model.reminder_rules import Reminder


def goes_on(reminder: Reminder, due_on: str, rules: TimeRules, calendars: Calendars) -> str:
    """The day on which *reminder* goes of a limit whose last day is *due_on*; both ISO.

    Raises:
        TimeError: that day lies beyond the years there are.
    """
    if reminder.when is None:
        return due_on
    anchor = Anchor(on=date.fromisoformat(due_on), words="the last day", ref="0")
    return derive(reminder.when, anchor, replace(rules, roll="none"), calendars).due_on.isoformat()


def moment_of_day(day: str, zone: str) -> str:
    """The moment at which the ISO day *day* begins in *zone*, as the log writes it."""
    return stamp(start_of_day(date.fromisoformat(day), zone))
