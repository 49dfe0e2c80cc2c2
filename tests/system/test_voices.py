"""The voices: what they say is kept, what they cannot say is told, and their process is never in the way and never left behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.learning.letters import Spoken
from app.learning.problems import Problem, Trouble
from app.system import loudness, speaker, wav
from app.system.paths import Paths
from app.system.voices import Voices

POSIX = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@pytest.fixture
def voices(paths: Paths) -> Iterator[Voices]:
    voices = Voices(paths, patience=5)
    yield voices
    voices.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Voices]:
    voices = Voices(Paths(tmp_path_factory.mktemp("voices")))
    voices.available_voices()  # its process belongs to the module, not to the test that first needs it
    yield voices
    voices.close()


def process_of(voices: Voices) -> int:
    pid = voices._speaker.pid
    assert pid is not None
    return pid


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text() if Path(f"/proc/{pid}").exists() else True


def gone(pid: int, within: float = 5.0) -> bool:
    end = time.monotonic() + within
    while lives(pid) and time.monotonic() < end:
        time.sleep(0.01)
    return not lives(pid)


def alike(one: bytes, other: bytes) -> bool:
    """Whether two sounds are of one text: a voice flutters, so that it never says a thing twice to the same sample."""
    return abs(len(wav.from_bytes(one)) - len(wav.from_bytes(other))) < 0.06 * len(wav.from_bytes(one))


def refusal(voices: Voices, spoken: Spoken, voice: str) -> Problem:
    with pytest.raises(Problem) as caught:
        voices.speak(spoken, voice)
    assert caught.value.trouble is Trouble.NO_VOICE
    return caught.value


@pytest.mark.parametrize(
    ("voice", "spoken"),
    [
        ("en", Spoken("b")),
        ("en", Spoken("apple")),
        ("en-us", Spoken("Find the letter b")),
        ("en", Spoken("s", "s")),
        ("en", Spoken("a", "[[a]]")),
        ("es", Spoken("eñe")),
        ("es-419", Spoken("pingüino")),
        ("hi", Spoken("क")),
        ("hi", Spoken("कमल")),
        ("kn", Spoken("ಕ")),
        ("te", Spoken("క")),
        ("he", Spoken("ש")),
        ("ja", Spoken("あ")),
        ("ko", Spoken("가")),
    ],
)
def test_what_is_spoken_is_trimmed_and_at_the_one_loudness(shared: Voices, voice: str, spoken: Spoken) -> None:
    samples = wav.from_bytes(shared.speak(spoken, voice).read_bytes())
    assert 60 < wav.length_ms(samples) < 3_000
    assert loudness.loudness(samples) == pytest.approx(loudness.TARGET, abs=1.5)
    assert max(map(abs, samples[:20])) < 2_000


@pytest.mark.parametrize("letter", ["a", "e", "i", "o", "u", "k", "b"])
def test_a_letter_is_spoken_to_its_end_whatever_was_said_before(shared: Voices, letter: str) -> None:
    lengths = []
    for before in ("o", "ant", "k"):
        _, said = shared._speaker.ask(voice="en+f3", text=before, phonemes=False, rate=130, pitch=55)
        assert said
        samples = wav.from_bytes(shared._speaker.ask(voice="en+f3", text=letter, phonemes=False, rate=130, pitch=55)[1])
        lengths.append(wav.length_ms(samples))
        assert max(map(abs, samples[-wav.RATE // 50 : -wav.RATE // 100])) < 2_500  # it has faded out before the edge is faded
    assert max(lengths) - min(lengths) < 40


def test_a_letter_and_its_sound_are_not_the_same(shared: Voices) -> None:
    assert shared.speak(Spoken("m"), "en").read_bytes() != shared.speak(Spoken("m", "m"), "en").read_bytes()
    assert shared.speak(Spoken("v"), "en").read_bytes() != shared.speak(Spoken("v"), "es").read_bytes()


def test_what_is_said_slowly_takes_longer_and_is_the_same_to_whoever_compares(shared: Voices) -> None:
    usual, slow = Spoken("dinosaur"), Spoken("dinosaur", slowly=True)
    assert (usual, hash(usual)) == (slow, hash(slow))
    lengths = [wav.length_ms(wav.from_bytes(shared.speak(one, "en").read_bytes())) for one in (usual, slow)]
    assert lengths[1] > 1.2 * lengths[0]


def test_the_second_time_comes_from_the_disk_without_a_process(paths: Paths, voices: Voices) -> None:
    said = voices.speak(Spoken("b"), "en")
    voices.close()
    later = Voices(paths)
    times = []
    for _ in range(20):
        begun = time.perf_counter()
        assert later.speak(Spoken("b"), "en") == said
        times.append(time.perf_counter() - begun)
    assert later._speaker.pid is None
    assert sorted(times)[10] < 0.005


@pytest.mark.parametrize("voice", ["xx", "", "en-zz", "../en", "en\0", "klingon+f9"])
def test_a_voice_that_is_not_there_is_told(shared: Voices, voice: str) -> None:
    assert refusal(shared, Spoken("b"), voice).facts["voice"] == voice


@pytest.mark.parametrize("text", ["", " ", "\0", "\n\n"])
def test_nothing_to_say_is_told(shared: Voices, text: str) -> None:
    refusal(shared, Spoken(text), "en")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=40), phonemes=st.none() | st.text(max_size=20))
def test_any_text_is_either_spoken_or_refused(shared: Voices, text: str, phonemes: str | None) -> None:
    troubles: list[Trouble] = []
    paths: list[Path] = []
    try:
        paths.append(shared.speak(Spoken(text, phonemes), "en"))
    except Problem as problem:
        troubles.append(problem.trouble)
    assert troubles == [Trouble.NO_VOICE] or wav.is_whole(paths[0])


def test_a_very_long_text_is_spoken_in_part_and_in_time(shared: Voices) -> None:
    assert wav.is_whole(shared.speak(Spoken("ba " * 5_000), "en"))


def test_the_voices_of_many_languages_are_here(shared: Voices) -> None:
    wanted = {"en", "en-us", "en-gb", "es", "hi", "te", "kn", "mr", "bn", "de", "fr", "ru", "it", "nl", "he", "ko", "ja"}
    assert wanted <= shared.available_voices()


def test_a_truncated_sound_is_made_anew(voices: Voices) -> None:
    path = voices.speak(Spoken("b"), "en")
    whole = path.read_bytes()
    for broken in (b"", whole[:44], whole[:1_000], b"x" * len(whole)):
        path.write_bytes(broken)
        assert alike(voices.speak(Spoken("b"), "en").read_bytes(), whole)


def test_the_kept_sounds_are_bounded_and_those_unused_for_longest_go(paths: Paths) -> None:
    voices = Voices(paths, most_bytes=150_000)
    first = voices.speak(Spoken("one"), "en")
    os.utime(first, (1, 1))
    last = [voices.speak(Spoken(f"number {number}"), "en") for number in range(12)][-1]
    voices.close()
    assert not first.exists()
    assert last.exists()
    assert sum(path.stat().st_size for path in last.parent.iterdir()) <= 150_000


def test_many_threads_each_get_what_they_asked_for(paths: Paths, shared: Voices) -> None:
    words = ["ant", "elephant", "o", "yesterday morning", "sun", "umbrella", "k", "hippopotamus"]
    alone = {word: shared.speak(Spoken(word), "en").read_bytes() for word in words}
    voices = Voices(paths)
    together: dict[str, bytes] = {}

    def speak(word: str) -> None:
        together[word] = voices.speak(Spoken(word), "en").read_bytes()

    threads = [threading.Thread(target=speak, args=(word,)) for word in words]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    voices.close()
    assert together.keys() == alone.keys()
    assert all(alike(together[word], alone[word]) for word in words)


@POSIX
def test_a_process_that_died_is_replaced(voices: Voices) -> None:
    voices.speak(Spoken("b"), "en")
    first = process_of(voices)
    os.kill(first, signal.SIGKILL)
    assert wav.is_whole(voices.speak(Spoken("c"), "en"))
    assert process_of(voices) != first


@POSIX
def test_a_process_that_hangs_is_given_up_and_replaced(paths: Paths) -> None:
    voices = Voices(paths, patience=0.5)
    voices.speak(Spoken("b"), "en")
    hanging = process_of(voices)
    os.kill(hanging, signal.SIGSTOP)
    begun = time.monotonic()
    refusal(voices, Spoken("c"), "en")
    assert time.monotonic() - begun < 2
    assert gone(hanging)
    assert wav.is_whole(voices.speak(Spoken("c"), "en"))
    voices.close()


@POSIX
def test_closing_does_not_wait_for_a_process_that_hangs(paths: Paths) -> None:
    voices = Voices(paths, patience=20)
    voices.speak(Spoken("b"), "en")
    hanging = process_of(voices)
    os.kill(hanging, signal.SIGSTOP)
    asking = threading.Thread(target=lambda: refusal(voices, Spoken("c"), "en"))
    asking.start()
    time.sleep(0.1)
    begun = time.monotonic()
    voices.close()
    asking.join()
    assert time.monotonic() - begun < 2
    assert gone(hanging)


@POSIX
def test_closing_leaves_no_process(voices: Voices) -> None:
    voices.speak(Spoken("b"), "en")
    pid = process_of(voices)
    voices.close()
    assert gone(pid)
    refusal(voices, Spoken("c"), "en")


@POSIX
def test_no_process_is_left_when_the_program_is_killed(paths: Paths) -> None:
    code = "import sys, time; from pathlib import Path; from app.learning.letters import Spoken; from app.system.paths import Paths\n"
    code += "from app.system.voices import Voices; voices = Voices(Paths(Path(sys.argv[1]))); voices.speak(Spoken('b'), 'en')\n"
    code += "print(voices._speaker.pid, flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code, str(paths.home)], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        pid = int(program.stdout.readline())
        assert lives(pid)
        program.kill()
    assert gone(pid)


def test_without_espeak_every_voice_is_missing_and_that_is_told(voices: Voices, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speaker, "espeak_folder", lambda: None)
    assert "not installed" in str(refusal(voices, Spoken("b"), "en"))
    assert voices.available_voices() == frozenset()


def test_a_broken_espeak_is_told(voices: Voices, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "libespeak-ng.so").write_bytes(b"not a library")
    monkeypatch.setattr(speaker, "espeak_folder", lambda: tmp_path)
    refusal(voices, Spoken("b"), "en")


def test_a_cache_that_cannot_be_written_is_told(paths: Paths, voices: Voices) -> None:
    paths.make(paths.home)
    paths.cache.write_text("a file")
    with pytest.raises(Problem) as caught:
        voices.speak(Spoken("b"), "en")
    assert caught.value.trouble is Trouble.FOLDER_NOT_WRITABLE
