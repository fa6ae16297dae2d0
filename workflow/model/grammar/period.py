"""Periods: how a definition writes a length of time, read without guessing.

    AMOUNT UNIT [after ANCHOR | before ANCHOR] [at HH:MM] [(MARKS)]

    6 months after review.started (O V)
    10 working days after final_report is circulated at 17:30

A time limit may instead be a date of the calendar, as a timetable names it:

    by YYYY-MM-DD [at HH:MM] [(MARKS)]

    by 2000-02-28 (B1j V)

The grammar is total: each text is one period or one `GrammarError` with the exact
column. Decisions that live here:

* One amount, one unit. "1 month and 2 weeks" has no single reading and is not read.
* No unit is turned into another: 4 weeks are never 1 month, 1 year is never 365 days.
* A zero period is not a period; what happens at once is an event without a limit.
* The words after `is` are a closed list (`ANCHOR_WORDS`), so that a slip of the pen is
  found when the definition is loaded and not years later, when nothing falls due.

What a period means on a given day is decided in `workflow.model.legal_time.derivation`.
"""

import re
from dataclasses import dataclass, field
from datetime import date, time
from difflib import get_close_matches
from typing import Literal, get_args

from workflow.model.grammar.grammar_error import GrammarError
from workflow.model.grammar.reader import Reader, tokens_of

Unit = Literal["hour", "day", "working day", "week", "month", "year"]
Direction = Literal["after", "before"]

