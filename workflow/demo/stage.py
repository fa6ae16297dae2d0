"""The stage: one hand-set clock, an agenda of stories, and a tick every Monday.

A story is a generator: it acts, then says on which day it goes on. Whatever falls due between
is brought about by the tick, as in an office, or by the next act on the same review.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from workflow.clock import ManualClock
from workflow.service.engine import Engine
from workflow.service.ticking import tick

#: What a story does: it yields the day on which it goes on; `NEVER` if it does not.
Story = Iterator[date]
NEVER = date.max

_TICK_AT = time(5, 0, tzinfo=UTC)
_OFFICE_OPENS = time(8, 0, tzinfo=UTC)
_ONE_ACT = timedelta(minutes=2)
_DAY = timedelta(days=1)
_FRIDAY = 4


@dataclass(slots=True, kw_only=True)
class Stage:
    """Plays stories on one store, day by day. `today` is the day on the clock."""

    engine: Engine
    clock: ManualClock
    today: date
    ticks: int = 0
    passed: int = 0
    moved: int = 0
    _agenda: list[tuple[date, int, Story]] = field(default_factory=list)
    _stories: int = 0

    def start(self, story: Story) -> None:
        """Begin a story: at once, up to the first day it waits for."""
        self._stories += 1
        self._later(self._stories, story)

    def play(self, until: date) -> None:
        """Let every day happen up to *until*, itself included."""
        while self.today <= until:
            if self.today.weekday() == 0:
                self._tick()
            self._open_office()
            self.today += _DAY
        self.today = until

    def a_moment_later(self) -> None:
        """Move the clock on, so that no two acts are of the same moment."""
        self.clock.advance(_ONE_ACT)

    def _tick(self) -> None:
        self._set(_TICK_AT)
        done = tick(self.engine)
        self.ticks += 1
        self.passed += len(done.passed)
        self.moved += sum(1 for one in done.passed if one.moved)

    def _open_office(self) -> None:
        self._set(_OFFICE_OPENS)
        while self._agenda and self._agenda[0][0] <= self.today:
            _, number, story = heapq.heappop(self._agenda)
            self._later(number, story)

    def _later(self, number: int, story: Story) -> None:
        day = next(story, NEVER)
        if day != NEVER:
            heapq.heappush(self._agenda, (working_day(max(day, self.today)), number, story))

    def _set(self, at: time) -> None:
        self.clock.set(max(self.clock.at, datetime.combine(self.today, at)))


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day if day.weekday() <= _FRIDAY else day + _DAY * (7 - day.weekday())
