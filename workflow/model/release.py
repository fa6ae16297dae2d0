"""Acts with two keys: one person submits, another releases, and only then does it take effect.

Decisions that live here: what the author brings is in the file at once; the move waits. The
second key is a holder of the role in `release`, and another person than the author; it brings
nothing of its own. Guards are read at both. The day that counts for a time limit is that of the
release, and it is met for the author's role. Submitted again, the newer takes the older's place;
taken back by annulling its entry; left behind when the step is left.
"""

from collections.abc import Iterator
from typing import cast

from workflow.errors import Problem
from workflow.model.commands import Record
from workflow.model.definition import Event
from workflow.model.messages import draft_submitted
from workflow.model.rows.records import SubmissionRow
from workflow.model.working import Working, next_n


def waiting(work: Working, instance: str, event: str | None = None) -> list[SubmissionRow]:
    """The submissions in *instance*, of *event* if one is named, that nobody has released."""
    rows = cast(list[SubmissionRow], list(work.rows["submission"].values()))
    return [
        row
        for row in rows
        if (row.instance, row.status) == (instance, "submitted") and event in (None, row.event)
    ]


def clears(work: Working, event: Event, command: Record) -> bool:
    """Whether *command* is the second key: in a role that only releases, or empty-handed."""
    if command.role not in event.release:
        return False
    if command.role not in event.by:
        return True
    bare = not (command.documents or command.facts)
    return bare and bool(waiting(work, command.instance, event.name))


def problems(work: Working, event: Event, command: Record) -> Iterator[Problem]:
    """What stands in the way of *command* as the second key."""
    if not clears(work, event, command):
        return
    found = waiting(work, command.instance, event.name)
    work.rest(*(row.seq for row in found))
    if not found:
        yield Problem(
            code="R056",
            words=f"nothing is submitted that {event.name!r} could release",
            basis=event.basis,
            hint=f"first by {' or '.join(event.by)}",
        )
    for row in found:
        if row.actor == command.actor:
            yield Problem(
                code="R057",
                words=f"{event.name!r} was submitted by {row.actor!r} (entry {row.seq}) and is "
                "released by another person",
                basis=event.basis,
            )
    if command.documents or command.facts:
        yield Problem(
            code="R058",
            words=f"the release of {event.name!r} brings nothing of its own",
            basis=event.basis,
            hint=f"what belongs to it is submitted by {' or '.join(event.by)}",
        )


def submits(work: Working, event: Event, command: Record) -> bool:
    """Whether *command* only submits, so that its effect waits for the second key."""
    return bool(event.release) and not clears(work, event, command)


def submit(work: Working, event: Event, command: Record, on: str) -> None:
    """Note the act as submitted, and tell those who may release it."""
    rows = cast(list[SubmissionRow], list(work.rows["submission"].values()))
    for row in waiting(work, command.instance, event.name):
        work.rest(row.seq)
        work.set("submission", row.id, status="replaced", seq=work.seq)
    n = next_n(r.n for r in rows if (r.instance, r.event) == (command.instance, event.name))
    row = SubmissionRow(
        id=f"{command.instance}+{event.name}:{n}",
        review=work.review.id,
        instance=command.instance,
        event=event.name,
        n=n,
        state=work.instances()[command.instance].state,
        actor=command.actor,
        role=command.role,
        releases=event.release,
        submitted_on=on,
        status="submitted",
        released_by=None,
        released_on=None,
        seq=work.seq,
    )
    work.new(row)
    draft_submitted(work, row)


def clear(work: Working, event: Event, command: Record, on: str) -> str:
    """Release what waits, if *command* is the second key; return the role that acted first."""
    role = command.role
    for row in waiting(work, command.instance, event.name) if event.release else ():
        role = row.role
        work.rest(row.seq)
        work.set(
            "submission",
            row.id,
            status="released",
            released_by=command.actor,
            released_on=on,
            seq=work.seq,
        )
    return role


def lapse(work: Working, instance: str, path: str) -> None:
    """Leave behind what waits in a step that is left."""
    for row in waiting(work, instance):
        if row.state == path:
            work.rest(row.seq)
            work.set("submission", row.id, status="lapsed", seq=work.seq)


def notes(work: Working, event: Event, command: Record) -> tuple[str, ...]:
    """That an act is submitted, and waits for whom; read before the act."""
    if not submits(work, event, command):
        return ()
    return (f"submitted, not yet released: it waits for {' or '.join(event.release)}",)
