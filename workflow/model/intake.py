"""What a document must be to be taken in: from whom, of which source, whole, not too long.

Decisions that live here: the rules are asked of every document that comes with an act, with
`communicate` too; a document whose length is not told is not held against its limit, but shown so.
"""

from collections.abc import Iterator

from workflow.errors import Problem
from workflow.model.commands import Handed, Record
from workflow.model.definition import Definition, Document, Event
from workflow.model.document_rules import BLOCKS
from workflow.model.working import Working


def problems(work: Working, event: Event, command: Record) -> Iterator[Problem]:
    """What stands in the way of the documents of *command*, or of going on without one."""
    for handed in command.documents:
        document = work.definition.documents[handed.name]
        yield from _source(work.definition, document, command.role)
        yield from _whole(document, handed)
        yield from _length(document, handed)
    yield from _blocked(work, event, command)


def _source(definition: Definition, document: Document, role: str) -> Iterator[Problem]:
    """From whom it is handed in, and which kind of source it is."""
    if document.from_ and role not in document.from_:
        named = f"{document.name!r} is handed in by {' or '.join(document.from_)}, not by {role!r}"
        yield Problem(code="R061", words=document.otherwise or named, basis=document.basis)
    allowed = definition.sources_allowed
    if allowed and document.source and document.source not in allowed.of:
        yield Problem(
            code="R062",
            words=allowed.otherwise,
            basis=allowed.basis,
            hint=f"{document.name!r} is from source {document.source!r}; "
            f"allowed: {', '.join(allowed.of)}",
        )


def _whole(document: Document, handed: Handed) -> Iterator[Problem]:
    missing = [section for section in document.sections if section not in handed.sections]
    if missing:
        yield Problem(
            code="R063",
            words=f"{document.name!r} has the sections {', '.join(document.sections)}; "
            f"missing: {', '.join(missing)}",
            basis=document.basis,
            hint=f"--section {document.name}={','.join(document.sections)}",
        )


def _length(document: Document, handed: Handed) -> Iterator[Problem]:
    limit = document.limit
    if limit and handed.length is not None and handed.length > limit.most:
        yield Problem(
            code="R064",
            words=f"{document.name!r} may have {limit}; this one has {handed.length}",
            basis=document.basis,
        )


def _blocked(work: Working, event: Event, command: Record) -> Iterator[Problem]:
    """A comment that blocks keeps everybody but its own side from going on."""
    if not event.to or work.instances()[command.instance].state not in event.from_:
        return
    for row in work.documents():
        open_ = row.effect == BLOCKS and row.withdrawn_on is None
        if open_ and row.instance == command.instance and row.role != command.role:
            work.rest(row.seq)
            yield Problem(
                code="R065",
                words=f"{row.name!r} of {row.received} (entry {row.seq}) blocks: it is first "
                "withdrawn or settled",
                basis=work.definition.documents[row.name].basis,
            )


def notes(work: Working, command: Record) -> tuple[str, ...]:
    """What the file should show of the documents of *command* though it forbids nothing."""
    return tuple(
        f"the length of {handed.name!r} was not told; it may have {limit}"
        for handed in command.documents
        if (limit := work.definition.documents[handed.name].limit) and handed.length is None
    )
