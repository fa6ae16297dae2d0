"""`--today`: which moment a day stands for, and what it means in a real store."""

from dataclasses import replace

import pytest

from tests.support.designs import LATE_NOTE
from workflow.clock import stamp
from workflow.errors import UnreadableError
from workflow.service import viewing
from workflow.service.session import check_clock, day_of
from workflow.service.stores import Birth, found
from workflow.store import create_store
from workflow.testing import (
    ORIGIN,
    ZONE,
    Rehearsal,
    engine_on,
    open_on,
    rehearsal,
    signer_of,
)
from workflow.wiring import clock_of

BY_OFFICE = ("secretariat", "secretariat")

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


def real(url: str) -> Rehearsal:
    """A store for real reviews: one opened on 4 January 2027, whose review began on 1 March."""
    engine = engine_on(create_store(url), "2027-01-04")
    vkey = signer_of().verifier.vkey
    found(engine, Birth(nature="real", name="real", origin=ORIGIN, vkey=vkey, zone=ZONE))
    text = LATE_NOTE.replace("status: illustration", "status: active\ndecision: CTOC 9/1")
    open_on(engine, text, cycle="t", launched_on="2027-01-04", codes="QAA")
    scene = Rehearsal(engine=engine, cycle="t")
    scene.at("2027-03-01").record("QAA", "start", BY_OFFICE)
    return scene


def test_a_real_store_is_not_opened_with_a_clock_set_by_hand(sqlite_url: str) -> None:
    """Neither to write nor to read: an answer of another day is asked for as such."""
    with real(sqlite_url) as scene:
        asked = replace(scene.engine, clock=clock_of("2027-02-01"), given_today=True)

        with pytest.raises(UnreadableError, match=r"^S011 --today sets the clock of a rehearsal"):
            check_clock(asked)
        check_clock(scene.engine)


@pytest.mark.parametrize(("day", "step"), [("2027-02-01", "launched"), ("2027-03-01", "answering")])
def test_of_a_real_store_another_day_is_asked_for_as_known(
    sqlite_url: str, day: str, step: str
) -> None:
    """The answer says so, and does not take the last entry for the present."""
    with real(sqlite_url) as scene:
        board = viewing.status(scene.engine, "t", as_known=day)

        assert board.heading.words == f"as known {day}"
        assert (board.heading.today, board.reviews[0].step) == (day, step)


def test_in_a_rehearsal_a_given_day_is_the_present_and_never_before_the_last_entry(
    sqlite_url: str,
) -> None:
    """Its clock stands still rather than go back."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QAA") as scene:
        scene.at("2027-03-01").record("QAA", "start", BY_OFFICE)
        asked = replace(scene.engine, clock=clock_of("2027-02-01"), given_today=True)
        board = viewing.status(asked, "t")

        assert (board.heading.words, board.heading.today) == ("", "2027-03-01")
