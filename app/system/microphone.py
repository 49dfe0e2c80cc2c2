"""The microphone: opened for one take, and given back after it, so that nothing listens when nobody records."""

import contextlib
import logging
from array import array
from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING

from app.learning.problems import Problem, Trouble
from app.system import wav
from app.system.loudspeaker import REAL, hush_alsa

if TYPE_CHECKING:
    import miniaudio

_log = logging.getLogger(__name__)

_BLOCK_MS = 40


class Microphone:
    """One input device. Opened and closed from one thread; `heard` is called from the device's own with mono samples at `wav.RATE`."""

    def __init__(self, heard: Callable[["array[int]"], None], backends: Sequence[str] = REAL) -> None:
        self._heard = heard
        self._backends = backends
        self._device: miniaudio.CaptureDevice | None = None

    def open(self) -> None:
        """Begin to listen. Raises Problem NO_MICROPHONE when there is none, or the system refuses it."""
        hush_alsa()
        try:
            device = self._made()
            stream = self._stream()
            next(stream)
            device.start(stream)
        except Exception as error:
            _log.info("No microphone: %s", error)
            raise Problem(Trouble.NO_MICROPHONE, reason=str(error)) from error
        self._device = device

    def _made(self) -> "miniaudio.CaptureDevice":
        import miniaudio  # noqa: PLC0415 (50 to 110 ms, and only when somebody records)

        enabled = miniaudio.get_enabled_backends()
        wanted = [backend for backend in (miniaudio.Backend[name] for name in self._backends) if backend in enabled]
        if not wanted:  # an empty list would mean all to miniaudio, also the one that hears nothing
            raise LookupError("no way to sound on this system")
        return miniaudio.CaptureDevice(
            miniaudio.SampleFormat.SIGNED16, 1, wav.RATE, buffersize_msec=_BLOCK_MS, backends=wanted, app_name="Lettergrove"
        )

    def close(self) -> None:
        """Give the device back."""
        device, self._device = self._device, None
        if device:
            with contextlib.suppress(Exception):  # a device that has gone may refuse everything, also to be closed
                device.close()

    def _stream(self) -> Generator[None, bytes, None]:
        """What miniaudio gives its blocks to."""
        while True:
            block = array("h")
            block.frombytes(bytes((yield)))
            self._heard(block)

