"""Listen and find: a letter's sound or name is spoken, its picture word beside it; find the letter among the tiles."""

from app.learning.letters import Letter, Spoken, Word
from app.learning.mastery import Game
from app.learning.skills import Aspect

GAME = Game.LISTEN_AND_FIND


def words_for(letter: Letter) -> tuple[Word, ...]:
    """The words that can accompany the letter: those it begins; where there are none, those that contain it."""
    return letter.first_words or letter.words


def prompt(letter: Letter, aspect: Aspect, word: Word | None) -> tuple[Spoken, ...]:
    """What is said: the sound or the name, then the word."""
    spoken = letter.name if aspect is Aspect.NAME else letter.sound
    return (spoken,) if word is None else (spoken, Spoken(word.text))
