"""`peer-review store erase`: erase what stands behind a commitment; the proofs stay valid."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from cli import options
from cli.lazy import Command
from cli.output import show_json, wants_json
from cli.state import State

if TYPE_CHECKING:
    from workflow.service.erasing import Erased

_SQLITE = "the file of the store no longer holds it; copies and backups of it do, until replaced"
_HELD = (
    "somebody reads the store: its write-ahead log still holds the value; "
    "type the same again when they have ended"
)
_POSTGRESQL = (
    "the table no longer holds it; PostgreSQL's own write-ahead log, replicas and backups do, "
    "until they are rotated"
)


@click.command("erase", cls=Command)
@click.argument("of", metavar="ID")
@click.option("--decision", metavar="REF", required=True, help="The decision it rests on.")
@options.reason
@click.option("--as", "actor", metavar="ACTOR", default=options.OFFICE, show_default=True)
@options.command_id
@options.dry_run
@click.pass_obj
def erase(state: State, /, *, of: str, **typed: str | bool | None) -> None:
    """Erase a sealed value: a name, a reason, a secret fact, a file's digest and name.

    ID is a commitment, a document's id, or the number of an entry (all that is sealed in it).
    The entry stays, an entry more says what was erased by which decision, and the log still
    verifies. It cannot be taken back: look first with --dry-run.

    \b
    Examples:
      peer-review store erase 12 --decision "NV 8/2027" --dry-run
      peer-review store erase untoc-1/MEX@responses:1 --decision "NV 8/2027"
    """
    from workflow.service.erasing import EraseRequest
    from workflow.service.erasing import erase as erase_values

    request = EraseRequest(of=of, **typed)  # type: ignore[arg-type]  # the options are its fields
    found = erase_values(state.engine(), request)
    if wants_json(state):
        show_json(state, asdict(found))
    else:
        _say(found)


def _say(found: "Erased") -> None:
    for value in found.values:
        by = f", by entry {value.erased_by}" if value.erased_by is not None else ""
        done = "would be erased" if found.dry_run and not by else f"erased{by}"
        click.echo(f"entry {value.entry}: {value.where} ({value.commitment[:23]}…): {done}")
    if found.dry_run:
        click.echo("nothing written (--dry-run)")
        return
    if found.again:
        click.echo("nothing more recorded: it was erased before")
    click.echo(_where_else(found))


def _where_else(found: "Erased") -> str:
    if found.dialect != "sqlite":
        return _POSTGRESQL
    return _SQLITE if found.scrubbed else _HELD
