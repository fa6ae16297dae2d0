"""`peer-review outbox`: what was drafted; nothing is sent by itself."""

import click

from cli import options
from cli.lazy import LazyGroup
from cli.output import show_list
from cli.state import State

NARROW = ("id", "to", "drafted_on", "text")
COLUMNS = ("id", "party", "to", "actors", "about", "drafted_on", "status", "text")


@click.group(cls=LazyGroup)
def outbox() -> None:
    """Look at the messages drafted for clearance; nothing is sent by itself."""


@outbox.command("list")
@click.argument("cycle", required=False)
@options.at_time
@click.pass_obj
def list_(state: State, /, *, cycle: str | None, as_of: str | None, as_known: str | None) -> None:
    """List the drafts, by name of party.

    \b
    Example:
      peer-review outbox list untoc-1
    """
    from cli.answers import say_when
    from workflow.service import viewing

    told = viewing.messages(state.engine(), cycle, as_of=as_of, as_known=as_known)
    say_when(told.heading)
    records = [
        {**{name: getattr(draft, name, None) for name in COLUMNS}, "party": draft.party_name}
        for draft in told.drafts
    ]
    show_list(state, "drafts", COLUMNS, records, "there is no draft", narrow=NARROW)
