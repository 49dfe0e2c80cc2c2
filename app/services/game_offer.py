"""Which games a child can choose, and which one it goes on with. A read."""

from __future__ import annotations

from dataclasses import dataclass

from app.data.queries import mastery, play_sessions
from app.learning.ids import ChildId
from app.learning.mastery import Game
from app.learning.next_game import next_game, suitable
from app.services.children import found, one_child
from app.services.desk import Desk, space_of
from app.services.languages import language_of, pack
from app.services.settings import preferences_of
from app.services.trees import tree_in

_REMEMBERED = 12  # play sessions: enough to know which game was left alone longest


@dataclass(frozen=True, slots=True)
class GameOffer:
    """`games` have enough to ask the child now; `following` is one that was left in the middle today, else the one that is best."""

    games: tuple[Game, ...]
    following: Game


def offer(desk: Desk, child: ChildId) -> GameOffer:
    """The games for a child in the language it plays now. A fixed number of queries. Raises Problem NOT_FOUND, LANGUAGE_UNKNOWN."""
    now, space = desk.now(), space_of(desk)
    with desk.database.reading() as connection:
        whole = one_child(connection, desk, child)
        one = found(connection, desk, whole)
        letters = pack(language_of(one))
        tree, standings = tree_in(connection, space, letters), mastery.of_child(connection, space, whole.id)
        preferences = preferences_of(connection, desk, one, whole)
        waiting = play_sessions.unfinished(connection, space, whole, now.date())
        recent = [played.play_session.game for played in play_sessions.recent(connection, space, whole, _REMEMBERED)]
    games = suitable(letters, tree, standings, preferences)
    if waiting is not None and waiting.language == letters.language:
        return GameOffer(games, waiting.game)
    return GameOffer(games, next_game(letters, tree, standings, preferences, recent, now))
