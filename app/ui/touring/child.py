"""The child of the tour: plays sittings in the window, and the quiet weeks between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, cast

from app.learning.games.rounds import Course
from app.learning.ids import AttemptId, ChildId
from app.learning.mastery import Game
from app.services import play
from app.services.play import Answer
from app.system.ids import new_id
from app.ui.games.trace import Trace
from app.ui.playing.carry_page import CarryPage
from app.ui.playing.game_page import GamePage
from app.ui.playing.sitting_page import SittingPage
from app.ui.touring.writing import WritingHand

if TYPE_CHECKING:
    from app.services.change import Change
    from app.services.desk import Desk
    from app.ui.touring.hands import Hands


class PlayingChild:
    """Presses tiles; `slips` says in which turns it presses two wrong ones first."""

    def __init__(self, hands: Hands, seed: int = 4) -> None:
        self._hands = hands
        self._dice = Random(seed)  # noqa: S311 (a game, no secret)

    def sit(self, slips: frozenset[int] = frozenset(), looks: bool = False, most: int | None = None) -> None:
        """Play the sitting that is on the screen to its end, to wherever the window goes then; or only so many turns."""
        hands, name = self._hands, self._hands.window.route.value
        if isinstance(hands.window.page, Trace):
            WritingHand(hands).sit(hands.window.page, looks)
            return
        page = cast(SittingPage, hands.window.page)
        turn = -1
        while hands.window.page is page and (most is None or turn + 1 < most):
            hands.until("a turn or the end", lambda: hands.window.page is not page or self._takes(page), 20)
            if hands.window.page is not page or page.ended:
                break
            turn += 1
            if looks and turn == 0:
                hands.look(f"{name}-asked")
            if isinstance(page, GamePage):
                self._choose(page, turn in slips, name if looks else "")
            elif isinstance(page, CarryPage):
                self._carry(page)
            else:
                self._pair_up(page)
            if looks and turn == 3:
                hands.look(f"{name}-right")

    def _choose(self, page: GamePage, slips: bool, name: str) -> None:
        """One turn of a game of choice, after two wrong tiles when it `slips`."""
        turn = page.turn
        if turn is None:
            return
        wrong = [place for place in range(len(page.tiles)) if place not in turn.rights]
        for count, place in enumerate(wrong[:2] if slips else ()):
            self._press(page, place)
            if name and count == 1:
                self._hands.rest(900)
                self._hands.look(f"{name}-hint")
        for place in turn.rights:
            self._press(page, place)

    def _carry(self, page: CarryPage) -> None:
        """One letter, to where it belongs."""
        course = page.course
        if course is not None and course.open:
            question = course.open[0]
            choice = next(each for each in course.free if course.fits(question, each))
            loose, place = page.told(course.move(question, choice))
            self._press(page, loose)
            if page.loose[loose].chosen:
                self._hands.press(page.places[place])
            self._hands.until("an answer", lambda: self._hands.window.page is not page or page.ended or not page.waits_for_answer)

    def _pair_up(self, page: SittingPage) -> None:
        """One pair of cards."""
        course = page.sitting.pairs if page.sitting is not None else None
        if course is not None:
            first = course.hidden()[0]
            for place in (first, course.board.partner(first)):
                self._press(page, place)

    def _takes(self, page: SittingPage) -> bool:
        return page.ended or (page.sitting is not None and page.sitting.takes_presses)

    def _press(self, page: SittingPage, place: int) -> None:
        self._hands.until("the game to listen", lambda: self._takes(page))
        self._hands.press(page.tiles[place])
        self._hands.until("an answer", lambda: self._hands.window.page is not page or not page.tiles[place].isDown())


def show_letters(desk: Desk, child: ChildId) -> Change[Any]:
    """What a grown-up does for a child that hears nothing here: without it, answers in a silent tour would say nothing about sounds."""
    from app.services import grown_ups, settings  # noqa: PLC0415 (runs on the database thread)
    from app.services.setting_kinds import SettingKey  # noqa: PLC0415 (as above)

    owner = grown_ups.list_grown_ups(desk)[0].id
    return settings.change(replace(desk, grown_up=owner), child, SettingKey.SHOWN, value=True)


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
