"""Picture passwords: given to all, asked for or not, previewed, saved as PDF and printed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPagedPaintDevice, QPdfWriter

from app.learning.people import Child
from app.services import children, picture_passwords, settings
from app.services.children import NewChild
from app.ui.looking import password_paper
from app.ui.looking.password_paper import A_PAGE, Strip, pages
from app.ui.looking.sheet_preview import SheetPreview
from app.ui.pages import secret_sheet
from app.ui.pages.secret_sheet import SecretSheet
from app.ui.routes import Route
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.switches import Switch
from tests.support.child_side import LONG, Playhouse
from tests.support.grown_up_side import answered, gone_to, helper, named, press, signed_in, undo


def given(house: Playhouse) -> list[bool]:
    return [row.pictures is not None for row in picture_passwords.secret_sheet(house.desk)]


def test_all_who_have_none_get_pictures_at_once_and_undo_takes_them_back(playhouse: Playhouse) -> None:
    children.add_child(playhouse.desk, NewChild("Leo"))
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.SECRET_SHEET, SecretSheet)
    press(named(page, Button, "Give pictures to all who have none"))
    answered(playhouse, window)
    assert given(playhouse) == [True, True]
    assert not [one for one in page.findChildren(Button) if one.isVisible() and one.text().startswith("Give")]
    undo(playhouse, window)
    assert given(playhouse) == [False, False]


def test_whether_pictures_are_asked_for_holds_at_once(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.SECRET_SHEET, SecretSheet)
    press(named(page, Switch, "Ask for the three pictures"))
    answered(playhouse, window)
    assert settings.read(playhouse.desk).secrets
    undo(playhouse, window)
    assert not settings.read(playhouse.desk).secrets


def test_the_sheet_is_seen_and_saved_without_overwriting_an_older_one(
    playhouse: Playhouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secret_sheet, "_folder", lambda: tmp_path)
    for number in range(A_PAGE):
        children.add_child(playhouse.desk, NewChild(f"Kim {number}"))
    picture_passwords.give_secrets_to_all(playhouse.desk)
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.SECRET_SHEET, SecretSheet)
    playhouse.qtbot.waitUntil(lambda: bool(page.findChildren(SheetPreview)), timeout=LONG)
    for _ in range(2):
        press(named(page, Button, "Save as PDF"))
        answered(playhouse, window)
    papers = sorted(path.name for path in tmp_path.glob("*.pdf"))
    assert papers == ["Picture passwords 2.pdf", "Picture passwords.pdf"]
    content = (tmp_path / papers[0]).read_bytes()
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") == 2


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_lost(
    playhouse: Playhouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expect_log: pytest.FixtureRequest
) -> None:
    expect_log("folder-not-writable")  # type: ignore[operator]  # the fixture is a function
    monkeypatch.setattr(secret_sheet, "_folder", lambda: tmp_path / "gone")
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.SECRET_SHEET, SecretSheet)
    press(named(page, Button, "Save as PDF"))
    answered(playhouse, window)
    named(window, Button, "Try again")
    assert named(page, Button, "Save as PDF").isEnabled()


def test_every_page_is_sent_to_the_printer_that_was_chosen(playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    paper = QPdfWriter(buffer)
    sent: list[int] = []
    monkeypatch.setattr(paper, "printerName", lambda: "Test printer", raising=False)
    monkeypatch.setattr(secret_sheet, "ask_printer", lambda _, then: then(paper))
    put_on = password_paper.put_on

    def noted(device: QPagedPaintDevice, images: Iterable[QImage]) -> None:
        whole = list(images)
        sent.append(len(whole))
        put_on(device, whole)

    monkeypatch.setattr(password_paper, "put_on", noted)
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.SECRET_SHEET, SecretSheet)
    press(named(page, Button, "Print"))
    answered(playhouse, window)
    assert sent == [1]


def test_a_helper_may_print_and_not_change(playhouse: Playhouse) -> None:
    window = signed_in(playhouse, who=helper(playhouse))
    page = gone_to(playhouse, window, Route.SECRET_SHEET, SecretSheet)
    assert {one.text() for one in page.findChildren(Button) if one.isVisible() and one.text()} == {"Print", "Save as PDF"}
    assert not named(page, Switch, "Ask for the three pictures").isEnabled()


@pytest.mark.parametrize(("count", "expected"), [(0, []), (1, [1]), (10, [10]), (11, [10, 1]), (31, [10, 10, 10, 1])])
def test_ten_children_fit_a_page(count: int, expected: list[int], playhouse: Playhouse) -> None:
    strips = [Strip(playhouse.child, None)] * count
    assert [len(sheet) for sheet in pages(strips)] == expected


def test_a_page_is_white_paper_with_every_name_and_picture_on_it(playhouse: Playhouse) -> None:
    child: Child = children.give_secret(playhouse.desk, playhouse.child.id).value
    strip = Strip(child, picture_passwords.secret_sheet(playhouse.desk)[0].pictures)
    pictures = password_paper.emoji(Theme.of("dark"))
    full = password_paper.page_image([strip], pictures, 1.0, rtl=False)
    empty = password_paper.page_image([Strip(child, None)], pictures, 1.0, rtl=False)
    mirrored = password_paper.page_image([strip], pictures, 1.0, rtl=True)
    assert full.pixelColor(2, 2).name() == "#ffffff"
    assert len({bytes(image.constBits()) for image in (full, empty, mirrored)}) == 3
