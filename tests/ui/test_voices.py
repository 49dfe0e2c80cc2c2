"""Recording in one's own voice: by keys and by hand, replaced, removed and brought back, imported, and without a microphone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import miniaudio
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.learning.voices import VoiceKind
from app.services import languages, voices
from app.services.voices import Told
from app.system.recordings import Recordings
from app.system.voice_files import VoiceFiles
from app.ui.pages.settings import SettingsPage
from app.ui.pages.voices import Voices
from app.ui.recording import choosing_file
from app.ui.recording.line_tile import LineTile
from app.ui.routes import Route
from app.ui.widgets.buttons import Button, PlainButton
from app.ui.widgets.switches import Segments
from tests.support.child_side import LONG, Playhouse
from tests.support.grown_up_side import answered, controls, cut_off, gone_to, helper, named, press, said, signed_in, undo
from tests.support.speech import MadeUpDevice, room
from tests.support.speech import said as spoken

if TYPE_CHECKING:
    from app.ui.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # tips, offscreen

TONES = Path(__file__).parents[1] / "support" / "tones"
FIRST = languages.pack("en").usual_order[0]
SECOND = languages.pack("en").usual_order[1]


@pytest.fixture
def voice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A microphone that hears somebody say something."""
    monkeypatch.setattr(miniaudio, "CaptureDevice", MadeUpDevice)
    monkeypatch.setattr(MadeUpDevice, "hears", spoken())


def opened(house: Playhouse, window: Window) -> Voices:
    return gone_to(house, window, Route.VOICES, Voices, language="en")


def recorded(house: Playhouse, window: Window, page: Voices) -> None:
    """Wait until a take is over and kept."""
    house.qtbot.waitUntil(lambda: not page.recording, timeout=LONG)
    answered(house, window)


def told(house: Playhouse, letter: str = FIRST) -> Told:
    book = voices.voice_book(house.desk, "en", VoiceFiles(house.paths))
    return next(one.told for one in book.lines if (one.line.key.kind, one.line.key.key) == (VoiceKind.SOUND, letter))


def listed(window: Window) -> Recordings:
    return window.speaker.recordings


def test_from_the_settings_one_comes_to_the_booth(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.SETTINGS, SettingsPage)
    assert "Nothing is recorded yet" in said(page)
    press(named(page, PlainButton, "Record English"))
    booth = playhouse.page(window, Voices)
    answered(playhouse, window)
    assert "0 of 26 sounds" in said(booth)


def test_space_records_keeps_and_the_games_say_it(playhouse: Playhouse, voice: None) -> None:
    window = signed_in(playhouse)
    page = opened(playhouse, window)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert page.recording
    recorded(playhouse, window, page)
    assert told(playhouse) is Told.RECORDED
    assert "1 of 26 sounds" in said(page)
    named(page, LineTile, f"Sound of {FIRST}, recorded")
    pack = languages.pack("en")
    playhouse.qtbot.waitUntil(lambda: listed(window).find(pack.voice, pack.letter(FIRST).sound) is not None, timeout=LONG)
    undo(playhouse, window)
    assert told(playhouse) is Told.NOT_YET
    playhouse.qtbot.waitUntil(lambda: listed(window).find(pack.voice, pack.letter(FIRST).sound) is None, timeout=LONG)


def test_space_stops_a_take_too(playhouse: Playhouse, voice: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MadeUpDevice, "hears", spoken()[: int(2.9 * 22_050)] + room(20.0))
    window = signed_in(playhouse)
    page = opened(playhouse, window)
    press(named(page, Button, "Record"))
    playhouse.qtbot.waitUntil(lambda: "Say it now" in said(page), timeout=LONG)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    recorded(playhouse, window, page)
    assert not page.recording


def test_the_arrows_step_through_the_letters_and_record_each(playhouse: Playhouse, voice: None) -> None:
    window = signed_in(playhouse)
    page = opened(playhouse, window)
    for letter in (FIRST, SECOND):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
        recorded(playhouse, window, page)
        assert told(playhouse, letter) is Told.RECORDED
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Left)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Delete)
    answered(playhouse, window)
    assert (told(playhouse, FIRST), told(playhouse, SECOND)) == (Told.RECORDED, Told.NOT_YET)
    undo(playhouse, window)
    assert told(playhouse, SECOND) is Told.RECORDED


def test_going_on_or_escape_forgets_a_take(playhouse: Playhouse, voice: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MadeUpDevice, "hears", room(30.0))
    window = signed_in(playhouse)
    page = opened(playhouse, window)
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Right):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
        assert page.recording
        QTest.keyClick(window.focusWidget(), key)
        assert not page.recording
    assert told(playhouse) is Told.NOT_YET


