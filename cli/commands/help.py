"""`peer-review help`: topics that belong to no single command."""

import click

from cli.exit_codes import EXIT_CODES, lines
from cli.lazy import Command
from cli.output import show_json, wants_json
from cli.state import State

TOPICS = ("exit-codes",)


@click.command("help", cls=Command)
@click.argument("topic", type=click.Choice(TOPICS), required=False)
@click.pass_context
def topic(context: click.Context, /, *, topic: str | None) -> None:
    """Explain a topic: exit-codes.

    \b
    Example:
      peer-review help exit-codes
    """
    state = context.ensure_object(State)
    if topic is None:
        click.echo(context.find_root().get_help())
        click.echo(f"\nTopics: peer-review help {' | '.join(TOPICS)}")
    elif wants_json(state):
        codes = [{"code": code, "name": name, "meaning": text} for code, name, text in EXIT_CODES]
        show_json(state, {"exit_codes": codes})
    else:
        click.echo("\n".join(lines()))
