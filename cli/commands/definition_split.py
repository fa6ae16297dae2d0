"""`peer-review definition split`: a design for each instrument."""

import os
from pathlib import Path

import click

from cli.definitions import find
from cli.files import made_folder, must_be_new, write_new
from cli.lazy import Command
from cli.state import State

AGAIN = "--out FOLDER"


@click.command("split", cls=Command)
@click.argument("name")
@click.option("--out", metavar="FOLDER", default=".", help="Where the files go. Default: here.")
@click.pass_obj
def split(state: State, /, *, name: str, out: str) -> None:
    """Write a design for each instrument: distinct mechanisms instead of one.

    Each changes the same design and takes one instrument of it; what is changed in the base is
    changed in all. Their cycles, dates and decisions are their own.

    \b
    Examples:
      peer-review definition split france-2009
      peer-review definition split mine.yaml --out mechanisms
    """
    from workflow.definition.split import split as texts_of

    folder = Path(out)
    texts = texts_of(find(state, name), _base(name, folder))
    files = {folder / f"{each}.yaml": text for each, text in texts.items()}
    for file in files:
        must_be_new(str(file), AGAIN)
    made_folder(folder)
    for file, text in files.items():
        write_new(str(file), text, AGAIN)
    click.echo(f"next: peer-review definition check {' '.join(map(str, files))}")


def _base(name: str, folder: Path) -> str:
    """How the new files name the base: as it was named, or by its path from where they are."""
    if Path(name).suffix not in (".yaml", ".yml"):
        return name
    return f"./{os.path.relpath(name, folder)}"
