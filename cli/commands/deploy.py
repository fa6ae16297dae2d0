"""`peer-review cycle deploy plan | apply`: an amended design brought to running reviews."""

import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

import click

from cli import options
from cli.definitions import find
from cli.files import read_text, write_text
from cli.lazy import LazyGroup
from cli.output import show_json, show_list, table, wants_json
from cli.state import State
from workflow.errors import Problem, UnreadableError

if TYPE_CHECKING:
    from workflow.model.definition import Definition
    from workflow.model.legal_time.calendar import Calendar
    from workflow.service.deploy.plan import Amendment, Plan

COLUMNS = ("review", "party", "time_limit", "before_on", "after_on", "change")
_STEPS = ("review", "step_before", "step_after")


@click.group(cls=LazyGroup)
def deploy() -> None:
    """Bring an amended design to the running reviews of a cycle: a plan first, then the plan.

    \b
    A design is amended by a new version. Reviews under way keep theirs until a plan is applied.
    """


@deploy.command("plan")
@click.argument("cycle")
@click.option("--definition", required=True, metavar="NAME|FILE", help="The new version.")
@click.option("--decision", metavar="REF", help="The decision the amendment rests on.")
@click.option(
    "--apply-to",
    type=click.Choice(["all"]),
    help="all: the decision applies to dates that were notified, too.",
)
@click.option(
    "--map",
    "pairs",
    metavar="OLD=NEW",
    multiple=True,
    type=options.pair("STEP"),
    help="A step that is called otherwise; CHART:OLD=NEW for another chart.",
)
@click.option("--out", metavar="FILE", help="Write the plan, to be applied; - prints it.")
@click.option("--as", "actor", metavar="ACTOR", default=options.OFFICE, show_default=True)
@click.pass_obj
def plan(state: State, /, *, cycle: str, definition: str, out: str | None, **given: object) -> int:
    """Say what a new version does to each open review: dates, steps, drafts. Nothing is written.

    Exit 1 if it could not be applied as it is.

    A date that was notified never moves earlier, unless a decision says that it applies to all.

    \b
    Examples:
      peer-review cycle deploy plan untoc-1 --definition rules-2.yaml --out plan.json
      peer-review cycle deploy plan untoc-1 --definition rules-2.yaml \\
        --decision "Conference, decision 13/1" --apply-to all --out plan.json
    """
    from workflow.service.deploy.deploying import plan as planned_by
    from workflow.service.deploy.plan import to_json

    amendment = _amendment(state, cycle, definition, given)
    planned = planned_by(state.engine(), amendment, _calendars(amendment.definition, definition))
    text = to_json(planned)
    if out == "-":
        click.echo(text, nl=False)
        return 1 if planned.problems else 0
    if out:
        write_text(out, text)
    _show(state, planned, out)
    return 1 if planned.problems else 0


def _amendment(
    state: State, cycle: str, definition: str, given: Mapping[str, object]
) -> "Amendment":
    """What is to be planned, out of the options."""
    from workflow.service.deploy.plan import Amendment

    loaded = find(state, definition)
    design = loaded.require()
    decision = given["decision"]
    return Amendment(
        cycle=cycle,
        definition=design,
        data=loaded.data,
        actor=str(given["actor"]),
        decision=str(decision) if decision else None,
        for_all=given["apply_to"] == "all",
        names=_names(design, cast(options.Pairs, given["pairs"])),
    )


def _names(design: "Definition", pairs: options.Pairs) -> dict[str, dict[str, str]]:
    """For each chart, old step → new step; the main chart where none is named."""
    names: dict[str, dict[str, str]] = {}
    for old, new in pairs:
        chart, colon, step = old.partition(":")
        where = chart if colon else design.main
        names.setdefault(where, {})[step if colon else old] = new.strip()
    return names


def _calendars(design: "Definition", beside: str) -> tuple["Calendar", ...]:
    from cli.opening import calendars

    return calendars(design, beside)


