"""Days and moments: which day a moment falls on in a zone, and when a day begins there.

A zone is an IANA name, never the server's own. Decisions that live here:

* A day begins at its first moment. Where clocks jump over midnight that is the moment
  of the jump; where they pass midnight twice it is the first time.
* Moments are aware and in UTC.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from workflow.errors import Problem, UnreadableError
from workflow.model.legal_time.days import weekday_words

MIDNIGHT = time(0)


class TimeError(UnreadableError, ValueError):
    """A date cannot be worked out: an unknown zone, or beyond the years there are."""

    def __init__(self, words: str, hint: str = "", *, where: str = "") -> None:
        super().__init__(where, Problem(code="E144", words=words, hint=hint))


def zone_of(name: str) -> ZoneInfo:
    """Return the zone of that IANA name.

    Raises:
        TimeError: there is none.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        hint = "write a name of the IANA list: 'Europe/Vienna'"
        raise TimeError(f"there is no time zone {name!r}", hint) from error


def as_local_date(at: datetime, zone: str) -> date:
    """Return the day on which the aware moment *at* falls in *zone*.

    Raises:
        ValueError: *at* is naive. TimeError: there is no such zone.
    """
    return _aware(at).astimezone(zone_of(zone)).date()


def moment_of(day: date, hour: time, zone: str) -> datetime:
    """Return the moment, in UTC, at which a clock in *zone* shows *hour* on *day*.

    An hour that is skipped is read as if clocks had not moved yet; an hour that comes
    twice is its first time.

    Raises:
        TimeError: there is no such zone, or the moment lies beyond the years there are.
    """
    try:
        return datetime.combine(day, hour, tzinfo=zone_of(zone)).astimezone(UTC)
    except OverflowError as error:
        raise beyond() from error


def start_of_day(day: date, zone: str) -> datetime:
    """Return the first moment of *day* in *zone*, in UTC. Raises as `moment_of`."""
    return moment_of(day, MIDNIGHT, zone)


def end_of_day(day: date, zone: str) -> datetime:
    """Return the first moment after *day* in *zone*, in UTC. Raises as `moment_of`."""
    try:
        return start_of_day(day + timedelta(days=1), zone)
    except OverflowError as error:
        raise beyond() from error


def moment_words(at: datetime, zone: str) -> str:
    """`Wednesday 2 June 2027, 00:00 Europe/Vienna`."""
    local = _aware(at).astimezone(zone_of(zone))
    return f"{weekday_words(local.date())}, {local:%H:%M} {zone}"


def beyond() -> TimeError:
    """The error for a date before the year 1 or after the year 9999."""
    return TimeError("the date lies beyond the years 1 to 9999", "write a shorter period")


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"a moment must be aware, got {at!r}")
    return at
