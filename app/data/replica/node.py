"""The node of this database's stamps."""

import secrets

from sqlalchemy import Connection, text


def redraw(connection: Connection) -> None:
    """Draw a new node, so that a copy of this database does not stamp as this one does. For every process that syncs, once."""
    connection.execute(text("UPDATE sync.node SET node = :node"), {"node": secrets.token_hex(8)})
