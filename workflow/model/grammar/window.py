"""Windows: two periods, between which an act is in place.

PERIOD to PERIOD | until PERIOD

10 weeks before adoption_meeting to 6 weeks before adoption_meeting
"""

from dataclasses import dataclass

from workflow.model.grammar.grammar_error import GrammarError
from workflow.model.grammar.period import Period, parse_period, read_period
from workflow.model.grammar.reader import Reader, tokens_of


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
    same = (first.unit, first.direction, first.anchor) == (last.unit, last.direction, last.anchor)
    backwards = first.amount < last.amount
    if same and first.amount == last.amount and first.cut_off == last.cut_off:
        raise GrammarError("the window has no length", column, "write 'due' for a single date")
    if same and first.amount != last.amount and backwards == (first.direction == "before"):
        message = f"the window closes ({last.length}) before it opens ({first.length})"
        raise GrammarError(message, column, "write the earlier date first")


def parse_gap(text: str) -> Period:
    """Read a minimum gap: `48 hours after report is circulated`, with or without `at least`.

    Raises:
        GrammarError: it is not one period.
    """
    lead = "at least "
    bare = text.removeprefix(lead)
    return parse_period(bare, column=1 + len(text) - len(bare))
