"""`peer-review audit rotate-key`: a new key signs the log; both sign for the change."""

from dataclasses import asdict

import click

from cli import options
from cli.lazy import Command
from cli.output import show_json, wants_json
from cli.state import State


@click.command("rotate-key", cls=Command)
@click.option("--decision", metavar="REF", required=True, help="The decision it rests on.")
@options.reason
@click.option("--as", "actor", metavar="ACTOR", default=options.OFFICE, show_default=True)
@options.command_id
@options.dry_run
@click.pass_obj
def rotate_key(state: State, /, *, dry_run: bool, **typed: str | None) -> None:
    """Make a new key for the log, and sign with it from now on.

    An entry names both keys, and the checkpoint that covers it is signed by both: who knows the
    old verifier key can check the log still, and so can who knows the new one. Publish the new
    one; take the old private key off this machine.

    \b
    Example:
      peer-review audit rotate-key --decision "NV 9/2027" --reason "the officer has left"
    """
    from workflow.service.rotating import RotateRequest
    from workflow.wiring import key_in_force, rotated

    engine, settings = state.engine(), state.settings()
    old_file = key_in_force(engine.store, settings.keys)
    if dry_run:
        _say_dry(state, str(old_file))
        return
    request = RotateRequest(**typed)  # type: ignore[arg-type]  # the options are its fields
    done, file = rotated(engine, settings, request)
    if wants_json(state):
        show_json(state, {**asdict(done), "file": str(file), "old_file": str(old_file)})
        return
    click.echo(f"entry {done.entry}: the log is signed by a new key")
    click.echo(f"  verifier key  {done.new}")
    click.echo(f"  private key   {file}")
    click.echo(f"publish the verifier key; the old private key signs no more: {old_file}")


def _say_dry(state: State, old_file: str) -> None:
    if wants_json(state):
        show_json(state, {"dry_run": True, "old_file": old_file})
    else:
        click.echo(f"would make a new key beside {old_file}\nnothing written (--dry-run)")
