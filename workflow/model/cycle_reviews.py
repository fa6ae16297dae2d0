"""The reviews of a cycle as one of them, or its summary, asks about them.

Decisions that live here:

* Asked is where the main chart of each party's review stood on the day the act counts, by the
  stays that are known when it is recorded. A review that was left to its end is past every step.
* The act that asked tells what it saw: how many, each with its step, and a digest over that. The
  snapshot can be made again from the log by anybody, and conformance does.
* Of no reviews nothing holds but `no reviews are …`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import cast

from workflow.model.definition import Branch, Chart, Definition, Guard
from workflow.model.grammar.expression import All, Charts, Expression, Not, Reviews, Some
from workflow.model.rows.records import InstanceRow, ReviewRow, Row, StayRow

#: The word for a review that has ended, in whatever step.
FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stayed:
    """One stay of a review's main chart in a step or compound; `left_on` is the first day out."""

    step: str
    entered_on: str
    left_on: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewNow:
    """A party's review as known: where its main chart stands and stood."""

    id: str
    step: str
    since: str
    final: bool
    stays: tuple[Stayed, ...]

    def ended(self, on: str) -> bool:
        """Whether it had come to its end by the day *on*."""
        return self.final and self.since <= on

    def stood(self, on: str) -> tuple[str, ...]:
        """The steps, compounds too, in which it stood on the day *on*; its end among them."""
        return tuple(s.step for s in self.stays if s.entered_on <= on < (s.left_on or "9999"))

    def standing(self) -> tuple[str, ...]:
        """The steps in which it stands now, as known."""
        return tuple(s.step for s in self.stays if s.left_on is None)

    def past(self, step: str, on: str) -> bool:
        """Whether it had left *step* for good or bad by the day *on*, or ended."""
        left = (s for s in self.stays if named(s.step, step))
        gone = any(s.left_on is not None and s.left_on <= on for s in left)
        return self.ended(on) or (gone and not any(named(s, step) for s in self.stood(on)))


#: The reviews of the parties of one cycle, by id.
CycleReviews = tuple[ReviewNow, ...]


def named(path: str, step: str) -> bool:
    """Whether the state *path* is meant by *step*: its full path or its last name."""
    return step in (path, path.rpartition(".")[2])


def review_now(rows: Mapping[str, Mapping[str, Row]]) -> ReviewNow | None:
    """One review out of its rows; None for one of no party, or none at all."""
    review = cast(ReviewRow | None, next(iter(rows["review"].values()), None))
    if review is None or review.party is None:
        return None
    main = cast(InstanceRow, rows["instance"][review.id])
    stays = (row for row in cast(Iterator[StayRow], rows["stay"].values()))
    mine = [s for s in stays if s.instance == review.id]
    return ReviewNow(
        id=review.id,
        step=main.state,
        since=main.since,
        final=main.final,
        stays=tuple(
            Stayed(step=s.state, entered_on=s.entered_on, left_on=s.left_on)
            for s in sorted(mine, key=lambda s: (s.entered_on, s.id))
        ),
    )


def snapshot(reviews: CycleReviews, on: str) -> dict[str, object]:
    """What an act that asked about *reviews* as of the day *on* tells."""
    lines = [f"{r.id}: {', '.join(r.stood(on)) or 'not launched'}" for r in reviews]
    return {
        "as_of": on,
        "reviews": len(reviews),
        "ended": sum(r.ended(on) for r in reviews),
        "standing": lines,
        "digest": sha256("\n".join(lines).encode()).hexdigest(),
    }


def holds_of(asked: Reviews, reviews: CycleReviews, on: str) -> bool:
    """Whether *asked* holds of *reviews* as of the day *on*."""
    so = [_is_so(asked, review, on) for review in reviews]
    if asked.quantifier == "no":
        return not any(so)
    if asked.quantifier == "at least":
        return sum(so) >= asked.n
    return any(so) if asked.quantifier == "some" else bool(so) and all(so)


def _is_so(asked: Reviews, review: ReviewNow, on: str) -> bool:
    if asked.past:
        return review.past(asked.state, on)
    if asked.state == FINAL:
        return review.ended(on)
    return any(named(path, asked.state) for path in review.stood(on))


def asks(expression: Expression, main: str) -> bool:
    """Whether *expression* asks about the other reviews of the cycle."""
    match expression:
        case Reviews():
            return True
        case Charts(_, chart, _):
            return chart == main
        case Not(part):
            return asks(part, main)
        case All(parts) | Some(parts):
            return any(asks(part, main) for part in parts)
        case _:
            return False


def asking(charts: Mapping[str, Chart], guards: Mapping[str, Guard], main: str) -> frozenset[str]:
    """The charts in which something depends on the other reviews of the cycle."""
    return frozenset(name for name, chart in charts.items() if _asks(chart, guards, main))


def _asks(chart: Chart, guards: Mapping[str, Guard], main: str) -> bool:
    that = (guards[g].that for e in chart.events.values() for g in e.guards if g in guards)
    routes = (b.condition for b in _branches(chart))
    letters = (r.condition for state in chart.states.values() for r in state.reminders)
    conditions = (each for each in (*routes, *letters) if each is not None)
    crowded = any(state.capacity for state in chart.states.values())
    return crowded or any(asks(each, main) for each in (*that, *conditions))


def _branches(chart: Chart) -> Iterator[Branch]:
    for event in chart.events.values():
        yield from event.to
    for state in chart.states.values():
        yield from (*state.on_timeout, *state.then)
        yield from (branch for line in state.results.values() for branch in line)


def asked_by(definition: Definition, rows: Mapping[str, Mapping[str, Row]]) -> bool:
    """Whether a review with these rows may ask about the others."""
    rows_of = cast(Iterator[InstanceRow], rows["instance"].values())
    asking = definition.asking
    return bool(asking) and any(row.chart in asking for row in rows_of)
