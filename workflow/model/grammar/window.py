"""Windows: two periods, between which an act is in place.

PERIOD to PERIOD | until PERIOD

10 weeks before adoption_meeting to 6 weeks before adoption_meeting
"""

from collections.abc import Mapping
from dataclasses import dataclass

from workflow.model.grammar.grammar_error import GrammarError
from workflow.model.grammar.period import Period, Unit, parse_period, read_period
from workflow.model.grammar.reader import Reader, tokens_of

#: The shortest and the longest that one of each unit can be, in days; between two working days
#: there may be a week off.
_DAYS: Mapping[Unit, tuple[float, float]] = {
    "hour": (1 / 24, 1 / 24),
    "day": (1, 1),
    "working day": (1, 7),
    "week": (7, 7),
    "month": (28, 31),
    "year": (365, 366),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The time between two periods: not before the one, not after the other.

    Without `opens` it is open from the beginning: `until 8 weeks before X`.
    """

    opens: Period | None
    closes: Period

    def __str__(self) -> str:
        return f"{self.opens} to {self.closes}" if self.opens else f"until {self.closes}"


def parse_window(text: str, *, column: int = 1) -> Window:
    """Read two periods joined by `to`: `10 weeks before X to 6 weeks before X`; or `until` one.

    Raises:
        GrammarError: either half is not a period, or the window would close before it opens.
    """
    tokens = tokens_of(text, column)
    end = column + len(text.rstrip())
    if tokens and tokens[0].text == "until":
        return Window(opens=None, closes=read_period(Reader(tokens[1:], end)))
    cut = next((i for i, token in enumerate(tokens) if token.text == "to"), None)
    if cut is None:
        hint = "write it like '10 weeks before X to 6 weeks before X'"
        raise GrammarError("a window is two periods joined by 'to'", end, hint)
    opens = read_period(Reader(tokens[:cut], tokens[cut].column))
    rest = tokens[cut + 1 :]
    window = Window(opens=opens, closes=read_period(Reader(rest, end)))
    _check_window(window, rest[0].column)
    return window


def _check_window(window: Window, column: int) -> None:
    """Refuse a window that mixes ways of counting, or that closes before it opens."""
    first, last = window.opens, window.closes
    if first is None:
        return
    if (first.anchor is None) != (last.anchor is None):
        hint = "name the anchor in both halves, or in neither"
        raise GrammarError("one half of the window has an anchor, the other none", column, hint)
    if (first.direction, first.anchor) != (last.direction, last.anchor):
        return
    equal = (first.unit, first.amount, first.cut_off) == (last.unit, last.amount, last.cut_off)
    if equal:
        raise GrammarError("the window has no length", column, "write 'due' for a single date")
    if shorter(first, last) if first.direction == "before" else shorter(last, first):
        message = f"the window closes ({last.length}) before it opens ({first.length})"
        raise GrammarError(message, column, "write the earlier date first")


def shorter(one: Period, other: Period) -> bool:
    """Whether *one* is shorter than *other*, whatever the calendar: 20 days than 3 weeks."""
    if one.unit == other.unit:
        return one.amount < other.amount
    return one.amount * _DAYS[one.unit][1] < other.amount * _DAYS[other.unit][0]


def parse_gap(text: str) -> Period:
    """Read a minimum gap: `48 hours after report is circulated`, with or without `at least`.

    Raises:
        GrammarError: it is not one period.
    """
    lead = "at least "
    bare = text.removeprefix(lead)
    return parse_period(bare, column=1 + len(text) - len(bare))
