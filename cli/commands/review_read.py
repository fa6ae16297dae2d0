"""`peer-review review list | show | history`: read, never written."""

import click

from cli import options
from cli.lazy import Command
from cli.output import say_lines, show_json, show_list, wants_json
from cli.state import State

NARROW = ("review", "party", "step", "since_on", "with", "due_on")
COLUMNS = ("review", "party", "step", "phase", "since_on", "with", "due_on", "passed_on")


@click.command("list", cls=Command)
@click.argument("cycle", required=False)
@options.for_whom("due", "since")
@options.at_time
@click.pass_obj
def list_(
    state: State,
    /,
    *,
    cycle: str | None,
    audience: str,
    sort: str,
    as_of: str | None,
    as_known: str | None,
) -> None:
    """List reviews with the step each stands in, by name of party.

    \b
    Examples:
      peer-review review list untoc-1
      peer-review review list --tsv | cut -f1,3
    """
    from cli.answers import place_record, say_when
    from cli.outside import asked_for, in_order, show_parties
    from workflow.service import viewing

    reader, order = asked_for(state, audience, sort)
    board = in_order(viewing.status(state.engine(), cycle, as_of=as_of, as_known=as_known), order)
    say_when(board.heading)
    if reader != "desk":
        show_parties(state, board, reader)
        return
    records = [place_record(place) for place in board.reviews]
    empty = "there is no review yet: peer-review cycle open"
    show_list(state, "reviews", COLUMNS, records, empty, narrow=NARROW)


@click.command(cls=Command)
@click.argument("review")
@options.at_time
@click.pass_obj
def show(state: State, /, *, review: str, as_of: str | None, as_known: str | None) -> None:
    """Show a review: its step, its file, and every event of the step, possible or not and why.

    \b
    Examples:
      peer-review review show untoc-1/MEX
      peer-review review show "untoc-1/Ivory Coast" --as-of 2027-05-01 --as-known 2027-05-05
    """
    from cli.answers import plain, say_when, shown_lines
    from workflow.service import viewing

    shown = viewing.show(state.engine(), review, as_of=as_of, as_known=as_known)
    if wants_json(state):
        show_json(state, plain(shown))
        return
    say_when(shown.heading)
    say_lines(shown_lines(shown))


@click.command(cls=Command)
@click.argument("review")
@options.at_time
@click.pass_obj
def history(state: State, /, *, review: str, as_of: str | None, as_known: str | None) -> None:
    """Show every entry of a review, oldest first; what was taken back stays visible.

    \b
    Example:
      peer-review review history untoc-1/MEX
    """
    from cli.answers import history_lines, plain, say_when
    from workflow.service import viewing

    told = viewing.history(state.engine(), review, as_of=as_of, as_known=as_known)
    if wants_json(state):
        show_json(state, plain(told))
        return
    say_when(told.heading)
    say_lines(history_lines(told))
