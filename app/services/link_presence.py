"""Whether this computer is linked to a shared server. Light: it loads no network code."""

from app.data.replica import links
from app.services.desk import Desk


def is_linked(desk: Desk) -> bool:
    """Whether a space of this database is linked."""
    with desk.database.reading() as connection:
        return bool(links.linked_spaces(connection))
