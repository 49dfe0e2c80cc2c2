"""Sounds as the program keeps them: mono, 16 bits, 22,050 samples a second, in a plain wav file with a header of 44 bytes."""

import struct
import sys
from array import array
from pathlib import Path

RATE = 22_050  # samples a second: what espeak-ng makes, and enough for children's voices and soft effects
_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")


def to_bytes(samples: "array[int]") -> bytes:
    """The wav file of `samples` (typecode "h")."""
    data = _swapped(samples).tobytes()
    return _header(len(data)) + data


def from_bytes(content: bytes) -> "array[int]":
    """The samples of a wav file of our own kind. Raises ValueError for a truncated file and for every other kind."""
    data = content[_HEADER.size :]
    if content[: _HEADER.size] != _header(len(data)):
        raise ValueError("not a sound of ours")
    return _swapped(array("h", data))


def is_whole(path: Path) -> bool:
    """Whether a whole sound of ours lies at `path` (after a power cut a file may be there without its content). Reads the header alone."""
    try:
        with path.open("rb") as file:
            size = path.stat().st_size - _HEADER.size
            return size > 0 and file.read(_HEADER.size) == _header(size)
    except OSError:
        return False


def length_ms(samples: "array[int]") -> float:
    """How long `samples` sound, in milliseconds."""
    return len(samples) * 1000 / RATE


def _header(size: int) -> bytes:
    return _HEADER.pack(b"RIFF", 36 + size, b"WAVE", b"fmt ", 16, 1, 1, RATE, 2 * RATE, 2, 16, b"data", size)


def _swapped(samples: "array[int]") -> "array[int]":
    """Little-endian samples as this machine's, or the other way round."""
    if sys.byteorder == "big":
        samples = samples[:]
        samples.byteswap()
    return samples
