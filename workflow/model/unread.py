"""What comes with an act and cannot be read as typed, by what the definition says of it.

A misspelt choice or section breaks no rule: nothing is written, and what is near is named.
"""

from collections.abc import Iterator

from workflow.errors import Problem, near
from workflow.model.commands import Handed, Record
from workflow.model.definition import Document, Event
from workflow.model.working import Working


def unread_with(work: Working, command: Record) -> Iterator[Problem]:
    """What came with *command*, whose names are all declared, and cannot be read."""
    event = work.chart(command.instance).events.get(command.event)
    yield from _choice(command, event)
    if command.agreed is not None and (event is None or event.sets is None):
        words = f"{command.event!r} agrees no date; --agreed {command.agreed} has no meaning in it"
        yield Problem(code="E121", words=words, hint="leave --agreed away")
    for handed in command.documents:
        yield from _document(work.definition.documents[handed.name], handed)


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


def _document(document: Document, handed: Handed) -> Iterator[Problem]:
    """Sections and a language that the definition does not list for it."""
    sections = (*document.sections, *document.may_have)
    for section in handed.sections:
        if section not in sections:
            words = f"document {document.name!r} has no section {section!r}"
            yield Problem(code="E118", words=words, hint=near(section, sections))
    if handed.language is not None and handed.language not in document.languages:
        words = f"document {document.name!r} does not come in the language {handed.language!r}"
        yield Problem(code="E119", words=words, hint=near(handed.language, document.languages))
    if handed.length is not None and document.limit is None:
        words = f"document {document.name!r} has no limit; its length is not recorded"
        yield Problem(code="E120", words=words, hint="leave --length away")
