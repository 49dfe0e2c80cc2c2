"""Session care: whether it is time for a child to rest, and a grown-up who lets it go on. On the child side, so nobody has to sign in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.data.queries import attempts
from app.data.queries import settings as queries
from app.learning.care import Care, Due, Limits, care
from app.learning.ids import ChildId
from app.learning.letters import Spoken
from app.services import settings
from app.services.change import Change, Topic
from app.services.children import found, one_child
from app.services.desk import Desk, space_of
from app.system import resources

if TYPE_CHECKING:
    from app.data.database import Connection

_LET_ON = "let-on-at"  # a note among the settings of a child: when a grown-up last let it go on
_LOOK_BACK = timedelta(hours=30)


def standing(desk: Desk, child: ChildId, besides: timedelta = timedelta()) -> Care:
    """How long the child has played and what is due. `besides` as in `app.learning.care`. Raises Problem NOT_FOUND."""
    limits = limits_of(desk, child)
    with desk.database.reading() as connection:
        now, space = desk.now(), space_of(desk)
        whole = one_child(connection, desk, child)
        played = attempts.lengths(connection, space, whole, now - _LOOK_BACK)
        return care(played, limits, now, _let_on(connection, desk, whole.id), besides)


def limits_of(desk: Desk, child: ChildId) -> Limits:
    """What a grown-up chose for a child, or for the space."""
    chosen = settings.read(desk, child)
    return Limits(_minutes(chosen.minutes), _minutes(chosen.daily))


def let_go_on(desk: Desk, child: ChildId) -> Change[None]:
    """A grown-up lets the child go on for one sitting more. Raises Problem NOT_FOUND."""
    with desk.database.transaction() as connection:
        one = found(connection, desk, child)
        queries.put(connection, space_of(desk), _LET_ON, desk.now().isoformat(), one.id)
    return Change(None, frozenset({Topic.SETTINGS}))


def saying(language: str, due: Due) -> Spoken | None:
    """What Pip says at the end in a language; None where nobody has written it yet, and the pictures stand alone."""
    said = resources.sayings().get(language)
    return None if said is None else Spoken(said[due.value])


def _let_on(connection: Connection, desk: Desk, child: ChildId) -> datetime | None:
    """When a grown-up last let the child go on; what a hand or a later version wrote there counts as never."""
    noted = queries.values(connection, space_of(desk), child).get(_LET_ON)
    try:
        moment = datetime.fromisoformat(noted) if isinstance(noted, str) else None
    except ValueError:
        return None
    return None if moment is None or moment.tzinfo is None else moment


def _minutes(count: int) -> timedelta | None:
    return timedelta(minutes=count) if count else None
