"""Spoken letters and words: as someone recorded them, else as espeak-ng says them.

What espeak-ng makes, in a process of its own, is kept, so that a thing is synthesised once per computer.
"""

import contextlib
import hashlib
import json
import os
import threading
import time
from pathlib import Path

from app.learning.letters import Spoken
from app.learning.problems import Problem, Trouble
from app.system import disk, wav
from app.system.paths import Paths
from app.system.recordings import Recordings
from app.system.speaker import Speaker, SpeakerFailed

_VERSION = 1  # of the way sounds are made: a higher one makes every sound anew
_RATE = 130  # words a minute; espeak's own 175 is a grown-up's pace
_SLOW_RATE = 85  # of what is said again because it was not understood
_PITCH = 55  # of 100
_VARIANT = "+f3"  # the clearest of the higher voices
_LONGEST = 500  # characters; the longest prompt has about 60
_MOST_BYTES = 60_000_000  # of kept sounds: about 2,600 of them; a language needs 200
_DAY = 86_400.0  # seconds


class Voices:
    """The voices of this computer. `speak` may wait for the disk or the process: call it from a thread for sound, never from the GUI's."""

    def __init__(
        self, paths: Paths, patience: float = 4.0, most_bytes: int = _MOST_BYTES, recordings: Recordings | None = None
    ) -> None:
        self._paths = paths
        self._recordings = recordings or Recordings()
        self._folder = paths.cache / "voices"
        self._most_bytes = most_bytes
        self._speaker = Speaker(patience)
        self._lock = threading.Lock()
        self._bytes: int | None = None
        self._available: frozenset[str] | None = None

    def speak(self, spoken: Spoken, voice: str) -> Path:
        """The wav file of `spoken` in `voice` (espeak-ng's name, such as "en" or "hi"), trimmed and at the one loudness.

        Where someone recorded it, the recording.
        Raises Problem NO_VOICE when there is no such voice, no espeak-ng, or nothing to hear; DISK_FULL, FOLDER_NOT_WRITABLE.
        """
        recorded = self._recordings.find(voice, spoken)
        if recorded is not None:
            return recorded
        path = self._folder / f"{_key(spoken, voice)}.wav"
        if wav.is_whole(path):
            self._touch(path)
            return path
        content = self._synthesised(spoken, voice)
        with self._lock:
            self._paths.make(self._paths.cache)
            self._paths.make(self._folder)
            disk.write_whole(path, content, durable=False)
            self._make_room(path, len(content))
        return path

    def available_voices(self) -> frozenset[str]:
        """The languages (lower case, such as "en", "es-419") that can be spoken; none when espeak-ng is missing."""
        if self._available is None:
            try:
                head, _ = self._speaker.ask(list=True)
            except SpeakerFailed:
                return frozenset()
            self._available = frozenset(head.get("voices", ()))
        return self._available

    def close(self) -> None:
        """End the process of the voices."""
        self._speaker.close()

    def _synthesised(self, spoken: Spoken, voice: str) -> bytes:
        phonemes = spoken.phonemes is not None
        text = f"[[{spoken.phonemes.strip('[]')}]]" if spoken.phonemes is not None else spoken.text
        text = "".join(character for character in text[:_LONGEST] if character.isprintable() or character in "\u200c\u200d")
        named = voice if "+" in voice else voice + _VARIANT
        try:
            head, body = self._speaker.ask(voice=named, text=text, phonemes=phonemes, rate=_rate(spoken), pitch=_PITCH)
        except SpeakerFailed as error:
            raise Problem(Trouble.NO_VOICE, voice=voice, reason=str(error)) from error
        if not body:
            raise Problem(Trouble.NO_VOICE, voice=voice, reason=head.get("refused", "unknown"))
        return body

    def _touch(self, path: Path) -> None:
        """Mark a sound as used (once a day is enough), so that those unused for longest go first."""
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _DAY:
                os.utime(path)

    def _make_room(self, newest: Path, size: int) -> None:
        """Keep the folder below its size: when it is passed, the sounds unused for longest go, down to four fifths."""
        self._bytes = (self._bytes if self._bytes is not None else sum(held for _, held, _ in self._kept()) - size) + size
        if self._bytes <= self._most_bytes:
            return
        for _, held, path in sorted(self._kept()):
            if self._bytes <= self._most_bytes * 4 // 5:
                break
            if path != newest:
                with contextlib.suppress(OSError):
                    path.unlink()
                    self._bytes -= held

    def _kept(self) -> list[tuple[float, int, Path]]:
        found: list[tuple[float, int, Path]] = []
        for path in self._folder.iterdir():
            with contextlib.suppress(OSError):
                facts = path.stat()
                found.append((facts.st_mtime, facts.st_size, path))
        return found


def _key(spoken: Spoken, voice: str) -> str:
    facts = (_VERSION, voice, _VARIANT, spoken.text if spoken.phonemes is None else "", spoken.phonemes, _rate(spoken), _PITCH)
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]


def _rate(spoken: Spoken) -> int:
    return _SLOW_RATE if spoken.slowly else _RATE
