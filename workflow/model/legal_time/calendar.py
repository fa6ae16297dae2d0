"""Calendars: which days a body or a duty station works, year by year, as data.

A calendar is one year of one body. It is `official`, with its source, or a `candidate`:
a list that nobody has published, good for a rehearsal and never for a live date.

Decisions that live here:

* A year without a calendar is no error and no guess: weekends are left out, and whoever
  counted on it is told why the date is provisional.
* The weekend of such a year is that of the body's nearest known year, else Saturday and
  Sunday.
* A year whose calendar has unknown days is a candidate; an official one has none.

The data, as in `definitions/calendars/*.yaml`:

    calendar: un-vienna
    title: UN Vienna
    year: 2023
    status: official
    source: "UH https://…"
    weekend: [saturday, sunday]
    holidays: {2023-04-07: Good Friday}
    unknown: []
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeVar

from workflow.errors import Problem, UnreadableError, near
from workflow.model.legal_time.days import WEEKDAYS

Status = Literal["official", "candidate"]
T = TypeVar("T")

SATURDAY_SUNDAY = frozenset({5, 6})
KEYS = ("calendar", "title", "year", "status", "source", "weekend", "holidays", "unknown")
_DAY_NAMES = tuple(name.casefold() for name in WEEKDAYS)


class CalendarError(UnreadableError, ValueError):
    """The data are not a calendar; the message names all that is wrong."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__("", [Problem(code="K001", words=each) for each in words])


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One year of one body: its weekend (0 is Monday) and its holidays with their names.

    `body` is the name definitions use, `unknown` says in words which days are not known.
    """

    body: str
    year: int
    status: Status
    source: str
    title: str
    weekend: frozenset[int] = SATURDAY_SUNDAY
    holidays: Mapping[date, str] = field(default_factory=dict, hash=False)
    unknown: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Body and year: `un-vienna/2023`."""
        return f"{self.body}/{self.year}"

    def __str__(self) -> str:
        return f"{self.title} {self.year} ({self.status})"


Calendars = Mapping[tuple[str, int], Calendar]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDays:
    """The working days of one body over all its years; of nobody, if *body* is None."""

    body: str | None
    calendars: Calendars

    def of(self, year: int) -> Calendar | None:
        """The body's calendar of that year, if there is one."""
        return self.calendars.get((self.body, year)) if self.body else None

    def why_off(self, day: date) -> str | None:
        """Why the body does not work on *day*: its weekday or its holiday; None if it does."""
        calendar = self.of(day.year)
        if calendar and day in calendar.holidays:
            return calendar.holidays[day]
        weekend = calendar.weekend if calendar else self._weekend_near(day.year)
        return WEEKDAYS[day.weekday()] if day.weekday() in weekend else None

    def is_holiday(self, day: date) -> bool:
        """Whether *day* is off for another reason than its weekday."""
        calendar = self.of(day.year)
        return calendar is not None and day in calendar.holidays

    def doubt(self, year: int) -> str | None:
        """Why a date that rests on that year is provisional; None if it is not."""
        if self.body is None:
            return "no calendar is named, so only Saturdays and Sundays are taken as days off"
        calendar = self.of(year)
        if calendar is None:
            return f"there is no calendar {self.body} for {year}, so only weekends are known"
        if calendar.status == "official":
            return None
        unknown = f"; not known: {', '.join(calendar.unknown)}" if calendar.unknown else ""
        return f"the calendar {calendar.title} {year} is a candidate, not official{unknown}"

    def _weekend_near(self, year: int) -> frozenset[int]:
        known = [found for (body, _), found in self.calendars.items() if body == self.body]
        nearest = min(known, key=lambda found: (abs(found.year - year), found.year), default=None)
        return nearest.weekend if nearest else SATURDAY_SUNDAY


def calendars_of(calendars: Iterable[Calendar]) -> Calendars:
    """Return the calendars by body and year; an official one takes a candidate's place.

    Raises:
        CalendarError: two calendars of one status for one body and year.
    """
    found: dict[tuple[str, int], Calendar] = {}
    for calendar in sorted(calendars, key=lambda each: each.status == "official"):
        other = found.get((calendar.body, calendar.year))
        if other and other.status == calendar.status:
            raise CalendarError([f"there are two {calendar.status} calendars {calendar.id}"])
        found[calendar.body, calendar.year] = calendar
    return found


