"""`--today`: which moment a day stands for, and what it means in a real store."""

import pytest

from workflow.clock import stamp
from workflow.service.session import day_of
from workflow.wiring import clock_of

ZONES = (
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Asia/Tokyo",
    "Europe/Vienna",
    "America/New_York",
    "America/Los_Angeles",
    "Pacific/Honolulu",
)


@pytest.mark.parametrize("day", ["2027-01-04", "2027-07-04"])
@pytest.mark.parametrize("zone", ZONES)
def test_a_day_is_that_day_where_the_dates_are_counted(zone: str, day: str) -> None:
    """In summer and winter, from Hawaii to New Zealand."""
    assert day_of(stamp(clock_of(day).now()), zone) == day


def test_a_moment_is_taken_as_it_is() -> None:
    """Where no hour is that day everywhere, the moment can be said."""
    assert day_of(stamp(clock_of("2027-01-04T09:30").now()), "Pacific/Kiritimati") == "2027-01-04"
    assert day_of(stamp(clock_of("2027-01-04T12:00").now()), "Pacific/Pago_Pago") == "2027-01-04"
