"""Which database serves an address: the one place that knows both."""

from workflow.store.link import Link
from workflow.store.location import Location


def connect(location: Location, *, writing: bool) -> Link:
    """Connect to what is there; nothing is created.

    Raises:
        StoreError: nothing is there, it cannot be reached, or its driver is not installed.
    """
    # Imported here: a driver that is not used is not loaded.
    if location.dialect == "sqlite":
        from workflow.store import sqlite

        return sqlite.connected(location, writing=writing)
    from workflow.store import postgresql

    return postgresql.connected(location, writing=writing)
