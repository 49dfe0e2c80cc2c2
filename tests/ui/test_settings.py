"""Settings: each holds at once, is kept off the GUI thread, and only what one may change is offered."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from app.learning.problems import Problem, Trouble
from app.services import settings, spaces
from app.system import settings as computer
from app.ui import keeping
from app.ui.pages.settings import SettingsPage
from app.ui.routes import Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import SelectBox, TextField
from app.ui.widgets.pressable import Pressable
from app.ui.widgets.switches import Segments, Switch
from app.ui.window import Window
from tests.support.child_side import LONG, Playhouse
from tests.support.grown_up_side import answered, gone_to, helper, named, press, said, signed_in, undo
from tests.support.leaks import ExpectLog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # tips, offscreen


def settings_of(house: Playhouse, window: Window) -> SettingsPage:
    return gone_to(house, window, Route.SETTINGS, SettingsPage)


def choose(page: SettingsPage, name: str, value: str) -> None:
    box = named(page, SelectBox, name)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_another_theme_keeps_the_page_its_place_and_the_focus(playhouse: Playhouse) -> None:
    window = signed_in(playhouse, 1024, 600)
    page = settings_of(playhouse, window)
    page._area.verticalScrollBar().setValue(120)
    named(page, SelectBox, "Colours").setFocus()
    choose(page, "Colours", "dark")
    answered(playhouse, window)
    assert window.theme.dark
    again = playhouse.page(window, SettingsPage)
    assert again is not page
    assert again._area.verticalScrollBar().value() == 120
    focused = window.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Colours"


def test_what_is_chosen_for_this_computer_is_there_at_the_next_start(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = settings_of(playhouse, window)
    choose(page, "Movement", "yes")
    answered(playhouse, window)
    page = playhouse.page(window, SettingsPage)
    press(next(one for one in named(page, Segments, "Text size").findChildren(Pressable) if one.text() == "Large"))
    answered(playhouse, window)
    playhouse.close(window)
    kept, problem = computer.load(playhouse.paths)
    assert (kept.less_movement, kept.text_size, problem) == ("yes", 1.25, None)


def test_keeping_settings_never_holds_the_window_up_and_the_last_wish_wins(playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, threads, written = threading.Event(), set[int](), list[float]()

    def slow(_: object, what: computer.ComputerSettings) -> None:
        go_on.wait(5)
        threads.add(threading.get_ident())
        written.append(what.volume)

    monkeypatch.setattr(keeping, "save", slow)
    window = signed_in(playhouse)
    for volume in (0.1, 0.2, 0.3, 0.0):
        window.change_computer(volume=volume)
    assert written == []
    go_on.set()
    playhouse.qtbot.waitUntil(lambda: written[-1:] == [0.0], timeout=LONG)
    assert len(written) <= 2
    assert threads == threads - {threading.get_ident()}


def test_settings_that_cannot_be_kept_are_said(playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog) -> None:
    expect_log("disk-full")

    def full(*_: Any) -> None:
        raise Problem(Trouble.DISK_FULL)

    window = signed_in(playhouse)
    settings_of(playhouse, window)
    monkeypatch.setattr(keeping, "save", full)
    window.change_computer(volume=0.2)
    playhouse.qtbot.waitUntil(lambda: "The disk is full" in said(window), timeout=LONG)


def test_the_name_of_the_place_and_how_letters_are_learned_are_kept_with_undo(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = settings_of(playhouse, window)
    name = named(page, TextField, "Name of this place")
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "The Windmills")
    name.editingFinished.emit()
    answered(playhouse, window)
    space = spaces.current_space(playhouse.desk)
    assert space is not None
    assert space.name == "The Windmills"
    undo(playhouse, window)
    space = spaces.current_space(playhouse.desk)
    assert space is not None
    assert space.name == "The Mills"
    press(named(page, Switch, "Calm"))
    answered(playhouse, window)
    assert settings.read(playhouse.desk).calm


def test_a_name_that_is_being_written_is_not_lost_when_something_else_changes(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = settings_of(playhouse, window)
    name = named(page, TextField, "Name of this place")
    name.clear()
    QTest.keyClicks(name, "The Wind")
    press(named(page, Switch, "Calm"))
    answered(playhouse, window)
    assert named(page, TextField, "Name of this place").text() in {"The Wind", "The Windmills"}


def test_a_name_that_cannot_be_taken_is_said_beside_its_field(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = settings_of(playhouse, window)
    name = named(page, TextField, "Name of this place")
    name.setText("  ")
    name.setModified(True)
    name.editingFinished.emit()
    answered(playhouse, window)
    assert "A name is missing" in said(page)


def test_a_helper_changes_this_computer_and_nothing_else(playhouse: Playhouse) -> None:
    window = signed_in(playhouse, who=helper(playhouse))
    page = settings_of(playhouse, window)
    named(page, SelectBox, "Colours")
    assert "kept by a teacher or an owner" in said(page)
    assert not [one for one in page.findChildren(TextField) if one.isVisible()]
    assert not [one for one in page.findChildren(Button) if one.isVisible() and one.text() == "Switch on"]


def test_a_language_is_switched_on_and_the_folder_is_opened(playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    window = signed_in(playhouse)
    page = settings_of(playhouse, window)
    press(named(page, Button, "Switch Hindi on"))
    answered(playhouse, window)
    assert not [one for one in page.findChildren(Button) if one.isVisible() and one.accessibleName() == "Switch Hindi on"]
    press(named(page, Button, "Open the folder"))
    assert opened == [str(playhouse.paths.home)]
