"""Facts about this computer, for `doctor` and for the page that a person can copy. Nothing here names a person."""

import os
import platform
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from app.system.loudspeaker import Loudspeaker
from app.system.mixer import Mixer
from app.system.paths import Paths
from app.system.secrets import Secrets, Where


@dataclass(frozen=True, slots=True)
class MachineFacts:
    """What runs here. Sizes in bytes, None where the system does not tell."""

    system: str
    python: str
    processors: int
    memory: int | None
    disk_free: int | None
    sound_device: str | None
    secrets: Where


def examine(paths: Paths) -> MachineFacts:
    """The facts of this computer. Takes up to three seconds when a keyring does not answer, so not for the GUI thread."""
    return MachineFacts(
        system=system_name(),
        python=platform.python_version(),
        processors=os.cpu_count() or 1,
        memory=memory(),
        disk_free=disk_free(paths.home),
        sound_device=sound_device(),
        secrets=Secrets(paths).where(),
    )


def system_name() -> str:
    """The system and its version in one line, such as "Debian GNU/Linux 12 (bookworm), x86_64"."""
    if sys.platform == "linux":
        try:
            name = platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
        except OSError:
            name = f"Linux {platform.release()}"
    else:
        name = f"macOS {platform.mac_ver()[0]}" if sys.platform == "darwin" else f"{platform.system()} {platform.release()}"
    return f"{name}, {platform.machine()}"


def memory() -> int | None:
    """The memory of this computer in bytes."""
    if sys.platform == "win32":
        return _windows_memory()
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return None


def disk_free(folder: Path) -> int | None:
    """The bytes that this user can still write on the disk of `folder`, which need not exist yet."""
    for place in (folder, *folder.parents):
        try:
            return shutil.disk_usage(place).free
        except OSError:
            continue
    return None


def sound_device() -> str | None:
    """How sound leaves this computer, such as "PulseAudio"; None when no device answers."""
    loudspeaker = Loudspeaker(Mixer(0.0))
    loudspeaker.open()
    name = loudspeaker.name
    loudspeaker.close()
    return name


def _windows_memory() -> int | None:
    import ctypes  # noqa: PLC0415 (only there)

    kilobytes = ctypes.c_ulonglong(0)
    asked = getattr(ctypes, "windll").kernel32.GetPhysicallyInstalledSystemMemory(ctypes.byref(kilobytes))  # noqa: B009 (typed on Windows only)
    return kilobytes.value * 1024 if asked else None
