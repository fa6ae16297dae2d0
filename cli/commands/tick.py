"""`peer-review tick`: everything that fell due."""

from typing import TYPE_CHECKING

import click

from cli.lazy import Command
from cli.numbers import Whole
from cli.output import form_of, show_json, show_list
from cli.state import State

if TYPE_CHECKING:
    from workflow.service.ticking import Tick

COLUMNS = ("deadline", "review", "due_on", "moved", "seq")
DUE = ("deadline", "review", "closes_at")


@click.command(cls=Command)
@click.option("--at-most", type=Whole(min=1), metavar="N", help="Stop after N.")
@click.option("--dry-run", is_flag=True, help="List what is due; write nothing.")
@click.pass_obj
def tick(state: State, /, *, at_most: int | None, dry_run: bool) -> int:
    """Let everything that fell due happen, each once and at its legal time; run it from cron.

    \b
    Examples:
      peer-review tick
      peer-review tick --dry-run
    """
    from workflow.service import listing, ticking

    if dry_run:
        names = ("closes_at", "review", "deadline")
        due = [dict(zip(names, row, strict=True)) for row in listing.due(state.engine())]
        show_list(state, "due", DUE, due[:at_most], "nothing is due")
        click.echo("nothing written (--dry-run)", err=True)
        return 0
    return _show(state, ticking.tick(state.engine(), at_most=at_most))


def _show(state: State, done: "Tick") -> int:
    json = form_of(state) == "json"
    names = (*COLUMNS, "reminder") if json else COLUMNS
    records = [{name: getattr(each, name) for name in names} for each in done.passed]
    if json:
        show_json(state, {"at": done.at, "passed": records, "failed": done.failed})
    else:
        for record, each in zip(records, done.passed, strict=True):
            record["deadline"] = f"{each.deadline}{' (reminder)' if each.reminder else ''}"
        show_list(state, "passed", COLUMNS, records, "nothing fell due")
    for deadline, why in done.failed.items():
        click.echo(f"{deadline}: could not be handled: {why}", err=True)
    return 1 if done.failed else 0
