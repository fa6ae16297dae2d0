"""`peer-review status`: the board."""

from typing import TYPE_CHECKING

import click

from cli import options
from cli.files import write_text
from cli.lazy import Command
from cli.output import form_of, say_lines, show_json, show_list
from cli.state import State

if TYPE_CHECKING:
    from workflow.views.answers import Board

COLUMNS = ("review", "party", "step", "phase", "since_on", "days", "with", "due_on", "passed_on")


@click.command(cls=Command)
@click.argument("cycle", required=False)
@click.option("--html", metavar="FILE", help="Write the board as one self-contained page.")
@options.for_whom("due", "since")
@options.at_time
@click.pass_obj
def status(
    state: State,
    /,
    *,
    cycle: str | None,
    html: str | None,
    audience: str,
    sort: str,
    as_of: str | None,
    as_known: str | None,
) -> None:
    """Show the board: reviews by phase, what moved, what is awaited, with whom, since when.

    \b
    Examples:
      peer-review status untoc-1
      peer-review status untoc-1 --html status.html
      peer-review status untoc-1 --audience parties
      peer-review status untoc-1 --as-of 2027-05-01 --as-known 2027-05-05
    """
    from cli.outside import asked_for, in_order, show_outside
    from workflow.service import viewing

    reader, order = asked_for(state, audience, sort, page=html)
    if html is not None:
        page = viewing.status_html(state.engine(), cycle, as_of=as_of, as_known=as_known)
        write_text(html, page)
        click.echo(f"written: {html}")
        return
    board = in_order(viewing.status(state.engine(), cycle, as_of=as_of, as_known=as_known), order)
    if reader != "desk":
        show_outside(state, board, reader)
    else:
        _show(state, board)


def _show(state: State, board: "Board") -> None:
    from cli.answers import board_lines, place_record, plain, say_when

    form = form_of(state)
    if form == "json":
        show_json(state, plain(board))
        return
    say_when(board.heading)
    if form == "tsv":
        show_list(state, "reviews", COLUMNS, [place_record(place) for place in board.reviews])
        return
    say_lines(board_lines(board))
