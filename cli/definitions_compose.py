"""`definition compose`, `compare`, `positions`, and the resolved view of `definition show`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.definitions import find, own_folder
from cli.files import write_text
from cli.lazy import Command
from cli.output import form_of, show_json, show_list, wants_json
from cli.state import State

if TYPE_CHECKING:
    from workflow.definition.composing.compare import Column, Line
    from workflow.definition.composing.compose import Composed
    from workflow.definition.composing.compose_position import Overlay
    from workflow.definition.read import Loaded

POSITIONS = ("name", "of", "title", "axes")


def resolved_text(loaded: "Loaded") -> str:
    """The flat definition as YAML, each row with its origin; raises DefinitionError."""
    from workflow.definition.composing.resolve import resolve
    from workflow.definition.composing.resolve_text import flat_text

    loaded.require()
    return flat_text(resolve(loaded))


@click.command("compose", cls=Command)
@click.argument("base")
@click.option("--with", "names", metavar="POSITION", multiple=True, help="A position; repeatable.")
@click.option(
    "--prefer",
    metavar="KEY=SIDE",
    multiple=True,
    help="Whose side prevails: X4=canada on axis X4, K5=finland in conflict K5; repeatable.",
)
@click.option("--name", metavar="NAME", help="What the design is called.")
@click.option("--out", metavar="FILE", help="Write to a file.")
@click.pass_obj
def compose(
    state: State,
    /,
    *,
    base: str,
    names: tuple[str, ...],
    prefer: tuple[str, ...],
    name: str | None,
    out: str | None,
) -> None:
    """Lay positions over a design: one flat design that says whose each element is.

    \b
    Positions that contradict each other, or the base, are a conflict: both sides are named
    with their paragraphs, and nothing is written (exit 1). --prefer says which prevails.
    Examples:
      peer-review definition compose skeleton-2009 --with canada --with philippines
      peer-review definition compose finland-2009 --with china --prefer X4=china --out mine.yaml
    """
    from workflow.definition.composing.compose import compose as composing

    overlays = [_position(state, one) for one in names]
    made = composing(find(state, base), overlays, prefer=prefer, name=name)
    if wants_json(state):
        show_json(state, _record(made))
    elif out is None or out == "-":
        click.echo(made.text, nl=False)
    if out is not None and out != "-":
        write_text(out, made.text)
    for note in made.tensions:
        click.echo(f"tension: {note}", err=True)
    if out is not None and out != "-":
        click.echo(f"composed: {out}", err=True)


def _record(made: "Composed") -> dict[str, object]:
    return {
        "definition": made.name,
        "hash": made.loaded.require().hash,
        "data": made.resolved.data,
        "elements": [line.strip() for line in made.recorded],
        "tensions": made.tensions,
        "set_aside": made.aside,
    }


def _position(state: State, name: str) -> "Overlay":
    from workflow.definition.composing.compose_position import find_position

    return find_position(name, own_folder(state))


@click.command("positions", cls=Command)
@click.pass_obj
def positions(state: State) -> None:
    """List the shipped positions: whose they are, and on which axes they speak.

    \b
    Example:
      peer-review definition positions
    """
    from workflow.definition.composing.compose_position import find_position, shipped_positions

    found = [find_position(name) for name in shipped_positions()]
    records = [
        {
            "name": one.name,
            "of": ", ".join(one.of),
            "title": one.title,
            "axes": ", ".join(dict.fromkeys(said.axis for said in one.statements())),
        }
        for one in found
    ]
    show_list(state, "positions", POSITIONS, records, "there is no position")


@click.command("compare", cls=Command)
@click.argument("names", metavar="DESIGN…", nargs=-1, required=True)
@click.pass_obj
def compare(state: State, /, *, names: tuple[str, ...]) -> None:
    """Compare designs and positions on the axes of the views of 2009, in alphabetical order.

    \b
    Each value has who said it and the paragraph. "Filled in by us": the design needs
    something there and nobody said it. "In its rows": it has something there and gives no
    `axes`. "Not mentioned": there is nothing.
    Examples:
      peer-review definition compare finland-2009 france-2009
      peer-review definition compare france-2009 canada china
    """
    from workflow.definition.composing.compare import compare as comparing

    lines = comparing([_column(state, name) for name in names])
    columns = [cell.column for cell in lines[0].cells]
    if wants_json(state):
        show_json(state, {"designs": columns, "axes": [_line(line) for line in lines]})
        return
    records = [
        {"axis": line.axis, "on": line.name, **{c.column: c.words() for c in line.cells}}
        for line in lines
    ]
    if form_of(state) == "table" and len(columns) > 3:
        click.echo("\n".join(_stacked(lines)))
    else:
        show_list(state, "axes", ("axis", "on", *columns), records)


def _line(line: "Line") -> dict[str, object]:
    return {
        "axis": line.axis,
        "name": line.name,
        "cells": [
            {
                "design": cell.column,
                "state": cell.state,
                "values": [
                    {
                        "value": said.value,
                        "by": list(said.by),
                        "verb": said.verb,
                        "quantifier": said.quantifier,
                        "basis": said.basis,
                        "set_aside": said.set_aside,
                    }
                    for said in cell.statements
                ],
                "words": cell.words(),
            }
            for cell in line.cells
        ],
    }


def _stacked(lines: Sequence["Line"]) -> list[str]:
    """Many columns, one below the other."""
    shown: list[str] = []
    for line in lines:
        shown += ["", f"{line.axis} {line.name}"]
        shown += [f"  {cell.column}: {cell.words()}" for cell in line.cells]
    return shown[1:]


def _column(state: State, name: str) -> "Column":
    """The design or the position that *name* means; a design of that name comes first."""
    from workflow.definition.composing import compare as comparing
    from workflow.definition.composing.compose_position import find_position, shipped_positions

    if name in shipped_positions():
        return comparing.column_of_position(find_position(name))
    if _is_position(name):
        return comparing.column_of_position(_position(state, name))
    return comparing.column_of_design(find(state, name))


def _is_position(name: str) -> bool:
    path = Path(name)
    if path.suffix not in (".yaml", ".yml") or not path.is_file():
        return False
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return any(line.startswith("position:") for line in lines)
