"""`peer-review meeting`: the meetings of a cycle's bodies, which dates count back from."""

from typing import TYPE_CHECKING

import click

from cli import options
from cli.lazy import LazyGroup
from cli.numbers import Whole
from cli.output import day, show_json, show_list, wants_json
from cli.receipt import NOTHING_WRITTEN, told
from cli.state import State

if TYPE_CHECKING:
    from workflow.service.meetings import Convened
    from workflow.service.meetings_desk import MeetingRequest

COLUMNS = ("body", "n", "opens_on", "nature", "status", "decision", "id")
PLAN = ("meeting", "step", "earliest", "latest", "days", "basis")
_decision = click.option("--decision", metavar="REF", help="The decision it rests on.")


@click.group(cls=LazyGroup)
def meeting() -> None:
    """Enter, move and cancel the meetings of bodies; reviews that are bound follow."""


@meeting.command("list")
@click.argument("cycle")
@click.pass_obj
def list_(state: State, /, *, cycle: str) -> None:
    """List the meetings of a cycle by date.

    \b
    Example:
      peer-review meeting list untoc-1
    """
    from workflow.service.meetings import meetings

    rows = meetings(state.engine(), cycle)
    records = [{name: getattr(row, name) for name in COLUMNS} for row in rows]
    show_list(state, "meetings", COLUMNS, records, "no meeting is entered")


@meeting.command("plan")
@click.argument("review")
@click.pass_obj
def plan(state: State, /, *, review: str) -> None:
    """Show how early and how late each step before a meeting is; negative days cannot be kept.

    \b
    Example:
      peer-review meeting plan untoc-1/MEX
    """
    from workflow.service.meetings import plan as plan_of

    rows = plan_of(state.engine(), review)
    records = [{name: getattr(row, name) for name in PLAN} for row in rows]
    show_list(state, "plan", PLAN, records, "no meeting is in sight")


@meeting.command("add")
@click.argument("cycle")
@click.argument("body")
@click.option("--on", metavar="DATE", required=True, help="The day on which it opens.")
@click.option(
    "--kind",
    "nature",
    default="ordinary",
    show_default=True,
    type=click.Choice(["ordinary", "extraordinary"]),
    help="Which of them count is the definition's to say.",
)
@_decision
@options.reason
@options.acting()
@options.command_id
@options.dry_run
@click.pass_obj
def add(
    state: State,
    /,
    *,
    cycle: str,
    body: str,
    on: str,
    nature: str,
    decision: str | None,
    **given: str | bool | None,
) -> None:
    """Enter a meeting of BODY. Reviews that waited for one are bound to it; others stay.

    \b
    Examples:
      peer-review meeting add untoc-1 plenary --on 2027-11-15
      peer-review meeting add untoc-1 plenary --on 2027-06-01 --kind extraordinary
    """
    from workflow.service import meetings

    request = _request(cycle, body, given, on=on, nature=nature, decision=decision)
    _show(state, meetings.add(state.engine(), request))


@meeting.command("move")
@click.argument("cycle")
@click.argument("body")
@click.argument("n", type=Whole(min=1))
@click.option("--to", "on", metavar="DATE", required=True, help="The new day.")
@_decision
@options.reason
@options.acting()
@options.command_id
@options.dry_run
@click.pass_obj
def move(
    state: State,
    /,
    *,
    cycle: str,
    body: str,
    n: int,
    on: str,
    decision: str | None,
    **given: str | bool | None,
) -> None:
    """Move meeting N of BODY; every date that counts from it moves, each with its entry.

    A date that was notified moves earlier only by a decision.

    \b
    Example:
      peer-review meeting move untoc-1 plenary 2 --to 2027-11-29 --decision "Plenary 3/27"
    """
    from workflow.service import meetings

    request = _request(cycle, body, given, n=n, on=on, decision=decision)
    _show(state, meetings.move(state.engine(), request))


@meeting.command("cancel")
@click.argument("cycle")
@click.argument("body")
@click.argument("n", type=Whole(min=1))
@_decision
@options.reason
@options.acting()
@options.command_id
@options.dry_run
@click.pass_obj
def cancel(
    state: State,
    /,
    *,
    cycle: str,
    body: str,
    n: int,
    decision: str | None,
    **given: str | bool | None,
) -> None:
    """Cancel meeting N of BODY; reviews that are bound to it are bound to the next.

    \b
    Example:
      peer-review meeting cancel untoc-1 plenary 2 --decision "Plenary 3/27"
    """
    from workflow.service import meetings

    request = _request(cycle, body, given, n=n, decision=decision)
    _show(state, meetings.cancel(state.engine(), request))


def _request(
    cycle: str, body: str, given: dict[str, str | bool | None], **said: object
) -> "MeetingRequest":
    from workflow.service.meetings_desk import MeetingRequest

    how = options.how({**given, "if_version": None})
    return MeetingRequest(cycle=cycle, body=body, how=how, **said)  # type: ignore[arg-type]


def _show(state: State, made: "Convened") -> None:
    """Print what became of the meeting, and of each review that followed."""
    row = made.meeting
    moves = [move for entry in made.entries for move in _moves(entry.data.get("moves"))]
    if wants_json(state):
        said = {name: getattr(row, name) for name in COLUMNS}
        entries = [{"seq": e.seq, "kind": e.kind, "review": e.review} for e in made.entries]
        flags = {"dry_run": made.dry_run, "again": made.again, "notes": list(made.notes)}
        show_json(state, {"meeting": said, "entries": entries, "moves": moves, **flags})
        return
    if made.again:
        click.echo("this command was given before; nothing was done twice")
    for entry in made.entries:
        click.echo(f"entry {entry.seq}: {told(entry)}")
    click.echo(f"{row.name}: {day(row.opens_on)}, {row.nature}, {row.status}")
    for one in moves:
        click.echo(f"  {one['deadline']}: {day(one['before'])} → {day(one['after'])}")
    for note in made.notes:
        click.echo(f"  note: {note}")
    click.echo(NOTHING_WRITTEN if made.dry_run else f"next: peer-review meeting list {row.cycle}")


def _moves(told_of: object) -> list[dict[str, str | None]]:
    return list(told_of) if isinstance(told_of, list) else []
