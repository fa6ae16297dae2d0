"""`peer-review why`: where a step or a date comes from."""

import click

from cli import options
from cli.lazy import Command
from cli.output import say_lines, show_json, wants_json
from cli.state import State


@click.command(cls=Command)
@click.argument("review")
@click.option("--deadline", metavar="NAME", help="A time limit: its name, name:n or id.")
@options.at_time
@click.pass_obj
def why(
    state: State,
    /,
    *,
    review: str,
    deadline: str | None,
    as_of: str | None,
    as_known: str | None,
) -> None:
    """Say how a review came to its step, or how a date came about: numbered, with paragraphs.

    \b
    Examples:
      peer-review why untoc-1/MEX
      peer-review why untoc-1/MEX --deadline self_assessment
    """
    from cli.answers import plain, say_when, why_lines
    from workflow.service import viewing

    told = viewing.why(state.engine(), review, deadline, as_of=as_of, as_known=as_known)
    if wants_json(state):
        show_json(state, plain(told))
        return
    say_when(told.heading)
    say_lines(why_lines(told))