def _show(state: State, planned: "Plan", out: str | None) -> None:
    if wants_json(state):
        from dataclasses import asdict

        reviews = [asdict(review) for review in planned.reviews]
        problems = [asdict(problem) for problem in planned.problems]
        told = {"counts": planned.counts(), "reviews": reviews, "problems": problems}
        show_json(state, {"cycle": planned.amendment.cycle, "today": planned.today, **told})
        return
    rows = list(_rows(planned))
    show_list(state, "dates", COLUMNS, rows, "no time limit runs")
    steps = list(_moved(planned))
    if steps:
        click.echo("\n".join(["", *table(_STEPS, steps)]), err=True)
    for line in _summary(planned, out):
        click.echo(line, err=True)


def _rows(planned: "Plan") -> Iterator[dict[str, object]]:
    for review in planned.reviews:
        for one in review.dates:
            words = f"{one.change} ({one.why})" if one.why else one.change
            yield {
                "review": review.review,
                "party": review.party_name,
                "time_limit": one.deadline.removeprefix(review.review).lstrip(":"),
                "before_on": one.before,
                "after_on": one.after,
                "change": words,
            }
        for words in review.stranded:
            yield {"review": review.review, "party": review.party_name, "change": words}


def _moved(planned: "Plan") -> Iterator[dict[str, object]]:
    for review in planned.reviews:
        for instance, before, after in review.steps:
            if before != after:
                yield {"review": instance, "step_before": before, "step_after": after}


def _counted(planned: "Plan") -> list[str]:
    """How many dates are what, and how many drafts it causes: `7 unchanged`, `1 draft`."""
    counts = planned.counts()
    drafts = counts.pop("drafts")
    said = [f"{n} {word}" for word, n in counts.items() if n]
    return [*said, f"{drafts} draft{'' if drafts == 1 else 's'}"] if drafts else said


def _summary(planned: "Plan", out: str | None) -> Iterator[str]:
    given = planned.amendment
    version = f"version {planned.before[0]} → {given.definition.version}"
    count = len(planned.reviews)
    yield f"{given.definition.name} {version}: {count} open review{'' if count == 1 else 's'}"
    yield f"  {', '.join(_counted(planned)) or 'no date, no draft'}"
    yield f"  decision: {given.decision or 'none named'}"
    if planned.problems:
        yield "this plan cannot be applied:"
        yield from (f"- {problem}" for problem in planned.problems)
    elif out:
        yield f"next: peer-review cycle deploy apply {out}"
    else:
        yield "nothing written; --out FILE makes a plan that can be applied"


@deploy.command("apply")
@click.argument("file", metavar="PLAN")
@click.option("--yes", is_flag=True, help="Do not ask.")
@options.command_id
@options.dry_run
@click.pass_obj
def apply(state: State, /, *, file: str, yes: bool, command: str | None, dry_run: bool) -> None:
    """Do what a plan says, if it is unchanged and nobody was first.

    \b
    Example:
      peer-review cycle deploy apply plan.json
    """
    from workflow.service.deploy.deploying import apply as applied_by
    from workflow.service.deploy.plan import from_json

    planned = from_json(read_text(file), file)
    engine = state.engine()
    if not (yes or dry_run or planned.problems):
        _confirm(planned)
    calendars = _calendars(planned.amendment.definition, file)
    done = applied_by(engine, planned, calendars, command=command, dry_run=dry_run)
    if wants_json(state):
        from dataclasses import asdict

        show_json(state, asdict(done))
        return
    if done.again:
        click.echo("this command was given before; nothing was done twice")
    count = f"{len(done.reviews)} review{'' if len(done.reviews) == 1 else 's'}"
    click.echo(f"cycle {done.cycle}: {count} carried over to version {done.version}")
    for words in _counted(planned):
        click.echo(f"  {words}")
    click.echo(
        "nothing written (--dry-run)" if dry_run else f"next: peer-review status {done.cycle}"
    )


def _confirm(planned: "Plan") -> None:
    """Ask for the name of the cycle; where nobody can answer, `--yes` is needed."""
    cycle = planned.amendment.cycle
    if not sys.stdin.isatty():
        words = f"applying it changes {len(planned.reviews)} reviews, and nobody can be asked"
        raise UnreadableError("", Problem(code="C010", words=words, hint="--yes"))
    typed = click.prompt(f"{len(planned.reviews)} reviews change; type the cycle's name", err=True)
    if str(typed).strip() != cycle:
        raise UnreadableError("", Problem(code="M006", words="that is not its name; nothing done"))
