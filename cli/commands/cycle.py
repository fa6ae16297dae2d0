"""`peer-review cycle`: open, list, show and close cycles of reviews."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from cli import options
from cli.lazy import LazyGroup
from cli.numbers import Whole
from cli.output import day, show_json, show_list, wants_json
from cli.state import State

if TYPE_CHECKING:
    from workflow.service.cycles import OpenCycle, Opened
    from workflow.service.listing import CycleSummary

COLUMNS = (
    "id",
    "title",
    "definition",
    "version",
    "launched_on",
    "status",
    "open_reviews",
    "reviews",
)


_MORE = {
    "deploy": ("cli.commands.deploy:deploy", "Bring an amended design to running reviews."),
}


@click.group(cls=LazyGroup, lazy=_MORE)
def cycle() -> None:
    """Open, list, show and close cycles of reviews."""


@cycle.command("open")
@click.argument("id_", metavar="ID")
@click.option("--definition", metavar="NAME", required=True, help="A shipped name, or a file.")
@click.option("--parties", metavar="CSV", help="A list of parties instead of the shipped one.")
@click.option("--on", metavar="DATE", required=True, help="The day of the launch; it may be ahead.")
@click.option(
    "--select",
    metavar="WHO",
    default="ALL",
    show_default=True,
    help="ALL, codes or names with commas between, a file, or sample:N:SEED.",
)
@click.option("--decision", metavar="REF", help="The decision it rests on.")
@click.option("--title", metavar="TEXT", help="What the cycle is called on pages.")
@click.option(
    "--cap",
    type=Whole(min=1),
    metavar="N",
    help="Open it only if no more than N reviews of the store are open then.",
)
@click.option(
    "--follows",
    metavar="REVIEW|CYCLE",
    multiple=True,
    help="The review, or the cycle, that these reviews follow; again.",
)
@click.option("--as", "actor", metavar="ACTOR", default=options.OFFICE, show_default=True)
@options.command_id
@options.dry_run
@click.pass_obj
def open_(state: State, /, *, id_: str, definition: str, **typed: object) -> None:
    """Open a cycle: a review for each party that is selected.

    \b
    Examples:
      peer-review cycle open untoc-1 --definition france-2009 --on 2027-01-04
      peer-review cycle open untoc-1 --definition france-2009 --on 2027-01-04 \\
        --select "MEX,Ivory Coast,Türkiye"
      peer-review cycle open pilot --definition rules.yaml --on 2027-01-04 \\
        --parties invented.csv --select sample:10:2027 --dry-run
      peer-review cycle open untoc-2 --definition rules-2.yaml --on 2035-01-08 \\
        --select MEX --follows untoc-1/MEX
    """
    from cli.opening import opening
    from workflow.service.cycles import open_cycle

    request = opening(state, id_, definition, typed)
    opened = open_cycle(state.engine(), request)
    _show_opened(state, request, opened)


def _show_opened(state: State, request: "OpenCycle", opened: "Opened") -> None:
    if wants_json(state):
        said = {"dry_run": request.dry_run, "launched_on": request.launched_on}
        show_json(state, {**asdict(opened), **said})
        return
    if opened.again:
        click.echo("this command was given before; nothing was done twice")
    design = f"{request.definition.name} version {request.definition.version}"
    count = f"{len(opened.reviews)} review{'' if len(opened.reviews) == 1 else 's'}"
    click.echo(f"cycle {opened.cycle}: {count} under {design}, {day(request.launched_on)}")
    click.echo(f"  parties: {request.roster_words}")
    for note in opened.notes:
        click.echo(f"  note: {note}")
    if request.decision is None:
        click.echo(f"  {_rests_on(request)}")
    if request.dry_run:
        click.echo("nothing written (--dry-run)")
    else:
        click.echo(f"next: peer-review status {opened.cycle}")


def _rests_on(request: "OpenCycle") -> str:
    """What a cycle rests on for which no decision was named: the one its design was adopted by."""
    own = request.data.get("decision")
    if request.definition.status == "active" and own:
        return f"it rests on the decision of its definition: {own}"
    return "it rests on no decision that was named"


@cycle.command("list")
@click.pass_obj
def list_(state: State) -> None:
    """List the cycles of the store.

    \b
    Example:
      peer-review cycle list --json
    """
    from workflow.service.listing import cycles

    records = [_record(summary) for summary in cycles(state.engine())]
    show_list(state, "cycles", COLUMNS, records, "there is no cycle yet: peer-review cycle open")


def _record(summary: "CycleSummary") -> dict[str, object]:
    return {
        **asdict(summary.row),
        "definition": summary.definition,
        "version": summary.version,
        "reviews": summary.reviews,
        "open_reviews": summary.open_reviews,
    }


@cycle.command("show")
@click.argument("id_", metavar="ID")
@click.pass_obj
def show(state: State, /, *, id_: str) -> None:
    """Show one cycle.

    \b
    Example:
      peer-review cycle show untoc-1
    """
    from workflow.service.listing import cycle

    summary = cycle(state.engine(), id_)
    row = summary.row
    if wants_json(state):
        record = {**_record(summary), "definition_hash": row.definition}
        show_json(state, {"cycle": {**record, "definition_status": summary.status}})
        return
    click.echo(f"cycle {row.id}: {row.title}")
    design = f"{summary.definition} version {summary.version} ({summary.status})"
    closed = f", closed {day(row.closed_on)}" if row.closed_on else ""
    for name, value in (
        ("definition", f"{design} {row.definition[:12]}"),
        ("launched", day(row.launched_on)),
        ("decision", row.decision or "none named"),
        ("parties", row.roster),
        ("reviews", f"{summary.reviews}, of them {summary.open_reviews} open"),
        ("status", f"{row.status}{closed}"),
    ):
        click.echo(f"  {name:12}{value}")
    click.echo(f"next: peer-review status {row.id}")


@cycle.command("close")
@click.argument("id_", metavar="ID")
@click.option("--as", "actor", metavar="ACTOR", default=options.OFFICE, show_default=True)
@options.command_id
@options.dry_run
@click.pass_obj
def close(state: State, /, *, id_: str, actor: str, command: str | None, dry_run: bool) -> None:
    """Close a cycle whose reviews are all final.

    \b
    Example:
      peer-review cycle close untoc-1
    """
    from workflow.service.closing import CloseCycle, close_cycle

    request = CloseCycle(id=id_, actor=actor, command=command, dry_run=dry_run)
    row = close_cycle(state.engine(), request)
    if wants_json(state):
        show_json(state, {"cycle": row.id, "status": "closed", "dry_run": dry_run})
        return
    click.echo(f"cycle {row.id}: open → closed")
    click.echo("nothing written (--dry-run)" if dry_run else "next: peer-review audit checkpoint")
