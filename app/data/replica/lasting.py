"""Transactions whose commit need not wait for the disk."""

from sqlalchemy import Connection, text


def not_waiting_for_disk(connection: Connection) -> None:
    """Let the transaction's commit not wait for the disk: for what is found out, or done, again when it is lost with the power."""
    connection.execute(text("SET LOCAL synchronous_commit = off"))
