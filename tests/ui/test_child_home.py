"""The grove of one child: its trees in the order of the road, what grew, where keys and presses lead."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt

from app.learning.mastery import Game
from app.services import looking, play
from app.system.settings import LessMovement
from app.ui.games.listen_and_find import ListenAndFind
from app.ui.grove.ground import Ground
from app.ui.grove.spots import SPOTS
from app.ui.pages.child_home import ChildHome
from app.ui.pages.gate import Gate
from app.ui.pages.who import WhoIsPlaying
from app.ui.painting.tree_state import TreeState
from app.ui.routes import Route
from app.ui.window import Window
from tests.services.playing import play_turn
from tests.support.child_side import LONG, Playhouse, click, key


def at_home(house: Playhouse, window: Window) -> ChildHome:
    page = house.page(window, ChildHome)
    house.qtbot.waitUntil(lambda: page.shown and all(tree.isVisible() for tree in page.trees.values()), timeout=LONG)
    return page


def test_a_new_grove_has_a_ready_tree_and_acorns_and_names_them(playhouse: Playhouse) -> None:
    page = at_home(playhouse, playhouse.open())
    states = [tree.tree.state for tree in page.trees.values()]
    assert TreeState.READY in states
    assert TreeState.NOT_YET in states
    grove = looking.grove(playhouse.desk, playhouse.child.id)
    assert list(page.trees) == [tree.letter for tree in grove.trees if tree.glade == 0]
    ready = next(tree for tree in page.trees.values() if tree.tree.state is TreeState.READY)
    assert ready.accessibleName() == f"Letter {ready.tree.letter}, ready"


def test_a_tree_says_its_letter_first_and_is_the_way_in_when_pressed_again(playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch) -> None:
    window = playhouse.open()
    page = at_home(playhouse, window)
    said: list[tuple[object, ...]] = []
    monkeypatch.setattr(window.speaker, "say", lambda parts, voice: said.append(tuple(parts)))
    ready = next(tree for tree in page.trees.values() if tree.tree.state is TreeState.READY)
    click(ready)
    assert len(said) == 1
    assert window.page is page
    click(ready)
    playhouse.page(window, ListenAndFind)


def test_an_acorn_says_its_letter_and_leads_nowhere(playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch) -> None:
    window = playhouse.open()
    page = at_home(playhouse, window)
    said: list[object] = []
    monkeypatch.setattr(window.speaker, "say", lambda parts, voice: said.append(parts))
    acorn = next(tree for tree in page.trees.values() if tree.tree.state is TreeState.NOT_YET)
    click(acorn)
    click(acorn)
    assert len(said) == 2
    assert window.page is page


def test_the_next_glade_is_reached_by_arrow_and_by_letter_key(playhouse: Playhouse) -> None:
    window = playhouse.open()
    page = at_home(playhouse, window)
    first = set(page.trees)
    key(window, "z")
    assert first.isdisjoint(page.trees)
    assert page.trees["z"].hasFocus()


def test_arrows_walk_the_trees_by_place(playhouse: Playhouse) -> None:
    window = playhouse.open()
    page = at_home(playhouse, window)
    trees = list(page.trees.values())
    key(window, Qt.Key.Key_Right)
    assert trees[0].hasFocus()
    key(window, Qt.Key.Key_Right)
    assert trees[1].hasFocus()
    key(window, Qt.Key.Key_Left)
    assert trees[0].hasFocus()


def test_what_was_played_grows_at_the_next_visit(playhouse: Playhouse) -> None:
    window = playhouse.open(less_movement=LessMovement.YES)
    page = at_home(playhouse, window)
    before = {letter: tree.tree.state for letter, tree in page.trees.items()}
    window.go(Route.WHO)
    begun = play.begin(playhouse.desk, playhouse.child.id, Game.LISTEN_AND_FIND).value
    turn = play.next_round(playhouse.desk, begun.play_session)
    assert turn is not None
    play_turn(playhouse.desk, begun.play_session, turn)
    letter = turn.tiles[turn.right].letter
    window.go(Route.HOME, child=playhouse.child.id)
    page = at_home(playhouse, window)
    assert page.trees[letter].tree.state is before[letter]  # as it was left
    playhouse.qtbot.waitUntil(lambda: page.trees[letter].tree.state is TreeState.GROWING, timeout=LONG)


def test_escape_leads_to_the_friends_and_the_key_to_the_gate(playhouse: Playhouse) -> None:
    window = playhouse.open()
    at_home(playhouse, window)
    key(window, Qt.Key.Key_Escape)
    playhouse.page(window, WhoIsPlaying)
    window.go(Route.HOME, child=playhouse.child.id)
    page = at_home(playhouse, window)
    click(page.gate)
    playhouse.page(window, Gate)


@pytest.mark.parametrize("size", [(1024, 600), (1280, 800), (1920, 1080), (3840, 2160), (1366, 768), (2560, 1080)])
@pytest.mark.parametrize("mirrored", [False, True])
def test_eleven_letters_stand_apart_in_every_usual_window(size: tuple[int, int], mirrored: bool) -> None:
    ground = Ground(size[0], size[1], mirrored)
    boxes = [ground.about(spot.x, spot.y, spot.wide, spot.tall, 88.0) for spot in SPOTS]
    window = QRectF(0, 0, *size)
    for box in boxes:
        assert window.contains(box)
        assert min(box.width(), box.height()) >= 88
    for one, other in combinations(boxes, 2):
        assert not one.intersects(other)