def calendar_to_data(calendar: Calendar) -> dict[str, object]:
    """Return plain data with texts for keys and dates, from which the calendar can be read."""
    holidays = {day.isoformat(): name for day, name in sorted(calendar.holidays.items())}
    return {
        "calendar": calendar.body,
        "title": calendar.title,
        "year": calendar.year,
        "status": calendar.status,
        "source": calendar.source,
        "weekend": [_DAY_NAMES[day] for day in sorted(calendar.weekend)],
        "holidays": holidays,
        "unknown": list(calendar.unknown),
    }


def calendar_from_data(data: Mapping[str, object]) -> Calendar:
    """Return the calendar that *data*, as read from YAML or from the log, describe.

    Raises:
        CalendarError: they describe none; every reason is named.
    """
    reader = _DataReader(data=data, problems=[])
    calendar = _calendar(reader)
    reader.problems += [
        f"a calendar has no key {key!r}: {near(str(key), KEYS)}" for key in data if key not in KEYS
    ]
    reader.problems += _contradictions(calendar)
    if reader.problems:
        raise CalendarError(reader.problems)
    return calendar


@dataclass(slots=True, kw_only=True)
class _DataReader:
    """Reads one key after another and keeps what is wrong."""

    data: Mapping[str, object]
    problems: list[str]

    def read(self, key: str, reading: Callable[[object], T | None], rule: str, otherwise: T) -> T:
        """The value of *key*; *otherwise* where it is missing or, as a problem, unreadable."""
        if key not in self.data:
            return otherwise
        found = reading(self.data[key])
        if found is None:
            self.problems.append(f"{key} is {self.data[key]!r}, but {rule}")
        return otherwise if found is None else found


def _calendar(reader: _DataReader) -> Calendar:
    for key in ("calendar", "year", "status", "source"):
        if key not in reader.data:
            reader.problems.append(f"the key {key!r} is missing")
    body = reader.read("calendar", _text, "it is a name", "")
    return Calendar(
        body=body,
        year=reader.read("year", _year, "it is a year from 1900 to 2999", 0),
        status=reader.read("status", _status, "it is official or candidate", "candidate"),
        source=reader.read("source", _text, "it says where the list comes from", ""),
        title=reader.read("title", _text, "it is a text", body),
        weekend=reader.read(
            "weekend", _weekend, "it is one to three days: [saturday, sunday]", SATURDAY_SUNDAY
        ),
        holidays=reader.read(
            "holidays", _holidays, "it is a date and a name on each line: '2023-05-01: May Day'", {}
        ),
        unknown=reader.read("unknown", _texts, "it is a list of texts", ()),
    )


def _contradictions(calendar: Calendar) -> list[str]:
    """What no calendar may say, however well it is written."""
    strays = sorted(day for day in calendar.holidays if calendar.year not in {0, day.year})
    found = [f"{day.isoformat()} is not a day of {calendar.year}" for day in strays]
    if calendar.status == "official" and calendar.unknown:
        found.append("an official calendar has no unknown days: enter them, or call it a candidate")
    return found


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _texts(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, (list, tuple)) or not all(_text(each) for each in value):
        return None
    return tuple(str(each) for each in value)


def _year(value: object) -> int | None:
    year = int(value) if isinstance(value, str) and value.isascii() and value.isdecimal() else value
    return year if type(year) is int and 1900 <= year <= 2999 else None


def _status(value: object) -> Status | None:
    return value if value in ("official", "candidate") else None


def _weekend(value: object) -> frozenset[int] | None:
    names = _texts(value)
    if names is None or not 1 <= len(set(names)) <= 3 or not set(names) <= set(_DAY_NAMES):
        return None
    return frozenset(_DAY_NAMES.index(name) for name in names)


def _holidays(value: object) -> dict[date, str] | None:
    if not isinstance(value, Mapping):
        return None
    days = {_date(day): _text(name) for day, name in value.items()}
    if len(days) < len(value):
        return None
    named = {day: name for day, name in days.items() if day and name}
    return named if len(named) == len(value) else None


def _date(value: object) -> date | None:
    """A date, however the reader of the file gave it; never a moment."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if type(value) is date else None
