"""`definition variants`: places that are open, alternatives for them, brackets lifted."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.definitions import find, own_folder
from cli.files import read_text, write_new
from cli.lazy import LazyGroup
from cli.numbers import Whole
from cli.output import show_list
from cli.state import State

if TYPE_CHECKING:
    from workflow.definition.variants import OpenPlace
    from workflow.definition.variants_edit import Source

COLUMNS = ("place", "alternative", "text", "by", "basis", "amends", "is", "at")
NARROW = ("place", "alternative", "text", "by", "basis", "amends", "is")


class _Listing(LazyGroup):
    """A group whose word for a definition may stand where that of a command would."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        given = args if args[0] in known or args[0].startswith("-") else ["list", *args]
        return super().resolve_command(ctx, given)


@click.group(cls=_Listing)
def variants() -> None:
    """Places for which several texts are on the table: `definition variants NAME` lists them.

    \b
    Examples:
      peer-review definition variants rules.yaml
      peer-review definition variants lift rules.yaml period=two --by Conference --out rules-2.yaml
    """


@variants.command("list")
@click.argument("name")
@click.pass_obj
def list_(state: State, /, *, name: str) -> None:
    """List open places: each text with who proposes it and where, and what became of others.

    \b
    Example:
      peer-review definition variants list rules.yaml
    """
    from workflow.definition.variants import places_of

    loaded = find(state, name)
    loaded.require()
    history = loaded.data.get("lifted")
    told = history if isinstance(history, dict) else {}
    records = [one for place in places_of(loaded.data) for one in _records(place, "", "open")]
    for place in places_of(loaded.data, "lifted"):
        records += _records(place, str(told[place.name]["chosen"]), "set aside")
    show_list(state, "variants", COLUMNS, records, f"no place is open in {name}", narrow=NARROW)


def _records(place: "OpenPlace", chosen: str, otherwise: str) -> Iterator[dict[str, object]]:
    for one in place.alternatives.values():
        yield {
            "place": place.name,
            "alternative": one.name,
            "text": one.text,
            "by": one.by,
            "basis": one.basis,
            "amends": one.amends or None,
            "is": "stands" if one.name == chosen else otherwise,
            "at": place.where,
        }


def _pair(_: click.Context, __: click.Parameter, value: object) -> object:
    """NAME=VALUE, once or several times."""
    many = value if isinstance(value, tuple) else (value,)
    for text in many:
        if "=" not in str(text).strip("="):
            raise click.BadParameter(f"{text!r} is not NAME=VALUE")
    pairs = [(before, after) for before, _, after in (str(one).partition("=") for one in many)]
    names = [before for before, _ in pairs]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise click.BadParameter(f"{twice!r} is given twice: one text stands")
    return dict(pairs) if isinstance(value, tuple) else pairs[0]


_VERSION = click.option(
    "--version", metavar="N", type=Whole(1, 9999), help="Of the new file; one more if not."
)
_OUT = click.option("--out", metavar="FILE", required=True, help="The new file; - prints it.")


@variants.command("lift")
@click.argument("name")
@click.argument("choices", metavar="PLACE=ALTERNATIVE…", nargs=-1, required=True, callback=_pair)
@click.option("--by", metavar="WHO", multiple=True, help="Who lifts the brackets; repeatable.")
@click.option("--basis", metavar="REF", help="Where it is said: a source and its paragraphs.")
@_VERSION
@_OUT
@click.pass_obj
def lift(
    state: State,
    /,
    *,
    name: str,
    choices: dict[str, str],
    by: tuple[str, ...],
    basis: str | None,
    version: int | None,
    out: str,
) -> None:
    """Lift the brackets of a place: one text stands, and what was proposed is kept on file.

    \b
    Example:
      peer-review definition variants lift rules.yaml visit=agreement --by Conference \\
        --basis "R 31" --out rules-2.yaml
    """
    from workflow.definition.variants_edit import Said, lifted

    said = Said(by=by, basis=basis or "")
    write_new(out, lifted(_source(state, name), choices, said, version), "another --out")


@variants.command("amend")
@click.argument("name")
@click.argument("place")
@click.option(
    "--add", metavar="ALTERNATIVE=VALUE", required=True, callback=_pair, help="The new text."
)
@click.option("--rows", metavar="ROWS", help="Rows elsewhere that come with it, as in a file.")
@click.option("--amends", metavar="ALTERNATIVE", default="", help="The text that it amends.")
@click.option(
    "--by", metavar="WHO", multiple=True, required=True, help="Who proposes it; repeatable."
)
@click.option("--basis", metavar="REF", required=True, help="Where: a source and its paragraphs.")
@_VERSION
@_OUT
@click.pass_obj
def amend(state: State, /, *, name: str, place: str, out: str, **told: object) -> None:
    """Add a text for an open place, or an amendment to one that is on the table.

    \b
    Examples:
      peer-review definition variants amend rules.yaml period --add four="4 weeks" \\
        --by "State C" --basis "R 18" --out rules-2.yaml
      peer-review definition variants amend rules-2.yaml period --add five="5 weeks" \\
        --amends four --by "State D" --basis "R 19" --out rules-3.yaml
    """
    write_new(out, _amended(_source(state, name), place, told), "another --out")


def _amended(source: "Source", place: str, told: dict[str, object]) -> str:
    from workflow.definition.variants_edit import Proposal, Said, amended, value_of

    add, by, version = told["add"], told["by"], told["version"]
    assert isinstance(add, tuple)  # noqa: S101  # what `_pair` makes of it
    assert isinstance(by, tuple)  # noqa: S101  # an option that may be repeated
    assert version is None or isinstance(version, int)  # noqa: S101  # a Whole
    rows = value_of(str(told["rows"])) if told["rows"] else None
    proposal = Proposal(name=add[0], value=value_of(add[1]), rows=rows, amends=str(told["amends"]))
    return amended(source, place, proposal, Said(by=by, basis=str(told["basis"])), version)


def _source(state: State, name: str) -> "Source":
    from workflow.definition.listed import text_of
    from workflow.definition.variants_edit import Source

    loaded = find(state, name)
    loaded.require()
    is_file = Path(name).is_file()
    text = read_text(name) if is_file else text_of(name, own_folder(state), "")[0]
    return Source(loaded=loaded, text=text)
