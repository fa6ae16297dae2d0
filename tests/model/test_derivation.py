"""From a period to a date: known dates, an oracle that counts, and clocks that jump."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.model.definition import TimeRules
from workflow.model.grammar.period import parse_due, parse_period
from workflow.model.legal_time.calendar import Calendars, calendar_from_data, calendars_of
from workflow.model.legal_time.derivation import Anchor, Derivation, derive
from workflow.model.legal_time.local_time import (
    TimeError,
    as_local_date,
    end_of_day,
    moment_of,
    start_of_day,
)

VIENNA = "Europe/Vienna"
ZONES = [
    VIENNA,
    "UTC",
    "America/Sao_Paulo",
    "Africa/Cairo",
    "Asia/Beirut",
    "Pacific/Chatham",
    "America/Havana",
    "Asia/Kathmandu",
    "Pacific/Kiritimati",
]
SOURCE = {"calendar": "plenary", "source": "circular"}
YEAR_2031 = calendar_from_data(
    {
        **SOURCE,
        "year": 2031,
        "status": "official",
        "holidays": {"2031-05-01": "May Day", "2031-05-02": "Bridge Day"},
    }
)
YEAR_2032 = calendar_from_data(
    {**SOURCE, "year": 2032, "status": "candidate", "unknown": ["Eid al-Fitr"]}
)
CALENDARS = calendars_of([YEAR_2031, YEAR_2032])


def derived(
    text: str,
    on: date,
    rules: TimeRules | None = None,
    *,
    calendars: Calendars = CALENDARS,
    at: datetime | None = None,
) -> Derivation:
    anchor = Anchor(on=on, words="entered self_assessment", ref="1", at=at)
    return derive(parse_period(text), anchor, rules or TimeRules(), calendars)


KNOWN = [
    ("6 months", date(2026, 12, 1), date(2027, 6, 1)),
    ("24 weeks", date(2026, 12, 1), date(2027, 5, 18)),
    ("180 days", date(2026, 12, 1), date(2027, 5, 30)),
    ("1 day", date(2026, 12, 31), date(2027, 1, 1)),
    ("6 months", date(2026, 8, 31), date(2027, 2, 28)),
    ("6 months", date(2027, 8, 31), date(2028, 2, 29)),
    ("1 month", date(2027, 1, 31), date(2027, 2, 28)),
    ("1 month", date(2027, 2, 28), date(2027, 3, 28)),
    ("12 months", date(2028, 2, 29), date(2029, 2, 28)),
    ("1 year", date(2028, 2, 29), date(2029, 2, 28)),
    ("4 years", date(2028, 2, 29), date(2032, 2, 29)),
    ("16 weeks before m", date(2027, 10, 11), date(2027, 6, 21)),
    ("1 month before m", date(2027, 3, 31), date(2027, 2, 28)),
    ("3 months before m", date(2027, 1, 31), date(2026, 10, 31)),
    ("10 days before m", date(2028, 3, 5), date(2028, 2, 24)),
]


@pytest.mark.parametrize(("text", "on", "due_on"), KNOWN)
def test_known_dates_are_found(text: str, on: date, due_on: date) -> None:
    """Counted by hand; none needs a calendar, so none is provisional."""
    found = derived(text, on)
    assert found.due_on == due_on
    assert not found.provisional
    assert found.calendar_used is None


def test_every_step_is_said() -> None:
    """A delegation can follow the count without asking."""
    assert derived("6 months (assumed)", date(2026, 12, 1)).steps == (
        "1. The period is 6 months (assumed).",
        "2. It runs from 1 December 2026 (entered self_assessment); that day is not counted.",
        "3. Six months later is Tuesday 1 June 2027.",
        "4. The last day is not moved, whatever day it falls on.",
        "5. In time means before Wednesday 2 June 2027, 00:00 Europe/Vienna.",
    )


def test_a_month_that_is_too_short_is_said() -> None:
    """31 August and six months."""
    assert derived("6 months", date(2026, 8, 31)).steps[2] == (
        "3. Six months later there is no 31 February 2027; "
        "the last day of that month is Sunday 28 February 2027."
    )


def test_counting_back_is_said() -> None:
    """From a meeting."""
    steps = derived("16 weeks before adoption_meeting", date(2027, 10, 11)).steps
    assert steps[1:3] == (
        "2. It is counted back from 11 October 2027 (entered self_assessment); "
        "that day is not counted.",
        "3. 16 weeks earlier is Monday 21 June 2027.",
    )


def test_working_days_leave_out_weekends_and_holidays() -> None:
    """With each holiday named."""
    found = derived("3 working days", date(2031, 4, 29), TimeRules(calendar="plenary"))
    assert found.due_on == date(2031, 5, 6)
    assert found.calendar_used == "plenary/2031"
    assert not found.provisional
    assert found.steps[2:] == (
        "3. Three working days later is Tuesday 6 May 2031; left out are weekends and "
        "Thursday 1 May 2031 (May Day), Friday 2 May 2031 (Bridge Day).",
        "4. In time means before Wednesday 7 May 2031, 00:00 Europe/Vienna.",
    )


@pytest.mark.parametrize(
    ("calendar", "on", "reason"),
    [
        (
            "plenary",
            date(2031, 12, 30),
            "the calendar plenary 2032 is a candidate, not official; not known: Eid al-Fitr",
        ),
        (
            "plenary",
            date(2033, 5, 1),
            "there is no calendar plenary for 2033, so only weekends are known",
        ),
        (
            None,
            date(2031, 4, 29),
            "no calendar is named, so only Saturdays and Sundays are taken as days off",
        ),
    ],
)
def test_a_date_on_doubtful_days_is_provisional(
    calendar: str | None, on: date, reason: str
) -> None:
    """And says why, in a field and as the last step."""
    found = derived("3 working days", on, TimeRules(calendar=calendar))
    assert found.provisional
    assert found.provisional_because == reason
    assert found.steps[-1] == f"5. The date is provisional: {reason}."


MOVED = [
    ("none", date(2031, 5, 1), "The last day is not moved, whatever day it falls on."),
    (
        "forward",
        date(2031, 5, 5),
        "That is no working day (May Day); it moves forward to Monday 5 May 2031.",
    ),
    (
        "back",
        date(2031, 4, 30),
        "That is no working day (May Day); it moves back to Wednesday 30 April 2031.",
    ),
]


@pytest.mark.parametrize(("roll", "due_on", "words"), MOVED)
def test_a_last_day_off_moves_only_if_the_rules_say_so(roll: str, due_on: date, words: str) -> None:
    """`none` is the default of both mechanisms."""
    rules = TimeRules(calendar="plenary", roll=roll)  # type: ignore[arg-type]  # one of the three
    found = derived("10 days", date(2031, 4, 21), rules)
    assert found.due_on == due_on
    assert found.steps[3] == f"4. {words}"


def test_a_last_day_that_is_worked_is_not_moved() -> None:
    """And the calendar that says so is named."""
    found = derived("10 days", date(2031, 4, 4), TimeRules(calendar="plenary", roll="forward"))
    assert (found.due_on, found.calendar_used) == (date(2031, 4, 14), "plenary/2031")
    assert found.steps[3] == "4. That is a working day, so it is not moved."


def test_moving_over_new_year_looks_at_both_years() -> None:
    """A date that moves into a candidate year is provisional."""
    rules = TimeRules(calendar="plenary", roll="forward")
    found = derived("2 days", date(2032, 12, 29), rules)
    assert found.due_on == date(2032, 12, 31)
    sunday = derived("1 day", date(2033, 12, 30), rules)
    assert sunday.due_on == date(2034, 1, 2)
    assert sunday.provisional_because == (
        "there is no calendar plenary for 2033, so only weekends are known; "
        "there is no calendar plenary for 2034, so only weekends are known"
    )


@given(
    st.dates(date(2029, 1, 1), date(2034, 12, 31)),
    st.integers(1, 400),
    st.sampled_from(["", " before m"]),
)
def test_working_days_agree_with_counting_them(on: date, amount: int, back: str) -> None:
    """The oracle makes the list of all days worked and takes the n-th of them."""
    found = derived(f"{amount} working days{back}", on, TimeRules(calendar="plenary"))
    step = -1 if back else 1
    off = {date(2031, 5, 1), date(2031, 5, 2)}
    days = [on + timedelta(days=step * n) for n in range(1, 3 * amount + 30)]
    assert (
        found.due_on == [day for day in days if day.isoweekday() < 6 and day not in off][amount - 1]
    )


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(1, 600), st.booleans())
def test_months_agree_with_walking_through_them(on: date, amount: int, back: bool) -> None:
    """The oracle walks from month to month and then looks for the number of the day."""
    month = on.replace(day=1)
    for _ in range(amount):
        month = (month + timedelta(days=-1 if back else 31)).replace(day=1)
    same = [month + timedelta(days=n) for n in range(on.day)]
    expected = max(day for day in same if day.month == month.month)
    assert derived(f"{amount} months{' before m' if back else ''}", on).due_on == expected


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(1, 1400))
def test_days_and_weeks_agree_with_the_count_of_days(on: date, amount: int) -> None:
    """The oracle knows only that days are numbered one after another."""
    assert derived(f"{amount} days", on).due_on.toordinal() == on.toordinal() + amount
    assert derived(f"{amount} weeks", on).due_on == derived(f"{amount * 7} days", on).due_on
    back = derived(f"{amount} days", derived(f"{amount} days before m", on).due_on)
    assert back.due_on == on


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.sampled_from(ZONES), st.integers(1, 90))
def test_the_last_moment_in_time_is_on_the_last_day(on: date, zone: str, amount: int) -> None:
    """And the first moment too late is on the next."""
    found = derived(f"{amount} days", on, TimeRules(zone=zone))
    last = found.closes_at - timedelta(microseconds=1)
    assert found.closes_at.tzinfo is UTC
    assert as_local_date(last, zone) == found.due_on
    assert as_local_date(found.closes_at, zone) == found.due_on + timedelta(days=1)


def test_a_day_ends_at_midnight_in_summer_and_in_winter() -> None:
    """One hour apart in universal time."""
    assert derived("1 day", date(2027, 1, 5)).closes_at == datetime(2027, 1, 6, 23, tzinfo=UTC)
    assert derived("1 day", date(2027, 7, 5)).closes_at == datetime(2027, 7, 6, 22, tzinfo=UTC)


def test_a_midnight_that_does_not_exist_is_the_moment_of_the_jump() -> None:
    """In São Paulo, 4 November 2018 began at one o'clock."""
    start = start_of_day(date(2018, 11, 4), "America/Sao_Paulo")
    assert start == datetime(2018, 11, 4, 3, tzinfo=UTC)
    assert start == end_of_day(date(2018, 11, 3), "America/Sao_Paulo")
    assert as_local_date(start - timedelta(seconds=1), "America/Sao_Paulo") == date(2018, 11, 3)


