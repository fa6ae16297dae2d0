"""Of when an answer is: as of a day, as known at a moment, or the present.

A day means its end in the store's zone. The present is the engine's clock, but never before
the last entry: a rehearsal's clock stands still rather than go back. A real store's clock is
not set by hand, not even to read.
"""

import re
from datetime import date, datetime, time, timedelta

from workflow.clock import plain_moment, stamp
from workflow.errors import Problem, UnreadableError
from workflow.model.legal_time.local_time import end_of_day, moment_of
from workflow.service.engine import Engine
from workflow.service.reading import read_day
from workflow.service.session import day_of
from workflow.store import Reader
from workflow.views.parts import Heading

AUDIENCE = "desk"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def heading_of(
    engine: Engine, reader: Reader, *, as_of: str | None, as_known: str | None
) -> Heading:
    """The heading of an answer: the store, and the moment asked for.

    Raises:
        UnreadableError: a day or moment that cannot be read, or that is yet to come.
    """
    meta, now = reader.meta(), stamp(engine.clock.now())
    newest = reader.head().newest()
    present = max(now, newest.at) if newest else now
    zone = meta.get("zone", "Europe/Vienna")
    known = _known(as_known, zone, present) if as_known else present
    day = read_day(as_of, "--as-of") if as_of else None
    today = day_of(known, zone)
    return Heading(
        audience=AUDIENCE,
        nature=meta.get("nature", ""),
        store=meta.get("name", ""),
        zone=zone,
        today=min(day, today) if day else today,
        known_at=known,
        generated_at=present,
        as_of=day,
        as_known=as_known.strip() if as_known else None,
    )


def _known(text: str, zone: str, present: str) -> str:
    given = text.strip()
    if _DAY.fullmatch(given):
        day = date.fromisoformat(read_day(given, "--as-known"))
        start, last = _moment(day, zone), end_of_day(day, zone) - timedelta(milliseconds=1)
    else:
        start = last = _read(given, zone)
    if stamp(start) > present:
        words = f"--as-known {text!r} is yet to come: the store's present is {present}"
        raise UnreadableError("", Problem(code="E143", words=words, hint="leave it away"))
    return min(stamp(last), present)


def _moment(day: date, zone: str) -> datetime:
    return moment_of(day, time(0), zone)


def _read(text: str, zone: str) -> datetime:
    try:
        at = plain_moment(text)
    except ValueError as error:
        words = f"--as-known {text!r} is no day or moment"
        hint = "write 2027-05-05 or 2027-05-05T09:30"
        raise UnreadableError("", Problem(code="E107", words=words, hint=hint)) from error
    return at if at.tzinfo else moment_of(at.date(), at.time(), zone)


def day_in(heading: Heading, zone: str) -> str:
    """The day of an answer where dates are counted in *zone*: its own may not be the store's."""
    today = day_of(heading.known_at, zone)
    return min(heading.as_of, today) if heading.as_of else today


def falls_due_by(heading: Heading, zone: str) -> str:
    """The moment up to which time limits have passed in an answer (RFC 3339, UTC)."""
    if heading.as_of is None:
        return heading.known_at
    return min(heading.known_at, stamp(end_of_day(date.fromisoformat(heading.as_of), zone)))
