"""Sound: spoken prompts one after the other, effects over them, in a thread of its own. Nothing here makes the GUI thread wait.

Without a device everything happens as with one, only unheard: sounds begin and end in their time, so that Pip's mouth moves and no game
hangs on a sound.
"""

import atexit
import contextlib
import logging
import queue
import threading
from array import array
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.learning.letters import Spoken
from app.learning.problems import Problem, Trouble
from app.system import clock, resources, wav
from app.system.loudspeaker import REAL, Loudspeaker
from app.system.mixer import Mixer
from app.system.voices import Voices

_log = logging.getLogger(__name__)

Part = Spoken | Path | bytes  # of a prompt: something to say, a wav file, or the content of one

GAP_MS = 180.0  # between two sounds of a prompt
_IDLE_S = 60.0  # a device that is quiet for so long is given back (it keeps a laptop awake)


class Effect(StrEnum):
    """A short sound of the program; the value names its file."""

    PRESS = "press"
    YES = "yes"
    NOT_THIS = "not-this"
    HINT = "hint"
    BLOOM = "bloom"
    ARRIVE = "arrive"


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told; all are called from the sound thread, so a window hands them on as signals.

    `begins` gets the length of each sound in milliseconds; `ends` comes once, when a prompt has ended or was interrupted; `problem` gets
    NO_SOUND once, and NO_VOICE once for each voice.
    """

    begins: Callable[[float], None] = lambda _milliseconds: None
    ends: Callable[[], None] = lambda: None
    problem: Callable[[Problem], None] = lambda _problem: None


@dataclass(frozen=True, slots=True)
class _Prompt:
    parts: tuple[Part, ...]
    voice: str


@dataclass(frozen=True, slots=True)
class _Prepare:
    parts: tuple[Spoken, ...]
    voice: str


class Sound:
    """What the window plays. Every method returns at once. `volume` 0 to 1; `backends` as in `app.system.loudspeaker`."""

    def __init__(
        self, volume: float, voices: Voices | None = None, listener: Listener | None = None, backends: Sequence[str] = REAL
    ) -> None:
        self._mixer = Mixer(volume)
        self._loudspeaker = Loudspeaker(self._mixer, backends)
        self._voices = voices
        self._listener = listener or Listener()
        self._orders: queue.SimpleQueue[_Prompt | _Prepare | Effect | None] = queue.SimpleQueue()
        self._saying = False
        self._parts: deque[Part] = deque()
        self._voice = ""
        self._due = 0.0
        self._later: deque[tuple[Spoken, str]] = deque(maxlen=200)
        self._effects: dict[Effect, array[int]] = {}
        self._told: set[tuple[Trouble, object]] = set()
        self._thread: threading.Thread | None = None
        self._closed = False

    @property
    def available(self) -> bool:
        """Whether there is a device that can be heard; True until one was looked for in vain."""
        return not self._loudspeaker.missing

    @property
    def device(self) -> str | None:
        """How the open device is reached, such as "PulseAudio"; None when there is none."""
        return self._loudspeaker.name

    @property
    def volume(self) -> float:
        """0 (silent) to 1."""
        return self._mixer.volume

    @volume.setter
    def volume(self, volume: float) -> None:
        self._mixer.volume = volume

    def say(self, parts: Sequence[Spoken], voice: str) -> None:
        """Say `parts` in `voice`, one after the other; what was being said stops."""
        self._order(_Prompt(tuple(parts), voice))

    def prepare(self, parts: Sequence[Spoken], voice: str) -> None:
        """Synthesise `parts` when there is nothing else to do, so that `say` begins at once later."""
        self._order(_Prepare(tuple(parts), voice))

    def play(self, *sounds: Path | bytes) -> None:
        """Play wav files (or their content) one after the other; what was being said stops."""
        self._order(_Prompt(sounds, ""))

    def stop(self) -> None:
        """Stop what is being said."""
        self._mixer.hush()
        self._order(_Prompt((), ""))

    def effect(self, effect: Effect) -> None:
        """Let `effect` sound over the rest."""
        samples = self._effects.get(effect)
        if samples and self._loudspeaker.is_open:
            self._mixer.add(samples)  # at once, also while the sound thread waits for a voice
        else:
            self._order(effect)

    def close(self) -> None:
        """Fall silent and give the device back. Close the voices first, then none is waited for."""
        self._closed = True
        thread, self._thread = self._thread, None
        if thread:
            atexit.unregister(self.close)
            self._mixer.clear()
            self._orders.put(None)
            thread.join()

    def _order(self, order: _Prompt | _Prepare | Effect) -> None:
        if self._closed:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="sound", daemon=True)
            self._thread.start()
            atexit.register(self.close)  # a device that draws from an interpreter that is ending would hang its end
        self._orders.put(order)

    # all below runs in the sound thread

    def _run(self) -> None:
        going_on = True
        while going_on:
            try:
                going_on = self._turn()
            except Exception:  # noqa: BLE001 (whatever is wrong with one sound, the next one may be well)
                _log.exception("A sound failed")
        if self._saying:
            self._listener.ends()
        self._loudspeaker.close()

    def _turn(self) -> bool:
        """Follow the next order, or do what is due; False when the order is to close."""
        try:
            order = self._orders.get(timeout=self._patience())
        except queue.Empty:
            self._go_on()
            return True
        if order is not None:
            self._take(order)
        return order is not None

    def _patience(self) -> float | None:
        """Seconds until there is something to do by itself; None: not before the next order."""
        if self._later and self._voices:
            return 0
        if self._saying:
            return max(0.0, self._due - clock.elapsed_ms()) / 1000
        return _IDLE_S if self._loudspeaker.is_open else None

    def _take(self, order: _Prompt | _Prepare | Effect) -> None:
        match order:
            case Effect():
                self._sound_effect(order)
            case _Prepare():
                self._loudspeaker.open()  # ahead as well: the first sound would wait for it
                self._later.extend((spoken, order.voice) for spoken in order.parts)
            case _Prompt():
                self._mixer.hush()
                if self._saying:
                    self._listener.ends()
                self._parts, self._voice = deque(order.parts), order.voice
                self._saying, self._due = bool(order.parts), clock.elapsed_ms()

    def _go_on(self) -> None:
        """The next part of the prompt when it is due, else one sound to prepare, else the device has been quiet for long."""
        if self._saying and clock.elapsed_ms() >= self._due:
            self._next_part()
        elif self._later and self._voices:
            spoken, voice = self._later.popleft()
            with contextlib.suppress(Problem):  # told when it is to be heard
                self._voices.speak(spoken, voice)
        elif not self._saying:
            self._later.clear()
            self._loudspeaker.close()

    def _next_part(self) -> None:
        if not self._parts:
            self._saying = False
            self._listener.ends()
            return
        self._due = clock.elapsed_ms()
        samples = self._samples(self._parts.popleft())
        if samples is None:
            return
        if self._device_is_open():
            self._mixer.say(samples)
        length = wav.length_ms(samples)
        self._due = clock.elapsed_ms() + length + (GAP_MS if self._parts else 0)
        self._later.extendleft((part, self._voice) for part in reversed(self._parts) if isinstance(part, Spoken))
        self._listener.begins(length)

    def _sound_effect(self, effect: Effect) -> None:
        if effect not in self._effects:
            self._effects[effect] = wav.from_bytes(resources.sound_file(effect).read_bytes())
        if self._device_is_open():
            self._mixer.add(self._effects[effect])

    def _device_is_open(self) -> bool:
        if self._loudspeaker.open():
            self._told.discard((Trouble.NO_SOUND, None))  # it came back; when it goes again, that is news
            return True
        self._mixer.clear()
        self._tell(Problem(Trouble.NO_SOUND))
        return False

    def _samples(self, part: Part) -> "array[int] | None":
        """The samples of `part`, None when it cannot be heard (its problem has been told, or logged)."""
        try:
            if isinstance(part, bytes):
                return wav.from_bytes(part)
            path = self._spoken(part) if isinstance(part, Spoken) else part
            return wav.from_bytes(path.read_bytes())
        except Problem as problem:
            self._tell(problem)
        except (OSError, ValueError) as error:
            _log.warning("A sound cannot be read: %s", error)
        return None

    def _spoken(self, spoken: Spoken) -> Path:
        if self._voices is None:
            raise Problem(Trouble.NO_VOICE, voice=self._voice, reason="none")
        return self._voices.speak(spoken, self._voice)

    def _tell(self, problem: Problem) -> None:
        told = (problem.trouble, problem.facts.get("voice"))
        if told not in self._told:
            self._told.add(told)
            self._listener.problem(problem)
