"""The sound device: opened when first needed, closed when it is quiet for long, opened again after it was unplugged."""

import contextlib
import logging
import math
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.system import clock, wav
from app.system.mixer import Mixer

if TYPE_CHECKING:
    import miniaudio

_log = logging.getLogger(__name__)

# all that miniaudio knows but the one that plays nothing
REAL = ("WASAPI", "DSOUND", "WINMM", "COREAUDIO", "PULSEAUDIO", "ALSA", "JACK", "SNDIO", "AUDIO4", "OSS")
_BUFFER_MS = 40
_AGAIN_MS = 5_000.0  # between two tries to open a device that was not there
_STUCK_MS = 1_000.0  # a device that draws nothing for so long has gone


class Loudspeaker:
    """One output device. Used from one thread; the device draws from the mixer in its own."""

    def __init__(self, mixer: Mixer, backends: Sequence[str] = REAL) -> None:
        self._mixer = mixer
        self._backends = backends
        self._device: miniaudio.PlaybackDevice | None = None
        self._tried_at = -math.inf
        self._opened_at = 0.0
        self._lost = False

    @property
    def is_open(self) -> bool:
        """Whether a device is drawing sound."""
        return self._device is not None

    @property
    def missing(self) -> bool:
        """Whether a device was looked for and none answered."""
        return self._device is None and self._tried_at > -math.inf

    @property
    def name(self) -> str | None:
        """How the open device is reached, such as "PulseAudio"."""
        return self._device.backend if self._device else None

    def open(self) -> bool:
        """Open the device unless it is open and drawing; False when there is none (asked again after five seconds at the earliest)."""
        if self._device and not self.stuck():
            return True
        self.close()
        if clock.elapsed_ms() - self._tried_at < _AGAIN_MS:
            return False
        self._tried_at = clock.elapsed_ms()
        self._device = _opened(self._mixer, self._backends)
        if self._device:
            self._tried_at, self._opened_at, self._lost = -math.inf, clock.elapsed_ms(), False
            self._device.stop_callback = self._note_loss
        return self.is_open

    def stuck(self) -> bool:
        """Whether the device has stopped drawing: it was unplugged, or its server went. Not every system tells, so time tells too."""
        return self._lost or clock.elapsed_ms() - max(self._opened_at, self._mixer.drawn_at) > _STUCK_MS

    def _note_loss(self) -> None:
        """Told by the device's own thread."""
        self._lost = True

    def close(self) -> None:
        """Give the device back."""
        device, self._device = self._device, None
        if device:
            device.stop_callback = None
            with contextlib.suppress(Exception):  # a device that has gone may refuse everything, also to be closed
                device.close()


def _opened(mixer: Mixer, backends: Sequence[str]) -> "miniaudio.PlaybackDevice | None":
    hush_alsa()
    try:
        import miniaudio  # noqa: PLC0415 (50 to 110 ms, and only when something is to be heard)

        enabled = miniaudio.get_enabled_backends()
        wanted = [backend for backend in (miniaudio.Backend[name] for name in backends) if backend in enabled]
        if not wanted:
            return None  # an empty list would mean all to miniaudio, also the one that plays nothing
        device = miniaudio.PlaybackDevice(
            miniaudio.SampleFormat.SIGNED16, 1, wav.RATE, buffersize_msec=_BUFFER_MS, backends=wanted, app_name="Lettergrove"
        )
        stream = mixer.stream()
        next(stream)
        device.start(stream)
    except Exception as error:  # noqa: BLE001 (its library missing, no device, no server: all mean silence, and none may stop a game)
        _log.info("No sound device: %s", error)
        return None
    return device


def hush_alsa() -> None:
    """Where no card is, ALSA writes some thirty lines to standard error; give it a reporter that says nothing."""
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 (only here)

    global _silent  # noqa: PLW0603 (the library keeps the pointer for ever, so the reporter has to live as long)
    if _silent is None:
        with contextlib.suppress(OSError, AttributeError):
            reporter = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)
            _silent = reporter(lambda *_: None)
            ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_silent)


_silent: object = None
