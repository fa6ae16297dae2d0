"""The reminders of a step, from data to rules.

Decisions that live here: a reminder goes to those it is about unless it says to whom else; it
is about whoever holds the step unless it says about whom.
"""

from workflow.model.compiling.rows import Row, read
from workflow.model.grammar.expression_parser import parse_expression
from workflow.model.grammar.reminder import parse_reminder
from workflow.model.reminder_rules import Reminder


def reminders_of(state: Row, holders: tuple[str, ...], basis: str) -> tuple[Reminder, ...]:
    """The reminders of a step that *holders* hold, by name.

    Raises:
        DefinitionError: one cannot be read.
    """
    return tuple(_reminder(name, row, holders, basis) for name, row in _rows(state))


def _rows(state: Row) -> tuple[tuple[str, Row], ...]:
    return tuple(sorted(state.row("reminders").rows()))


def _reminder(name: str, row: Row, holders: tuple[str, ...], basis: str) -> Reminder:
    when, condition = row.text("when"), row.maybe("if")
    about = row.names("for") or holders
    return Reminder(
        name=name,
        when=read(parse_reminder, when, f"{row.where}.when"),
        text=when,
        to=row.names("to") or about,
        of=about,
        condition=read(parse_expression, condition, f"{row.where}.if") if condition else None,
        says=row.text("says", ""),
        basis=row.basis(basis),
    )
