"""Where nothing can be heard the wanted letter is shown: a language without a voice, no device, one that is unplugged in mid-game."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from app.services import languages
from app.system import loudspeaker, resources
from app.system.sound import Sound
from app.ui import speaker as speaker_module
from app.ui.games.listen_and_find import ListenAndFind
from app.ui.pages.child_home import ChildHome
from app.ui.routes import Route
from tests.support.child_side import LONG, Playhouse, click

if TYPE_CHECKING:
    from app.ui.playing.game_page import GamePage
    from app.ui.window import Window

NO_VOICE = "xx-nobody"


@pytest.fixture(autouse=True)
def silent_device(monkeypatch: pytest.MonkeyPatch) -> None:
    """A device that plays nothing, and is there."""
    monkeypatch.setattr(speaker_module, "Sound", partial(Sound, backends=("NULL",)))


@pytest.fixture
def without_voice(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English letters that name a voice which no computer has."""
    whole = resources.letter_pack_text
    monkeypatch.setattr(resources, "letter_pack_text", lambda tag: whole(tag).replace('"en-us"', f'"{NO_VOICE}"'))
    languages.pack.cache_clear()
    yield
    languages.pack.cache_clear()


def at_game(house: Playhouse, window: Window) -> GamePage:
    house.page(window, ChildHome)
    window.computer = replace(window.computer, volume=0.5)
    window.speaker.set_volume(0.5)
    window.go(Route.LISTEN_AND_FIND, child=house.child.id)
    house.page(window, ListenAndFind)
    return house.turn(window)


def shown_letter(page: GamePage) -> str:
    asking = page._bubble  # type: ignore[attr-defined]  # that of listen and find
    return str(asking.letter)


def test_with_a_voice_and_a_device_the_letter_is_heard_and_not_shown(playhouse: Playhouse) -> None:
    page = at_game(playhouse, playhouse.open())
    assert not page.shows_letter
    assert shown_letter(page) == ""


def test_a_language_without_a_voice_shows_the_letter_as_soon_as_it_is_known(playhouse: Playhouse, without_voice: None) -> None:
    page = at_game(playhouse, playhouse.open())
    assert page.turn is not None
    playhouse.qtbot.waitUntil(lambda: page.turn is not None and shown_letter(page) == page.turn.asked, timeout=LONG)
    turn = page.turn
    click(page.tiles[turn.right])
    playhouse.qtbot.waitUntil(lambda: page.turn is not None and page.turn.turn > turn.turn, timeout=LONG)
    assert shown_letter(page) == page.turn.asked


def test_a_device_that_is_unplugged_in_mid_game_shows_the_letter_and_play_goes_on(
    playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loudspeaker, "_AGAIN_MS", 50.0)
    window = playhouse.open()
    page = at_game(playhouse, window)
    sound = window.speaker._sound
    playhouse.qtbot.waitUntil(lambda: sound.device is not None, timeout=LONG)
    device = sound._loudspeaker._device
    assert device is not None
    sound._loudspeaker._backends = ("WEBAUDIO",)
    device.stop()
    page.repeat()
    playhouse.qtbot.waitUntil(lambda: page.turn is not None and shown_letter(page) == page.turn.asked, timeout=LONG)
    sound._loudspeaker._backends = ("NULL",)
    playhouse.qtbot.wait(80)
    page.repeat()
    playhouse.qtbot.waitUntil(lambda: window.speaker.available, timeout=LONG)
    assert not page.shows_letter
