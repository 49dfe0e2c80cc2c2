"""Picture to first letter: a picture is shown and its word spoken; find the letter that the word begins with."""

from app.learning.letters import Letter, Spoken, Word
from app.learning.mastery import Game
from app.learning.skills import Aspect

GAME = Game.PICTURE_TO_LETTER


def words_for(letter: Letter) -> tuple[Word, ...]:
    """The words that can be asked: only those whose first sound is the letter's."""
    return letter.first_words


def prompt(letter: Letter, aspect: Aspect, word: Word | None) -> tuple[Spoken, ...]:
    """What is said: the word; while the sound itself is being learned, the word, its first sound, and the word again."""
    if word is None:
        return (letter.sound,)
    said = Spoken(word.text)
    return (said, letter.sound, said) if aspect is Aspect.SOUND else (said,)
