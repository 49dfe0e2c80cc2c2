"""What must hold of a database whatever was done to it."""

from datetime import date

from sqlalchemy import Connection, text

from app.learning.ids import SpaceId


def practice_day_differences(connection: Connection, space: SpaceId) -> list[tuple[str, date, int]]:
    """Where the database finds that its practice days are not the sum of its attempts: side, day and attempts. Nothing: they are."""
    found = text("SELECT side, local_day, attempts FROM practice_day_differences(:space)")
    return [(side, day, count) for side, day, count in connection.execute(found, {"space": space})]
