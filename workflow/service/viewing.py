"""The questions of the desk: each reads one snapshot and answers with a frozen value.

`as_of` is a day: of what is known, what had happened by its end. `as_known` is a day (its
end, in the store's zone) or a moment: what had been recorded by then. Neither: the present.
What fell due by that moment has happened in the answer, whether or not a tick ran. Nothing is
written, and no heavy library is loaded.

Every function raises UnreadableError for a day that cannot be read, UnknownError for a cycle,
review, party or limit that is not there (or was not yet known then).
"""

from workflow.service.engine import Engine
from workflow.views.answers import (
    Awaiting,
    Board,
    Drafts,
    History,
    Limits,
    Shown,
    Timelines,
    Todo,
    Why,
)


def status(
    engine: Engine,
    cycle: str | None = None,
    *,
    as_of: str | None = None,
    as_known: str | None = None,
    latest: int = 10,
) -> Board:
    """The board of one cycle or of all: counts, what moved, what is awaited, with whom."""
    raise NotImplementedError


def todo(
    engine: Engine,
    role: str,
    party: str | None = None,
    *,
    cycle: str | None = None,
    as_of: str | None = None,
    as_known: str | None = None,
) -> Todo:
    """What *role* holds or may record now; *party*: a party by code or name, or an actor's id."""
    raise NotImplementedError


def show(
    engine: Engine, review: str, *, as_of: str | None = None, as_known: str | None = None
) -> Shown:
    """One review, or one chart instance of it, at a moment."""
    raise NotImplementedError


def history(
    engine: Engine, review: str, *, as_of: str | None = None, as_known: str | None = None
) -> History:
    """Every entry of a review, in words."""
    raise NotImplementedError


def why(
    engine: Engine,
    review: str,
    deadline: str | None = None,
    *,
    as_of: str | None = None,
    as_known: str | None = None,
) -> Why:
    """How a review came to its step, or how a date (a limit's name, `name:n` or id) came about."""
    raise NotImplementedError


def deadlines(
    engine: Engine,
    cycle: str | None = None,
    *,
    review: str | None = None,
    only_open: bool = False,
    as_of: str | None = None,
    as_known: str | None = None,
) -> Limits:
    """The time limits of one review, one cycle or all; *only_open*: waiting, running, passed."""
    raise NotImplementedError


def messages(
    engine: Engine,
    cycle: str | None = None,
    *,
    as_of: str | None = None,
    as_known: str | None = None,
) -> Drafts:
    """The drafts for clearance."""
    raise NotImplementedError


def awaited(
    engine: Engine,
    cycle: str | None = None,
    *,
    as_of: str | None = None,
    as_known: str | None = None,
) -> Awaiting:
    """What is awaited, with whom, since when."""
    raise NotImplementedError


def timelines(
    engine: Engine,
    cycle: str | None = None,
    *,
    review: str | None = None,
    as_of: str | None = None,
    as_known: str | None = None,
) -> Timelines:
    """Who held the ball when: the stays of each review on one scale."""
    raise NotImplementedError


def status_html(
    engine: Engine,
    cycle: str | None = None,
    *,
    example: str | None = None,
    as_of: str | None = None,
    as_known: str | None = None,
) -> str:
    """The status page, one self-contained HTML file; *example*: the review whose date is derived.

    Loads jinja2.
    """
    raise NotImplementedError
