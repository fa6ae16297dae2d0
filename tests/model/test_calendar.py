"""Calendars: read whole or refused with every reason; never guessed."""

from datetime import date, datetime

import pytest
from ruamel.yaml import YAML

from workflow.library import calendar_files
from workflow.model.legal_time.calendar import (
    Calendar,
    CalendarError,
    WorkingDays,
    calendar_from_data,
    calendar_to_data,
    calendars_of,
)

DATA: dict[str, object] = {
    "calendar": "plenary",
    "year": 2031,
    "status": "official",
    "source": "circular 7",
    "holidays": {"2031-05-01": "May Day", date(2031, 10, 7): "Founding Day"},
}


def shipped() -> list[Calendar]:
    yaml = YAML(typ="safe", pure=True)
    return [calendar_from_data(yaml.load(file.read_text("utf-8"))) for file in calendar_files()]


def test_the_shipped_calendars_are_one_official_year_and_four_candidates() -> None:
    """Nine confirmed days in 2023; from 2024 on, only what is certain."""
    facts = [(c.id, c.status, len(c.holidays), len(c.unknown)) for c in shipped()]
    assert facts == [
        ("un-vienna/2023", "official", 9, 0),
        ("un-vienna/2024", "candidate", 6, 3),
        ("un-vienna/2025", "candidate", 6, 3),
        ("un-vienna/2026", "candidate", 6, 3),
        ("un-vienna/2027", "candidate", 4, 5),
    ]


def test_no_shipped_holiday_falls_on_a_weekend() -> None:
    """Days on a weekend are replaced, and no replacement was guessed."""
    assert all(day.weekday() < 5 for calendar in shipped() for day in calendar.holidays)


def test_a_calendar_is_read_with_its_defaults() -> None:
    """Saturday and Sunday, and the body's own name as title."""
    assert calendar_from_data(DATA) == Calendar(
        body="plenary",
        year=2031,
        status="official",
        source="circular 7",
        title="plenary",
        holidays={date(2031, 5, 1): "May Day", date(2031, 10, 7): "Founding Day"},
    )


@pytest.mark.parametrize("calendar", shipped(), ids=str)
def test_a_calendar_comes_back_from_the_log_as_it_went_in(calendar: Calendar) -> None:
    """Plain data with texts only, the same for the same days."""
    assert calendar_from_data(calendar_to_data(calendar)) == calendar


WRONG: list[tuple[dict[str, object], str]] = [
    ({"year": "MMXXXI"}, "year is 'MMXXXI', but it is a year from 1900 to 2999"),
    ({"year": True}, "year is True, but it is a year from 1900 to 2999"),
    ({"status": "final"}, "status is 'final', but it is official or candidate"),
    ({"source": " "}, "source is ' ', but it says where the list comes from"),
    (
        {"weekend": ["sunday", "frday"]},
        "weekend is ['sunday', 'frday'], but it is one to three days: [saturday, sunday]",
    ),
    (
        {"weekend": []},
        "weekend is [], but it is one to three days: [saturday, sunday]",
    ),
    (
        {"holidays": {"1 May": "May Day"}},
        "holidays is {'1 May': 'May Day'}, but it is a date and a name on each line: "
        "'2023-05-01: May Day'",
    ),
    (
        {"holidays": {datetime(2031, 5, 1): "May Day"}},  # noqa: DTZ001  # as YAML may give it
        "holidays is {datetime.datetime(2031, 5, 1, 0, 0): 'May Day'}, but it is a date and a "
        "name on each line: '2023-05-01: May Day'",
    ),
    ({"holidays": {"2030-05-01": "May Day"}}, "2030-05-01 is not a day of 2031"),
    (
        {"unknown": ["Eid al-Fitr"]},
        "an official calendar has no unknown days: enter them, or call it a candidate",
    ),
    ({"holiday": {}}, "a calendar has no key 'holiday': did you mean 'holidays'?"),
]


@pytest.mark.parametrize(("change", "words"), WRONG, ids=lambda value: str(value)[:40])
def test_what_is_no_calendar_says_why(change: dict[str, object], words: str) -> None:
    """The value and the rule."""
    with pytest.raises(CalendarError) as caught:
        calendar_from_data({**DATA, **change})
    assert [problem.words for problem in caught.value.problems] == [words]


def test_every_reason_is_named_at_once() -> None:
    """Four keys are needed."""
    with pytest.raises(CalendarError) as caught:
        calendar_from_data({})
    assert [problem.words for problem in caught.value.problems] == [
        "the key 'calendar' is missing",
        "the key 'year' is missing",
        "the key 'status' is missing",
        "the key 'source' is missing",
    ]


def candidate(year: int) -> Calendar:
    changes = {"status": "candidate", "year": year, "holidays": {}, "unknown": ["Eid al-Fitr"]}
    return calendar_from_data({**DATA, **changes})


def test_an_official_calendar_takes_the_candidates_place() -> None:
    """In whatever order they come; two of one status are a contradiction."""
    official = calendar_from_data(DATA)
    for order in ([official, candidate(2031)], [candidate(2031), official]):
        assert calendars_of(order) == {("plenary", 2031): official}
    with pytest.raises(CalendarError, match="there are two official calendars plenary/2031"):
        calendars_of([official, official])


def test_a_year_in_doubt_says_why() -> None:
    """Official: no doubt. Candidate, missing, or no calendar named: each its own words."""
    calendars = calendars_of([calendar_from_data(DATA), candidate(2032)])
    days = WorkingDays(body="plenary", calendars=calendars)
    assert [days.doubt(year) for year in (2031, 2032, 2033)] == [
        None,
        "the calendar plenary 2032 is a candidate, not official; not known: Eid al-Fitr",
        "there is no calendar plenary for 2033, so only weekends are known",
    ]
    assert WorkingDays(body=None, calendars=calendars).doubt(2031) == (
        "no calendar is named, so only Saturdays and Sundays are taken as days off"
    )


def test_the_weekend_is_the_bodys_own() -> None:
    """Of a year without a calendar: as in the nearest year that has one."""
    friday = calendar_from_data({**DATA, "weekend": ["friday", "saturday"]})
    days = WorkingDays(body="plenary", calendars=calendars_of([friday]))
    week = [date(2033, 7, day) for day in range(1, 8)]
    assert [days.why_off(day) for day in week] == ["Friday", "Saturday", *[None] * 5]
    nobody = WorkingDays(body=None, calendars={})
    assert [nobody.why_off(day) for day in week] == [None, "Saturday", "Sunday", *[None] * 4]
    assert days.why_off(date(2031, 5, 1)) == "May Day"
