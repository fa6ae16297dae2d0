"""Entries in words: who, what, when, on what; and the engine's own lateness kept apart."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from workflow.model.rows.entry import Act, Entry
from workflow.views.words import count, days_between

#: Where a day is asked for and no definition says the zone.
ZONE = "Europe/Vienna"


def who(cause: Act | Entry) -> str:
    """`MEX as state_under_review`, or `the engine`."""
    if cause.role is None:
        return "the engine" if cause.actor == "engine" else cause.actor
    return f"{cause.actor} as {cause.role}"


def local_day(at: str, zone: str = ZONE) -> str:
    """The day of a moment of the log in a zone, ISO."""
    return datetime.fromisoformat(at).astimezone(ZoneInfo(zone)).date().isoformat()


def recorded_on(entry: Entry, zone: str = ZONE) -> str:
    """The day an entry was recorded."""
    return local_day(entry.at, zone)


def engine_late(entry: Entry, zone: str) -> str:
    """How late the engine recorded a limit that passed; empty where it woke the same day."""
    due_at = entry.data.get("due_at")
    if entry.actor != "engine" or not isinstance(due_at, str):
        return ""
    late = days_between(local_day(due_at, zone), recorded_on(entry, zone))
    return f"recorded {count(late, 'day')} after it fell due (the engine)" if late else ""


def listed_in(cause: Act | Entry, key: str) -> tuple[Mapping[str, object], ...]:
    """The rows an entry tells under *key*: documents, facts, problems."""
    rows = cause.data.get(key)
    if not isinstance(rows, list | tuple):
        return ()
    return tuple(row for row in rows if isinstance(row, Mapping))


def numbers_in(cause: Act | Entry, key: str) -> tuple[int, ...]:
    """The entry numbers an entry tells under *key*."""
    rows = cause.data.get(key)
    return tuple(n for n in rows if isinstance(n, int)) if isinstance(rows, list | tuple) else ()


def text_in(cause: Act | Entry, key: str) -> str | None:
    """One text an entry tells, or None."""
    value = cause.data.get(key)
    return value if isinstance(value, str) and value else None
