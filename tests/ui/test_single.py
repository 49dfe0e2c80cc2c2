"""One window per data folder."""

from pathlib import Path

from PySide6.QtNetwork import QLocalServer
from pytestqt.qtbot import QtBot

from app.ui import single


def test_without_a_first_window_there_is_nobody_to_raise(qapp: object, tmp_path: Path) -> None:
    assert not single.raise_first(tmp_path)


def test_a_second_start_raises_the_first_window(qtbot: QtBot, tmp_path: Path) -> None:
    raised = list[str]()
    first = single.FirstWindow(tmp_path, lambda: raised.append("raised"))
    assert single.raise_first(tmp_path)
    qtbot.waitUntil(lambda: raised == ["raised"])
    first.close()


def test_two_folders_have_windows_of_their_own(qapp: object, tmp_path: Path) -> None:
    first = single.FirstWindow(tmp_path / "a", lambda: None)
    assert not single.raise_first(tmp_path / "b")
    first.close()


def test_what_a_killed_program_left_behind_does_not_keep_the_next_start_from_listening(qtbot: QtBot, tmp_path: Path) -> None:
    stale = QLocalServer()
    stale.listen(single._key(tmp_path))
    address = Path(stale.fullServerName())
    stale.close()
    if address.is_absolute():  # on Windows a pipe goes with its process
        address.touch()
    raised = list[str]()
    first = single.FirstWindow(tmp_path, lambda: raised.append("raised"))
    assert single.raise_first(tmp_path)
    qtbot.waitUntil(lambda: raised == ["raised"])
    first.close()


def test_whoever_begins_second_is_not_the_first_window(qtbot: QtBot, tmp_path: Path) -> None:
    raised = list[str]()
    first = single.begin(tmp_path)
    assert first is not None
    first.on_raise = lambda: raised.append("raised")
    assert single.begin(tmp_path) is None
    qtbot.waitUntil(lambda: raised == ["raised"])
    first.close()
    again = single.begin(tmp_path)
    assert again is not None
    again.close()
