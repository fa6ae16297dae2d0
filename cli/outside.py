"""What others than the desk are shown, and the orders that only the desk has."""

from dataclasses import asdict, replace

import click

from cli.answers import say_when
from cli.output import day, form_of, show_json, show_list, table
from cli.state import State
from workflow.views.answers import Board, Limits
from workflow.views.audience import (
    INTERNAL,
    Audience,
    Sort,
    only_desk,
    ordered,
    ordered_limits,
    outside,
    permit,
    terms,
)
from workflow.views.parts import Limit

PARTY_COLUMNS = ("review", "party_name")
TERM_COLUMNS = ("party_name", "name", "rule", "basis")


def asked_for(
    state: State, audience: str, sort: str, *, page: str | None = None
) -> tuple[Audience, Sort]:
    """For whom, and in which order; the banner and every JSON then name the audience.

    Raises:
        RuledOutError: that order, or a *page*, is for the desk only.
    """
    reader, order = Audience(audience), Sort(sort)
    state.audience = reader
    permit(reader, order)
    if page is not None:
        only_desk(reader, "the page")
    if order is not Sort.NAME:
        state.engine()  # its banner comes first
        click.echo(INTERNAL, err=True)
    return reader, order


def in_order(board: Board, order: Sort) -> Board:
    """The board with its places in that order."""
    places, awaited = ordered(board.reviews, order), ordered(board.awaited, order)
    return replace(board, reviews=places, awaited=awaited)


def sorted_limits(limits: Limits, order: Sort) -> tuple[Limit, ...]:
    """Time limits in that order."""
    return ordered_limits(limits.limits, order)


def show_outside(state: State, board: Board, reader: Audience) -> None:
    """Print the board for others than the desk."""
    told = outside(board, reader)
    if form_of(state) == "json":
        show_json(state, asdict(told))
        return
    if form_of(state) == "tsv":
        show_parties(state, board, reader)
        return
    say_when(told.heading)
    for cycle in told.cycles:
        click.echo(f"{cycle.id}: {cycle.title}; launched {day(cycle.launched_on)}")
    counts = [{"step": column.label, "reviews": column.count} for column in told.columns]
    click.echo("\n".join(table(("step", "reviews"), counts)))
    click.echo(f"in all: {told.total}")


def show_parties(state: State, board: Board, reader: Audience) -> None:
    """Print which reviews there are, by name of party."""
    records = [asdict(party) for party in outside(board, reader).reviews]
    show_list(state, "reviews", PARTY_COLUMNS, records, "there is no review yet")


def show_terms(state: State, limits: Limits, reader: Audience) -> None:
    """Print time limits for others than the desk."""
    dated = ("due_on",) if reader is Audience.PARTIES else ()
    records = [asdict(term) for term in terms(limits, reader).limits]
    columns = (*TERM_COLUMNS, *dated)
    show_list(state, "deadlines", columns, records, "there is no time limit")
