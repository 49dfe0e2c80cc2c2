"""The last games: what was asked and what was pressed, turn by turn."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.learning.ids import AttemptId, ChildId, PlaySessionId, SkillId
from app.learning.mastery import Attempt, Game
from app.services import languages, looking
from app.system.ids import new_id
from app.ui.looking.session_row import SessionRow
from app.ui.looking.turn_row import TurnRow, said
from app.ui.looking.turns import turns_of
from app.ui.pages.sessions import Sessions
from app.ui.routes import Route
from app.ui.widgets.buttons import Button
from tests.support.child_side import Playhouse
from tests.support.grown_up_side import answered, gone_to, named, press, signed_in, with_history

_CHILD, _SESSION, _SKILL = ChildId(new_id()), PlaySessionId(new_id()), SkillId(new_id())
_WHEN = datetime(2026, 11, 20, 16, tzinfo=UTC)


def pressed(turn: int, number: int, answered: str, aided: bool = False, **more: Any) -> Attempt:
    return Attempt(AttemptId(new_id()), _CHILD, _SESSION, _SKILL, Game.LISTEN_AND_FIND, turn, number, "m", answered, ("n", "m", "h"),
                   answered == "m", aided, 2000, _WHEN, date(2026, 11, 20), **more)  # fmt: skip


def test_presses_are_gathered_into_their_turns_whatever_their_order() -> None:
    answers = [pressed(1, 1, "m"), pressed(0, 2, "m", prompt="monkey"), pressed(0, 1, "n", prompt="monkey")]
    first, second = turns_of(answers, languages.pack("en"))
    assert (first.number, [press.answered for press in first.presses], first.picture) == (1, ["n", "m"], "🐵")
    assert not first.right_first
    assert second.right_first
    assert (second.picture, second.word) == ("", "")


def test_how_a_turn_went_is_said_in_words() -> None:
    def how(*presses: Attempt) -> str:
        return said(turns_of(presses, None)[0])

    assert how(pressed(0, 1, "m")) == "Right at once, alone, 2 s"
    assert how(pressed(0, 1, "n"), pressed(0, 2, "h"), pressed(0, 3, "m", aided=True)) == "Right at try 3, with help, 6 s"
    assert how(pressed(0, 1, "n")) == "Not this one yet, alone, 2 s"


def test_a_game_that_is_pressed_shows_every_turn_of_it(playhouse: Playhouse) -> None:
    with_history(playhouse)
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.SESSIONS, Sessions, child=playhouse.child.id)
    sessions = looking.recent_sessions(playhouse.desk, playhouse.child.id)
    rows = page.findChildren(SessionRow)
    assert len(rows) == len(sessions) > 2
    press(rows[1])
    answered(playhouse, window)
    turns = [row for row in page.findChildren(TurnRow) if row.isVisible()]
    assert len(turns) == sessions[1].total
    assert turns[0].accessibleName().startswith("Turn 1: ")
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.focusWidget() is rows[1]


def test_earlier_games_come_when_they_are_asked_for(playhouse: Playhouse) -> None:
    with_history(playhouse, 40)
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.SESSIONS, Sessions, child=playhouse.child.id)
    before = len(page.findChildren(SessionRow))
    press(named(page, Button, "Show earlier ones"))
    answered(playhouse, window)
    assert len([row for row in page.findChildren(SessionRow) if row.isVisible()]) > before


def test_without_a_game_there_is_a_way_to_the_first(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.SESSIONS, Sessions, child=playhouse.child.id)
    press(named(page, Button, "Play the first game"))
    assert window.route is Route.HOME
