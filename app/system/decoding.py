"""Sounds from elsewhere (wav, ogg, mp3, flac) made into sounds of our own kind: mono, one rate, trimmed, at the one loudness.

They are decoded piece by piece and no further than the longest that is allowed, whatever their header says: a small file of silence may
declare hours.
"""

from array import array

from app.system import loudness, wav

LONGEST_S = 10.0  # a letter lasts a third of a second, a word one, a sentence four
_PIECE = 8_192  # samples


class NotASound(ValueError):
    """`reason` is "unreadable", "too-long" or "silent"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def as_ours(content: bytes, longest_s: float = LONGEST_S) -> bytes:
    """The wav file of our own kind for the content of a sound file. Raises NotASound. Takes about 20 ms for each second of sound."""
    import miniaudio  # noqa: PLC0415 (loads a library of the system; only who installs or records needs it)

    samples = array("h")
    try:
        for piece in miniaudio.stream_memory(content, miniaudio.SampleFormat.SIGNED16, 1, wav.RATE, _PIECE):
            samples.extend(piece)
            if len(samples) > longest_s * wav.RATE:
                raise NotASound("too-long")
    except miniaudio.MiniaudioError as error:
        raise NotASound("unreadable") from error
    heard = loudness.at_target(loudness.trimmed(samples))
    if not heard:
        raise NotASound("silent")
    return wav.to_bytes(heard)
