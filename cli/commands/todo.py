"""`peer-review todo`: what the Secretariat, or another role, has to do."""

from typing import TYPE_CHECKING

import click

from cli import options
from cli.lazy import Command
from cli.output import day, form_of, say_lines, show_json, show_list
from cli.state import State

if TYPE_CHECKING:
    from workflow.views.answers import Task

COLUMNS = ("review", "party", "part", "step", "since_on", "due_on", "has_the_ball", "may_record")


@click.command(cls=Command)
@click.option("--role", metavar="R", help="As the definition names it. Default: the Secretariat.")
@click.option("--party", metavar="P", help="Only for this party or actor.")
@click.option("--cycle", metavar="ID", help="Only in this cycle.")
@options.at_time
@click.pass_obj
def todo(
    state: State,
    /,
    *,
    role: str | None,
    party: str | None,
    cycle: str | None,
    as_of: str | None,
    as_known: str | None,
) -> None:
    """List where the Secretariat, or another role, has the ball or may act.

    \b
    Examples:
      peer-review todo
      peer-review todo --role state_under_review --party Mexico
    """
    from cli.answers import ALWAYS, options_lines, plain, say_when
    from workflow.service import viewing

    told = viewing.todo(state.engine(), role, party, cycle=cycle, as_of=as_of, as_known=as_known)
    form = form_of(state)
    if form == "json":
        show_json(state, plain(told))
        return
    say_when(told.heading)
    if form == "tsv":
        show_list(state, "tasks", COLUMNS, [_record(task) for task in told.tasks])
        return
    whose = role or "the Secretariat"
    click.echo(f"{len(told.tasks)} for {whose}; '{ALWAYS}' is possible in every step", err=True)
    for task in told.tasks:
        due = f", due {day(task.place.due_on)}" if task.place.due_on else ""
        mark = "to do" if task.holds else "may act"
        click.echo(
            f"{task.place.instance} ({task.place.party_name}): {task.place.step}, {mark}{due}"
        )
        own = [option for option in task.options if option.event != ALWAYS]
        say_lines(f"  {line}" for line in options_lines(own))


def _record(task: "Task") -> dict[str, object]:
    place = task.place
    return {
        "review": place.review,
        "party": place.party_name,
        "part": place.instance,
        "step": place.step,
        "since_on": place.since,
        "due_on": place.due_on,
        "has_the_ball": task.holds,
        "may_record": [option.event for option in task.options if option.possible],
    }
