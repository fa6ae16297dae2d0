"""Documents that an act brought and another takes back: a comment that blocks, and is settled.

Decisions that live here: nothing leaves the file; a document that was taken back says on which
day. Whoever the definition lets record the second act may take it back: its author, or who
settles it. A vote or an objection is taken back as a ballot, and its documents stay.
"""

from workflow.model.definition import Event
from workflow.model.polling import polls
from workflow.model.rows.records import DocumentRow
from workflow.model.working import Working


def of(work: Working, instance: str, event: Event) -> list[DocumentRow]:
    """The documents that *event* brings, in *instance*, and nobody has taken back."""
    if polls.counts(event):
        return []
    return [
        row
        for row in work.documents()
        if (row.instance, row.withdrawn_on) == (instance, None) and row.name in event.with_
    ]


def withdraw(work: Working, instance: str, event: Event, on: str) -> None:
    """Take them back on the day *on*."""
    for row in of(work, instance, event):
        work.rest(row.seq)
        work.set("document", row.id, withdrawn_on=on, seq=work.seq)
