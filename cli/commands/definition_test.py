"""`definition test`: scenarios run in memory, and what a file rules out, tried."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.definitions import find, own_folder
from cli.files import read_text
from cli.lazy import Command
from cli.output import show_json, table, wants_json
from cli.state import State

if TYPE_CHECKING:
    from workflow.service.scenarios.run import Played
    from workflow.service.scenarios.trial import Reach, Tried

_SHOWN_AT_MOST = 10
_REACHED = ("steps", "events", "conditions")


@click.command("test", cls=Command)
@click.argument("asked", metavar="[FILE]…", nargs=-1)
@click.option(
    "--refusals", is_flag=True, help="Try everything the definitions rule out, step by step."
)
@click.pass_obj
def test(state: State, /, *, asked: tuple[str, ...], refusals: bool) -> int:
    """Run scenarios: on a date someone records something, and something is expected.

    FILE is a file of scenarios, a folder, or a definition by file or name; without it all of
    the project are run, or else the shipped ones. Nothing is kept. Exit 1 if one differs.

    \b
    Examples:
      peer-review definition test france-2009
      peer-review definition test visit.scenarios.yaml
      peer-review definition test --refusals france-2009
    """
    if refusals and not asked:
        raise click.UsageError("--refusals needs a definition: definition test --refusals NAME")
    return _refusals(state, asked) if refusals else _scenarios(state, asked)


def _scenarios(state: State, asked: tuple[str, ...]) -> int:
    from workflow.definition.scenario import read_scenarios
    from workflow.definition.scenario_files import definition_of, scenario_files
    from workflow.service.scenarios.run import play
    from workflow.service.scenarios.stage import stages

    folder, played = own_folder(state), []
    files = scenario_files(asked, folder)
    read = [one for file in files for one in read_scenarios(read_text(str(file)), str(file))]
    with stages() as made:
        for scenario in read:
            done = play(scenario, definition_of(scenario, folder), made)
            played.append(done)
            if not wants_json(state):
                click.echo("\n".join(_played_lines(done)))
    if wants_json(state):
        show_json(state, {"scenarios": [{**asdict(one), "holds": one.holds} for one in played]})
    differ = sum(not one.holds for one in played)
    click.echo(_count(len(played), differ), err=True)
    return 1 if differ else 0


def _played_lines(played: "Played") -> list[str]:
    mark = "holds" if played.holds else "differs"
    steps = f"{played.steps} step{'' if played.steps == 1 else 's'}"
    steps = "no cycle is opened" if played.shut else steps
    lines = [f"{mark:9}{played.definition}: {played.title} ({steps})"]
    for one in played.differences:
        lines.append(f"  {_short(played.file)}:{one.line}: {one.what}")
        lines += [f"    expected  {one.expected}", f"    found     {one.found}"]
    return lines


def _short(file: str) -> str:
    """A file as a person finds it from here."""
    here = Path.cwd()
    return str(Path(file).relative_to(here)) if Path(file).is_relative_to(here) else file


def _count(played: int, differ: int) -> str:
    scenarios = f"{played} scenario{'' if played == 1 else 's'}"
    return (
        f"{scenarios}: {f'{differ} differ' if differ > 1 else '1 differs'}"
        if differ
        else (f"{scenarios}: all as expected")
    )


def _refusals(state: State, asked: tuple[str, ...]) -> int:
    from workflow.service.scenarios.refusals import try_refusals
    from workflow.service.scenarios.stage import stages

    with stages() as made:
        tried = [try_refusals(find(state, name), made) for name in asked]
    if wants_json(state):
        show_json(state, {"tried": [_tried_record(one) for one in tried]})
    else:
        click.echo("\n".join(line for one in tried for line in _tried_lines(one)))
    return 0 if all(one.holds for one in tried) else 1


def _tried_record(tried: "Tried") -> dict[str, object]:
    charts = {
        name: {
            "per": reach.per,
            "steps": [len(reach.steps), len(reach.all_steps)],
            "events": [len(reach.events), len(reach.all_events)],
            "conditions": [len(reach.conditions), len(reach.all_conditions)],
        }
        for name, reach in tried.charts.items()
    }
    return {
        "definition": tried.definition,
        "holds": tried.holds,
        "charts": charts,
        "expected": tried.counts,
        "seen": tried.seen,
        "wrong": tried.wrong,
        "left": tried.left(),
        "entries": tried.entries,
        "verified": tried.verified,
    }


def _tried_lines(tried: "Tried") -> list[str]:
    expected, seen = sum(tried.counts.values()), sum(tried.seen.values())
    rows = [_reach_row(reach) for reach in tried.charts.values()]
    lines = [f"{tried.definition}: {expected} acts that its rows rule out, {seen} ruled out so"]
    lines += [f"  {line}" for line in table(("chart", "per", *_REACHED), rows)]
    lines += [f"  {kind:15}{count:>5}" for kind, count in sorted(tried.counts.items())]
    left = [f"{what}: {why}" for what, why in tried.left().items()]
    for name, found in (("not as the file says", tried.wrong), ("not reached", left)):
        lines += [f"  {name}: {words}" for words in found[:_SHOWN_AT_MOST]]
        more = len(found) - _SHOWN_AT_MOST
        lines += [f"  {name}: {more} more"] if more > 0 else []
    if not tried.wrong:
        lines.append("  each was ruled out with its words and its paragraph")
    verifies = "verifies" if tried.verified else "does not verify"
    lines.append(f"  the log of {tried.entries} entries {verifies}")
    return lines


def _reach_row(reach: "Reach") -> dict[str, object]:
    """How far one chart was tried; an event counts where it was asked in a step of its own."""
    counts = (
        (reach.steps, reach.all_steps),
        (reach.events, reach.all_events),
        (reach.conditions, reach.all_conditions),
    )
    reached = {
        what: f"{len(some)} of {len(every)}"
        for what, (some, every) in zip(_REACHED, counts, strict=True)
    }
    return {"chart": reach.chart, "per": reach.per, **reached}
