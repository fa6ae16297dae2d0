"""`peer-review deadline pause` and `resume`: the clocks of one review or of a whole cycle."""

from typing import TYPE_CHECKING, TypeVar

import click

from cli import options
from cli.lazy import Command
from cli.output import show_json, wants_json
from cli.receipt import NOTHING_WRITTEN, show_receipt, told
from cli.state import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflow.service.pausing import Paused, PauseRequest

F = TypeVar("F", bound="Callable[..., object]")


def _clock(function: F) -> F:
    """What pausing and resuming take alike."""
    for option in (
        options.dry_run,
        options.command_id,
        options.acting(),
        options.reason,
        click.option("--on", metavar="DATE", help="From which day; today if not given."),
        click.option("--decision", metavar="REF", required=True, help="The decision it rests on."),
        click.option(
            "--except",
            "apart_from",
            metavar="REVIEW",
            multiple=True,
            help="A review of the cycle that keeps its dates; may be given again.",
        ),
    ):
        function = option(function)
    return click.argument("of", metavar="REVIEW|CYCLE")(function)


@click.command("pause", cls=Command)
@_clock
@click.pass_obj
def pause(
    state: State,
    /,
    *,
    of: str,
    apart_from: tuple[str, ...],
    decision: str,
    on: str | None,
    **given: str | bool | None,
) -> None:
    """Suspend the clocks of a review, or of every open review of a cycle.

    \b
    Examples:
      peer-review deadline pause untoc-1/MEX --decision "Bureau 4/27"
      peer-review deadline pause untoc-1 --except untoc-1/FRA --decision "Plenary 2/27"
    """
    from workflow.service import pausing

    request = _request(of, given, decision=decision, on=on, apart_from=apart_from)
    if "/" in of:
        show_receipt(state, pausing.pause(state.engine(), request))
    else:
        _show(state, pausing.pause_cycle(state.engine(), request))


@click.command("resume", cls=Command)
@_clock
@click.pass_obj
def resume(
    state: State,
    /,
    *,
    of: str,
    apart_from: tuple[str, ...],
    decision: str,
    on: str | None,
    **given: str | bool | None,
) -> None:
    """Let suspended clocks run again, each later by the days of the pause.

    \b
    Example:
      peer-review deadline resume untoc-1 --decision "Plenary 3/27"
    """
    from workflow.service import pausing

    request = _request(of, given, decision=decision, on=on, apart_from=apart_from)
    if "/" in of:
        show_receipt(state, pausing.resume(state.engine(), request))
    else:
        _show(state, pausing.resume_cycle(state.engine(), request))


def _request(of: str, given: dict[str, str | bool | None], **said: object) -> "PauseRequest":
    from workflow.service.pausing import PauseRequest

    how = options.how({**given, "if_version": None})
    if "/" in of and said["apart_from"]:
        raise click.UsageError("--except leaves reviews of a cycle out; this is one review")
    return PauseRequest(of=of, how=how, **said)  # type: ignore[arg-type]


def _show(state: State, done: "Paused") -> None:
    """Print what became of the clocks of a cycle."""
    if wants_json(state):
        entries = [{"seq": e.seq, "kind": e.kind, "review": e.review} for e in done.entries]
        flags = {"dry_run": done.dry_run, "again": done.again}
        lists = {"reviews": list(done.reviews), "left_out": list(done.left_out)}
        show_json(state, {"cycle": done.cycle, "entries": entries, **lists, **flags})
        return
    if done.again:
        click.echo("this command was given before; nothing was done twice")
    for entry in done.entries:
        click.echo(f"entry {entry.seq}: {told(entry)}")
    for review in done.left_out:
        click.echo(f"  {review}: left out, its dates stay")
    listing = f"next: peer-review deadline list {done.cycle} --open"
    click.echo(NOTHING_WRITTEN if done.dry_run else listing)