def test_without_a_microphone_one_is_told_and_imports_a_file(playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    window = signed_in(playhouse)
    page = opened(playhouse, window)
    press(named(page, Button, "Record"))
    recorded(playhouse, window, page)
    assert "No microphone can be used." in said(page)
    assert "A sound file can be imported instead." in said(page)
    (tmp_path / "not a sound.mp3").write_bytes(b"nonsense")
    page.bring_file(tmp_path / "not a sound.mp3")
    answered(playhouse, window)
    assert "This is not a sound that can be read." in said(page)
    mine = tmp_path / "ma voix 声.ogg"
    shutil.copy(TONES / "tone.ogg", mine)
    asked: list[QFileDialog] = []
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: asked.append(dialog))  # noqa: PLW0108 (a function becomes a method)
    press(named(page, Button, "Import"))
    asked[0].fileSelected.emit(str(mine))
    answered(playhouse, window)
    assert told(playhouse) is Told.RECORDED
    asked[0].close()


def test_a_quiet_take_is_told_and_what_was_recorded_before_stays(
    playhouse: Playhouse, voice: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = signed_in(playhouse)
    page = opened(playhouse, window)
    press(named(page, Button, "Record"))
    recorded(playhouse, window, page)
    monkeypatch.setattr(MadeUpDevice, "hears", room(12.0, -70))
    press(named(page, Button, "Record again"))
    recorded(playhouse, window, page)
    assert "Nothing was heard." in said(page)
    assert told(playhouse) is Told.RECORDED


def test_a_file_that_has_gone_is_told_calmly_and_the_computers_voice_speaks(playhouse: Playhouse, voice: None) -> None:
    window = signed_in(playhouse)
    page = opened(playhouse, window)
    press(named(page, Button, "Record"))
    recorded(playhouse, window, page)
    for path in playhouse.paths.voices.iterdir():
        path.unlink()
    page = opened(playhouse, window)
    named(page, LineTile, f"Sound of {FIRST}, its sound file is missing")
    assert "Its sound file is missing or damaged on this computer" in said(page)
    pack = languages.pack("en")
    assert listed(window).find(pack.voice, pack.letter(FIRST).sound) is None
    press(named(page, Button, "Record again"))
    recorded(playhouse, window, page)
    assert told(playhouse) is Told.RECORDED


def test_words_and_names_have_their_own_lists(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = opened(playhouse, window)
    parts = named(page, Segments, "What to record")
    parts.chosen.emit(2)
    answered(playhouse, window)
    assert "words" in said(page)
    assert page.book is not None
    assert len(page.book.tiles) > 70
    page.step(-1)
    assert page.book.tiles[-1].isChecked()


def test_a_helper_listens_and_is_offered_nothing_else(playhouse: Playhouse) -> None:
    window = signed_in(playhouse, who=helper(playhouse))
    page = opened(playhouse, window)
    labels = {button.accessibleName() for button in page.findChildren(Button) if button.isVisible()}
    assert "Listen" in labels
    assert not {"Record", "Import a sound file", "Remove this recording"} & labels
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Delete)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert not page.recording


@pytest.mark.parametrize(("size", "text_size"), [((1024, 600), 1.5), ((1280, 800), 1.0)])
def test_nothing_is_cut_off_and_everything_has_a_name(playhouse: Playhouse, size: tuple[int, int], text_size: float) -> None:
    window = signed_in(playhouse, *size, text_size=text_size)
    page = opened(playhouse, window)
    playhouse.qtbot.waitUntil(lambda: not any(map(cut_off, controls(page))), timeout=LONG)
    assert all(control.accessibleName() for control in controls(page) if control is not page)


def test_the_dialog_of_the_system_stands_beside_the_work(playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch) -> None:
    window = signed_in(playhouse)
    page = opened(playhouse, window)
    monkeypatch.setattr(QFileDialog, "open", lambda _dialog: None)
    dialog = choosing_file.ask(page, lambda _path: None)
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFile
    dialog.close()


def test_a_sound_file_can_be_dropped_on_the_page(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = opened(playhouse, window)
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(TONES / "tone.flac"))])
    facts = (Qt.DropAction.CopyAction, held, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    over = QDragEnterEvent(QPoint(300, 300), *facts)
    page.dragEnterEvent(over)
    assert over.isAccepted()
    page.dropEvent(QDropEvent(QPointF(300, 300), *facts))
    answered(playhouse, window)
    assert told(playhouse) is Told.RECORDED
