"""Recorded sounds: files that are played instead of the synthetic voice, wherever there is one for what is to be said.

Each origin (a grown-up who recorded, a pack that was installed) gives the list of what it has; the first origin that has a whole file wins.
The files are sounds of our own kind (`app.system.wav`), which play at once; `app.system.decoding` makes them of every other kind.
"""

from collections.abc import Mapping
from enum import IntEnum
from pathlib import Path
from types import MappingProxyType

from app.learning.letters import Spoken
from app.system import wav

Recorded = Mapping[tuple[str, Spoken], Path]  # (voice of the language, what is said) -> a wav file of ours

_NOTHING: Recorded = MappingProxyType({})


class Origin(IntEnum):
    """Who recorded: the order in which they are asked."""

    GROWN_UP = 0
    PACK = 1


class Recordings:
    """What is recorded on this computer. Safe to ask from the sound's thread while another gives: each list is replaced whole."""

    def __init__(self) -> None:
        self._given: dict[Origin, Recorded] = dict.fromkeys(Origin, _NOTHING)

    def give(self, origin: Origin, recorded: Recorded) -> None:
        """Take `recorded` as all that `origin` has, in place of what it gave before."""
        self._given[origin] = MappingProxyType(dict(recorded))

    def find(self, voice: str, spoken: Spoken) -> Path | None:
        """The file of `spoken` in the language of `voice`; None when nobody recorded it, or its file has gone or is cut off.

        A letter's name and its sound are two `Spoken`, of which one is found for both only where they are said alike.
        """
        for origin in Origin:
            path = self._given[origin].get((voice, spoken))
            if path is not None and wav.is_whole(path):
                return path
        return None
