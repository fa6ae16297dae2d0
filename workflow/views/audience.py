"""For whom an answer is, and what it may show them: columns, orders and small counts.

Decisions that live here: a list of States in any order but that of their names is a ranking, and
so is a column of days or dates beside them; only the office's own desk has those, marked as
internal. Nobody else is told in which step a single review stands. A count of a few is withheld,
and never one alone, because the sum would tell it. The rule is the house's, after Ecuador and the
Philippines (compilation of 2009, paragraph 23), and goes for every design.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from workflow.errors import Problem, RuledOutError
from workflow.views.answers import Board, Column, CycleLine, Limits
from workflow.views.parts import Heading, Limit, Place

#: Fewer reviews than this are not counted for anybody but the desk.
SMALL = 5
FEW = f"fewer than {SMALL}"
#: What a withheld count says: one that is withheld only so that another cannot be computed.
WITHHELD = "withheld"
INTERNAL = "internal: an order by date is for the desk only, and is shown to nobody else"
BASIS = "inspired by C 23"


class Audience(StrEnum):
    """Who reads: the office's desk, the States parties, or everybody."""

    DESK = "desk"
    PARTIES = "parties"
    PUBLIC = "public"


class Sort(StrEnum):
    """The order of a list: by name of party, by last day, or by how long the step has lasted."""

    NAME = "name"
    DUE = "due"
    SINCE = "since"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A column of the board for others than the desk: `count` is a number or why there is none."""

    label: str
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A review as others than the desk see it: that there is one."""

    review: str
    party_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A time limit as others than the desk see it: the rule; for parties its last day, too."""

    party_name: str | None
    name: str
    rule: str
    basis: str
    due_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """The board for others than the desk. There is no field in it that they may not see."""

    heading: Heading
    cycles: tuple[CycleLine, ...]
    columns: tuple[Counted, ...]
    total: int
    reviews: tuple[Party, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Time limits for others than the desk, by name of party."""

    heading: Heading
    limits: tuple[Term, ...]


def permit(audience: Audience, sort: Sort) -> None:
    """Say whether a list may be in that order for that audience.

    Raises:
        RuledOutError: only the desk has that order. Nothing is written: it was a question.
    """
    if audience is Audience.DESK or sort is Sort.NAME:
        return
    words = (
        f"house rule: lists for the {audience} are by name; in the order of {_ORDERS[sort]} a list "
        "of States reads as a ranking, and reviews are not conducive to any"
    )
    hint = "leave --sort away, or ask as the desk"
    raise _not_shown(Problem(code="R080", words=words, basis=BASIS, hint=hint))


_ORDERS = {Sort.DUE: "dates", Sort.SINCE: "days"}


def only_desk(audience: Audience, what: str) -> None:
    """Say whether something that shows dates beside names may be made for that audience.

    Raises:
        RuledOutError: it is for the desk only.
    """
    if audience is not Audience.DESK:
        words = (
            f"house rule: {what} shows single reviews with their dates, and is for the desk only"
        )
        hint = "peer-review status --audience " + audience
        raise _not_shown(Problem(code="R081", words=words, basis=BASIS, hint=hint))


def _not_shown(problem: Problem) -> RuledOutError:
    return RuledOutError("", problem, headline="not shown")


def ordered(places: Sequence[Place], sort: Sort) -> tuple[Place, ...]:
    """*places*, which are by name, in the order asked for; what has no date comes last."""
    if sort is Sort.DUE:
        return tuple(sorted(places, key=lambda place: place.due_on or "9999"))
    return tuple(sorted(places, key=lambda p: p.since)) if sort is Sort.SINCE else tuple(places)


def ordered_limits(limits: Sequence[Limit], sort: Sort) -> tuple[Limit, ...]:
    """*limits*, which are by name, in the order asked for; what has no date comes last."""
    if sort is Sort.DUE:
        return tuple(sorted(limits, key=lambda limit: limit.due_on or "9999"))
    return tuple(limits)


def outside(board: Board, audience: Audience) -> Outside:
    """The board as an *audience* other than the desk may see it."""
    return Outside(
        heading=replace(board.heading, audience=audience),
        cycles=board.cycles,
        columns=counted(board.columns),
        total=board.total,
        reviews=tuple(
            Party(review=place.review, party_name=place.party_name) for place in board.reviews
        ),
    )


def counted(columns: Sequence[Column]) -> tuple[Counted, ...]:
    """The counts of *columns*, with small ones withheld, and never one alone."""
    shown = [str(column.count) if column.count >= SMALL else FEW for column in columns]
    if shown.count(FEW) == 1 and len(shown) > 1:
        others = [at for at, words in enumerate(shown) if words != FEW]
        shown[min(others, key=lambda at: columns[at].count)] = WITHHELD
    return tuple(
        Counted(label=column.label, count=words)
        for column, words in zip(columns, shown, strict=True)
    )


def terms(limits: Limits, audience: Audience) -> Terms:
    """Time limits as an *audience* other than the desk may see them."""
    return Terms(
        heading=replace(limits.heading, audience=audience),
        limits=tuple(_term(limit, audience) for limit in limits.limits),
    )


def _term(limit: Limit, audience: Audience) -> Term:
    return Term(
        party_name=limit.party_name,
        name=limit.name,
        rule=limit.rule,
        basis=limit.basis,
        due_on=limit.due_on if audience is Audience.PARTIES else None,
    )
