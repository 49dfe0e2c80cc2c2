"""Children that look like one child added twice: what grown-ups are asked about, and what they said.

That two are two children is remembered, and travels, as a note among the settings of the one of the lesser id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from app.data.queries import child_aliases, children
from app.data.queries import settings as queries
from app.learning.aliases import Aliases
from app.learning.ids import ChildId, SpaceId
from app.learning.namesakes import Met, Pair, look_alike
from app.learning.roles import Action
from app.services.change import Change, Topic
from app.services.desk import Desk, space_of
from app.services.one_child import Joining, joining_of
from app.services.permission import permitted

if TYPE_CHECKING:
    from app.data.database import Connection

_NOTE = "another-than."  # and the id of the other child


def offers(desk: Desk) -> tuple[Joining, ...]:
    """The pairs of children that look like one, each with what joining them would come to: the one that has played more is kept.

    Five queries where there are none.
    """
    with desk.database.reading() as connection:
        space = space_of(desk)
        aliases = child_aliases.of_space(connection, space)
        made_by = children.made_by(connection, space)
        here = [Met(child, made_by[child.id]) for child in children.list_all(connection, space) if child.id not in aliases.joined]
        pairs = look_alike(here, _decided(connection, space, aliases))
        joinings = [joining_of(connection, space, aliases.one(one.id), aliases.one(other.id)) for one, other in pairs]
    return tuple(one if one.kept.answers >= one.other.answers else Joining(one.other, one.kept, one.together) for one in joinings)


def tell_apart(desk: Desk, child: ChildId, other: ChildId, apart: bool = True) -> Change[None]:
    """Two that look alike are two children, and nobody is asked about them again. Undo takes it back. Raises Problem NOT_ALLOWED."""
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.CHANGE_CHILD)
        one, another = sorted((child, other))
        if apart:
            queries.put(connection, space_of(desk), f"{_NOTE}{another}", value=True, child=one)
        else:
            queries.forget(connection, space_of(desk), f"{_NOTE}{another}", child=one)
    return Change(None, frozenset({Topic.CHILDREN}), lambda at: tell_apart(at, child, other, not apart))


def _decided(connection: Connection, space: SpaceId, aliases: Aliases) -> frozenset[Pair]:
    """The pairs that a grown-up has told apart, or joined and separated again, by the rows that are kept now."""
    told = {
        frozenset((child, ChildId(UUID(key.removeprefix(_NOTE)))))
        for child, own in queries.of_children(connection, space).items()
        for key in own
        if key.startswith(_NOTE) and _is_id(key.removeprefix(_NOTE))
    }
    return frozenset(frozenset(map(aliases.kept, pair)) for pair in told | child_aliases.ever(connection, space))


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
