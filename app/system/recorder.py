"""Recording: a microphone, one take at a time, in a thread of its own. Nothing here makes the GUI thread wait.

A device that goes in mid-word (unplugged, taken by another program) ends the take with a problem; what was recorded before stays as it was.
"""

import atexit
import logging
import queue
import threading
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from app.learning.problems import Problem, Trouble
from app.system.loudspeaker import REAL
from app.system.microphone import Microphone
from app.system.take import Phase, Take

_log = logging.getLogger(__name__)

_GONE_S = 1.5  # a device that brings nothing for so long has gone; opening one takes up to half a second


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is heard at this moment. `count` is 3, 2, 1 while it counts in, 0 while it records; `level` 0 to 1."""

    count: int
    level: float
    too_loud: bool


@dataclass(frozen=True, slots=True)
class Ear:
    """Who is told; all are called from the recorder's thread. Each take ends with exactly one of `done` (a wav file) and `problem`.

    A take that was cancelled ends with neither.
    """

    hears: Callable[[Hearing], None]
    done: Callable[[bytes], None]
    problem: Callable[[Problem], None]


class _Order(Enum):
    BEGIN = auto()
    STOP = auto()
    CANCEL = auto()
    CLOSE = auto()


class Recorder:
    """Every method returns at once. `backends` as in `app.system.loudspeaker`."""

    def __init__(self, ear: Ear, backends: Sequence[str] = REAL) -> None:
        self._ear = ear
        self._backends = backends
        self._queue: queue.SimpleQueue[_Order | tuple[Take, array[int]]] = queue.SimpleQueue()
        self._microphone: Microphone | None = None
        self._take: Take | None = None
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Count in, then record; a take that is under way is cancelled."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
            self._thread.start()
            atexit.register(self.close)
        self._queue.put(_Order.BEGIN)

    def stop(self) -> None:
        """What was said until now is what is kept."""
        self._queue.put(_Order.STOP)

    def cancel(self) -> None:
        """Forget this take."""
        self._queue.put(_Order.CANCEL)

    def close(self) -> None:
        """Give the microphone back; a take that is under way is forgotten."""
        thread, self._thread = self._thread, None
        if thread:
            atexit.unregister(self.close)
            self._queue.put(_Order.CLOSE)
            thread.join(_GONE_S)  # a sound server that hangs holds up nobody

    # all below runs in the recorder's thread

    def _run(self) -> None:
        going_on = True
        while going_on:
            try:
                going_on = self._turn()
            except Problem as problem:
                self._end()
                self._ear.problem(problem)
            except Exception:  # noqa: BLE001 (whatever is wrong with one take, the next one may be well)
                self._end()
                _log.exception("A take failed")
        self._end()

    def _turn(self) -> bool:
        try:
            said = self._queue.get(timeout=_GONE_S if self._take else None)
        except queue.Empty:
            raise Problem(Trouble.NO_MICROPHONE, reason="gone") from None
        match said:
            case _Order.BEGIN:
                self._end()
                self._begin()
            case _Order.STOP if self._take:
                self._take.stop()
                self._finish(self._take)
            case _Order.CANCEL:
                self._end()
            case _Order.CLOSE:
                return False
            case (take, block) if take is self._take:  # a block of a take that is over belongs to none
                self._hear(take, block)
        return True

    def _begin(self) -> None:
        self._take = take = Take()
        self._microphone = Microphone(lambda block: self._queue.put((take, block)), self._backends)
        self._microphone.open()

    def _hear(self, take: Take, block: "array[int]") -> None:
        take.feed(block)
        if take.phase is Phase.OVER:
            self._finish(take)
        else:
            self._ear.hears(Hearing(take.count, take.level, take.too_loud))

    def _finish(self, take: Take) -> None:
        self._end()
        self._ear.done(take.result())

    def _end(self) -> None:
        """Give the microphone back."""
        self._take = None
        microphone, self._microphone = self._microphone, None
        if microphone:
            microphone.close()