def test_a_midnight_that_comes_twice_is_the_first() -> None:
    """In Havana, clocks went from one o'clock back to midnight on 4 November 2018."""
    start = start_of_day(date(2018, 11, 4), "America/Havana")
    assert start == datetime(2018, 11, 4, 4, tzinfo=UTC)


def test_a_day_that_was_left_out_has_no_length() -> None:
    """Samoa had no 30 December 2011."""
    skipped = date(2011, 12, 30)
    assert start_of_day(skipped, "Pacific/Apia") == end_of_day(skipped, "Pacific/Apia")


def test_a_cut_off_hour_closes_the_last_day_early() -> None:
    """In time means before it."""
    found = derived("10 days at 17:30", date(2027, 7, 1))
    assert (found.due_on, found.closes_at) == (
        date(2027, 7, 11),
        datetime(2027, 7, 11, 15, 30, tzinfo=UTC),
    )
    assert found.steps[-1] == "5. In time means before Sunday 11 July 2027, 17:30 Europe/Vienna."


def test_a_cut_off_hour_that_is_skipped_is_read_by_the_old_clock() -> None:
    """In Vienna there is no 02:30 on 28 March 2027; it is then 03:30."""
    assert moment_of(date(2027, 3, 28), time(2, 30), VIENNA) == datetime(
        2027, 3, 28, 1, 30, tzinfo=UTC
    )


