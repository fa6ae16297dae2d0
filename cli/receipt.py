"""After a write: what changed, what follows from it, and what to type next."""

from collections.abc import Iterator
from typing import cast

import click

from cli import receipt_decisions
from cli.output import day, say_lines, show_json, wants_json
from cli.state import State
from workflow.model.rows.entry import Entry
from workflow.model.rows.records import (
    BindingRow,
    DeadlineRow,
    DocumentRow,
    FactRow,
    InstanceRow,
    MessageRow,
    ReviewRow,
    Row,
    values_of,
)
from workflow.service.reviews import Receipt

NOTHING_WRITTEN = "nothing written (--dry-run)"


def show_receipt(state: State, receipt: Receipt, *, next_command: str = "") -> None:
    """Print what a command on a review came to."""
    if wants_json(state):
        show_json(state, _data(receipt))
        return
    say_lines(lines_of(receipt))
    if not receipt.dry_run:
        click.echo(f"next: {next_command or f'peer-review review show {receipt.review}'}")


def lines_of(receipt: Receipt) -> Iterator[str]:
    """What was recorded, what changed, what follows."""
    if receipt.again:
        yield "this command was given before; nothing was done twice"
    for entry in receipt.entries:
        yield f"entry {entry.seq}: {told(entry)}"
    if not receipt.again:
        yield from (f"  {change}" for change in changes(receipt))
    yield from (f"  note: {note}" for note in receipt.notes)
    if receipt.dry_run:
        yield NOTHING_WRITTEN


def told(entry: Entry) -> str:
    """One entry in a few words: kind, event, where, by whom, on which day."""
    event = f" {entry.data['event']}" if entry.data.get("event") else ""
    by = f" by {entry.actor}" + (f" as {entry.role}" if entry.role else "")
    return f"{entry.kind}{event}, {entry.instance or entry.review or 'store'},{by}, {day(entry.on)}"


def changes(receipt: Receipt) -> list[str]:
    """What is otherwise than before, in the order a reader asks for it."""
    told_of = [
        *_moved(receipt),
        *_limits(receipt),
        *_recorded(receipt),
        *receipt_decisions.ballots(_pairs(receipt, "ballot")),
        *receipt_decisions.polls(_pairs(receipt, "poll")),
        *receipt_decisions.submissions(_pairs(receipt, "submission")),
        *_drafts(receipt),
    ]
    return told_of or ["no step and no date changes"]


def _pairs(receipt: Receipt, kind: str) -> Iterator[tuple[Row | None, Row | None]]:
    """Rows of *kind* that changed: as they were and as they are."""
    before, after = receipt.before.get(kind, {}), receipt.after.get(kind, {})
    for key in (*after, *(key for key in before if key not in after)):
        if before.get(key) != after.get(key):
            yield before.get(key), after.get(key)


def _moved(receipt: Receipt) -> Iterator[str]:
    for old, new in cast(
        Iterator[tuple[InstanceRow | None, InstanceRow | None]], _pairs(receipt, "instance")
    ):
        if new is None:
            yield f"{old.id if old else ''}: gone"
        elif old is None:
            yield f"{new.id}: opened, in step {new.state}"
        elif old.closed_on != new.closed_on:
            yield f"{new.id}: {_again(new)}, in step {new.state}"
        elif old.state != new.state:
            end = " (final)" if new.final else ""
            yield f"{new.id}: {old.state} → {new.state}{end}, since {day(new.since)}"
    for was, now in cast(
        Iterator[tuple[ReviewRow | None, ReviewRow | None]], _pairs(receipt, "review")
    ):
        if was and now and was.status != now.status:
            yield f"{now.id}: {was.status} → {now.status}"


def _again(row: InstanceRow) -> str:
    """A track whose party no longer reviews, or reviews again."""
    return "opened anew" if row.closed_on is None else f"closed on {day(row.closed_on)}"


def _limits(receipt: Receipt) -> Iterator[str]:
    for old, new in cast(
        Iterator[tuple[DeadlineRow | None, DeadlineRow | None]], _pairs(receipt, "deadline")
    ):
        if new is None:
            yield f"time limit {old.id if old else ''}: gone"
        elif old is None or (old.status, old.due_on, old.notified_on) != (
            new.status,
            new.due_on,
            new.notified_on,
        ):
            yield f"time limit {new.id}: {limit_words(new)}"


def _waits(row: DeadlineRow) -> str:
    """What a limit waits for; where what it counts from has come, for a meeting to be entered."""
    return "a meeting to be entered" if row.anchor_on else row.anchor or "its beginning"


def limit_words(row: DeadlineRow) -> str:
    """How a time limit stands, in words."""
    due = f"due {day(row.due_on)}"
    whose = f" ({' and '.join(row.owners)})" if row.owners else ""
    notified = f", notified {day(row.notified_on)}" if row.notified_on else ""
    doubt = ", provisional" if row.provisional else ""
    late = "1 day" if row.days_late == 1 else f"{row.days_late or 0} days"
    return {
        "waiting": f"waits for {_waits(row)}{whose}",
        "running": f"{due}{whose}{doubt}{notified}",
        "suspended": f"its clock is suspended since {day(row.paused_on)}{whose}",
        "passed": f"passed {day(row.due_on)}, still awaited{whose}{notified}",
        "met": f"met {day(row.met_on)}, {due}",
        "late": f"received {day(row.met_on)}, {late} after {day(row.due_on)}",
        "closed": f"ended with its step, {due}",
    }.get(row.status, row.status)


def _recorded(receipt: Receipt) -> Iterator[str]:
    for _, fact in cast(Iterator[tuple[FactRow | None, FactRow | None]], _pairs(receipt, "fact")):
        if fact:
            value = "recorded" if fact.secret else fact.value
            yield f"fact {fact.name}: {value}, {day(fact.on)}"
    for _, paper in cast(
        Iterator[tuple[DocumentRow | None, DocumentRow | None]], _pairs(receipt, "document")
    ):
        if paper:
            back = f", withdrawn {day(paper.withdrawn_on)}" if paper.withdrawn_on else ""
            dates = f"received {day(paper.received)}, dated {day(paper.dated)}"
            yield f"document {paper.id}: {dates}{back}"
    for _, binding in cast(
        Iterator[tuple[BindingRow | None, BindingRow | None]], _pairs(receipt, "binding")
    ):
        if binding:
            until = f", until {day(binding.until_on)}" if binding.until_on else ""
            yield f"role {binding.role}: {binding.actor} from {day(binding.from_on)}{until}"


def _drafts(receipt: Receipt) -> Iterator[str]:
    for old, new in cast(
        Iterator[tuple[MessageRow | None, MessageRow | None]], _pairs(receipt, "message")
    ):
        if new and old is None:
            yield f"draft for clearance, to {new.to}: {new.text}"


def _data(receipt: Receipt) -> dict[str, object]:
    """The receipt for machines: entries, and each row that changed as it is now."""
    return {
        "review": receipt.review,
        "dry_run": receipt.dry_run,
        "again": receipt.again,
        "entries": [
            {"seq": e.seq, "id": e.id, "kind": e.kind, "on": e.on, "at": e.at}
            for e in receipt.entries
        ],
        "changes": changes(receipt) if not receipt.again else [],
        "rows": [
            {"table": kind, **values_of(new)}
            for kind in receipt.after
            for _, new in _pairs(receipt, kind)
            if new is not None
        ],
        "notes": list(receipt.notes),
    }
