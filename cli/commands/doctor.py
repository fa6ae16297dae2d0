"""`peer-review doctor`: this machine, and the store's surroundings."""

import click

from cli.lazy import Command
from cli.output import show_list
from cli.state import State

COLUMNS = ("what", "result", "words")


@click.command(cls=Command)
@click.pass_obj
def doctor(state: State, /) -> int:
    """Check this machine and the store's surroundings; exit 1 if something needs attention.

    \b
    Example:
      peer-review doctor
    """
    from cli.health import checks

    found = list(checks(state))
    records = [{name: getattr(each, name) for name in COLUMNS} for each in found]
    show_list(state, "checks", COLUMNS, records)
    return 1 if any(each.result == "look" for each in found) else 0
