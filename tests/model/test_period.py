"""The period grammar: every text is a period or an error with its column."""

from collections.abc import Callable
from datetime import date, time
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.model.grammar.grammar_error import GrammarError
from workflow.model.grammar.period import (
    ANCHOR_WORDS,
    UNITS,
    AnchorName,
    Period,
    parse_due,
    parse_period,
)
from workflow.model.grammar.window import Window, parse_window

T = TypeVar("T")
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}(\.[a-z][a-z0-9_]{0,8}){0,2}", fullmatch=True)
ANCHORS = st.builds(
    lambda name, word: AnchorName(name=name, word=word),
    NAMES,
    st.none() | st.sampled_from(ANCHOR_WORDS),
)
MARKS = st.lists(st.sampled_from(["assumed", "O", "V", "V*", "C", "15", "to", "at"]), max_size=3)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    unit = draw(st.sampled_from(UNITS))
    direction = draw(st.sampled_from(["after", "before", None]))
    hours = st.times().map(lambda t: time(t.hour, t.minute)).filter(lambda t: t != time(0))
    return Period(
        amount=draw(st.integers(1, 9999)),
        unit=unit,
        direction=direction,
        anchor=draw(ANCHORS) if direction else None,
        cut_off=None if unit == "hour" else draw(st.none() | hours),
        marks=tuple(draw(MARKS)),
    )


def outcome_of(read: Callable[[str], T], text: str) -> T | GrammarError:
    try:
        return read(text)
    except GrammarError as error:
        return error


@given(periods())
def test_a_period_is_read_back_from_its_own_words(period: Period) -> None:
    """Printing and reading are each other's inverse."""
    assert parse_period(str(period)) == period


@given(st.text() | st.text(alphabet="0123456789 ()monthsafterbefore.:"))
def test_any_text_at_all_is_a_period_or_one_error(text: str) -> None:
    """The grammar is total, and the column lies within the text or just behind it."""
    outcome = outcome_of(parse_period, text)
    if isinstance(outcome, GrammarError):
        assert 1 <= outcome.column <= len(text) + 1
        assert outcome.message
        assert outcome.hint
    else:
        assert parse_period(str(outcome)) == outcome


@given(st.text() | st.lists(periods().map(str), min_size=1, max_size=3).map(" to ".join))
def test_any_text_at_all_is_a_window_or_one_error(text: str) -> None:
    """Windows are as total as periods."""
    outcome = outcome_of(parse_window, text)
    if isinstance(outcome, GrammarError):
        assert 1 <= outcome.column <= len(text) + 1
    else:
        assert parse_window(str(outcome)) == outcome


def test_each_form_of_the_language_is_read() -> None:
    """The forms a definition uses."""
    started = AnchorName(name="review.started")
    circulated = AnchorName(name="final_report", word="circulated")
    meeting = AnchorName(name="adoption_meeting")
    expected = {
        "6 months (assumed)": Period(amount=6, unit="month", marks=("assumed",)),
        "6 month": Period(amount=6, unit="month"),
        "1 year": Period(amount=1, unit="year"),
        "10 working days at 17:30": Period(amount=10, unit="working day", cut_off=time(17, 30)),
        "6 months after review.started (F V*)": Period(
            amount=6, unit="month", direction="after", anchor=started, marks=("F", "V*")
        ),
        "48 hours after final_report is circulated": Period(
            amount=48, unit="hour", direction="after", anchor=circulated
        ),
        "16  weeks before adoption_meeting": Period(
            amount=16, unit="week", direction="before", anchor=meeting
        ),
    }
    assert {text: parse_period(text) for text in expected} == expected


def test_a_silence_may_run_from_the_last_language_version() -> None:
    """The one anchor of several words."""
    period = parse_period("10 working days after final_report is out in every language at 17:30")
    assert period.anchor == AnchorName(name="final_report", word="out in every language")
    assert period.cut_off == time(17, 30)


def test_four_weeks_are_not_a_month() -> None:
    """No unit is turned into another."""
    assert parse_period("4 weeks") != parse_period("1 month")
    assert str(parse_period("365 days")) == "365 days"


def test_an_anchor_knows_its_column_in_the_line_it_came_from() -> None:
    """So that an undeclared name is reported where it stands."""
    period = parse_period("6 months after  review.started", column=20)
    assert period.anchor is not None
    assert period.anchor.column == 20 + len("6 months after  ")


ERRORS = [
    ("", 1, "there is no period here"),
    ("   ", 1, "there is no period here"),
    ("0 days", 1, "a period of 0 is no period"),
    ("000 days", 1, "a period of 0 is no period"),
    ("10000 days", 1, "the amount '10000' is out of range"),
    ("06 days", 1, "the amount '06' is out of range"),
    ("9" * 5000 + " days", 1, "the amount '999999999999' is out of range"),
    ("six months", 1, "'six' is not an amount, which is a whole number"),
    ("-3 days", 1, "'-3' is not an amount, which is a whole number"),
    ("1.5 months", 1, "'1.5' is not an amount, which is a whole number"),
    ("6months", 1, "'6months' is not an amount, which is a whole number"),
    ("² days", 1, "'²' is not an amount, which is a whole number"),
    ("6", 2, "after the amount comes a unit"),
    ("6 (assumed)", 3, "after the amount comes a unit"),
    ("6 moths", 3, "'moths' is not a unit"),
    ("6 working", 3, "'working' is not a unit"),
    ("6 business days", 3, "'business' is not a unit"),
    ("1 month and 2 weeks", 9, "a period has one amount and one unit"),
    ("2 weeks to 3 weeks", 9, "a period is not a window"),
    ("6 months after", 15, "after 'after' comes a name"),
    ("6 months after (V)", 16, "after 'after' comes a name"),
    ("6 months after Review", 16, "'Review' is not a name"),
    ("6 months after a..b", 16, "'a..b' is not a name"),
    ("6 months after a is", 20, "after 'is' comes a word"),
    ("6 months after a is recieved", 21, "'recieved' is not what can become of an anchor"),
    ("6 days at 5pm", 11, "'5pm' is not an hour of the day"),
    ("6 days at 24:00", 11, "'24:00' is not an hour of the day"),
    ("6 days at", 10, "'' is not an hour of the day"),
    ("6 days at 00:00", 11, "at 00:00 the last day has not begun"),
    ("48 hours at 17:30", 10, "a period in hours already ends at an hour"),
    ("6 months ()", 10, "the bracket is empty"),
    ("6 months (O V", 10, "the bracket is not closed"),
    ("6 months (O (V))", 10, "the bracket is not closed"),
    ("6 months (O) (V)", 14, "there is one bracket, and it comes last"),
    ("6 months)", 9, "')' has no place here"),
    ("6 months (O) at 17:30", 14, "'at' has no place here"),
]


