"""What comes with an act and cannot be read as typed, by what the definition says of it.

A misspelt choice or section breaks no rule: nothing is written, and what is near is named.
"""

from collections.abc import Iterator

from workflow.errors import Problem, near
from workflow.model.commands import Record
from workflow.model.definition import Event
from workflow.model.working import Working


def unread_with(work: Working, command: Record) -> Iterator[Problem]:
    """What came with *command*, whose names are all declared, and cannot be read."""
    event = work.chart(command.instance).events.get(command.event)
    yield from _choice(command, event)


def _choice(command: Record, event: Event | None) -> Iterator[Problem]:
    choices = event.choice if event else ()
    if command.choice is not None and command.choice not in choices:
        if not choices:
            words = (
                f"{command.event!r} is no vote; --choice {command.choice!r} has no meaning in it"
            )
            yield Problem(code="E117", words=words, hint="leave --choice away")
        else:
            words = f"{command.choice!r} is none of the choices of {command.event!r}"
            yield Problem(code="E117", words=words, hint=near(command.choice, choices))
