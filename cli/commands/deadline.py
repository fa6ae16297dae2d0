"""`peer-review deadline`: list time limits, set a date beside the rule, note a notification."""

import click

from cli import options
from cli.lazy import LazyGroup
from cli.output import show_list
from cli.receipt import show_receipt
from cli.state import State
from cli.twins import note_twins

NARROW = ("id", "due_on", "with", "how_it_stands", "notified_on")
COLUMNS = (
    *("id", "party", "due_on", "status", "with"),
    *("notified_on", "how_it_stands", "rule", "basis"),
)


_CLOCKS = {
    "pause": ("cli.commands.clocks:pause", "Suspend the clocks of a review or a cycle."),
    "resume": ("cli.commands.clocks:resume", "Let suspended clocks run again."),
}


@click.group(cls=LazyGroup, lazy=_CLOCKS)
def deadline() -> None:
    """List, move and notify time limits; pause and resume their clocks."""


@deadline.command("list")
@click.argument("cycle", required=False)
@click.option("--review", metavar="REVIEW", help="Only of this review.")
@click.option("--open", "only_open", is_flag=True, help="Only those that wait, run or passed.")
@options.for_whom("due")
@options.at_time
@click.pass_obj
def list_(
    state: State,
    /,
    *,
    cycle: str | None,
    review: str | None,
    only_open: bool,
    audience: str,
    sort: str,
    as_of: str | None,
    as_known: str | None,
) -> None:
    """List time limits by name of party.

    \b
    Examples:
      peer-review deadline list untoc-1 --open
      peer-review deadline list --review untoc-1/MEX --json
    """
    from cli.answers import limit_record, say_when
    from cli.outside import asked_for, show_terms, sorted_limits
    from workflow.service import viewing

    reader, order = asked_for(state, audience, sort)
    told = viewing.deadlines(
        state.engine(), cycle, review=review, only_open=only_open, as_of=as_of, as_known=as_known
    )
    say_when(told.heading)
    if reader != "desk":
        show_terms(state, told, reader)
        return
    records = [limit_record(limit) for limit in sorted_limits(told, order)]
    empty = "there is no time limit"
    show_list(state, "deadlines", COLUMNS, records, empty, narrow=NARROW)


@deadline.command("move")
@click.argument("id_", metavar="ID")
@click.option("--to", metavar="DATE", required=True, help="The new last day.")
@click.option("--decision", metavar="REF", help="Needed to set a notified date earlier.")
@click.option("--on", metavar="DATE", help="The day of the act; today if not given.")
@options.reason
@options.acting()
@options.careful
@click.pass_obj
def move(
    state: State,
    /,
    *,
    id_: str,
    to: str,
    decision: str | None,
    on: str | None,
    **given: object,
) -> None:
    """Set another date beside the rule. ID is as deadline list shows it.

    \b
    Example:
      peer-review deadline move untoc-1/MEX:self_assessment --to 2027-09-01 --decision "Bureau 3/27"
    """
    from workflow.service import deadlines

    how = options.how(given)
    note_twins(state.engine(), id_.partition(":")[0], how.actor)
    request = deadlines.DeadlineRequest(deadline=id_, how=how, to=to, on=on, decision=decision)
    show_receipt(state, deadlines.move(state.engine(), request))


@deadline.command("notify")
@click.argument("id_", metavar="ID")
@click.option("--on", metavar="DATE", help="The day it was notified; today if not given.")
@click.option("--note", metavar="REF", help="The note that told the date.")
@options.acting()
@options.careful
@click.pass_obj
def notify(
    state: State,
    /,
    *,
    id_: str,
    on: str | None,
    note: str | None,
    **given: object,
) -> None:
    """Note that the State was told the date: it never moves earlier without a decision.

    \b
    Example:
      peer-review deadline notify untoc-1/MEX:self_assessment --note "NV 12/2027"
    """
    from workflow.service import deadlines

    how = options.how(given)
    note_twins(state.engine(), id_.partition(":")[0], how.actor)
    request = deadlines.DeadlineRequest(deadline=id_, how=how, on=on, note=note)
    show_receipt(state, deadlines.notify(state.engine(), request))
