"""The only reader of the time of day.

A service reads its clock once and passes the moment on as `at`. All moments are
aware, in UTC, and whole milliseconds, because that is how the log writes them.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

#: The hour, UTC, that a day stands for where none is given: that day already in Hawaii
#: (UTC-10:00) and still in New Zealand's summer (UTC+13:00, Chatham +13:45), so that it is the
#: day named in nearly every zone in which dates are counted. No hour is one day in all of them:
#: in Pago Pago (UTC-11:00) it is the day before, in Kiritimati (UTC+14:00) the day after.
HOUR_OF_A_DAY = 10

_PLAIN = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)


class Clock(Protocol):
    """Whatever can say what time it is."""

    def now(self) -> datetime:
        """Return the moment: aware, UTC, whole milliseconds."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the present moment: aware, UTC, whole milliseconds."""
        return whole(datetime.now(UTC))


@dataclass(slots=True)
class ManualClock:
    """A clock that moves only when told to: for rehearsals, tests and simulations."""

    at: datetime

    def now(self) -> datetime:
        """Return the moment the clock stands at."""
        return whole(self.at)

    def advance(self, by: timedelta) -> None:
        """Move forward by *by*.

        Raises:
            ValueError: if *by* is negative; a clock cannot go back.
        """
        if by < timedelta(0):
            raise ValueError(f"a clock cannot go back, asked for {by}")
        self.at += by

    def set(self, at: datetime) -> None:
        """Move forward to *at*; raises ValueError if that is in its past."""
        self.advance(at - self.at)


def whole(at: datetime) -> datetime:
    """Return *at* in UTC, cut to whole milliseconds; raises ValueError if naive."""
    if at.tzinfo is None:
        raise ValueError(f"a moment must be aware, got {at!r}")
    return at.astimezone(UTC).replace(microsecond=at.microsecond // 1000 * 1000)


def stamp(at: datetime) -> str:
    """Return *at* as the log writes it: RFC 3339, UTC, milliseconds, `Z`."""
    return f"{whole(at).replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"


def plain_moment(text: str) -> datetime:
    """Read a day or moment as people type it: `2027-05-02`, `2027-05-02T10:30[:SS]`.

    An offset (`Z`, `+02:00`) may follow the time; without one the answer is naive.

    Raises:
        ValueError: *text* has another form, or the calendar has no such day.
    """
    if not _PLAIN.fullmatch(text):
        raise ValueError(f"neither a day nor a moment: {text!r}")
    return datetime.fromisoformat(text)


def moment(text: str) -> datetime:
    """Read what `stamp` wrote; raises ValueError if *text* is no aware moment."""
    return whole(datetime.fromisoformat(text))
