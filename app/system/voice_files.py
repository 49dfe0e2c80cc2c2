"""The files of recorded voices: each sound under its hash, so that a file is what its name says or it is not used.

A sound that was replaced stays for a month: a backup, or an undo, may still name it.
"""

import contextlib
import hashlib
import re
import time
from collections.abc import Collection
from pathlib import Path

from app.system import disk, wav
from app.system.paths import Paths

_KEPT_S = 30 * 86_400.0  # as everything that is removed
_NAME = re.compile(r"[0-9a-f]{64}")


class VoiceFiles:
    """The folder `voices` of a home. Not for the GUI thread."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._known_good: dict[str, tuple[int, int]] = {}  # hash -> size and time of change when it was last read whole

    def path(self, sha256: str) -> Path:
        """Where the sound of a hash lies, if it is here."""
        return self._paths.voices / f"{sha256}.wav"

    def keep(self, content: bytes) -> str:
        """Write a sound (a wav file of our own kind) whole or not at all; its hash. Raises Problem DISK_FULL, FOLDER_NOT_WRITABLE."""
        sha256 = hashlib.sha256(content).hexdigest()
        if not self.is_good(sha256):
            self._paths.make(self._paths.voices)
            disk.write_whole(self.path(sha256), content)
        return sha256

    def is_good(self, sha256: str) -> bool:
        """Whether the sound is here and is what its name says. A file that did not change is read once."""
        path = self.path(sha256)
        try:
            facts = path.stat()
            seen = (facts.st_size, facts.st_mtime_ns)
            if self._known_good.get(sha256) == seen:
                return True
            good = wav.is_whole(path) and hashlib.sha256(path.read_bytes()).hexdigest() == sha256
        except OSError:
            return False
        if good:
            self._known_good[sha256] = seen
        return good

    def tidy(self, wanted: Collection[str]) -> int:
        """Delete the sounds that are not `wanted` and were written more than a month ago; how many."""
        gone = 0
        with contextlib.suppress(OSError):
            for path in list(self._paths.voices.iterdir()):
                with contextlib.suppress(OSError):
                    old = time.time() - path.stat().st_mtime > _KEPT_S
                    if old and path.stem not in wanted and (_NAME.fullmatch(path.stem) or path.suffix == ".part"):
                        path.unlink()
                        gone += 1
        return gone
