"""Is there a display to show a window on? Asked before Qt starts: QApplication ends the whole process when it finds none.

Needs nothing but the standard library, because `packaging/start.py` asks too, before anything is installed.
"""

import ctypes
import os
import socket
import sys
import time
from collections.abc import Mapping
from pathlib import Path

PATIENCE = 1.0  # seconds that a display on another computer may take to answer
TRIES = (0.0, 0.1, 0.3)  # seconds before each: an X server without other clients starts afresh when one leaves, and refuses meanwhile
FIRST_PORT = 6000  # X11: display :n over TCP listens on 6000 + n


def display(surroundings: Mapping[str, str] = os.environ) -> str | None:
    """The display that answers ("wayland-0", ":0", "screen" on Windows and macOS), or None.

    A platform that `QT_QPA_PLATFORM` names is taken at its word, except those that show nothing.
    """
    asked = surroundings.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if asked in {"offscreen", "minimal", "minimalegl"}:
        return None
    if asked not in {"", "xcb", "wayland"}:
        return asked
    if not sys.platform.startswith("linux"):
        return "screen"
    wayland = surroundings.get("WAYLAND_DISPLAY", "")
    if wayland and asked != "xcb" and _wayland_answers(wayland, surroundings):
        return wayland
    x11 = surroundings.get("DISPLAY", "")
    return x11 if x11 and asked != "wayland" and _x11_answers(x11) else None


def _wayland_answers(name: str, surroundings: Mapping[str, str]) -> bool:
    return _connects(socket.AF_UNIX, str(Path(surroundings.get("XDG_RUNTIME_DIR", "/nowhere")) / name))


def _x11_answers(name: str) -> bool:
    host, _, rest = name.rpartition(":")
    number = rest.partition(".")[0]
    if not number.isdigit():
        return False
    if host in {"", "unix"}:
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 (where X11 has its sockets)
        reached = _connects(socket.AF_UNIX, path) or _connects(socket.AF_UNIX, f"\0{path}")
    else:
        reached = _connects(socket.AF_INET, (host.strip("[]"), FIRST_PORT + int(number)))
    return reached and _x11_lets_in(name)


def _connects(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    try:
        if isinstance(address, tuple):
            socket.create_connection(address, PATIENCE).close()
            return True
        with socket.socket(family, socket.SOCK_STREAM) as plug:
            plug.settimeout(PATIENCE)
            plug.connect(address)
    except (OSError, OverflowError):
        return False
    return True


def _x11_lets_in(name: str) -> bool:
    """Ask as Qt will: a display may answer and still refuse this user. Where libxcb is not installed yet, an answer is enough."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    for pause in TRIES:
        time.sleep(pause)
        connection = ctypes.c_void_p(xcb.xcb_connect(os.fsencode(name), None))
        refused = int(xcb.xcb_connection_has_error(connection))
        xcb.xcb_disconnect(connection)
        if not refused:
            return True
    return False
