"""`peer-review review read`: what is behind a fact or document; each reading is an entry."""

import click

from cli import options
from cli.lazy import Command
from cli.output import one_line, show_json, wants_json
from cli.receipt import lines_of
from cli.state import State
from cli.twins import note_twins

NOT_READ = "nothing was read: no entry would say so"


@click.command(cls=Command)
@click.argument("review")
@click.argument("name")
@click.option(
    "--for", "reader", metavar="ROLE", help="For whom it is taken out: a role, or 'public'."
)
@options.reason
@options.acting()
@options.careful
@click.pass_obj
def read(state: State, /, *, review: str, name: str, reader: str | None, **given: object) -> None:
    """Read what is behind a fact or document on file: the entry first, then the clear value.

    NAME is its name, then the newest is meant, or its id as review show has it.

    \b
    Examples:
      peer-review review read untoc-1/MEX need --reason "to prepare the programme"
      peer-review review read untoc-1/MEX report --for team --reason "asked for on 3 March"
    """
    from workflow.service import custody

    how = options.how(given)
    note_twins(state.engine(), review, how.actor)
    request = custody.ReadRequest(review=review, name=name, how=how, reader=reader)
    found = custody.read(state.engine(), request)
    done = bool(found.receipt.entries) and not found.receipt.again
    if wants_json(state):
        entries = [entry.seq for entry in found.receipt.entries]
        show_json(state, {"row": found.row, "value": found.value, "entries": entries})
        return
    for line in lines_of(found.receipt):
        click.echo(line)
    click.echo(f"{found.row}: {one_line(found.value or '(erased)')}" if done else NOT_READ)
