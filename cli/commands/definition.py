"""`peer-review definition`: list, show, check and draw designs."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.definitions import find, own_folder
from cli.files import write_text
from cli.lazy import LazyGroup
from cli.output import show_json, show_list, wants_json
from cli.state import State

if TYPE_CHECKING:
    from workflow.definition.findings import Finding

COLUMNS = ("name", "version", "status", "title", "file")
FINDINGS = ("file", "line", "column", "code", "severity", "message", "hint")
_MORE = {
    "new": ("cli.commands.definition_tools:new", "Write a first file for a new design."),
    "explain": ("cli.commands.definition_tools:explain", "Explain a key of the language."),
    "diff": ("cli.commands.definition_tools:diff", "Compare two designs in words."),
    "test": ("cli.commands.definition_test:test", "Run scenarios that stand beside a design."),
    "compose": ("cli.definitions_compose:compose", "Lay positions over a design."),
    "split": ("cli.commands.definition_split:split", "Write a design for each instrument."),
    "variants": ("cli.commands.definition_variants:variants", "Open places, and their brackets."),
    "compare": ("cli.definitions_compose:compare", "Compare designs and positions on the axes."),
    "positions": ("cli.definitions_compose:positions", "List the positions of 2009."),
}


@click.group(cls=LazyGroup, lazy=_MORE)
def definition() -> None:
    """List, check, show and draw designs of a review.

    \b
    A definition is named by a shipped name (france-2009, france-2009@1) or by a file.
    """


@definition.command("list")
@click.pass_obj
def list_(state: State) -> None:
    """List the definitions that can be found: shipped ones, and the project's own.

    \b
    Example:
      peer-review definition list
    """
    from workflow.definition.listed import list_definitions

    records = [
        {name: getattr(each, name) for name in COLUMNS}
        for each in list_definitions(own_folder(state))
    ]
    show_list(state, "definitions", COLUMNS, records, "there is no definition")


@definition.command("show")
@click.argument("name")
@click.option("--text", is_flag=True, help="As numbered draft terms of reference, in prose.")
@click.option("--resolved", is_flag=True, help="One flat file, each row with where it is from.")
@click.pass_obj
def show(state: State, /, *, name: str, text: bool, resolved: bool) -> None:
    """Show a design as tables: who takes part, steps, events, conditions, each with its basis.

    \b
    Examples:
      peer-review definition show france-2009
      peer-review definition show france-2009 --text
      peer-review definition show france-2009 --resolved
    """
    from cli.definition_text import lines_of

    loaded = find(state, name)
    design = loaded.require()
    if wants_json(state):
        show_json(state, {"name": name, "hash": design.hash, "data": loaded.data})
    elif text:
        from workflow.definition.prose import prose
        from workflow.definition.variants_prose import parts_with_brackets

        click.echo(prose(design, parts=parts_with_brackets(loaded)), nl=False)
    elif resolved:
        from cli.definitions_compose import resolved_text

        click.echo(resolved_text(loaded), nl=False)
    else:
        click.echo("\n".join(lines_of(design)))


@definition.command("check")
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.pass_obj
def check(state: State, /, *, files: tuple[str, ...]) -> int:
    """Check definitions; each finding is FILE:LINE:COLUMN: CODE message. Exit 1 on errors.

    \b
    Examples:
      peer-review definition check rules.yaml
      peer-review definition check definitions/*.yaml
    """
    from workflow.definition.scenario_files import is_scenario

    played = [file for file in files if is_scenario(Path(file))]
    files = tuple(file for file in files if file not in played)
    for file in played:
        click.echo(f"{file} holds scenarios: peer-review definition test {file}", err=True)
    found = [one for file in files for one in find(state, file).findings]
    errors = sum(one.severity == "error" for one in found)
    if wants_json(state):
        show_json(state, {"findings": [_record(one) for one in found], "errors": errors})
        return 1 if errors else 0
    for one in found:
        click.echo(str(one))
    click.echo(_summary(len(files), errors, len(found) - errors), err=True)
    return 1 if errors else 0


def _record(one: "Finding") -> dict[str, object]:
    return {**{name: getattr(one, name) for name in FINDINGS}, "path": list(one.path)}


def _summary(files: int, errors: int, others: int) -> str:
    checked = f"{files} definition{'' if files == 1 else 's'} checked"
    if not errors and not others:
        return f"{checked}: nothing found"
    return f"{checked}: {errors} error{'' if errors == 1 else 's'}, {others} to note"


@definition.command("draw")
@click.argument("name")
@click.option(
    "--format",
    "layout",
    type=click.Choice(["text", "svg", "mermaid"]),
    default="text",
    show_default=True,
)
@click.option("--chart", metavar="C", help="One chart of it, such as a track; all if not given.")
@click.option("--phase", metavar="P", help="One phase, such as visit, and what leads in and out.")
@click.option("--out", metavar="FILE", help="Write to a file.")
@click.pass_obj
def draw(
    state: State,
    /,
    *,
    name: str,
    layout: str,
    chart: str | None,
    phase: str | None,
    out: str | None,
) -> None:
    """Draw a design: in the terminal, as SVG, or as Mermaid text.

    \b
    Examples:
      peer-review definition draw france-2009
      peer-review definition draw france-2009 --phase visit
      peer-review definition draw france-2009 --format svg --chart review --out france.svg
    """
    from workflow.definition.drawing import draw as drawing

    loaded = find(state, name)
    design = loaded.require()
    layouts: dict[str, drawing.Layout] = {"text": "text", "svg": "svg", "mermaid": "mermaid"}
    text = drawing.draw(design, layouts[layout], chart, data=loaded.data, phase=phase)
    if out is None or out == "-":
        click.echo(text, nl=not text.endswith("\n"))
        return
    write_text(out, text if text.endswith("\n") else f"{text}\n")
    click.echo(f"drawn: {out}")


@definition.command("schema")
@click.option(
    "--for",
    "kind",
    type=click.Choice(["definition", "position", "scenario"]),
    default="definition",
    show_default=True,
    help="Of which kind of file.",
)
def schema(*, kind: str) -> None:
    """Print the JSON Schema of a file, for editors: they complete keys and say what each means.

    \b
    Examples:
      peer-review definition schema > definition.schema.json
      peer-review definition schema --for scenario > scenario.schema.json
    """
    from workflow.definition.composing.position_schema import position_schema
    from workflow.definition.shapes import schema as schemas

    kinds = {"position": position_schema, "scenario": schemas.scenario_schema}
    found = kinds.get(kind, schemas.schema)()
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
