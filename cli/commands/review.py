"""`peer-review review`: the group; reading and writing are in modules of their own."""

import click

from cli.lazy import LazyGroup

_COMMANDS = {
    "list": ("cli.commands.review_read:list_", "List reviews."),
    "show": ("cli.commands.review_read:show", "Show a review, and what is possible now."),
    "history": ("cli.commands.review_read:history", "Every entry of a review."),
    "record": ("cli.commands.review_write:record", "Record what happened."),
    "bind": ("cli.commands.review_write:bind", "Say who holds a role."),
    "vacate": ("cli.commands.review_write:vacate", "Say that somebody no longer holds a role."),
    "read": ("cli.commands.review_custody:read", "Read what is kept; each reading is an entry."),
    "join": ("cli.commands.review_join:join", "The State joined another instrument."),
    "annul": ("cli.commands.review_correct:annul", "Take an entry back; effects shown first."),
    "correct": ("cli.commands.review_correct:correct", "Put an entry right."),
    "override": ("cli.commands.review_correct:override", "Move a review outside the rules."),
}


@click.group(cls=LazyGroup, lazy=_COMMANDS)
def review() -> None:
    """Show reviews, and record what happened.

    \b
    A review is named CYCLE/PARTY by code or any common name: untoc-1/MEX, "untoc-1/Ivory Coast".
    """
