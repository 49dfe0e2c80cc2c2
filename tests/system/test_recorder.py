"""The recorder: a take from a real device without a sound, from none, from one that goes away, and from one that hears a voice."""

import queue
import time
from collections.abc import Callable, Iterator

import miniaudio
import pytest

from app.learning.problems import Problem, Trouble
from app.system import recorder as recorder_module
from app.system import wav
from app.system.recorder import Ear, Hearing, Recorder
from tests.support.speech import MadeUpDevice, room, said

SILENT_DEVICE = ("NULL",)
NO_DEVICE = ("WEBAUDIO",)
MakeRecorder = Callable[..., Recorder]


class Told:
    """What the recorder told, in order."""

    def __init__(self) -> None:
        self.hearings: list[Hearing] = []
        self.ends: queue.Queue[bytes | Problem] = queue.Queue()
        self.ear = Ear(self.hearings.append, self.ends.put, self.ends.put)

    def end(self) -> bytes | Problem:
        return self.ends.get(timeout=8)

    def problem(self) -> Trouble:
        told = self.end()
        assert isinstance(told, Problem)
        return told.trouble


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def make(told: Told) -> Iterator[MakeRecorder]:
    made: list[Recorder] = []

    def make(backends: tuple[str, ...] = SILENT_DEVICE) -> Recorder:
        made.append(Recorder(told.ear, backends))
        return made[-1]

    yield make
    for recorder in made:
        recorder.close()


@pytest.fixture
def voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(miniaudio, "CaptureDevice", MadeUpDevice)
    monkeypatch.setattr(MadeUpDevice, "hears", said())


def test_what_is_said_comes_as_a_sound_of_our_own_kind(make: MakeRecorder, told: Told, voice: None) -> None:
    make().begin()
    content = told.end()
    assert isinstance(content, bytes)
    assert 400 < wav.length_ms(wav.from_bytes(content)) < 700
    assert [one.count for one in told.hearings if one.count] == sorted((one.count for one in told.hearings if one.count), reverse=True)
    assert told.hearings[-1].count == 0


def test_a_device_that_hears_nothing_is_told(make: MakeRecorder, told: Told) -> None:
    recorder = make()
    recorder.begin()
    end = time.monotonic() + 5
    while not told.hearings and time.monotonic() < end:
        time.sleep(0.01)
    recorder.stop()
    problem = told.end()
    assert isinstance(problem, Problem)
    assert (problem.trouble, problem.facts["muted"]) == (Trouble.NOTHING_HEARD, True)


def test_where_there_is_no_microphone_it_is_told_and_asked_for_anew_the_next_time(make: MakeRecorder, told: Told) -> None:
    recorder = make(NO_DEVICE)
    recorder.begin()
    assert told.problem() is Trouble.NO_MICROPHONE
    recorder.begin()
    assert told.problem() is Trouble.NO_MICROPHONE


def test_a_microphone_that_the_system_refuses_is_told(make: MakeRecorder, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise miniaudio.MiniaudioError("access denied", -12)

    monkeypatch.setattr(miniaudio, "CaptureDevice", refuse)
    make().begin()
    assert told.problem() is Trouble.NO_MICROPHONE


def test_a_microphone_that_goes_in_mid_word_ends_the_take(
    make: MakeRecorder, told: Told, voice: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_module, "_GONE_S", 0.2)
    monkeypatch.setattr(MadeUpDevice, "hears", said()[: 2 * wav.RATE])
    recorder = make()
    recorder.begin()
    assert told.problem() is Trouble.NO_MICROPHONE
    monkeypatch.setattr(MadeUpDevice, "hears", said())
    recorder.begin()
    assert isinstance(told.end(), bytes)


def test_a_cancelled_take_tells_nothing_and_the_next_one_hears_nothing_of_it(
    make: MakeRecorder, told: Told, voice: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = make()
    monkeypatch.setattr(MadeUpDevice, "hears", said(seconds=1.5))
    recorder.begin()
    while not told.hearings:
        time.sleep(0.001)
    recorder.cancel()
    monkeypatch.setattr(MadeUpDevice, "hears", said(seconds=0.3))
    recorder.begin()
    content = told.end()
    assert isinstance(content, bytes)
    assert wav.length_ms(wav.from_bytes(content)) < 600
    assert told.ends.empty()


def test_no_call_makes_the_window_wait(make: MakeRecorder, monkeypatch: pytest.MonkeyPatch, voice: None) -> None:
    monkeypatch.setattr(MadeUpDevice, "hears", room(60.0))
    recorder = make()
    begun = time.monotonic()
    for _ in range(50):
        recorder.begin()
        recorder.cancel()
    assert time.monotonic() - begun < 0.3


def test_the_microphone_is_given_back_after_each_take(make: MakeRecorder, told: Told, voice: None) -> None:
    recorder = make()
    recorder.begin()
    told.end()
    assert recorder._microphone is None


def test_a_listener_that_fails_does_not_end_recording(voice: None, expect_log: Callable[[str], None]) -> None:
    expect_log("A take failed")
    ends: queue.Queue[bytes] = queue.Queue()
    fail = iter([True])

    def hears(_hearing: Hearing) -> None:
        if next(fail, False):
            raise RuntimeError("a page has gone")

    recorder = Recorder(Ear(hears, ends.put, lambda _problem: None), SILENT_DEVICE)
    recorder.begin()
    time.sleep(0.1)
    recorder.begin()
    assert ends.get(timeout=8)
    recorder.close()


def test_closing_twice_or_unused_is_well(told: Told) -> None:
    recorder = Recorder(told.ear, SILENT_DEVICE)
    recorder.close()
    recorder.close()
