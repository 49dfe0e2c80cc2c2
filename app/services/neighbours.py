"""Other windows that work on the same database: noticing what they change."""

from __future__ import annotations

from collections.abc import Mapping

from app.data.queries import pulse
from app.services.change import Topic, topics_of_tables
from app.services.desk import Desk


def others_may_write(desk: Desk) -> bool:
    """Whether other computers may be working straight on this database: it is not this computer's own."""
    return not desk.database.address.embedded


def figures(desk: Desk) -> Mapping[str, int]:
    """Figures of the desk's space that are others as soon as somebody has changed something; none before there is a space."""
    if desk.space is None:
        return {}
    with desk.database.reading() as connection:
        return pulse.pulse(connection, desk.space)


def changed(before: Mapping[str, int], after: Mapping[str, int]) -> frozenset[Topic]:
    """What pages call what has changed between two looks."""
    return topics_of_tables(frozenset(name for name in after if before.get(name, after[name]) != after[name]))
