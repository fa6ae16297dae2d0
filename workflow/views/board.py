"""The board: reviews by phase, what moved, what is awaited and with whom, what to note.

A review is counted once, by its main chart: under its step's phase, or under the step itself
where that belongs to none. Lists are by name of party; only what moved is newest first.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workflow.model.definition import PHASES, Definition
from workflow.model.rows.entry import Act, Entry
from workflow.model.rows.records import CycleRow, StayRow
from workflow.model.working import Working
from workflow.views.answers import Board, Column, CycleLine
from workflow.views.options import options_of
from workflow.views.parts import Heading, Moved, NotMoving, Place
from workflow.views.standing import (
    awaited_places,
    holder,
    limit_of,
    main_place,
    not_binding,
    state_of,
    stays_of,
    vacancies,
)
from workflow.views.words import by_name, days_between, label, said, versioned

Cause = Act | Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One stay that ended and the stay that began by it."""

    work: Working
    before: StayRow
    stay: StayRow

    @property
    def seq(self) -> int:
        """The entry that moved it: the one that ended the stay before."""
        return self.before.seq


def board(
    heading: Heading,
    cycle: str | None,
    cycles: tuple[CycleLine, ...],
    works: Sequence[Working],
    moved: tuple[Moved, ...],
) -> Board:
    """The whole board; *works* are the reviews, by name of party.

    What is of a whole cycle is counted as no review; it is awaited like any.
    """
    parties = [work for work in works if work.review.party is not None]
    places = tuple(main_place(work) for work in parties)
    provisional = (
        limit_of(work, row)
        for work in works
        for row in work.deadlines().values()
        if row.provisional and row.status == "running"
    )
    return Board(
        heading=heading,
        cycle=cycle,
        cycles=cycles,
        columns=columns(parties, places),
        total=len(places),
        reviews=places,
        moved=moved,
        awaited=tuple(place for work in works for place in awaited_places(work)),
        vacancies=tuple(vacancy for work in works for vacancy in vacancies(work)),
        not_moving=tuple(row for work in parties for row in _not_moving(work)),
        not_binding=tuple(remark for work in works for remark in not_binding(work)),
        provisional=tuple(provisional),
    )


def sorted_by_name(works: Iterable[Working]) -> tuple[Working, ...]:
    """Reviews in the order of every list."""
    return tuple(sorted(works, key=lambda work: by_name(work.review.party_name, work.review.id)))


def columns(works: Sequence[Working], places: Sequence[Place]) -> tuple[Column, ...]:
    """The eight phases in their order, then the steps that belong to none, each with its count."""
    definitions = {work.definition.hash: work.definition for work in works}
    steps = dict.fromkeys(step for one in definitions.values() for step in _outside(one))
    under = [place.phase or place.step for place in places]
    return tuple(
        Column(key=key, label=label(key), is_phase=key in PHASES, count=under.count(key))
        for key in (*PHASES, *steps)
    )


def _outside(definition: Definition) -> Iterator[str]:
    """The steps of no phase: where a review begins, others by name, where it ends."""
    chart = definition.charts[definition.main]
    paths = [path for path in chart.leaves() if chart.states[path].phase is None]
    yield from sorted(
        paths, key=lambda path: (path != chart.initial, chart.states[path].final, path)
    )


def cycle_line(row: CycleRow, definition: Definition, reviews: int) -> CycleLine:
    """A cycle as the board names it."""
    return CycleLine(
        id=row.id,
        title=row.title,
        definition=versioned(definition),
        definition_status=definition.status,
        launched_on=row.launched_on,
        status=row.status,
        roster=row.roster,
        reviews=reviews,
    )


def _not_moving(work: Working) -> Iterator[NotMoving]:
    """A review that was launched and stands in its first step, with everything it lacks."""
    review, today = work.review, work.setting.today
    if review.started_on is not None or review.launched_on > today:
        return
    reasons = (
        f"{option.event}: {unmet.words}"
        for option in options_of(work, review.id)
        for unmet in option.unmet
    )
    yield NotMoving(
        review=review.id,
        party_name=review.party_name,
        launched_on=review.launched_on,
        days=days_between(review.launched_on, today),
        holders=tuple(holder(work, role) for role in state_of(work, review.id).holders),
        reasons=tuple(dict.fromkeys(reasons)) or ("nothing stands in the way of its first step",),
    )


def newest_moves(works: Iterable[Working], latest: int) -> list[Move]:
    """The newest moves from one step to another, newest first, then by name of party."""
    found = [move for work in works for move in reversed(moves_of(work))]
    found.sort(key=lambda move: by_name(move.work.review.party_name, move.work.review.id))
    found.sort(key=lambda move: move.stay.entered_on, reverse=True)
    return found[:latest]


def moves_of(work: Working) -> list[Move]:
    """Every move of every instance of a review, oldest first in each."""
    return [
        Move(work=work, before=before, stay=stay)
        for instance in work.instances()
        for before, stay in pairwise(stays_of(work, instance))
    ]


def moved_line(move: Move, cause: Cause | None) -> Moved:
    """A move from one step to another, with the act that brought it about."""
    review, stay = move.work.review, move.stay
    event = event_words(cause)
    actor = cause.actor if cause else ""
    role = cause.role if cause else None
    who = f"{actor} as {role}" if role else actor
    way = f"{move.before.state} to {stay.state} on {said(stay.entered_on)}"
    return Moved(
        seq=cause.seq if isinstance(cause, Entry) else None,
        review=review.id,
        party_name=review.party_name,
        instance=stay.instance,
        on=stay.entered_on,
        at=cause.at if isinstance(cause, Entry) else None,
        actor=actor,
        role=role,
        event=event,
        from_step=move.before.state,
        to_step=stay.state,
        words=f"{stay.instance}: {way} ({event}, {who})",
    )


def event_words(cause: Cause | None) -> str:
    """What an act was: its event, or what the engine or the registry did."""
    if cause is None:
        return ""
    if cause.kind in ("deadline.enforced", "deadline.passed"):
        return "time limit passed"
    told = cause.data.get("event")
    return str(told) if told else cause.kind.replace(".", " ")
