"""The process of the voices: it loads espeak-ng and answers one request after the other, until its input ends.

It is a process of its own because espeak-ng has one voice per process, holds the interpreter while it speaks, and may crash on odd input
without taking the game with it. It loads nothing but the standard library, so that it is ready in a twentieth of a second. When the
window goes, however it goes, the pipe closes and this process ends.

A request is one line of JSON: {"voice", "text", "phonemes", "rate", "pitch"}, or {"list": true}. The answer is one line of JSON:
{"bytes": n} followed by n bytes, the wav file (trimmed, at the one loudness); {"voices": [...]}; or {"refused": "voice" | "text"}.
"""

import ctypes
import json
import os
import sys
from array import array
from typing import Any, BinaryIO

from app.system import loudness, wav

_SYNCHRONOUS = 2  # espeak hands the samples over before it returns; its other way, with threads, waits 20 ms each time
_DO_NOT_EXIT = 0x8000
_UTF8, _PHONEMES, _END_PAUSE = 0x1, 0x100, 0x1000  # without the pause after it, the end of a vowel is cut off in full sound
_RATE, _PITCH = 1, 3
_SINK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


class _VoiceEntry(ctypes.Structure):
    """The head of espeak_VOICE; `languages` is a list of (one byte of priority, text) pairs, ended by a priority of zero."""

    _fields_ = (("name", ctypes.c_char_p), ("languages", ctypes.c_void_p), ("identifier", ctypes.c_char_p))


class Espeak:
    """The library, loaded once for this process."""

    def __init__(self, library: str, folder: str) -> None:
        """`folder` holds espeak-ng-data; it is entered, because the library cuts off long paths and knows no wide characters on Windows."""
        self._library = ctypes.CDLL(library)
        self._library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_VoiceEntry))
        os.chdir(folder)
        if self._library.espeak_Initialize(_SYNCHRONOUS, 200, b".", _DO_NOT_EXIT) != wav.RATE:
            raise OSError("espeak-ng did not start")
        self._heard = bytearray()
        self._sink = _SINK(self._take)  # kept: the library holds no reference
        self._library.espeak_SetSynthCallback(self._sink)
        self._identifiers = self._listed()

    @property
    def voices(self) -> list[str]:
        """The languages that can be spoken (BCP 47, lower case)."""
        return sorted(self._identifiers)

    def samples(self, voice: str, text: str, rate: int, pitch: int, *, phonemes: bool) -> "array[int] | None":
        """`text` as `voice` (a language, with an optional "+variant") says it at `rate` words a minute; None without such a voice."""
        language, plus, variant = voice.partition("+")
        identifier = self._identifiers.get(language.lower())
        if identifier is None or self._library.espeak_SetVoiceByName(f"{identifier}{plus}{variant}".encode()) != 0:
            return None
        self._library.espeak_SetParameter(_RATE, rate, 0)
        self._library.espeak_SetParameter(_PITCH, pitch, 0)
        self._heard.clear()
        content = text.encode("utf-8", "ignore")
        flags = _UTF8 | _END_PAUSE | (_PHONEMES if phonemes else 0)
        self._library.espeak_Synth(content, len(content) + 1, 0, 1, 0, flags, None, None)
        self._library.espeak_Synchronize()
        return array("h", bytes(self._heard))

    def _take(self, samples: int | None, count: int, _events: int | None) -> int:
        if samples and count > 0:
            self._heard += ctypes.string_at(samples, 2 * count)
        return 0

    def _listed(self) -> dict[str, str]:
        found: dict[str, str] = {}
        entries = self._library.espeak_ListVoices(None)
        at = 0
        while entries[at]:
            entry = entries[at].contents
            identifier = (entry.identifier or b"").decode("utf-8", "replace")
            address = entry.languages
            while address and ctypes.string_at(address, 1) != b"\0":
                language = ctypes.string_at(address + 1)
                found.setdefault(language.decode("ascii", "replace").lower(), identifier)
                address += len(language) + 2
            at += 1
        return found


def answer(espeak: Espeak, request: dict[str, Any]) -> tuple[dict[str, object], bytes]:
    """The head and the body of the answer to one request."""
    if request.get("list"):
        return {"voices": espeak.voices}, b""
    spoken = espeak.samples(request["voice"], request["text"], request["rate"], request["pitch"], phonemes=request["phonemes"])
    if spoken is None:
        return {"refused": "voice"}, b""
    sound = loudness.at_target(loudness.trimmed(spoken))
    if not sound:
        return {"refused": "text"}, b""
    body = wav.to_bytes(sound)
    return {"bytes": len(body)}, body


def main() -> None:
    """Answer requests from standard input until it ends. Arguments: the library and the folder of its data."""
    out = _private_output()
    espeak = Espeak(*sys.argv[1:3])
    for line in sys.stdin.buffer:
        head, body = answer(espeak, json.loads(line))
        out.write(json.dumps(head).encode() + b"\n" + body)
        out.flush()


def _private_output() -> BinaryIO:
    """Standard output for the answers alone: what the library itself prints goes to standard error."""
    private = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return private
