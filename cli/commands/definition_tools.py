"""The author's tools: a first file, keys explained, two designs compared, scenarios run."""

from dataclasses import asdict
from textwrap import fill
from typing import TYPE_CHECKING

import click

from cli.definitions import find
from cli.files import write_new
from cli.lazy import Command
from cli.output import show_json, table, wants_json
from cli.state import State

if TYPE_CHECKING:
    from workflow.definition.difference import Change, Measure
    from workflow.definition.explain import Key

_WIDTH = 96


@click.command("new", cls=Command)
@click.argument("name")
@click.option("--from", "base", metavar="BASE", help="The definition it changes.")
@click.option("--out", metavar="FILE", help="Where; NAME.yaml if not given, - prints it.")
@click.pass_obj
def new(state: State, /, *, name: str, base: str | None, out: str | None) -> None:
    """Write a first file for a new design: small, commented, without findings.

    \b
    Examples:
      peer-review definition new my-review
      peer-review definition new my-visits --from france-2009 --out visits.yaml
    """
    from workflow.definition.scaffold import scaffold

    step = _first_step(state, base) if base else ""
    text = scaffold(name, base=base, step=step)
    file = out or f"{name}.yaml"
    write_new(file, text, "--out FILE")
    if file == "-":
        return
    click.echo(f"next: peer-review definition check {file}")
    click.echo("for an editor: peer-review definition schema > definition.schema.json")


def _first_step(state: State, base: str) -> str:
    """A step of the base with a time limit, for the example in the file."""
    design = find(state, base).require()
    chart = design.charts[design.main]
    return next((s.name for s in chart.states.values() if s.due and not s.parent), "draft")


@click.command("explain", cls=Command)
@click.argument("path")
@click.pass_obj
def explain(state: State, /, *, path: str) -> None:
    """Explain a key of the language: what it means, its type, an example, what is around it.

    \b
    Examples:
      peer-review definition explain charts.review.states.due
      peer-review definition explain basis
    """
    from workflow.definition.explain import explain as explained

    found = explained(path)
    if wants_json(state):
        show_json(state, {"keys": [asdict(key) for key in found]})
        return
    click.echo("\n\n".join("\n".join(_key_lines(key, alone=len(found) == 1)) for key in found))


def _key_lines(key: "Key", *, alone: bool) -> list[str]:
    lines = [".".join(key.path), _filled("  ", key.words)]
    facts = [("type", key.type), ("needed", "yes" if key.needed else "no"), ("inside", key.inside)]
    facts[1:1] = [("example", _example(one)) for one in key.examples] if alone else []
    lines += [f"  {name:9}{value}" for name, value in facts if value]
    if alone and key.keys:
        lines += ["  keys"]
        width = max(len(name) for name, _ in key.keys) + 2
        lines += [_filled(f"    {name:{width}}", words) for name, words in key.keys]
    return lines


def _filled(label: str, words: str) -> str:
    """*words* folded behind *label*, so that they stay in one column."""
    return fill(words, _WIDTH, initial_indent=label, subsequent_indent=" " * len(label))


def _example(value: object) -> str:
    """An example as it is written in a file."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_example(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_example, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


@click.command("diff", cls=Command)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.pass_obj
def diff(state: State, /, *, before: str, after: str) -> int:
    """Compare two designs row by row, in words, with what follows. Exit 1 if they differ.

    \b
    Examples:
      peer-review definition diff france-2009@1 france-2009@2
      peer-review definition diff rules.yaml rules-2.yaml --json
    """
    from workflow.definition.variants_diff import difference, followed

    one, two = find(state, before), find(state, after)
    one.require(), two.require()
    found = difference(one, two)
    follows = followed(one, two) if found else ()
    if wants_json(state):
        told = {"changes": [asdict(c) for c in found], "follows": [asdict(m) for m in follows]}
        show_json(state, {"before": before, "after": after, **told})
        return 1 if found else 0
    for number, change in enumerate(found):
        click.echo("\n".join(_change_lines(change, new=_new_row(found, number))))
    if follows:
        click.echo("\nwhat follows, if everybody acts on the last day")
        click.echo("\n".join(table(("measure", "before", "after"), _measures(follows))))
    click.echo(_differences(len(found)), err=True)
    return 1 if found else 0


def _new_row(found: "tuple[Change, ...]", number: int) -> bool:
    return number == 0 or found[number - 1].row != found[number].row


def _change_lines(change: "Change", *, new: bool) -> list[str]:
    lines = [change.row] if new else []
    basis = f"  [{change.basis}]" if change.basis else ""
    lines.append(f"  {change.words}{basis}")
    for name, text in (("before", change.before), ("after", change.after)):
        if text:
            lines.append(_filled(f"    {name:8}", text))
    return lines


def _measures(follows: "tuple[Measure, ...]") -> list[dict[str, object]]:
    return [{"measure": m.name, "before": m.before, "after": m.after} for m in follows]


def _differences(count: int) -> str:
    if not count:
        return "the two are equal"
    return f"{count} difference{'' if count == 1 else 's'}"
