"""What Alembic runs: the revisions on the connection that `app.data.upgrade` hands over, inside the caller's transaction.

A migration waits at most ten seconds for a table that another window is using; then all of it is undone and the person told.
"""

from alembic import context
from sqlalchemy import text

import app.data.tables  # noqa: F401 (fills the metadata)
from app.data.tables.metadata import metadata
from migrations import VERSION_TABLE

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, version_table=VERSION_TABLE)
with context.begin_transaction():
    connection.execute(text("SET LOCAL lock_timeout = '10s'"))
    context.run_migrations()
