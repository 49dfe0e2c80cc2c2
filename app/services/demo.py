"""A believable household or class with a history, for trying the program out and for measuring it.

The same seed gives the same rows, ids included, on the same day and with the same letters, in whichever process and at whichever
hour. (Not the same: when rows were written, and the salt of the password.)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from app.data.queries import attempts, badges, mastery, play_sessions
from app.data.queries import children as child_queries
from app.learning.people import Child, GrownUp, SpaceKind
from app.learning.problems import Problem, Trouble
from app.learning.secrets import Secret, all_secrets, assign
from app.learning.sittings import Preferences
from app.learning.skills import Status
from app.services import spaces
from app.services.audit import Deed, note
from app.services.change import Change, Topic
from app.services.children import as_child
from app.services.demo_people import new_child, temper
from app.services.demo_play import History, Player, id_at
from app.services.desk import Desk, space_of
from app.services.languages import language_of, offered, pack
from app.services.trees import tree_for_play

if TYPE_CHECKING:
    from app.data.database import Connection

FAMILY_MOST = 6  # children; more make a class
OWNER, PASSWORD = "Robin", "lettergrove"
_AT_ONCE = 5_000  # rows in one statement
_TALLEST_SEED = 1 << 64


@dataclass(frozen=True, slots=True)
class Planted:
    """What was planted. `owner` and `password` are those of a space that was founded for it; None in one that was there."""

    children: tuple[Child, ...]
    play_sessions: int
    attempts: int
    bloomed: int
    owner: GrownUp | None
    password: str | None


def plant(desk: Desk, children: int, days: int, seed: int, among_others: bool = False) -> Change[Planted]:
    """So many children with so many days of play before today, by the real rules of learning; all of it or nothing.

    Without a space one is founded: a household up to six children, else a class. A space that has children already is left alone
    (Problem SPACE_HAS_CHILDREN, count) unless `among_others`.
    """
    today = desk.now().replace(hour=0, minute=0, second=0, microsecond=0)
    dice = Random(f"{seed % _TALLEST_SEED}")  # noqa: S311 (a history that can be made again, no secret)
    seated = replace(desk, now=lambda: today, new_id=lambda: id_at(today, dice))
    space, owner = spaces.current_space(seated), None
    if space is None:
        kind = SpaceKind.HOUSEHOLD if children <= FAMILY_MOST else SpaceKind.CLASSROOM
        founded = spaces.found_space(seated, kind, "Lettergrove", OWNER, PASSWORD, None, ()).value
        space, owner = founded.space, founded.owner
    seated = replace(seated, space=space.id)
    with desk.database.transaction() as connection:
        there = child_queries.list_all(connection, space.id)
        if there and not among_others:
            raise Problem(Trouble.SPACE_HAS_CHILDREN, count=len(there))
        known = len(there) + len(child_queries.list_all(connection, space.id, removed=True))
        dice.seed(f"{seed % _TALLEST_SEED} beside {known}")  # else the ids of what was planted before would come again
        taken = set(child_queries.lock_secrets(connection, space.id))
        made = [_grow(connection, seated, number, days, dice, taken) for number in range(children)]
        note(seated, connection, Deed.DEMO_PLANTED, space.id, children=children, days=days, seed=seed)
    standings = [standing for _, history in made for standing in history.standings.values()]
    planted = Planted(
        children=tuple(child for child, _ in made),
        play_sessions=sum(len(history.play_sessions) for _, history in made),
        attempts=sum(len(history.attempts) for _, history in made),
        bloomed=sum(standing.status is Status.BLOOMED for standing in standings),
        owner=owner,
        password=PASSWORD if owner else None,
    )
    return Change(planted, frozenset(Topic))


def _grow(
    connection: Connection, desk: Desk, number: int, days: int, dice: Random, taken: set[Secret]
) -> tuple[Child, History]:
    """One child with its history, kept."""
    own = Random(dice.getrandbits(64))  # noqa: S311 (as above)
    tags = tuple(offer.language for offer in offered())
    child = as_child(desk, new_child(number, own, desk.now().date(), tags))
    if len(taken) < len(all_secrets()):
        secret = assign(taken, own.getrandbits(32))
        taken.add(secret)
        child = replace(child, secret=secret)
    child_queries.add(connection, space_of(desk), child)
    letters = pack(language_of(child))
    tree = tree_for_play(connection, space_of(desk), letters)
    player = Player(child.id, letters, tree, Preferences(case=child.case, own_name=child.name), temper(own), own)
    history = player.play(days, desk.now())
    _keep(connection, desk, child, history)
    return child, history


def _keep(connection: Connection, desk: Desk, child: Child, history: History) -> None:
    """Write a history, in an order in which every key finds its row."""
    space = space_of(desk)
    for session in history.play_sessions:
        play_sessions.add(connection, space, session)
    for first in range(0, len(history.attempts), _AT_ONCE):
        attempts.add_many(connection, space, history.attempts[first : first + _AT_ONCE])
    mastery.keep(connection, space, list(history.standings.values()))
    badges.add(connection, space, child.id, history.badges)
