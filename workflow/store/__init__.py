"""Rows on disk: the log, which is the only truth, and the tables it leads to.

The only room that knows a database. Reading and writing run SQL on the driver's own
connection; SQLModel declares the tables and Alembic makes them.
"""

from workflow.store.reader import Head, Reader
from workflow.store.rebuild import Difference, differences, rebuild, replay
from workflow.store.store import Store, create_store, open_store, upgrade_store
from workflow.store.unit import Unit

__all__ = [
    "Difference",
    "Head",
    "Reader",
    "Store",
    "Unit",
    "create_store",
    "differences",
    "open_store",
    "rebuild",
    "replay",
    "upgrade_store",
]