def test_hours_run_from_the_end_of_a_day_if_only_the_day_is_known() -> None:
    """And the step says so."""
    found = derived("48 hours", date(2026, 12, 1))
    assert found.due_on == date(2026, 12, 3)
    assert found.closes_at == datetime(2026, 12, 3, 23, tzinfo=UTC)
    assert found.steps[1:] == (
        "2. It runs from Wednesday 2 December 2026, 00:00 Europe/Vienna (entered self_assessment); "
        "only the day is known, so from its end.",
        "3. 48 hours later is Friday 4 December 2026, 00:00 Europe/Vienna.",
        "4. In time means before Friday 4 December 2026, 00:00 Europe/Vienna.",
    )


def test_hours_before_a_day_run_back_from_its_beginning() -> None:
    """The careful reading for whoever must be told in good time."""
    found = derived("48 hours before m", date(2026, 12, 10))
    assert (found.due_on, found.closes_at) == (
        date(2026, 12, 7),
        datetime(2026, 12, 7, 23, tzinfo=UTC),
    )


def test_hours_are_real_hours_across_a_change_of_clocks() -> None:
    """The night of 27 to 28 March 2027 is an hour short in Vienna."""
    at = datetime(2027, 3, 27, 11, tzinfo=UTC)
    found = derived("24 hours", date(2027, 3, 27), at=at)
    assert found.closes_at == at + timedelta(hours=24)
    assert found.steps[2] == "3. 24 hours later is Sunday 28 March 2027, 13:00 Europe/Vienna."


