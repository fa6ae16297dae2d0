"""`peer-review review record | bind | vacate`: what happened, and who holds a role."""

import click

from cli import options
from cli.lazy import Command
from cli.receipt import show_receipt
from cli.state import State
from cli.twins import note_twins


@click.command(cls=Command)
@click.argument("review")
@click.argument("event")
@options.acting(role=None, actor=None)
@options.documented
@options.reason
@options.careful
@click.pass_obj
def record(state: State, /, *, review: str, event: str, **given: object) -> None:
    """Record an event of a review. 'communicate' records facts or documents in any step.

    \b
    Examples:
      peer-review review record untoc-1/MEX submit --as MEX --role state_under_review \\
        --document responses=answers.pdf --dated 2027-04-30 --received 2027-05-04
      peer-review review record untoc-1/MEX communicate --as MEX --role state_under_review \\
        --fact assistance_need="training of prosecutors"
      peer-review review record untoc-1/MEX adopt --as x1@FRA --role team --dry-run \\
        --document final_report=report.pdf --section final_report=strengths,priorities
    """
    from workflow.service import reviews

    request = options.request(review, event, given)
    note_twins(state.engine(), review, request.how.actor)
    show_receipt(state, reviews.record(state.engine(), request))


@click.command(cls=Command)
@click.argument("review")
@click.argument("bound", metavar="ROLE")
@click.argument("holder", metavar="ACTOR")
@click.option("--from", "from_on", metavar="DATE", help="From which day; today if not given.")
@click.option("--note", metavar="REF", help="The note it rests on.")
@click.option("--name", metavar="PERSON", help="The person's name; kept sealed, can be erased.")
@click.option("--replaces", metavar="ACTOR", help="Whom the new holder replaces.")
@click.option(
    "--for", "only", metavar="INSTRUMENT", multiple=True, help="Only for this instrument; again."
)
@options.acting()
@options.careful
@click.pass_obj
def bind(
    state: State,
    /,
    *,
    review: str,
    bound: str,
    holder: str,
    from_on: str | None,
    note: str | None,
    name: str | None,
    replaces: str | None,
    only: tuple[str, ...],
    **given: object,
) -> None:
    """Say who holds a role: ACTOR is an id, id@PARTY, or a party by code or name.

    \b
    Examples:
      peer-review review bind untoc-1/MEX team x1@FRA --note "NV 12/2027" --name "Ana Example"
      peer-review review bind untoc-1/MEX team x3@BRA --replaces x2@BRA --from 2027-03-01
      peer-review review bind untoc-1/MEX extra CHL --for tip --note "lots of 2 March 2027"
    """
    from workflow.service import roles

    note_twins(state.engine(), review, holder, str(given["actor"]))
    request = roles.BindRequest(
        review=review,
        role=bound,
        actor=holder,
        how=options.how(given),
        from_on=from_on,
        note=note,
        name=name,
        replaces=replaces,
        only=only,
    )
    show_receipt(state, roles.bind(state.engine(), request))


@click.command(cls=Command)
@click.argument("review")
@click.argument("bound", metavar="ROLE")
@click.argument("holder", metavar="ACTOR")
@click.option("--on", metavar="DATE", help="The last day; today if not given.")
@click.option("--note", metavar="REF", help="The note it rests on.")
@options.reason
@options.acting()
@options.careful
@click.pass_obj
def vacate(
    state: State,
    /,
    *,
    review: str,
    bound: str,
    holder: str,
    on: str | None,
    note: str | None,
    **given: object,
) -> None:
    """Say that somebody no longer holds a role; it may stay vacant.

    \b
    Example:
      peer-review review vacate untoc-1/MEX team x2@BRA --on 2027-03-01 --note "NV 40/2027"
    """
    from workflow.service import roles

    note_twins(state.engine(), review, holder, str(given["actor"]))
    request = roles.VacateRequest(
        review=review, role=bound, actor=holder, how=options.how(given), on=on, note=note
    )
    show_receipt(state, roles.vacate(state.engine(), request))
