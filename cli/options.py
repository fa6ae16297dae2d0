"""Options that several commands share, and how what is typed into them is read."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar, cast

import click

from cli.files import documents
from cli.numbers import Whole

if TYPE_CHECKING:
    from workflow.service.reviews import How, RecordRequest

Pairs = tuple[tuple[str, str], ...]
F = TypeVar("F", bound=Callable[..., object])

OFFICE = "secretariat"


def pair(what: str) -> Callable[[str], tuple[str, str]]:
    """A reader of `NAME=what`; a file must have a name on both sides."""

    def read(text: str) -> tuple[str, str]:
        name, equals, rest = text.partition("=")
        if not equals or not name.strip() or (what == "FILE" and not rest.strip()):
            raise click.BadParameter(f"{text!r} is not NAME={what}")
        return name.strip(), rest

    return read


dry_run = click.option("--dry-run", is_flag=True, help="Show what would happen; write nothing.")
reason = click.option("--reason", metavar="TEXT", help="Why; kept sealed, it can be erased.")
command_id = click.option(
    "--command-id", "command", metavar="ID", help="An id of yours: given twice, done once."
)
if_version = click.option(
    "--if-version",
    type=Whole(min=0),
    metavar="N",
    help="Only if the review still is at this version.",
)


def acting(
    role: str | None = OFFICE, actor: str | None = OFFICE, *, required: bool = True
) -> Callable[[F], F]:
    """`--as` and `--role`: on whose behalf, and in which role; *required* where no default is."""

    def decorate(function: F) -> F:
        """Give *function* both options."""
        who = click.option(
            "--as",
            "actor",
            metavar="ACTOR",
            default=actor,
            required=required and actor is None,
            show_default=actor is not None,
            help="On whose behalf: an id, id@PARTY, or a party by code or name.",
        )
        which = click.option(
            "--role",
            metavar="ROLE",
            default=role,
            required=required and role is None,
            show_default=role is not None,
            help="In which role of the definition.",
        )
        return who(which(function))

    return decorate


def documented(function: F) -> F:
    """`--document`, `--section`, `--fact`, `--dated`, `--choice` …: what comes with an act."""
    several = (
        ("--fact", "facts", "VALUE", "A fact that is recorded with it."),
        ("--length", "lengths", "N", "How long a document is, in the unit of its limit."),
        ("--language", "languages", "LANGUAGE", "The language a document is in."),
        ("--section", "sections", "SECTION,…", "Sections that a document has."),
        ("--document", "documents", "FILE", "A document that comes with it; - is standard input."),
    )
    for name, parameter, what, text in several:
        option = click.option(
            name, parameter, type=pair(what), metavar=f"NAME={what}", multiple=True, help=text
        )
        function = option(function)
    for name, text in (
        ("--received", "The registry's stamp: year-month-day, or …T10:30; today if not given."),
        ("--dated", "The date on the document: year-month-day; as received if not given."),
    ):
        function = click.option(name, metavar="DATE", help=text)(function)
    words = "The date that the act agrees for a time limit."
    function = click.option("--agreed", metavar="DATE", help=words)(function)
    words = "In a vote: what the member chooses."
    return click.option("--choice", metavar="WORD", help=words)(function)


def at_time(function: F) -> F:
    """`--as-of` and `--as-known`: what had happened by a day, what had been recorded by then."""
    known = "As known then: what had been recorded by that day or moment."
    of = "As of the end of that day: of what is known, what had happened."
    function = click.option("--as-known", metavar="DATE", help=known)(function)
    return click.option("--as-of", metavar="DATE", help=of)(function)


def for_whom(*orders: str) -> Callable[[F], F]:
    """`--audience` and `--sort`: who reads, and in which order; by name if not told."""

    def decorate(function: F) -> F:
        """Give *function* both options."""
        order = click.option(
            "--sort",
            type=click.Choice(("name", *orders)),
            default="name",
            show_default=True,
            help="In which order; any but by name is for the desk only.",
        )
        who = click.option(
            "--audience",
            type=click.Choice(("desk", "parties", "public")),
            default="desk",
            show_default=True,
            help="Who reads: others than the desk see less.",
        )
        return who(order(function))

    return decorate


def careful(function: F) -> F:
    """The options that make any act on a review repeatable and safe."""
    for option in (command_id, if_version, dry_run):
        function = option(function)
    return function


def request(review: str, event: str, given: Mapping[str, object]) -> "RecordRequest":
    """What is to be recorded, out of the options of `acting`, `documented` and `careful`.

    Raises:
        UnreadableError: a document cannot be read, or sections name none of those given.
    """
    from workflow.service.reviews import RecordRequest

    return RecordRequest(
        review=review,
        event=event,
        how=how(given),
        dated=_text(given["dated"]),
        received=_text(given["received"]),
        documents=documents(
            cast(Pairs, given["documents"]),
            cast(Pairs, given["sections"]),
            languages=cast(Pairs, given["languages"]),
            lengths=cast(Pairs, given["lengths"]),
        ),
        facts=cast(Pairs, given["facts"]),
        choice=_text(given["choice"]),
        agreed=_text(given["agreed"]),
    )


def how(given: Mapping[str, object]) -> "How":
    """How a command was given, out of the options of `acting`, `careful` and `reason`."""
    from workflow.service.reviews import How

    version = given["if_version"]
    return How(
        actor=str(given["actor"]),
        role=str(given["role"]),
        command=_text(given["command"]),
        if_version=version if isinstance(version, int) else None,
        dry_run=bool(given["dry_run"]),
        reason=_text(given.get("reason")),
    )


def _text(value: object) -> str | None:
    return str(value) if value else None
