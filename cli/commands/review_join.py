"""`peer-review review join`: the State under review joined another instrument."""

import click

from cli import options
from cli.lazy import Command
from cli.receipt import show_receipt
from cli.state import State
from cli.twins import note_twins


@click.command(cls=Command)
@click.argument("review")
@click.argument("instrument")
@click.option("--deposited", metavar="DATE", required=True, help="The day of the deposit.")
@click.option("--note", metavar="REF", help="The notification it rests on.")
@click.option("--from", "opens_on", metavar="DATE", help="Under review from then; not earlier.")
@options.reason
@options.acting()
@options.careful
@click.pass_obj
def join(
    state: State,
    /,
    *,
    review: str,
    instrument: str,
    deposited: str,
    note: str | None,
    opens_on: str | None,
    **given: object,
) -> None:
    """Record that the State under review joined INSTRUMENT.

    It is under review from entry into force, the thirtieth day after the deposit; its track
    opens then by itself.

    \b
    Example:
      peer-review review join untoc-1/MEX firearms --deposited 2027-03-02 --note "C.N.77.2027"
    """
    from workflow.service import joining

    note_twins(state.engine(), review)
    request = joining.JoinRequest(
        review=review,
        instrument=instrument,
        deposited=deposited,
        how=options.how(given),
        note=note,
        opens_on=opens_on,
    )
    show_receipt(state, joining.join(state.engine(), request))
