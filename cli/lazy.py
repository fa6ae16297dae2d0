"""Commands that know the global options, and groups that import a command when it is called.

Decisions that live here: the global options are taken after any command as well as before
it; a group's help is printed from its own table, so that no command's module is imported.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

import click

from cli.state import State

_ODD_YEAR = re.compile(r"(?!19|2)\d{4}")
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


_EMPTY = "it is empty; write one, or leave the option away"
#: What cannot be meant by an empty value, by the metavar of its option.
_FILLED = ("DATE", "URL", "ID", "FILE")
#: Texts of several lines.
_LINES = ("facts", "reason")


def _kept(name: str, value: object) -> object:
    """What an option sets on the state: `--json` and `--tsv` both set the form."""
    return name if name in ("json", "tsv") else value


def _keep(context: click.Context, param: click.Parameter, value: object) -> None:
    state = context.ensure_object(State)
    name = param.name or ""
    if value == "":
        raise click.BadParameter(_EMPTY)
    if name == "today" and value and _ODD_YEAR.match(str(value)):
        raise click.BadParameter(f"{value!r} lies outside the years 1900 to 2999")
    if value:
        setattr(state, "form" if name in ("json", "tsv") else name, _kept(name, value))


_GLOBAL: tuple[tuple[str, str | None, str], ...] = (
    ("--store", "URL", "The store: a file, sqlite:///FILE or postgresql://…  [PEER_REVIEW_STORE]"),
    ("--account", "NAME", "The account that types, as the log names it.  [PEER_REVIEW_ACCOUNT]"),
    ("--today", "DATE", "Set the clock of a rehearsal store by hand."),
    ("--json", None, "Print JSON."),
    ("--tsv", None, "Print one record a line, cells apart by tabs (the default on a pipe)."),
    ("--no-color", None, "Print without colours."),
    ("--debug", None, "Show the traceback of a bug."),
)


def global_options(*, hidden: bool) -> list[click.Parameter]:
    """The options every command takes; *hidden* from its help."""
    return [
        click.Option(
            [name],
            metavar=metavar,
            is_flag=metavar is None,
            expose_value=False,
            callback=_keep,
            help=text,
            hidden=hidden,
        )
        for name, metavar, text in _GLOBAL
    ]


class Command(click.Command):
    """A command that takes the global options."""

    def __init__(self, name: str | None, **settings: object) -> None:
        settings.setdefault("context_settings", dict(CONTEXT))
        super().__init__(name, **settings)  # type: ignore[arg-type]  # click's own keywords
        self.params += global_options(hidden=True)

    def invoke(self, ctx: click.Context) -> object:
        """Run, once nothing typed is empty that cannot be, or has a sign that nobody sees."""
        odd = []
        for param in self.get_params(ctx):
            value = ctx.params.get(param.name or "")
            if value == "" and param.metavar in _FILLED:
                raise click.BadParameter(_EMPTY, ctx, param)
            odd += [(text, param) for text in _texts(value) if not text.isprintable()]
        if odd:
            _check_visible(odd)
        return super().invoke(ctx)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say that the global options are taken here too."""
        super().format_epilog(ctx, formatter)
        formatter.write_paragraph()
        formatter.write_text("Global options (--store, --json, …) are taken here: peer-review -h")


def _texts(value: object) -> Iterator[str]:
    """Every text in what an option or argument was given, however often it was given."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _texts(one)


def _check_visible(odd: Sequence[tuple[str, click.Parameter]]) -> None:
    """Raise UnreadableError for every text with a sign that nobody sees, all at once."""
    from workflow.errors import Problem, UnreadableError
    from workflow.service.typed import LINES, text_problems

    problems: list[Problem] = []
    for text, param in odd:
        what = param.opts[0] if isinstance(param, click.Option) else (param.name or "").upper()
        problems += text_problems(text, what, allowed=LINES if param.name in _LINES else "")
    if problems:
        raise UnreadableError("", problems)


class _NoCommandError(click.UsageError):
    """There is no such command; `possibilities` are the nearest, as in click's own errors."""

    def __init__(self, words: str, context: click.Context, nearest: tuple[str, ...]) -> None:
        self.possibilities = nearest
        super().__init__(words, context)


class LazyGroup(click.Group):
    """A group whose commands are `name: ("module:attribute", "help")`."""

    command_class = Command

    def __init__(
        self,
        name: str | None = None,
        *,
        lazy: Mapping[str, tuple[str, str]] | None = None,
        hidden_globals: bool = True,
        **settings: object,
    ) -> None:
        settings.setdefault("context_settings", dict(CONTEXT))
        super().__init__(name, **settings)  # type: ignore[arg-type]  # click's own keywords
        self.lazy = dict(lazy or {})
        self.params += global_options(hidden=hidden_globals)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order they were declared."""
        return [*self.lazy, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; its module is imported now."""
        if cmd_name in self.lazy:
            module, _, attribute = self.lazy[cmd_name][0].partition(":")
            found = getattr(import_module(module), attribute)
            assert isinstance(found, click.Command)  # noqa: S101  # the table above is ours
            return found
        return self.commands.get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Click's own, with the nearest names where there is no such command."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            from workflow.errors import near

            hint = near(args[0], self.list_commands(ctx))
            raise _NoCommandError(f"No such command {args[0]!r}: {hint}", ctx, hint.names)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table of commands, without importing one that is lazy."""
        rows: Sequence[tuple[str, str]] = [
            *((name, text) for name, (_, text) in self.lazy.items()),
            *((name, command.get_short_help_str(70)) for name, command in self.commands.items()),
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
