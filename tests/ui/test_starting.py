"""The first page and its way out: to the wizard, home, to the friends, or to the page that says what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

from app.learning.problems import Problem, Trouble
from app.services.desk import Desk
from app.system.settings import ThemeChoice
from app.ui.grove.kept_land import keep_land, kept_land
from app.ui.pages.child_home import ChildHome
from app.ui.pages.starting import Starting
from app.ui.pages.trouble import TroublePage
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from tests.support.child_side import LONG, Playhouse

if TYPE_CHECKING:
    from pathlib import Path


def test_the_first_page_is_shown_before_the_database_is_there(playhouse: Playhouse) -> None:
    window = playhouse.open()
    assert isinstance(window.page, Starting)
    assert not window.grab().isNull()
    playhouse.page(window, ChildHome)


@pytest.mark.parametrize("theme", list(ThemeChoice))
def test_a_database_that_cannot_be_opened_is_said_and_tried_again(playhouse: Playhouse, theme: ThemeChoice) -> None:
    opened: list[int] = []

    def open_desk() -> Desk:
        opened.append(1)
        if len(opened) == 1:
            raise Problem(Trouble.CLUSTER_FAILED, reason="no room")
        return playhouse._open_desk()

    playhouse.opening = open_desk
    window = playhouse.open(theme=theme)
    page = playhouse.page(window, TroublePage)
    assert not window.grab().isNull()
    buttons = {button.accessibleName(): button for button in page.findChildren(Button)}
    assert all(buttons)
    buttons["Try again"].click()
    playhouse.page(window, ChildHome)
    assert len(opened) == 2


def test_details_can_be_copied(playhouse: Playhouse, qapp: object) -> None:
    def open_desk() -> Desk:
        raise Problem(Trouble.DISK_FULL, path="somewhere")

    playhouse.opening = open_desk
    window = playhouse.open()
    page = playhouse.page(window, TroublePage)
    next(button for button in page.findChildren(Button) if button.accessibleName() == "Copy details").click()
    clipboard = qapp.clipboard()  # type: ignore[attr-defined]  # pytest-qt types it as an object
    assert "disk-full" in clipboard.text()
    assert "somewhere" in clipboard.text()


def test_the_land_is_kept_for_the_next_start_at_exactly_its_size(playhouse: Playhouse, tmp_path: Path) -> None:
    window = playhouse.open(1033, 611, theme=ThemeChoice.LIGHT)  # a size that no other test has painted
    page = playhouse.page(window, ChildHome)
    playhouse.settle(page)
    light = Theme.of("light")
    playhouse.qtbot.waitUntil(lambda: kept_land(playhouse.paths, light, 1033, 611, 1.0) is not None, timeout=LONG)
    assert kept_land(playhouse.paths, light, 1034, 611, 1.0) is None
    assert kept_land(playhouse.paths, Theme.of("dark"), 1033, 611, 1.0) is None


def test_few_pictures_are_kept_and_a_broken_one_is_ignored(playhouse: Playhouse, qapp: object) -> None:
    theme = Theme.of("light")
    for width in range(100, 108):
        picture = QImage(width, 50, QImage.Format.Format_RGB32)
        picture.fill(0)
        keep_land(playhouse.paths, theme, picture)
    kept = sorted(playhouse.paths.cache.glob("land-*.jpg"))
    assert len(kept) == 4
    kept[-1].write_bytes(b"not a picture")
    assert kept_land(playhouse.paths, theme, 107, 50, 1.0) is None
