"""`definition test`: scenarios run in memory, and what a file rules out, tried."""

import click

from cli.lazy import Command
from cli.state import State


@click.command("test", cls=Command)
@click.pass_obj
def test(state: State, /) -> int:
    """Run scenarios."""
    return 0
