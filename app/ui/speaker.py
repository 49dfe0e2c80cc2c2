"""What pages say and sound: the system's sound, with its news handed to the GUI thread as signals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.learning.letters import Spoken
from app.learning.problems import Problem, Trouble
from app.system.recordings import Recordings
from app.system.sound import Effect, Listener, Sound
from app.system.voices import Voices

if TYPE_CHECKING:
    from pathlib import Path

    from app.system.paths import Paths


class Speaker(QObject):
    """Says prompts and plays effects; every method returns at once.

    `began` brings the length in milliseconds of each sound as it begins, `ended` comes when the whole prompt is over or was interrupted;
    both also come where there is no sound device, so that mouths move and games go on. `troubled` brings NO_SOUND and NO_VOICE once each.
    `recordings` are the files that are played instead of the synthetic voice.
    """

    began = Signal(float)
    ended = Signal()
    troubled = Signal(object)

    def __init__(self, paths: Paths, volume: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.recordings = Recordings()
        self._voices = Voices(paths, recordings=self.recordings)
        self._sound = Sound(volume, self._voices, Listener(self.began.emit, self.ended.emit, self.troubled.emit))
        self._unspoken: set[str] = set()  # voices that are not to be had
        self.troubled.connect(self._note)

    def say(self, parts: Sequence[Spoken], voice: str) -> None:
        """Say `parts` in an espeak-ng `voice`, one after the other; what was being said stops."""
        self._sound.say(parts, voice)

    def prepare(self, parts: Sequence[Spoken], voice: str) -> None:
        """Have `parts` ready, so that saying them begins at once later."""
        self._sound.prepare(parts, voice)

    def effect(self, effect: Effect) -> None:
        """Let a short sound of the program sound over the rest."""
        self._sound.effect(effect)

    def play(self, *sounds: Path) -> None:
        """Play sound files of our own kind; what was being said stops."""
        self._sound.play(*sounds)

    def hush(self) -> None:
        """Stop what is being said."""
        self._sound.stop()

    def can_say(self, voice: str) -> bool:
        """Whether what is said in a voice can be heard; true until it was found out that it cannot."""
        return self.available and voice not in self._unspoken

    def _note(self, problem: Problem) -> None:
        if problem.trouble is Trouble.NO_VOICE:
            self._unspoken.add(str(problem.facts.get("voice", "")))

    @property
    def available(self) -> bool:
        """Whether there is a device that can be heard; true until one was looked for in vain."""
        return self._sound.available

    def set_volume(self, volume: float) -> None:
        """0 (silent) to 1."""
        self._sound.volume = volume

    def close(self) -> None:
        """Fall silent, give the device back, end the process of the voices."""
        self._voices.close()  # first, so that nothing waits for a voice that is being made
        self._sound.close()
