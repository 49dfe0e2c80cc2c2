"""Playing: a play session from its first round to what grew.

Every answer is one transaction, durable before `record_answer` returns; a play session is nothing but its rows, so it goes on after a
restart exactly where it stopped. All that is here may be done twice with the same outcome, so it goes through `Database.run`, which does
it again when the server restarts in the middle.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from app.data.queries import attempts, mastery, play_sessions
from app.learning import coach
from app.learning.games import build_word, letter_pairs, letters_home
from app.learning.games.letter_pairs import Board
from app.learning.games.rounds import Round, places_pressed
from app.learning.games.spreads import Spread, last_spread
from app.learning.ids import ChildId, PlaySessionId
from app.learning.mastery import Attempt, Game
from app.learning.play_sessions import PlaySession
from app.learning.problems import Problem, Trouble
from app.learning.sittings import turns_of
from app.services import recording, results
from app.services.change import Change, Topic
from app.services.children import found, one_child
from app.services.desk import Desk, space_of
from app.services.languages import language_of, pack
from app.services.playing import Answer, Begun, Feedback, Growth, SittingResult
from app.services.settings import preferences_of
from app.services.trees import tree_for_play, tree_in

if TYPE_CHECKING:
    from app.data.database import Connection

__all__ = ["Answer", "Begun", "Feedback", "Growth", "SittingResult", "begin", "finish", "next_board", "next_round", "next_spread",
           "record_answer"]  # fmt: skip

T = TypeVar("T")
_SPREADS = {Game.LETTERS_HOME: letters_home, Game.BUILD_WORD: build_word}
_PROGRESS = frozenset({Topic.PROGRESS})
_SEED_BITS = (1 << 62) - 1  # the random half of a new id


def begin(desk: Desk, child: ChildId, game: Game) -> Change[Begun]:
    """A new play session, or today's unfinished one of this child, game and language. Raises Problem NOT_FOUND, LANGUAGE_UNKNOWN."""
    fresh = PlaySessionId(desk.new_id())
    return Change(desk.database.run(lambda connection: _begun(connection, desk, child, game, fresh)), _PROGRESS)


def next_round(desk: Desk, play_session: PlaySessionId) -> Round | None:
    """The round of the turn that is not over yet, told from its answers when there are any. None: the sitting is over.

    Raises Problem NOT_FOUND. The queries do not grow with what was played.
    """
    return _asked(desk, play_session, coach.next_round)


def next_board(desk: Desk, play_session: PlaySessionId) -> Board | None:
    """The same for a play session of letter pairs: the board with what was found on it."""
    return _asked(desk, play_session, letter_pairs.next_board)


def next_spread(desk: Desk, play_session: PlaySessionId) -> Spread | None:
    """The same for a play session of a game that is played by carrying: the spread with what is settled on it."""
    with desk.database.reading() as connection:
        game = session_of(connection, desk, play_session).game
    return _asked(desk, play_session, _SPREADS[game].next_spread)


def _asked(desk: Desk, play_session: PlaySessionId, ask: Callable[..., T | None]) -> T | None:
    """What a game asks next in a play session; None when the sitting is over."""

    def told(connection: Connection) -> T | None:
        space, session = space_of(desk), session_of(connection, desk, play_session)
        if session.ended_at is not None:
            return None
        letters = pack(session.language)
        tree = tree_in(connection, space, letters)
        whole = one_child(connection, desk, session.child)
        standings = mastery.of_child(connection, space, whole.id)
        given = attempts.of_play_session(connection, space, play_session)
        preferences = preferences_of(connection, desk, found(connection, desk, whole), whole)
        now = desk.now()
        sitting = coach.Sitting(play_session, session.game, session.turns, given, session.started_at.astimezone(now.tzinfo))
        return ask(letters, tree, standings, sitting, preferences, now, session.seed)

    return desk.database.run(told)


def record_answer(desk: Desk, answer: Answer) -> Change[Feedback]:
    """The answer, kept for good. Recording the same id again changes nothing and gives the feedback again. Raises Problem NOT_FOUND."""
    now = desk.now()
    return Change(desk.database.run(lambda connection: recording.recorded(connection, desk, answer, now)), _PROGRESS)


def finish(desk: Desk, play_session: PlaySessionId) -> Change[SittingResult]:
    """The play session closed, whether all its turns were played or not. Doing it again gives the same result. Raises Problem NOT_FOUND."""
    now = desk.now()

    def ended(connection: Connection) -> SittingResult:
        session = session_of(connection, desk, play_session)
        play_sessions.end(connection, space_of(desk), play_session, max(now, session.started_at))  # a clock may be set back
        return results.result_of(connection, desk, session, now)

    return Change(desk.database.run(ended), _PROGRESS)


def session_of(connection: Connection, desk: Desk, play_session: PlaySessionId) -> PlaySession:
    """A play session within a transaction. Raises Problem NOT_FOUND."""
    session = play_sessions.find(connection, space_of(desk), play_session)
    if session is None:
        raise Problem(Trouble.NOT_FOUND, what="play-session")
    return session


def _begun(connection: Connection, desk: Desk, child: ChildId, game: Game, fresh: PlaySessionId) -> Begun:
    whole = one_child(connection, desk, child)
    player = found(connection, desk, whole)
    if player.deleted_at is not None:
        raise Problem(Trouble.NOT_FOUND, what="child")
    now, space, language = desk.now(), space_of(desk), language_of(player)
    tree = tree_for_play(connection, space, pack(language))
    session = play_sessions.unfinished(connection, space, whole, now.date(), game)
    if session is not None and session.language == language:
        return _as_begun(session, attempts.of_play_session(connection, space, session.id))
    preferences = preferences_of(connection, desk, player, whole)
    turns = preferences.turns
    if game is Game.LETTER_PAIRS:
        turns = letter_pairs.turns_of_sitting(pack(language), tree, mastery.of_child(connection, space, whole.id), preferences)
    elif game in _SPREADS:
        turns = _SPREADS[game].spreads_of_sitting(pack(language), tree, mastery.of_child(connection, space, whole.id), preferences)
    session = PlaySession(fresh, whole.id, game, language, turns, fresh.int & _SEED_BITS, now, None, now.date())
    play_sessions.add(connection, space, session)
    return _as_begun(session, ())


def _as_begun(session: PlaySession, given: tuple[Attempt, ...]) -> Begun:
    """Where a play session stands after the answers given so far."""
    turns = turns_of(given)
    open_turn = turns[-1].attempts if turns and not turns[-1].over else ()
    return Begun(
        play_session=session.id,
        child=session.child,
        game=session.game,
        language=session.language,
        turns=session.turns,
        done=last_spread(given)[0] if session.game in _SPREADS else sum(turn.over for turn in turns),
        pressed=places_pressed(open_turn),
        resumed=bool(given),
        started_at=session.started_at,
        aided=any(one.aided for one in open_turn),
    )
