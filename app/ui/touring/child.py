"""The child of the tour: plays sittings in the window, and the quiet weeks between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, cast

from app.learning.games.rounds import Course
from app.learning.ids import AttemptId, ChildId
from app.learning.mastery import Game
from app.services import play
from app.services.play import Answer
from app.system.ids import new_id
from app.ui.games.trace import Trace
from app.ui.playing.game_page import GamePage
from app.ui.routes import Route
from app.ui.touring.writing import WritingHand

if TYPE_CHECKING:
    from app.services.change import Change
    from app.services.desk import Desk
    from app.ui.touring.hands import Hands

_GAMES = {Route.LISTEN_AND_FIND: "listen-and-find", Route.PICTURE_TO_LETTER: "picture-to-letter"}


class PlayingChild:
    """Presses tiles; `slips` says in which turns it presses two wrong ones first."""

    def __init__(self, hands: Hands, seed: int = 4) -> None:
        self._hands = hands
        self._dice = Random(seed)  # noqa: S311 (a game, no secret)

    def sit(self, slips: frozenset[int] = frozenset(), looks: bool = False) -> None:
        """Play the sitting that is on the screen to its end, to wherever the window goes then."""
        hands, route = self._hands, self._hands.window.route
        if isinstance(hands.window.page, Trace):
            WritingHand(hands).sit(hands.window.page, looks)
            return
        page = cast(GamePage, hands.window.page)
        name = _GAMES[route]
        turn = -1
        while hands.window.page is page:
            hands.until("a turn or the end", lambda: hands.window.page is not page or self._takes(page), 20)
            if hands.window.page is not page or page.turn is None:
                break
            turn += 1
            if looks and turn == 0:
                hands.look(f"{name}-asked")
            wrong = [place for place in range(len(page.tiles)) if place != page.turn.right]
            for count, place in enumerate(wrong[:2] if turn in slips else ()):
                self._press(page, place)
                if looks and count == 1:
                    hands.rest(900)
                    hands.look(f"{name}-hint")
            self._press(page, page.turn.right)
            if looks and turn == 3:
                hands.look(f"{name}-right")

    def _takes(self, page: GamePage) -> bool:
        return page.sitting is not None and page.sitting.takes_presses

    def _press(self, page: GamePage, place: int) -> None:
        self._hands.until("the game to listen", lambda: self._takes(page))
        self._hands.press(page.tiles[place])
        self._hands.until("an answer", lambda: self._hands.window.page is not page or not page.tiles[place].isDown())


def play_for_days(desk: Desk, child: ChildId, days: int) -> Change[int]:
    """Play both games on each of the `days` after today without a window, nearly always right; the value counts the answers."""
    from app.services.change import Change, Topic  # noqa: PLC0415 (runs on the database thread)

    answers = 0
    for day in range(1, days + 1):
        for hour, game in ((9, Game.LISTEN_AND_FIND), (15, Game.PICTURE_TO_LETTER)):
            start = desk.now().replace(hour=hour, minute=0) + timedelta(days=day)
            answers += _sitting(desk, child, game, start)
    return Change(answers, frozenset({Topic.PROGRESS}))


def _sitting(desk: Desk, child: ChildId, game: Game, start: datetime) -> int:
    clock = [start]

    def now() -> datetime:
        clock[0] += timedelta(seconds=4)
        return clock[0]

    there = replace(desk, now=now)
    begun, answers = play.begin(there, child, game).value, 0
    while (turn := play.next_round(there, begun.play_session)) is not None:
        course = Course(turn)
        answer = Answer(AttemptId(new_id()), begun.play_session, turn, course.try_number, turn.right, course.aided, 2400)
        play.record_answer(there, answer)
        answers += 1
    play.finish(there, begun.play_session)
    return answers
