"""What of a language can be recorded, and which recording says what."""

import pytest

from app.learning.ids import SpaceId
from app.learning.voices import VoiceKey, VoiceKind, lines_of, sayings_of
from app.services import languages
from app.system import resources
from app.system.ids import new_id


def test_every_letter_has_a_sound_and_those_called_otherwise_a_name() -> None:
    lines = lines_of(languages.pack("en"))
    sounds = [line for line in lines if line.key.kind is VoiceKind.SOUND]
    assert [line.key.key for line in sounds] == list(languages.pack("en").usual_order)
    assert sum(line.key.kind is VoiceKind.NAME for line in lines) == 26
    hindi = lines_of(languages.pack("hi"))
    names = {line.key.key for line in hindi if line.key.kind is VoiceKind.NAME}
    assert names < {line.key.key for line in hindi if line.key.kind is VoiceKind.SOUND}


@pytest.mark.parametrize("language", resources.languages())
def test_everything_the_games_say_can_be_recorded_once(language: str) -> None:
    pack = languages.pack(language)
    lines, sayings = lines_of(pack), sayings_of(pack)
    assert len({line.key for line in lines}) == len(lines)
    recordable = {line.key for line in lines}
    for letter in pack.letters:
        for spoken in (letter.sound, letter.name, *(word.spoken for word in letter.words)):
            assert recordable & set(sayings[spoken]), spoken


def test_a_recording_has_one_id_in_a_space_on_every_device() -> None:
    space, key = SpaceId(new_id()), VoiceKey("en", VoiceKind.SOUND, "a")
    assert key.id_in(space) == VoiceKey("en", VoiceKind.SOUND, "a").id_in(space)
    others = (VoiceKey("de", VoiceKind.SOUND, "a"), VoiceKey("en", VoiceKind.NAME, "a"), VoiceKey("en", VoiceKind.SOUND, "b"))
    assert len({key.id_in(space), key.id_in(SpaceId(new_id())), *(other.id_in(space) for other in others)}) == 5
