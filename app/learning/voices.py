"""What of a language a grown-up can say in their own voice: the sound and the name of each letter, and each word. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.learning.ids import GrownUpId, SpaceId, key_id
from app.learning.letters import LetterPack, Spoken


class VoiceKind(StrEnum):
    """What is said: stored."""

    SOUND = "sound"
    NAME = "name"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class VoiceKey:
    """One thing that can be recorded in a language; `key` is the key of the letter, or the text of the word."""

    language: str
    kind: VoiceKind
    key: str

    def id_in(self, space: SpaceId) -> UUID:
        """The id of its row: there is one recording of each thing in a space, the newest."""
        return key_id("voice", space, self.language, self.kind, self.key)


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """A line of the list: what is to be said, as it is shown (`text`, with the `picture` of a word) and as the synthetic voice says it."""

    key: VoiceKey
    text: str
    picture: str
    spoken: Spoken


@dataclass(frozen=True, slots=True)
class Recording:
    """One thing as somebody said it. `sha256` (64 hex digits) names its file, which lasts `length_ms` and has `size` bytes."""

    key: VoiceKey
    sha256: str
    length_ms: int
    size: int
    recorded_by: GrownUpId | None
    recorded_at: datetime


def lines_of(pack: LetterPack) -> tuple[VoiceLine, ...]:
    """Everything of a language that can be recorded: sounds, then names (where a letter is not called as it sounds), then words.

    Letters stand in the order in which they are taught, words by their letters, each word once.
    """
    letters = [pack.letter(key) for key in pack.usual_order]
    lines: dict[VoiceKey, VoiceLine] = {}

    def add(kind: VoiceKind, key: str, text: str, picture: str, spoken: Spoken) -> None:
        one = VoiceKey(pack.language, kind, key)
        lines.setdefault(one, VoiceLine(one, text, picture, spoken))

    for letter in letters:
        add(VoiceKind.SOUND, letter.key, letter.lower, "", letter.sound)
    for letter in letters:
        if letter.name != letter.sound:
            add(VoiceKind.NAME, letter.key, letter.lower, "", letter.name)
    for letter in letters:
        for word in letter.words:
            add(VoiceKind.WORD, word.text, word.text, word.picture, word.spoken)
    return tuple(lines.values())


def sayings_of(pack: LetterPack) -> Mapping[Spoken, tuple[VoiceKey, ...]]:
    """For everything that the games say in a language, whose recording says it; the first that is recorded is played."""
    found: dict[Spoken, dict[VoiceKey, None]] = {}
    for line in lines_of(pack):
        found.setdefault(line.spoken, {})[line.key] = None
    for letter in pack.letters:  # a letter that is called as it sounds has one recording for both; a word may have two spellings
        found.setdefault(letter.name, {})[VoiceKey(pack.language, VoiceKind.NAME, letter.key)] = None
        for word in letter.words:
            found.setdefault(word.spoken, {})[VoiceKey(pack.language, VoiceKind.WORD, word.text)] = None
    return {spoken: tuple(keys) for spoken, keys in found.items()}
