"""Facts and documents that come with an act: into the file, each kept, the newest counts."""

from collections.abc import Iterator
from contextlib import contextmanager

from workflow.model.commands import Handed, Record, Said
from workflow.model.rows.records import DocumentRow, FactRow
from workflow.model.working import Working, next_n


def register(work: Working, command: Record, *, quietly: bool = False) -> None:
    """Add what came with *command*; *quietly*: only in memory, no effect is written down."""
    for said in command.facts:
        _add(work, _fact(work, command, said), quietly)
    for handed in command.documents:
        _add(work, _document(work, command, handed), quietly)


@contextmanager
def as_if(work: Working, command: Record) -> Iterator[None]:
    """Lay what came with the act beside what is recorded, while guards are read."""
    facts, documents = dict(work.rows["fact"]), dict(work.rows["document"])
    register(work, command, quietly=True)
    yield
    work.rows["fact"], work.rows["document"] = facts, documents


def _add(work: Working, row: FactRow | DocumentRow, quietly: bool) -> None:  # noqa: FBT001
    if quietly:
        work.place(row)
    else:
        work.new(row)


def _fact(work: Working, command: Record, said: Said) -> FactRow:
    place = command.instance
    n = next_n(f.n for f in work.facts() if (f.instance, f.name) == (place, said.name))
    return FactRow(
        id=f"{place}!{said.name}:{n}",
        review=work.review.id,
        instance=place,
        name=said.name,
        n=n,
        value=said.value,
        secret=said.secret,
        on=command.received,
        state=work.instances()[place].state,
        role=command.role,
        seq=work.seq,
        received_at=command.received_at,
    )


def _document(work: Working, command: Record, handed: Handed) -> DocumentRow:
    place = command.instance
    n = next_n(d.n for d in work.documents() if (d.instance, d.name) == (place, handed.name))
    kind = work.definition.documents[handed.name]
    return DocumentRow(
        id=f"{place}@{handed.name}:{n}",
        review=work.review.id,
        instance=place,
        name=handed.name,
        n=n,
        sections=handed.sections,
        digest=handed.digest,
        dated=command.dated,
        received=command.received,
        role=command.role,
        seq=work.seq,
        received_at=command.received_at,
        language=handed.language or next(iter(kind.languages), None),
        length=handed.length,
        effect=kind.effect,
    )
