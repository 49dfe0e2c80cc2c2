"""What the operating system has to bring along: libraries that Qt loads, and fonts for every script.

Linux only; Windows and macOS have all of it. What is missing is found by trying, installed through apt-get where no password
is asked for, and otherwise named in the one line to type. Without fonts the program goes on.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import apt
import environment
from wording import Unready, say

sys.path.insert(0, str(environment.ROOT))
from app.system import display

# What Qt's libraries load, and the Debian and Ubuntu package of each. apt itself knows that Ubuntu 24.04 calls some otherwise (…t64).
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libX11.so.6": "libx11-6",
    "libstdc++.so.6": "libstdc++6",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "libbrotlidec.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
# And what a window on a display needs besides.
DISPLAY_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
# The beginning of a font file's name, and the package that brings it.
FONTS = {"NotoSansDevanagari": "fonts-noto-core", "NotoColorEmoji": "fonts-noto-color-emoji", "Andika": "fonts-sil-andika"}

# The parts of Qt that the program imports (a test holds that), and the plug-ins they load.
QT_MODULES = ("Core", "Gui", "Widgets", "Svg", "Network", "PrintSupport", "Test")
QT = (*(f"lib/libQt6{module}.so.6" for module in QT_MODULES), "plugins/platforms/libqoffscreen.so", "plugins/imageformats/libqsvg.so")
QT_DISPLAY = ("plugins/platforms/libqxcb.so", "plugins/platforms/libqwayland.so")


def make_ready(lock: str) -> None:
    """Make the machine and the environment ready: system libraries, fonts, packages. Raises Unready with the sentence to show."""
    if not sys.platform.startswith("linux"):
        environment.make_ready(lock)
        return
    wanted = "display" if display.display() else "offscreen"
    if environment.is_ready(lock) and wanted in _looked_at():
        return
    _bring_in(_missing_for(wanted), fonts_missing())
    environment.make_ready(lock)
    unknown = sorted(not_found_by_qt(wanted))
    if unknown:
        _bring_in({name: LIBRARIES.get(name) or DISPLAY_LIBRARIES.get(name, "") for name in unknown}, {})
    environment.note(machine=sorted(_looked_at() | {wanted, "offscreen"}))


def libraries_missing(wanted: str) -> dict[str, str]:
    """The libraries that cannot be loaded here, with their packages; `wanted` is "offscreen" or "display"."""
    needed = LIBRARIES | (DISPLAY_LIBRARIES if wanted == "display" else {})
    return {name: package for name, package in needed.items() if not _loads(name)}


def fonts_missing() -> dict[str, str]:
    """The fonts of which no file is in any of the usual folders, with their packages."""
    files = {file.name for folder in _font_folders() for file in folder.rglob("*.[tTo][tT][fFcC]")}
    return {font: package for font, package in FONTS.items() if not any(name.startswith(font) for name in files)}


def not_found_by_qt(wanted: str) -> set[str]:
    """The libraries that Qt's own files in the environment ask for and the system's loader does not find."""
    for home in environment.VENV.glob("lib/python3*/site-packages/PySide6/Qt"):
        files = [str(home / name) for name in QT + (QT_DISPLAY if wanted == "display" else ()) if (home / name).exists()]
        told = subprocess.run(["ldd", *files], capture_output=True, text=True, check=False).stdout
        return {line.split()[0] for line in told.splitlines() if line.endswith("not found")}
    return set()


def offer_test_servers() -> None:
    """Bring in what only tests use, two servers and a tool, where that needs no password; without them those tests are skipped."""
    if not sys.platform.startswith("linux") or "test servers" in _looked_at() or os.environ.get("LETTERGROVE_TEST_SERVERS") == "no":
        return
    there = {
        "pgbouncer": Path("/usr/sbin/pgbouncer").exists(),
        "postgresql": any(Path("/usr/lib/postgresql").glob("*/bin/postgres")),
        "openssl": shutil.which("openssl") is not None,  # gives that server a certificate
    }
    missing = [package for package, found in there.items() if not found]
    if missing and apt.usable():
        say(f"Installing {', '.join(missing)}, which only the tests use ...")
        if apt.install(missing):
            say("They could not be installed; the tests that use them are skipped.", error=True)
    environment.note(machine=sorted(_looked_at() | {"test servers"}))


def _missing_for(wanted: str) -> dict[str, str]:
    missing = libraries_missing(wanted)
    if not environment.can_make_one():
        missing["the venv module of Python"] = f"python3.{sys.version_info.minor}-venv"
    return missing


def _bring_in(needed: dict[str, str], fonts: dict[str, str]) -> None:
    """Install what is missing, or say how; raises Unready when something is missing without which nothing works."""
    packages = sorted({package for package in (*needed.values(), *fonts.values()) if package})
    if not packages and not needed:
        return
    failure = "this system has no apt-get"
    if apt.usable():
        say(f"Installing what the system lacks: {' '.join(packages)} ...")
        failure = apt.install(packages)
        if not failure:
            return
        say(f"That did not work: {failure}", error=True)
    if needed:
        raise Unready(f"Lettergrove needs {_list(needed)}, which this system does not have. {_remedy(packages)}")
    say(f"Fonts for some letters and pictures are not here ({_list(fonts)}); Lettergrove goes on without them. {_remedy(packages)}")


def _remedy(packages: Iterable[str]) -> str:
    if apt.present():
        return f"Type this line once, then try again:\n\n    {apt.line(packages)}\n"
    return "Install them with the package manager of this system, then try again."


def _list(names: Iterable[str]) -> str:
    """Names in a sentence, the first few of them."""
    listed = list(names)
    rest = f" and {len(listed) - 4} more" if len(listed) > 4 else ""
    return ", ".join(listed[:4]) + rest


def _looked_at() -> set[str]:
    seen = environment.noted().get("machine")
    return {str(part) for part in seen} if isinstance(seen, list) else set()


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _font_folders() -> Iterator[Path]:
    yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
    home = os.environ.get("HOME")
    if home:
        yield from (Path(home) / ".local/share/fonts", Path(home) / ".fonts")
