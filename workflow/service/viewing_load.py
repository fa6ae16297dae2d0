"""What views are made from: reviews as they stood, with what fell due by then happened.

The present is read from the tables, a few statements for any number of reviews; the past is
folded from the log. Virtual steps are computed by the flat table, so that reading loads no
heavy library; a property test holds it equal to the engine's machine.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

from workflow.errors import Problem, UnknownError
from workflow.model.commands import Setting
from workflow.model.cycle_reviews import CycleReviews, asked_by
from workflow.model.definition import Definition
from workflow.model.flat import FlatStepper
from workflow.model.legal_time.calendar import Calendars
from workflow.model.passing import catch_up
from workflow.model.rows.entry import Entry
from workflow.model.rows.evolve import Rows, fold, nothing
from workflow.model.rows.records import OF_A_REVIEW, CycleRow, ReviewRow, Row
from workflow.model.rows.records_cycle import Meetings
from workflow.model.working import Working
from workflow.service.cycle_known import reviews_of, reviews_then
from workflow.service.engine import Engine
from workflow.service.meetings_known import meetings_of, meetings_then
from workflow.service.reading import load, the_cycle
from workflow.service.viewing_moment import day_in, falls_due_by, heading_of
from workflow.service.workings import check_open
from workflow.store import Reader
from workflow.views.board import sorted_by_name
from workflow.views.file import SEALED
from workflow.views.parts import Heading

_SEPARATORS = re.compile(r"[#/]")


@dataclass(slots=True, kw_only=True)
class Desk:
    """One snapshot, one moment: where every answer is made. `size`: entries in the log."""

    engine: Engine
    reader: Reader
    heading: Heading
    size: int
    stepper: FlatStepper = field(default_factory=FlatStepper)
    calendars: dict[str, Calendars] = field(default_factory=dict)
    meetings: dict[str, Meetings] = field(default_factory=dict)
    others: dict[str, CycleReviews] = field(default_factory=dict)

    @property
    def past(self) -> bool:
        """Whether the tables do not answer, and the log must be folded."""
        return self.heading.as_of is not None or self.heading.as_known is not None

    def cycles(self, name: str | None) -> tuple[CycleRow, ...]:
        """The cycle of that name, or all; raises UnknownError with near names."""
        if name is not None:
            return (the_cycle(self.reader, name),)
        return tuple(cast(list[CycleRow], self.reader.rows("cycle")))

    def reviews(self, cycle: str | None, *, drafts: bool = False) -> tuple[Working, ...]:
        """Every review of one cycle or all, by name of party; *drafts*: with their messages.

        Raises:
            UnknownError: no such cycle.
        """
        rows = self._reviews_then(cycle) if self.past else self._reviews_now(cycle, drafts=drafts)
        return sorted_by_name(self.working(one) for one in rows)

    def _reviews_now(self, cycle: str | None, *, drafts: bool) -> Iterator[Rows]:
        names = {one.id for one in self.cycles(cycle)}
        kinds = [kind for kind in OF_A_REVIEW if drafts or kind != "message"]
        grouped: dict[str, dict[str, dict[str, Row]]] = defaultdict(nothing)
        for kind in kinds:
            for row in self.reader.rows(kind):
                owner = row.id if kind == "review" else str(getattr(row, "review", ""))
                grouped[owner][kind][row.id] = row
        return (rows for rows in grouped.values() if _of_cycle(rows, names))

    def _reviews_then(self, cycle: str | None) -> Iterator[Rows]:
        names = {one.id for one in self.cycles(cycle)}
        histories: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.reader.entries():
            if entry.review and entry.review.partition("/")[0] in names:
                histories[entry.review].append(entry)
        for entries in histories.values():
            rows = self._fold(entries)
            if rows["review"]:
                yield rows

    def _fold(self, entries: Iterable[Entry]) -> Rows:
        return fold(entries, as_known=self.heading.known_at, as_of=self.heading.as_of)

    def review(self, text: str) -> tuple[str, Working]:
        """The chart instance *text* names and its review.

        Raises:
            UnknownError: there is none, or it was not there yet at the moment asked for.
        """
        cycle, _, rest = text.strip().partition("/")
        head = _SEPARATORS.split(rest, maxsplit=1)[0]
        found = load(self.engine, self.reader, f"{cycle}/{head}" if rest else text)
        rows = self._fold(self.reader.entries(review=found.review.id)) if self.past else found.rows
        if not rows["review"]:
            raise UnknownError(found.review.id, self._not_yet(found.review))
        instance = found.review.id + rest[len(head) :]
        work = self.working(rows)
        if instance not in work.instances():
            check_open(work, instance)
            load(self.engine, self.reader, text)
            raise UnknownError(instance, self._not_yet(found.review))
        return instance, work

    def _not_yet(self, review: ReviewRow) -> Problem:
        words = f"not there {self.heading.words or 'yet'}"
        hint = f"{review.id} was launched on {review.launched_on}"
        return Problem(code="E007", words=words, hint=hint)

    def working(self, rows: Rows) -> Working:
        """A review as it stood, after what fell due by then."""
        review = cast(ReviewRow, next(iter(rows["review"].values())))
        definition = self.engine.definition(self.reader, review.definition)
        at = falls_due_by(self.heading, definition.time.zone)
        setting = Setting(
            at=at,
            today=day_in(self.heading, definition.time.zone),
            next_seq=self.size,
            calendars=self._calendars(definition),
            meetings=self._meetings(review.cycle) if definition.meetings else (),
            reviews=self._others(review.cycle) if asked_by(definition, rows) else (),
        )
        work = Working(definition, rows, setting, self.stepper)
        catch_up(work, at)
        return work

    def _calendars(self, definition: Definition) -> Calendars:
        if definition.hash not in self.calendars:
            self.calendars[definition.hash] = self.engine.calendars(self.reader, definition)
        return self.calendars[definition.hash]

    def _meetings(self, cycle: str) -> Meetings:
        if cycle not in self.meetings:
            known, of = self.heading.known_at, self.heading.as_of
            then = meetings_then(self.reader, cycle, as_known=known, as_of=of)
            self.meetings[cycle] = then if self.past else meetings_of(self.reader, cycle)
        return self.meetings[cycle]

    def _others(self, cycle: str) -> CycleReviews:
        if cycle not in self.others:
            known, of = self.heading.known_at, self.heading.as_of
            self.others[cycle] = (
                reviews_then(self.reader, cycle, as_known=known, as_of=of)
                if self.past
                else reviews_of(self.reader, cycle)
            )
        return self.others[cycle]

    def entries(self, review: str) -> list[Entry]:
        """The entries of a review that were known then, and had happened by the day asked for."""
        as_of = self.heading.as_of
        return [
            entry
            for entry in self.reader.entries(review=review)
            if entry.at <= self.heading.known_at and (as_of is None or entry.on <= as_of)
        ]

    def clear(self, commitments: Sequence[str], sealed: frozenset[str]) -> dict[str, str]:
        """The clear text of each commitment that was not erased; *sealed* ones stay so."""
        asked = [one for one in dict.fromkeys(commitments) if one not in sealed]
        found = ((one, self.reader.secret(one)) for one in asked)
        told = {one: secret[1] for one, secret in found if secret is not None}
        return told | dict.fromkeys(sealed, SEALED)


def _of_cycle(rows: Rows, names: set[str]) -> bool:
    return any(cast(ReviewRow, row).cycle in names for row in rows["review"].values())


@contextmanager
def looking(engine: Engine, as_of: str | None, as_known: str | None) -> Iterator[Desk]:
    """One snapshot of the store at one moment.

    Raises:
        UnreadableError: a day or moment that cannot be read.
    """
    with engine.store.read() as reader:
        heading = heading_of(engine, reader, as_of=as_of, as_known=as_known)
        size = reader.head().size
        yield Desk(engine=engine, reader=reader, heading=heading, size=size)
