"""The status page: everything on one self-contained file, the same bytes for the same answers.

Decisions that live here: no script, nothing fetched; every text is escaped by the template
engine; a name that the template asks for and nobody gave is an error, not a blank.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from workflow.page.look import Look, legend, look_of
from workflow.page.scale import drawn, scale_of, years
from workflow.views.answers import Column, Draft, StatusPage
from workflow.views.parts import Holder, Place
from workflow.views.words import count, label, listed, said, short

#: More drafts than this are counted, not printed; the command prints all.
MOST_DRAFTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the board: a phase or a step of none, and the reviews in it, by name."""

    column: Column
    look: Look
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """What is awaited in one place: in which step, until when, and whether that has passed."""

    name: str
    part: str  # the part it is awaited in; empty in the review itself
    step: str
    due_on: str | None = None
    passed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class With:
    """What is awaited with one role, by name of party."""

    role: str
    tasks: tuple[Awaited, ...]


def render_status(page: StatusPage) -> str:
    """Return the page as HTML; only its audience (the desk) may see what it sorts by."""
    timelines, heading = page.timelines, page.board.heading
    scale = scale_of(timelines)
    open_drafts = _open_drafts(page)
    return (
        _environment()
        .get_template("status.html.j2")
        .render(
            page=page,
            board=page.board,
            heading=heading,
            rows=_rows(page),
            by_role=_by_role(page),
            parts=[place for place in page.board.awaited if place.instance != place.review],
            legend=legend(),
            years=years(scale),
            today=scale.at(heading.today),
            lines=[drawn(one, scale, heading.today) for one in timelines.timelines],
            drafts=open_drafts[:MOST_DRAFTS],
            drafts_open=len(open_drafts),
            drafts_all=len(page.drafts.drafts),
        )
    )


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("workflow.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        said=said,
        short=short,
        named=_named,
        held=_held,
        spoken=_spoken,
        counted=count,
        moment=_moment,
    )
    return environment


def _rows(page: StatusPage) -> list[Row]:
    """The board in the order a review takes: before its first phase, the phases, after them."""
    phases = [column for column in page.board.columns if column.is_phase]
    outside = [column for column in page.board.columns if not column.is_phase]
    return [_row(page, column) for column in (*outside[:1], *phases, *outside[1:])]


def _row(page: StatusPage, column: Column) -> Row:
    inside = tuple(p for p in page.board.reviews if (p.phase or p.step) == column.key)
    phase = column.key if column.is_phase else None
    return Row(column=column, look=look_of(phase, column.key), places=inside)


def _by_role(page: StatusPage) -> list[With]:
    found: dict[str, list[Awaited]] = defaultdict(list)
    for place in page.board.awaited:
        for role, task in _tasks(place):
            found[role].append(task)
    return [With(role=role, tasks=tuple(found[role])) for role in sorted(found)]


def _tasks(place: Place) -> Iterator[tuple[str, Awaited]]:
    """What is awaited of each role; a limit of the compound around the step is its owners' own."""
    holders = tuple(holder.role for holder in place.holders)
    owners = place.limit.owners if place.limit and place.due_from else holders
    for role in holders:
        yield role, _awaited(place, place.step, dated=role in owners)
    for role in owners:
        if place.limit and role not in holders:
            yield role, _awaited(place, place.limit.step, dated=True)


def _awaited(place: Place, step: str, *, dated: bool) -> Awaited:
    return Awaited(
        name=place.party_name or place.review,
        part="" if place.instance == place.review else place.instance.removeprefix(place.review),
        step=step,
        due_on=place.due_on if dated else None,
        passed=dated and place.passed_on is not None,
    )


def _open_drafts(page: StatusPage) -> list[Draft]:
    """The drafts about a time limit that is still open: the others were overtaken by events."""
    limits = (limit for one in page.timelines.timelines for limit in one.limits)
    still = {limit.id for limit in limits if limit.status in ("running", "passed")}
    return [draft for draft in page.drafts.drafts if draft.about in still]


def _named(name: str) -> str:
    """A role, phase or step as people say it."""
    return label(name).replace("state under review", "State under review")


def _held(holders: tuple[Holder, ...]) -> str:
    return listed(tuple(_named(holder.role) for holder in holders))


def _spoken(text: str) -> str:
    return text[:1].upper() + text[1:]


def _moment(at: str) -> str:
    """`2027-05-05T09:30:00.000Z` as `5 May 2027, 09:30 UTC`."""
    return f"{said(at[:10])}, {at[11:16]} UTC"
