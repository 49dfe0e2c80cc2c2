"""Packs from outside in the window: the way from a file or an address to letters that are here, and back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from app.learning.letters import Spoken
from app.learning.problems import Problem, Trouble
from app.services import languages
from app.system import download
from app.system.download import Fetched
from app.system.pack_making import make
from app.ui.pages.packs import PacksPage
from app.ui.pages.settings import SettingsPage
from app.ui.painting.pack_pictures import pack_picture
from app.ui.routes import Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import TextField
from app.ui.window import Window
from tests.support.child_side import LONG, Playhouse
from tests.support.grown_up_side import answered, controls, cut_off, gone_to, helper, named, press, said, signed_in, undo
from tests.support.leaks import ExpectLog
from tests.support.packs import LANGUAGE, folder, language_files, more_files, png, zipped

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # tips, offscreen


@pytest.fixture(autouse=True)
def no_packs() -> Iterator[None]:
    yield
    languages.take_up(())


@pytest.fixture
def grovish(tmp_path: Path) -> Path:
    return make(folder(tmp_path / "grovish", language_files()), tmp_path / "grovish.zip", bytes(range(32)))


def packs_of(house: Playhouse, window: Window) -> PacksPage:
    return gone_to(house, window, Route.PACKS, PacksPage)


def offered(house: Playhouse, window: Window, file: Path) -> PacksPage:
    page = packs_of(house, window)
    page.look_into(file)
    answered(house, window)
    return page


def install(house: Playhouse, window: Window, page: PacksPage) -> None:
    press(named(page, Button, "Install"))
    house.qtbot.waitUntil(lambda: page._offer is None, timeout=LONG)
    answered(house, window)


def test_packs_are_reached_from_the_settings_and_an_empty_shelf_says_what_belongs_there(playhouse: Playhouse) -> None:
    window = signed_in(playhouse, 1024, 600)
    page = gone_to(playhouse, window, Route.SETTINGS, SettingsPage)
    press(named(page, Button, "Packs of letters"))
    shelf = playhouse.page(window, PacksPage)
    answered(playhouse, window)
    assert "No pack yet" in said(shelf)
    assert [fault for one in controls(shelf) if (fault := cut_off(one))] == []


def test_a_pack_shows_its_letters_and_from_whom_it_is_before_it_is_installed_and_can_be_taken_back(
    playhouse: Playhouse, grovish: Path
) -> None:
    window = signed_in(playhouse)
    page = offered(playhouse, window, grovish)
    assert "Signed by someone new" in said(page)
    named(page, TextField, "Who is this from?").setText("Ada of the Mills")
    install(playhouse, window, page)
    assert "From Ada of the Mills, whom you know" in said(page)
    assert LANGUAGE in languages.tags()
    assert window.speaker.recordings.find("none-grovish", Spoken("a")) is not None
    undo(playhouse, window)
    assert LANGUAGE not in languages.tags()
    assert window.speaker.recordings.find("none-grovish", Spoken("a")) is None
    press(named(page, Button, "Bring Grovish letters back"))
    answered(playhouse, window)
    assert LANGUAGE in languages.tags()


def test_an_unsigned_pack_is_told_plainly_and_need_not_be_installed(playhouse: Playhouse, tmp_path: Path) -> None:
    window = signed_in(playhouse)
    page = offered(playhouse, window, zipped(tmp_path / "more.zip", more_files(), id="more-en", language="en"))
    assert "Nobody has signed this pack." in said(page)
    press(named(page, Button, "Not now"))
    answered(playhouse, window)
    assert "No pack yet" in said(page)


def test_a_broken_pack_is_refused_with_its_sentence_and_the_page_goes_on(
    playhouse: Playhouse, tmp_path: Path, expect_log: ExpectLog
) -> None:
    expect_log("pack-refused")
    window = signed_in(playhouse)
    page = offered(playhouse, window, zipped(tmp_path / "bad.zip", {**language_files(), "../up.png": png()}))
    assert "would lie outside its folder" in said(window)
    assert page._offer is None


def test_the_trees_of_a_pack_are_named_before_and_after_it_is_installed(playhouse: Playhouse, tmp_path: Path) -> None:
    skill = b'{"id": "00000000-0000-0000-0000-000000000002", "name": "Loop"}'
    head = b'{"id": "00000000-0000-0000-0000-000000000001", "name": "Bows"}'
    tree = b'{"format": "lettergrove-skill-tree", "version": 1, "tree": %s, "skills": [%s]}' % (head, skill)
    window = signed_in(playhouse)
    page = offered(playhouse, window, zipped(tmp_path / "bows.zip", {"trees/bows.json": tree}, id="bows"))
    assert "skill trees: Bows" in said(page)
    install(playhouse, window, page)
    assert "skill trees: Bows" in said(page)
    press(named(page, Button, "Remove"))
    answered(playhouse, window)
    assert "Removed" in said(page)


def test_a_helper_sees_packs_and_is_offered_no_change(playhouse: Playhouse) -> None:
    window = signed_in(playhouse, who=helper(playhouse))
    page = packs_of(playhouse, window)
    assert "installed by a teacher or an owner" in said(page)
    assert not [one for one in page.findChildren(Button) if one.isVisible() and one.text() in {"Fetch", "Remove", "Choose a file"}]


Fetch = Callable[..., Fetched]


def fetching_with(monkeypatch: pytest.MonkeyPatch, fetch: Fetch) -> None:
    monkeypatch.setattr(download, "fetch", fetch)


def ask_for(page: PacksPage, address: str) -> None:
    field = named(page, TextField, "Web address")
    field.setFocus()
    QTest.keyClicks(field, address)
    press(named(page, Button, "Fetch"))


def test_fetching_says_how_far_it_is_and_leads_to_the_offer(
    playhouse: Playhouse, grovish: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slow(address: str, _paths: object, _most: int, tell: Callable[[int, int], None], _cancelled: Callable[[], bool]) -> Fetched:
        assert address == "https://example.org/g.zip"
        tell(3_000_000, 9_000_000)
        go_on.wait(10)
        return Fetched(grovish, "")

    fetching_with(monkeypatch, slow)
    window = signed_in(playhouse)
    page = packs_of(playhouse, window)
    ask_for(page, "https://example.org/g.zip")
    playhouse.qtbot.waitUntil(lambda: "3.0 MB of 9.0 MB" in said(page), timeout=LONG)
    assert named(page, Button, "Stop fetching").isVisible()
    go_on.set()
    playhouse.qtbot.waitUntil(lambda: page._offer is not None, timeout=LONG)
    answered(playhouse, window)
    assert "Signed by someone new" in said(page)


def test_fetching_is_cancelled_at_once_and_a_page_that_is_left_cancels_it_too(
    playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = threading.Event()

    def endless(_address: str, _paths: object, _most: int, _tell: object, cancelled: Callable[[], bool]) -> Fetched:
        while not cancelled():
            ended.wait(0.01)
        ended.set()
        raise Problem(Trouble.PACK_CANCELLED)

    fetching_with(monkeypatch, endless)
    window = signed_in(playhouse)
    page = packs_of(playhouse, window)
    ask_for(page, "https://example.org/g.zip")
    press(named(page, Button, "Stop fetching"))
    playhouse.qtbot.waitUntil(lambda: page._fetching is None, timeout=LONG)
    assert ended.is_set()
    ended.clear()
    press(named(page, Button, "Fetch"))
    window.go(Route.SETTINGS)
    assert ended.wait(5)
    answered(playhouse, window)


def test_what_goes_wrong_with_an_address_stands_below_its_field(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = packs_of(playhouse, window)
    ask_for(page, "http://example.org/g.zip")
    playhouse.qtbot.waitUntil(lambda: "must begin with https://" in said(page), timeout=LONG)
    assert named(page, TextField, "Web address").text() == "http://example.org/g.zip"


def test_a_picture_of_a_pack_is_decoded_small_and_one_that_has_gone_is_none(tmp_path: Path) -> None:
    (tmp_path / "big.png").write_bytes(png(64, 64))
    (tmp_path / "none.png").write_bytes(png()[:40])
    assert pack_picture(str(tmp_path / "big.png")).width() == 64
    assert pack_picture(str(tmp_path / "gone.png")).isNull()
    (tmp_path / "huge.png").write_bytes(png(9_000, 9_000))
    assert pack_picture(str(tmp_path / "huge.png")).isNull()