UNITS: tuple[Unit, ...] = get_args(Unit)
MOST = 9999
ANCHOR_WORDS = (
    *("adopted", "approved", "appointed", "circulated", "closed", "drawn", "ended", "entered"),
    *("given", "held", "launched", "left", "met", "missed", "notified", "opened", "published"),
    *("received", "recorded", "sent", "started", "submitted", "transmitted", "withdrawn", "bound"),
    "out in every language",
)
_EXAMPLE = "write it like '6 months', '10 working days' or '6 months after review.started (O V)'"
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_ORDER = "the order is: by, a date, at an hour, (marks)"
_HOUR = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_PLURAL_UNITS = {f"{unit}s": unit for unit in UNITS}
_SPOKEN_UNITS = _PLURAL_UNITS | {unit: unit for unit in UNITS}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorName:
    """What a period is counted from: a dotted name and, if given, what becomes of it.

    `column` (1-based) is where the name stands; two anchors are equal without it.
    """

    name: str
    word: str | None = None
    column: int = field(default=1, compare=False)

    def __str__(self) -> str:
        return f"{self.name} is {self.word}" if self.word else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A length of time, from 1 to 9999 of one unit.

    Without `direction` and `anchor` it runs from the entering of its step. `cut_off` is
    the hour of the last day, in the rule's zone; without it the whole day counts.
    `marks` are source keys and confidence marks, as written. With `fixed` it is no length
    (the amount is 0): its last day is that date, whatever it would run from.
    """

    amount: int
    unit: Unit
    direction: Direction | None = None
    anchor: AnchorName | None = None
    cut_off: time | None = None
    marks: tuple[str, ...] = ()
    fixed: date | None = None

    @property
    def length(self) -> str:
        """Amount and unit alone: `6 months`; of a fixed date `by 2000-02-28`."""
        if self.fixed:
            return f"by {self.fixed.isoformat()}"
        return f"{self.amount} {self.unit}{'' if self.amount == 1 else 's'}"

    def __str__(self) -> str:
        parts = [self.length]
        if self.anchor:
            parts.append(f"{self.direction} {self.anchor}")
        if self.cut_off:
            parts.append(f"at {self.cut_off:%H:%M}")
        if self.marks:
            parts.append(f"({' '.join(self.marks)})")
        return " ".join(parts)


def parse_period(text: str, *, column: int = 1) -> Period:
    """Read one period.

    Args:
        text: the words as written.
        column: the 1-based column at which *text* begins in its own line.

    Raises:
        GrammarError: the text is not one period; it says where and what to write.
    """
    return read_period(Reader(tokens_of(text, column), column + len(text.rstrip())))


def parse_due(text: str) -> Period:
    """Read a time limit: one period, or the date of a timetable, `by 2000-02-28 (B1j V)`.

    Raises:
        GrammarError: the text is neither; it says where and what to write.
    """
    reader = Reader(tokens_of(text, 1), 1 + len(text.rstrip()))
    if reader.peek() != "by":
        return parse_period(text)
    reader.take()
    fixed = _fixed(reader)
    period = Period(
        amount=0, unit="day", cut_off=_cut_off(reader, "day"), marks=_marks(reader), fixed=fixed
    )
    if not reader.done():
        raise reader.error(f"{reader.peek()!r} has no place here", _DATE_ORDER)
    return period


def _fixed(reader: Reader) -> date:
    text = reader.peek()
    if not _DATE.fullmatch(text):
        hint = "write year, month and day: 'by 2000-02-28'"
        raise reader.error(f"{text!r} is not a date" if text else "after 'by' comes a date", hint)
    try:
        fixed = date.fromisoformat(text)
    except ValueError:
        hint = "write a day that is in the calendar: 'by 2000-02-28'"
        raise reader.error(f"there is no day {text!r}", hint) from None
    reader.take()
    return fixed


def read_period(reader: Reader) -> Period:
    """Read one period to the end of *reader*; the order of the parts is the grammar."""
    amount = _amount(reader)
    unit = _unit(reader)
    direction, anchor = _anchored(reader)
    cut_off = _cut_off(reader, unit)
    marks = _marks(reader)
    if not reader.done():
        raise _left_over(reader)
    return Period(
        amount=amount,
        unit=unit,
        direction=direction,
        anchor=anchor,
        cut_off=cut_off,
        marks=marks,
    )


def _amount(reader: Reader) -> int:
    text = reader.peek()
    if not text:
        raise reader.error("there is no period here", _EXAMPLE)
    if not re.fullmatch(r"[0-9]+", text):
        message = f"{text!r} is not an amount, which is a whole number"
        raise reader.error(message, _amount_hint(text))
    if not text.strip("0"):
        hint = "what happens at once needs no limit: leave it away"
        raise reader.error("a period of 0 is no period", hint)
    if len(text) > len(str(MOST)) or text.startswith("0"):
        hint = f"write a whole number from 1 to {MOST}, without zeros in front"
        raise reader.error(f"the amount {text[:12]!r} is out of range", hint)
    return int(reader.take())


def _amount_hint(text: str) -> str:
    glued = re.fullmatch(r"([0-9]+)([a-z]+)", text)
    if glued:
        return f"put a space between: '{glued.group(1)} {glued.group(2)}'"
    if re.fullmatch(r"-[0-9]+", text):
        return "to count back, write 'before': '6 weeks before adoption_meeting'"
    if re.fullmatch(r"[0-9]+[.,/][0-9]+", text):
        return "write it in a smaller unit: '6 weeks' for one and a half months, if that is meant"
    return _EXAMPLE


def _unit(reader: Reader) -> Unit:
    column, word = reader.column, reader.peek()
    if not word or word.startswith("("):
        hint = f"write one of {', '.join(_PLURAL_UNITS)}"
        raise reader.error("after the amount comes a unit", hint)
    reader.take()
    if word == "working" and reader.peek() in {"day", "days"}:
        word = f"{word} {reader.take()}"
    if word not in _SPOKEN_UNITS:
        raise GrammarError(f"{word!r} is not a unit", column, _unit_hint(word))
    return _SPOKEN_UNITS[word]


def _unit_hint(word: str) -> str:
    if word in {"business", "work", "working", "workdays"}:
        return "write 'working days'"
    close = get_close_matches(word, _PLURAL_UNITS, n=1)
    return f"did you mean {close[0]!r}?" if close else f"write one of {', '.join(_PLURAL_UNITS)}"


def _anchored(reader: Reader) -> tuple[Direction | None, AnchorName | None]:
    for direction in get_args(Direction):
        if reader.peek() == direction:
            reader.take()
            return direction, _anchor(reader, direction)
    return None, None


def _anchor(reader: Reader, direction: Direction) -> AnchorName:
    column, name = reader.column, reader.peek()
    if not name or name.startswith("("):
        hint = f"write what it is counted from: '{direction} review.started'"
        raise reader.error(f"after {direction!r} comes a name", hint)
    if not _NAME.fullmatch(name):
        hint = "a name is small letters, digits and _, with dots between: 'review.started'"
        raise reader.error(f"{name!r} is not a name", hint)
    reader.take()
    if reader.peek() != "is":
        return AnchorName(name=name, column=column)
    reader.take()
    return AnchorName(name=name, word=_anchor_word(reader), column=column)


def _anchor_word(reader: Reader) -> str:
    column, words = reader.column, []
    while not reader.done() and reader.peek() != "at" and not reader.peek().startswith("("):
        words.append(reader.take())
    spoken = " ".join(words)
    if spoken in ANCHOR_WORDS:
        return spoken
    known = f"write one of {', '.join(ANCHOR_WORDS)}"
    if not spoken:
        raise GrammarError("after 'is' comes a word", column, known)
    close = get_close_matches(spoken, ANCHOR_WORDS, n=1)
    hint = f"did you mean {close[0]!r}?" if close else known
    raise GrammarError(f"{spoken!r} is not what can become of an anchor", column, hint)


def _cut_off(reader: Reader, unit: Unit) -> time | None:
    if reader.peek() != "at":
        return None
    if unit == "hour":
        hint = "leave 'at …' away, or count in days"
        raise reader.error("a period in hours already ends at an hour", hint)
    reader.take()
    found = _HOUR.fullmatch(reader.peek())
    if not found:
        hint = "write hours and minutes, 00:01 to 23:59: 'at 17:30'"
        raise reader.error(f"{reader.peek()!r} is not an hour of the day", hint)
    hour = time(int(found.group(1)), int(found.group(2)))
    if hour == time(0):
        hint = "leave it away: a day ends at its midnight"
        raise reader.error("at 00:00 the last day has not begun", hint)
    reader.take()
    return hour


def _marks(reader: Reader) -> tuple[str, ...]:
    text = reader.peek()
    if not text.startswith("("):
        return ()
    if text == "(":
        hint = "close it: '(assumed)'; no bracket inside a bracket"
        raise reader.error("the bracket is not closed", hint)
    marks = tuple(text[1:-1].split())
    if not marks:
        raise reader.error("the bracket is empty", "write a source or a mark: '(O V)', '(assumed)'")
    reader.take()
    return marks


def _left_over(reader: Reader) -> GrammarError:
    word = reader.peek()
    if word in {"and", "or", "plus", "+", "&", ","}:
        hint = "write it in one smaller unit, or as two limits"
        return reader.error("a period has one amount and one unit", hint)
    if word == "to":
        return reader.error("a period is not a window", "write it under 'window', not under 'due'")
    if word.startswith("("):
        hint = "put all marks in one: '(O V)'"
        return reader.error("there is one bracket, and it comes last", hint)
    hint = "the order is: amount, unit, after or before a name, at an hour, (marks)"
    return reader.error(f"{word!r} has no place here", hint)
