"""Reminders: each can be read, is of a time limit, and goes some day."""

from collections.abc import Iterator

from workflow.definition.checks.conditions import limited
from workflow.definition.draft import Draft, Place
from workflow.definition.findings import Found
from workflow.definition.sentences import Sentences
from workflow.errors import near
from workflow.model.grammar.grammar_error import GrammarError
from workflow.model.grammar.period import Period
from workflow.model.grammar.reminder import parse_reminder

#: What ends a step when its time limit has passed, so that nothing is awaited after it.
_ENDS = ("on_timeout", "vote", "silence")


def reminders(draft: Draft, _: Sentences) -> Iterator[Found]:
    """Find reminders that cannot be read, are of no limit, or never go."""
    for state in draft.states():
        if "reminders" in state and not limited(state) and not draft.touched(state.path):
            path = (*state.path, "reminders")
            hint = "add 'due: ' and the time limit, or delete 'reminders'"
            yield Found("D106", path, "'reminders' without 'due'", hint, at_key=True)
        for reminder in state.inner("reminders"):
            yield from _when(state, reminder)
            yield from _about(state, reminder)


def _when(state: Place, reminder: Place) -> Iterator[Found]:
    for path, text in reminder.lines("when"):
        try:
            period = parse_reminder(text)
        except GrammarError as error:
            yield Found("D211", path, error.message, error.hint, error.column - 1)
            continue
        ends = next((key for key in _ENDS if key in state), None)
        if ends and _later(period):
            message = f"after the time limit nothing is awaited: {ends!r} leads on"
            yield Found("D426", path, message, "let it go before, or on the day")


def _later(period: Period | None) -> bool:
    return period is not None and period.direction == "after"


def _about(state: Place, reminder: Place) -> Iterator[Found]:
    holders = tuple(name for _, name in state.lines("holder"))
    for path, name in reminder.lines("for"):
        if holders and name not in holders:
            message = f"the step {state.name!r} is not for {name!r} to act"
            yield Found("D426", path, message, near(name, holders))
