"""Is there a display? Asked of the environment and of the display itself, before Qt."""

import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.system import display

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")


@pytest.fixture
def wayland() -> Iterator[Path]:
    """A socket that answers like a Wayland display, in a folder short enough for a socket's name."""
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"{folder}/wayland-7")
        listener.listen()
        yield Path(folder)


@linux_only
def test_without_a_word_in_the_environment_there_is_no_display() -> None:
    assert display.display({}) is None


@linux_only
def test_a_wayland_display_that_answers_counts(wayland: Path) -> None:
    around = {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(wayland)}

    assert display.display(around) == "wayland-7"
    assert display.display({**around, "WAYLAND_DISPLAY": str(wayland / "wayland-7")}) == str(wayland / "wayland-7")


@linux_only
def test_a_wayland_display_that_has_gone_does_not_count(wayland: Path) -> None:
    assert display.display({"WAYLAND_DISPLAY": "wayland-8", "XDG_RUNTIME_DIR": str(wayland)}) is None
    assert display.display({"WAYLAND_DISPLAY": "wayland-7"}) is None


@linux_only
@pytest.mark.parametrize("name", [":987", "unix:987", "localhost:987.0", "127.0.0.1:987", "nonsense", ":", ":x", "", ":99999999"])
def test_an_x11_display_that_does_not_answer_does_not_count(name: str) -> None:
    assert display.display({"DISPLAY": name}) is None


@linux_only
def test_something_that_answers_on_the_port_but_is_no_display_does_not_count() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]

        assert display.display({"DISPLAY": f"127.0.0.1:{port - display.FIRST_PORT}"}) is None


@linux_only
@pytest.mark.parametrize("platform", ["offscreen", "minimal", "minimal:enable_fonts"])
def test_a_platform_that_shows_nothing_is_no_display(platform: str, wayland: Path) -> None:
    around = {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(wayland), "QT_QPA_PLATFORM": platform}

    assert display.display(around) is None


def test_a_platform_that_was_asked_for_is_taken_at_its_word() -> None:
    assert display.display({"QT_QPA_PLATFORM": "vnc:size=800x600"}) == "vnc"


@linux_only
def test_an_x11_display_is_not_used_where_wayland_was_asked_for() -> None:
    assert display.display({"QT_QPA_PLATFORM": "wayland", "DISPLAY": ":0"}) is None