@pytest.mark.parametrize(("text", "column", "message"), ERRORS)
def test_an_error_says_where_and_what(text: str, column: int, message: str) -> None:
    """The exact column and the whole message."""
    with pytest.raises(GrammarError) as caught:
        parse_period(text)
    assert (caught.value.column, caught.value.message) == (column, message)


HINTS = [
    ("0 days", "what happens at once needs no limit: leave it away"),
    ("6months", "put a space between: '6 months'"),
    ("-3 days", "to count back, write 'before': '6 weeks before adoption_meeting'"),
    ("6 moths", "did you mean 'months'?"),
    ("6 business days", "write 'working days'"),
    ("6 months after a is recieved", "did you mean 'received'?"),
    ("1 month and 2 weeks", "write it in one smaller unit, or as two limits"),
]


@pytest.mark.parametrize(("text", "hint"), HINTS)
def test_an_error_says_what_to_write_instead(text: str, hint: str) -> None:
    """Hints are for the frequent slips."""
    with pytest.raises(GrammarError) as caught:
        parse_period(text)
    assert caught.value.hint == hint


def test_an_error_prints_its_column_and_its_hint() -> None:
    """And its fields cannot be set anew."""
    error = GrammarError("no", 3, "yes")
    assert str(error) == "column 3: no\n  hint: yes"
    with pytest.raises(AttributeError):
        error.column = 4  # type: ignore[misc]  # that is the test


def test_a_window_is_two_periods() -> None:
    """Counted back from a meeting."""
    text = "10 weeks before adoption_meeting to 6 weeks before adoption_meeting (assumed)"
    window = parse_window(text)
    assert isinstance(window, Window)
    assert (window.opens.amount, window.closes.amount) == (10, 6)
    assert str(window) == text


WINDOWS = [
    ("6 weeks before m", 17, "a window is two periods joined by 'to'"),
    ("10 to 6 weeks before m", 4, "after the amount comes a unit"),
    ("6 weeks before m to", 20, "there is no period here"),
    ("6 weeks before m to 10 weeks", 21, "one half of the window has an anchor, the other none"),
    (
        "6 weeks before m to 10 weeks before m",
        21,
        "the window closes (10 weeks) before it opens (6 weeks)",
    ),
    ("6 weeks to 2 weeks", 12, "the window closes (2 weeks) before it opens (6 weeks)"),
    ("6 weeks to 6 weeks", 12, "the window has no length"),
]


@pytest.mark.parametrize(("text", "column", "message"), WINDOWS)
def test_a_window_that_cannot_be_is_named(text: str, column: int, message: str) -> None:
    """Columns count from the start of the whole text, in either half."""
    with pytest.raises(GrammarError) as caught:
        parse_window(text)
    assert (caught.value.column, caught.value.message) == (column, message)


@given(
    st.dates(),
    st.none() | st.times().map(lambda t: time(t.hour, t.minute)).filter(lambda t: t != time(0)),
    MARKS,
)
def test_a_fixed_date_is_read_back_from_its_own_words(
    day: date, hour: time | None, marks: list[str]
) -> None:
    """A timetable names dates; printing and reading them are each other's inverse."""
    period = Period(amount=0, unit="day", cut_off=hour, marks=tuple(marks), fixed=day)
    assert parse_due(str(period)) == period


@given(st.text() | st.text(alphabet="0123456789-by at:()V"))
def test_any_text_at_all_is_a_time_limit_or_one_error(text: str) -> None:
    """A time limit is a period, a date, or one error inside the text or just behind it."""
    outcome = outcome_of(parse_due, text)
    if isinstance(outcome, GrammarError):
        assert 1 <= outcome.column <= len(text) + 1
        assert outcome.hint
    else:
        assert parse_due(str(outcome)) == outcome


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("by", 3, "after 'by' comes a date"),
        ("by 28 February 2000", 4, "'28' is not a date"),
        ("by 2000-02-30", 4, "there is no day '2000-02-30'"),
        ("by 2000-02-28 B1j", 15, "'B1j' has no place here"),
        ("by 2000-02-28 ()", 15, "the bracket is empty"),
    ],
)
def test_a_date_that_cannot_be_read_is_told_at_its_column(
    text: str, column: int, message: str
) -> None:
    """With the place at which to look."""
    outcome = outcome_of(parse_due, text)
    assert isinstance(outcome, GrammarError)
    assert (outcome.column, outcome.message) == (column, message)


def test_only_a_time_limit_is_a_date() -> None:
    """A window and a minimum gap are lengths, counted from something."""
    assert isinstance(outcome_of(parse_period, "by 2000-02-28"), GrammarError)
    assert isinstance(outcome_of(parse_window, "until by 2000-02-28"), GrammarError)
