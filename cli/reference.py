"""The reference of all commands, made from the commands themselves.

`python -m cli.reference commands` or `exit-codes` prints a page of `docs/reference`.
"""

import sys
from collections.abc import Iterator

import click

from cli.exit_codes import page as exit_codes_page
from cli.lazy import CONTEXT
from cli.main import root

_HEAD = """# Commands

Made from the commands themselves by `python -m cli.reference commands`; a test holds it equal.

A store is named by `--store`, `PEER_REVIEW_STORE` or a file `peer-review.toml` in this folder or
one above it. The global options are taken before or after any command. How a command ends is in
[exit codes](exit-codes.md), what it then says in [errors](errors.md), with `--json` as JSON. Lists
are tables on a terminal, one record a line on a pipe (`--tsv`), or JSON (`--json`, `"format": 0`).
`--dry-run` shows what a write would do, and writes nothing.
"""
_WIDTH = 96


def commands_page() -> str:
    """The page, as it stands in `docs/reference/commands.md`."""
    sections = (_section(context) for context in _contexts())
    return "\n".join([_HEAD, *sections])


def _contexts() -> Iterator[click.Context]:
    """The program itself and every command that does something, in the order of the help."""
    top = _context(root, "peer-review", None)
    yield top
    for name in root.list_commands(top):
        found = root.get_command(top, name)
        if found is not None:
            yield from _below(_context(found, name, top))


def _below(context: click.Context) -> Iterator[click.Context]:
    if not isinstance(context.command, click.Group):
        yield context
        return
    for name in context.command.list_commands(context):
        found = context.command.get_command(context, name)
        if found is not None:
            yield from _below(_context(found, name, context))


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    settings = {**CONTEXT, "terminal_width": _WIDTH}
    return click.Context(command, info_name=name, parent=parent, **settings)  # type: ignore[arg-type]


def _section(context: click.Context) -> str:
    text = context.command.get_help(context)
    return f"## {context.command_path}\n\n```text\n{text}\n```\n"


if __name__ == "__main__":
    pages = {"commands": commands_page, "exit-codes": exit_codes_page}
    sys.stdout.write(pages[sys.argv[1]]())
