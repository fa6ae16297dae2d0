"""From days to places on a line: bars, lanes, years, in per cent of the line's width.

Per cent, so that one drawing fits a phone, a desk and a sheet of paper.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from workflow.page.look import Look, look_of
from workflow.views.answers import Bar, Timeline, Timelines
from workflow.views.words import label, said

#: A bar narrower than this (per cent) has no room for its letter.
ROOM = 2.6
_MAIN, _PART, _GAP = 17, 5, 2
#: An end is drawn as a stop, this wide in per cent.
_STOP = 0.5
#: The last day of the scale lies here (per cent), so that a mark on it is whole.
_WIDTH = 99
#: Two years' names nearer than this (per cent) would touch.
_CROWDED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One bar: place and width in per cent, top and height in pixels. `end`: a final step."""

    x: float
    width: float
    y: int
    height: int
    look: Look
    letter: str
    end: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A day on the line: a year's first, today, a due day."""

    x: float
    words: str
    passed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One review's timeline as drawn; `words` says all of it for who cannot see it."""

    review: str
    name: str
    height: int
    bars: tuple[Drawn, ...]
    due: tuple[Mark, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A span of days on a line."""

    start: date
    end: date

    def at(self, day: str) -> float:
        """Where *day* lies, in per cent, held within the line."""
        gone = (date.fromisoformat(day) - self.start).days
        return round(min(max(gone / max((self.end - self.start).days, 1), 0), 1) * _WIDTH, 3)


def scale_of(timelines: Timelines) -> Scale:
    """The common scale of all timelines."""
    start, end = date.fromisoformat(timelines.start), date.fromisoformat(timelines.end)
    return Scale(start=start, end=end)


def years(scale: Scale) -> tuple[Mark, ...]:
    """The first of each January within the scale, named; the first year where it begins."""
    days = [date(year, 1, 1) for year in range(scale.start.year + 1, scale.end.year + 1)]
    marks = tuple(Mark(x=scale.at(day.isoformat()), words=str(day.year)) for day in days)
    crowded = bool(marks) and marks[0].x < _CROWDED
    return (Mark(x=0, words="" if crowded else str(scale.start.year)), *marks)


def drawn(timeline: Timeline, scale: Scale, today: str) -> Line:
    """One review's timeline: the main chart above, its parts in thin lanes below."""
    main = [bar for bar in timeline.bars if bar.instance == timeline.review]
    parts = [bar for bar in timeline.bars if bar.instance != timeline.review]
    lanes = _lanes(parts, today)
    under = (_part(scale, bar, lanes[bar.instance], today) for bar in parts)
    bars = (*(_bar(scale, bar, 0, _MAIN, today) for bar in main), *under)
    return Line(
        review=timeline.review,
        name=timeline.party_name or timeline.review,
        height=_MAIN + (max(lanes.values(), default=-1) + 1) * (_PART + _GAP),
        bars=bars,
        due=tuple(_due(timeline, scale)),
        words="; ".join(_words(bar) for bar in main),
    )


def _lanes(bars: Sequence[Bar], today: str) -> dict[str, int]:
    """A lane for each part, the first that is free, so that no two lie on each other."""
    lasts: list[str] = []
    lanes: dict[str, int] = {}
    for instance in dict.fromkeys(bar.instance for bar in bars):
        mine = [bar for bar in bars if bar.instance == instance]
        first = mine[0].entered_on
        last = max(bar.entered_on if bar.final else bar.left_on or today for bar in mine)
        lane = next((n for n, day in enumerate(lasts) if day < first), len(lasts))
        lasts[lane : lane + 1] = [last]
        lanes[instance] = lane
    return lanes


def _part(scale: Scale, bar: Bar, lane: int, today: str) -> Drawn:
    return _bar(scale, bar, _MAIN + _GAP + lane * (_PART + _GAP), _PART, today)


def _bar(scale: Scale, bar: Bar, y: int, height: int, today: str) -> Drawn:
    x, end = scale.at(bar.entered_on), scale.at(bar.left_on or max(today, bar.entered_on))
    width = _STOP if bar.final else round(max(end - x, 0.35), 3)
    look = look_of(bar.phase, bar.step)
    return Drawn(
        x=x,
        width=width,
        y=y,
        height=height,
        look=look,
        letter=look.letter if bar.phase and width >= ROOM and height == _MAIN else "",
        end=bar.final,
        words=_words(bar),
    )


def _words(bar: Bar) -> str:
    part = bar.instance.partition("#")[2]
    until = f"to {said(bar.left_on)}" if bar.left_on else "and still there"
    return f"{label(bar.step)}{f' ({part})' if part else ''} from {said(bar.entered_on)} {until}"


def _due(timeline: Timeline, scale: Scale) -> Iterator[Mark]:
    for limit in timeline.limits:
        if limit.instance == timeline.review and limit.status in ("running", "passed"):
            passed = limit.status == "passed"
            yield Mark(x=scale.at(limit.due_on or ""), words=limit.words, passed=passed)
