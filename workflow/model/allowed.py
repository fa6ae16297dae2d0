"""What an event may do where it is recorded, whatever its guards say: in a track that is open."""

from collections.abc import Iterator

from workflow.errors import Problem
from workflow.model.commands import Record
from workflow.model.definition import Event
from workflow.model.working import Working


def problems(work: Working, event: Event, command: Record, on: str) -> Iterator[Problem]:
    """What stands in the way of *event* in the instance it is recorded in, on the day *on*."""
    row = work.instances()[command.instance]
    if row.closed_on:
        work.rest(row.seq)
        yield Problem(
            code="R074",
            words=f"{row.id} was closed on {row.closed_on}: its party no longer reviews here",
            basis=event.basis,
            hint=f"bind it again: peer-review review bind {work.review.id} ROLE PARTY --note REF",
        )
