"""`peer-review demo`: a whole cycle in seconds."""

from pathlib import Path

import click

from cli.lazy import Command
from cli.state import State


@click.command(cls=Command)
@click.option(
    "--into", metavar="DIR", default="demo", show_default=True, help="The folder it leaves."
)
@click.pass_obj
def demo(state: State, /, *, into: str) -> int:
    """Run a whole cycle of reviews in rehearsal stores, and leave them and a page in a folder.

    \b
    Example:
      peer-review demo --into demo
    """
    from workflow.demo.run import run

    return run(Path(into), click.echo)
