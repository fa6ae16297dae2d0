"""Where Alembic meets the store: the connection and its transaction are given, never made here."""

from alembic import context
from sqlmodel import SQLModel

from workflow.store import log_tables, poll_tables, tables

#: Named, so that the imports that fill it are seen to be used.
TABLES = (log_tables, poll_tables, tables)

context.configure(
    connection=context.config.attributes["connection"], target_metadata=SQLModel.metadata
)
context.run_migrations()
