"""`peer-review scheduler`: the tick at intervals."""

from typing import TYPE_CHECKING

import click

from cli.lazy import LazyGroup
from cli.numbers import Decimal
from cli.state import State

if TYPE_CHECKING:
    from workflow.service.ticking import Tick


@click.group(cls=LazyGroup)
def scheduler() -> None:
    """Tick at intervals until told to stop."""


@scheduler.command("run")
@click.option(
    "--every",
    type=Decimal(min=0.1, max=86_400),
    default=60,
    show_default=True,
    metavar="SECONDS",
)
@click.pass_obj
def run(state: State, /, *, every: float) -> None:
    """Tick at once and then every so many seconds; SIGTERM or Ctrl-C ends it after the tick.

    \b
    Example:
      peer-review scheduler run --every 60
    """
    from workflow import ticker

    engine = state.engine()
    click.echo(f"ticking every {every:g} seconds; SIGTERM or Ctrl-C ends it", err=True)
    ticker.run(engine, seconds=every, told=_told)
    click.echo("stopped", err=True)


def _told(done: "Tick") -> None:
    """One line for each limit that passed; an empty tick says nothing."""
    for passed in done.passed:
        moved = "moved" if passed.moved else "still awaited"
        click.echo(f"{done.at} {passed.deadline} passed {passed.due_on}, {moved}")
    for deadline, why in done.failed.items():
        click.echo(f"{done.at} {deadline}: could not be handled: {why}", err=True)
