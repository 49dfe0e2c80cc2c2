"""Sound, with a device that plays nothing (miniaudio's own) and with none: prompts, interruptions, effects, and a device that goes away."""

import queue
import subprocess
import sys
import time
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.letters import Spoken
from app.learning.problems import Problem, Trouble
from app.system import loudspeaker, wav
from app.system import sound as sound_module
from app.system.loudspeaker import Loudspeaker
from app.system.mixer import Mixer
from app.system.paths import Paths
from app.system.sound import Effect, Listener, Sound
from app.system.voices import Voices
from tests.support.leaks import ExpectLog

SILENT_DEVICE = ("NULL",)
NO_DEVICE = ("WEBAUDIO",)  # a browser's: never there
MakeSound = Callable[..., Sound]
SAMPLES = st.lists(st.integers(-32_768, 32_767), max_size=300).map(lambda values: array("h", values))


def beep(milliseconds: int) -> bytes:
    return wav.to_bytes(array("h", [500] * (milliseconds * wav.RATE // 1000)))


class Heard:
    """What the listener was told, in order."""

    def __init__(self) -> None:
        self._told: queue.Queue[object] = queue.Queue()
        self.listener = Listener(lambda length: self._told.put(round(length)), lambda: self._told.put("end"), self._told.put)

    def next(self, within: float = 5.0) -> object:
        return self._told.get(timeout=within)

    def problem(self) -> Trouble:
        told = self.next()
        assert isinstance(told, Problem)
        return told.trouble

    def nothing_more(self) -> bool:
        time.sleep(0.05)
        return self._told.empty()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def make(heard: Heard) -> Iterator[MakeSound]:
    made: list[Sound] = []

    def make(backends: tuple[str, ...] = SILENT_DEVICE, voices: Voices | None = None) -> Sound:
        made.append(Sound(0.8, voices, heard.listener, backends))
        return made[-1]

    yield make
    for sound in made:
        sound.close()


def until(holds: Callable[[], bool], within: float = 3.0) -> bool:
    end = time.monotonic() + within
    while not holds() and time.monotonic() < end:
        time.sleep(0.01)
    return holds()


def test_a_prompt_is_heard_part_after_part(make: MakeSound, heard: Heard) -> None:
    make().play(beep(30), beep(40))
    assert [heard.next() for _ in range(3)] == [30, 40, "end"]


def test_without_a_device_sounds_begin_and_end_in_their_time_and_it_is_told_once(make: MakeSound, heard: Heard) -> None:
    sound = make(NO_DEVICE)
    sound.play(beep(200))
    assert heard.problem() is Trouble.NO_SOUND
    assert heard.next() == 200
    begun = time.monotonic()
    assert heard.next() == "end"
    assert 0.1 < time.monotonic() - begun < 1
    assert not sound.available
    sound.effect(Effect.YES)
    sound.play(beep(10))
    assert [heard.next(), heard.next()] == [10, "end"]
    assert heard.nothing_more()


@pytest.mark.parametrize("backends", [NO_DEVICE, SILENT_DEVICE])
def test_no_call_makes_the_window_wait(make: MakeSound, backends: tuple[str, ...]) -> None:
    sound = make(backends)
    begun = time.monotonic()
    for _ in range(100):
        sound.play(beep(100))
        sound.effect(Effect.PRESS)
        sound.stop()
    assert time.monotonic() - begun < 0.5


def test_a_new_prompt_interrupts_the_old_one(make: MakeSound, heard: Heard) -> None:
    sound = make()
    sound.play(beep(5_000), beep(5_000))
    assert heard.next() == 5_000
    sound.play(beep(20))
    assert [heard.next(), heard.next(), heard.next()] == ["end", 20, "end"]
    assert heard.nothing_more()


def test_stopping_ends_the_prompt(make: MakeSound, heard: Heard) -> None:
    sound = make()
    sound.play(beep(5_000))
    assert heard.next() == 5_000
    sound.stop()
    assert heard.next() == "end"
    sound.stop()
    assert heard.nothing_more()


def test_between_two_parts_there_is_a_short_gap(make: MakeSound, heard: Heard) -> None:
    make().play(beep(10), beep(10))
    heard.next()
    begun = time.monotonic()
    heard.next()
    assert 0.15 < time.monotonic() - begun < 1


def test_words_are_spoken_and_those_prepared_begin_at_once(make: MakeSound, heard: Heard, paths: Paths) -> None:
    voices = Voices(paths)
    sound = make(SILENT_DEVICE, voices)
    sound.prepare([Spoken("b"), Spoken("c")], "en")
    assert until(lambda: len(list(paths.cache.glob("voices/*.wav"))) == 2)
    voices.close()  # what is said now comes from the disk
    sound.say([Spoken("b"), Spoken("c")], "en")
    lengths = [heard.next(), heard.next()]
    assert all(isinstance(length, int) and 100 < length < 1_000 for length in lengths)
    assert heard.next() == "end"


def test_a_voice_that_is_missing_is_told_once_and_the_prompt_ends(make: MakeSound, heard: Heard, paths: Paths) -> None:
    voices = Voices(paths)
    sound = make(SILENT_DEVICE, voices)
    sound.say([Spoken("b"), Spoken("c")], "xx")
    assert heard.problem() is Trouble.NO_VOICE
    assert heard.next() == "end"
    sound.say([Spoken("b")], "xx")
    assert heard.next() == "end"
    voices.close()


def test_without_voices_a_prompt_ends_and_asks_for_nothing(make: MakeSound, heard: Heard) -> None:
    sound = make()
    sound.prepare([Spoken("b")], "en")
    sound.say([Spoken("b"), Spoken("c")], "en")
    assert heard.problem() is Trouble.NO_VOICE
    assert heard.next() == "end"
    before = time.process_time()
    time.sleep(0.2)
    assert time.process_time() - before < 0.1  # nothing spins


def test_a_sound_that_cannot_be_read_is_passed_over(make: MakeSound, heard: Heard, tmp_path: Path, expect_log: ExpectLog) -> None:
    expect_log("A sound cannot be read")
    make().play(b"nonsense", tmp_path / "missing.wav", beep(10))
    assert [heard.next(), heard.next()] == [10, "end"]


def test_a_listener_that_fails_does_not_end_all_sound(expect_log: ExpectLog) -> None:
    expect_log("A sound failed")
    ends: queue.Queue[bool] = queue.Queue()

    def fail(_length: float) -> None:
        raise RuntimeError("a page has gone")

    sound = Sound(0.8, None, Listener(begins=fail, ends=lambda: ends.put(True)), SILENT_DEVICE)
    sound.play(beep(10))
    assert ends.get(timeout=3)
    sound.play(beep(10))
    assert ends.get(timeout=3)
    sound.close()


def test_closing_in_mid_word_is_quick_and_ends_the_prompt(make: MakeSound, heard: Heard) -> None:
    sound = make()
    sound.play(beep(5_000))
    heard.next()
    begun = time.monotonic()
    sound.close()
    assert time.monotonic() - begun < 0.5
    assert heard.next() == "end"
    sound.play(beep(10))
    sound.effect(Effect.YES)
    assert heard.nothing_more()


def test_a_program_that_forgets_to_close_ends_all_the_same() -> None:
    code = "import time; from app.system.sound import Effect, Sound\n"
    code += "sound = Sound(1.0, None, None, ('NULL',)); sound.effect(Effect.BLOOM)\n"
    code += "time.sleep(0.5); print(sound.device)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20, check=True)
    assert (done.stdout.strip(), done.stderr) == ("Null", "")


@pytest.mark.parametrize("effect", Effect)
def test_every_effect_reaches_the_mixer(make: MakeSound, effect: Effect) -> None:
    sound = make()
    sound.effect(effect)
    assert until(lambda: effect in sound._effects and sound.device == "Null")


def test_a_device_that_was_unplugged_in_mid_word_is_opened_anew(make: MakeSound, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loudspeaker, "_STUCK_MS", 200.0)
    sound = make()
    sound.play(beep(400))
    assert heard.next() == 400
    unplugged = sound._loudspeaker._device
    assert unplugged is not None
    unplugged.stop()
    assert heard.next() == "end"
    sound.play(beep(20))
    assert [heard.next(), heard.next()] == [20, "end"]
    assert sound._loudspeaker._device is not unplugged
    assert sound.available


def test_a_device_that_is_quiet_for_long_is_given_back_and_comes_again(
    make: MakeSound, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sound_module, "_IDLE_S", 0.1)
    sound = make()
    sound.play(beep(10))
    heard.next()
    assert until(lambda: sound.device is None)
    assert sound.available
    sound.play(beep(10))
    assert until(lambda: sound.device is not None)


def test_a_missing_device_is_not_asked_for_again_at_every_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[bool] = []
    monkeypatch.setattr(loudspeaker, "_opened", lambda *_: tries.append(True))
    speaker = Loudspeaker(Mixer(1.0))
    assert [speaker.open() for _ in range(50)] == [False] * 50
    assert len(tries) == 1


def test_effects_sound_over_the_voice() -> None:
    mixer = Mixer(1.0)
    mixer.say(array("h", [1_000] * 10))
    mixer.add(array("h", [200] * 4))
    assert list(array("h", mixer.draw(6))) == [1_200] * 4 + [1_000] * 2
    mixer.hush()
    assert list(array("h", mixer.draw(6))) == [0] * 6


def test_the_volume_is_heard_and_silence_is_silent() -> None:
    mixer = Mixer(0.5)
    mixer.say(array("h", [1_000] * 10))
    assert list(array("h", mixer.draw(2))) == [250] * 2
    mixer.volume = 0
    assert list(array("h", mixer.draw(2))) == [0] * 2
    mixer.volume = 7
    assert mixer.volume == 1


@settings(max_examples=50)
@given(voice=SAMPLES, effects=st.lists(SAMPLES, max_size=9), draws=st.lists(st.integers(0, 200), max_size=6), volume=st.floats(0, 1))
def test_mixing_always_gives_as_many_samples_as_asked(
    voice: "array[int]", effects: "list[array[int]]", draws: list[int], volume: float
) -> None:
    mixer = Mixer(volume)
    mixer.say(voice)
    for effect in effects:
        mixer.add(effect)
    assert [len(mixer.draw(count)) for count in draws] == [2 * count for count in draws]


def test_drawing_is_far_quicker_than_real_time() -> None:
    mixer = Mixer(0.8)
    mixer.say(array("h", [1_000] * wav.RATE))
    mixer.add(array("h", [1_000] * wav.RATE))
    begun = time.process_time()
    for _ in range(20):
        mixer.draw(wav.RATE // 20)
    assert time.process_time() - begun < 0.2  # for one second of sound; 0.01 s measured


def test_a_device_that_says_it_has_gone_is_opened_anew_at_the_next_sound(make: MakeSound, heard: Heard) -> None:
    sound = make()
    sound.play(beep(300))
    assert heard.next() == 300
    unplugged = sound._loudspeaker._device
    assert unplugged is not None
    unplugged.stop()  # as miniaudio does when the device goes
    assert until(sound._loudspeaker.stuck, within=0.5)
    assert heard.next() == "end"
    sound.play(beep(20))
    assert [heard.next(), heard.next()] == [20, "end"]
    assert sound._loudspeaker._device is not unplugged


def test_a_device_that_went_and_came_back_is_heard_again_and_its_going_is_news_each_time(
    make: MakeSound, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loudspeaker, "_AGAIN_MS", 30.0)
    sound = make()
    for _ in range(2):
        sound.play(beep(100), beep(20))
        assert heard.next() == 100
        gone = sound._loudspeaker._device
        assert gone is not None
        sound._loudspeaker._backends = NO_DEVICE  # unplugged in mid-word
        gone.stop()
        assert heard.problem() is Trouble.NO_SOUND  # told with the second part, which goes on unheard
        assert [heard.next(), heard.next()] == [20, "end"]
        assert not sound.available
        sound._loudspeaker._backends = SILENT_DEVICE  # plugged in again
        time.sleep(0.05)
        sound.play(beep(10))
        assert [heard.next(), heard.next()] == [10, "end"]
        assert sound.available