def test_hours_are_not_moved_to_a_working_day() -> None:
    """And nothing is provisional that needs no calendar."""
    found = derived("24 hours", date(2031, 4, 30), TimeRules(calendar="plenary", roll="forward"))
    assert found.due_on == date(2031, 5, 1)
    assert found.steps[3] == "4. A limit in hours is not moved to a working day."
    assert not found.provisional


TOO_FAR = [
    ("9999 years", date(2027, 1, 1)),
    ("9999 months", date(9990, 1, 1)),
    ("9999 weeks", date(9990, 1, 1)),
    ("30 days", date(9999, 12, 1)),
    ("9999 hours", date(9999, 12, 1)),
    ("9999 working days", date(9990, 1, 1)),
    ("9999 years before m", date(2027, 1, 1)),
    ("9999 days before m", date(2, 1, 1)),
    ("9999 hours before m", date(1, 1, 2)),
    ("1 day before m", date(1, 1, 1)),
]


@pytest.mark.parametrize(("text", "on"), TOO_FAR)
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Midway"])
def test_a_date_beyond_the_years_there_are_is_a_plain_error(text: str, on: date, zone: str) -> None:
    """Whatever the unit, on both sides of the date line."""
    with pytest.raises(TimeError) as caught:
        derived(text, on, TimeRules(zone=zone))
    assert str(caught.value) == (
        "E144 the date lies beyond the years 1 to 9999\n  hint: write a shorter period"
    )


def test_the_first_day_there_is_can_still_be_reached() -> None:
    """The edge itself is a date."""
    assert derived("1 day before m", date(1, 1, 2)).due_on == date(1, 1, 1)


@pytest.mark.parametrize("zone", ["Europe/Wien", "Europe", "", "../etc/passwd", "a\0b"])
def test_a_zone_that_is_not_there_is_a_plain_error(zone: str) -> None:
    """With an example of one that is."""
    with pytest.raises(TimeError, match="there is no time zone") as caught:
        derived("1 day", date(2027, 1, 1), TimeRules(zone=zone))
    assert caught.value.problems[0].hint == "write a name of the IANA list: 'Europe/Vienna'"


def test_a_naive_moment_is_not_taken() -> None:
    """Nobody knows when it is."""
    with pytest.raises(ValueError, match="a moment must be aware"):
        as_local_date(datetime(2027, 1, 1), VIENNA)  # noqa: DTZ001  # that is the test


def test_a_date_of_the_definition_is_taken_as_written() -> None:
    """Whatever it would run from, whatever day it is, and however other limits are moved."""
    anchor = Anchor(on=date(1999, 10, 15), words="entered", ref="1")
    rules = TimeRules(zone=VIENNA, roll="forward")
    found = derive(parse_due("by 2000-04-30 (B1j)"), anchor, rules, {})

    assert found.due_on == date(2000, 4, 30)
    assert found.closes_at == datetime(2000, 4, 30, 22, tzinfo=UTC)
    assert found.steps == (
        "1. The time limit is by 2000-04-30 (B1j).",
        "2. The date is written in the definition: Sunday 30 April 2000.",
        "3. In time means before Monday 1 May 2000, 00:00 Europe/Vienna.",
    )
