"""What the two games say and show."""

from app.learning.games import listen_and_find, picture_to_letter
from app.learning.letters import Spoken
from app.learning.skills import Aspect
from tests.learning.sample import pack

S, X, NGA = pack("en").letter("s"), pack("en").letter("x"), pack("hi").letter("ङ")


def test_listening_says_the_sound_or_the_name_and_then_the_word() -> None:
    sun = S.words[0]
    assert listen_and_find.prompt(S, Aspect.SOUND, sun) == (S.sound, Spoken("sun"))
    assert listen_and_find.prompt(S, Aspect.NAME, sun) == (S.name, Spoken("sun"))
    assert listen_and_find.prompt(NGA, Aspect.SOUND, None) == (NGA.sound,)


def test_listening_shows_a_word_that_contains_the_letter_where_none_begins_with_it() -> None:
    assert [word.text for word in listen_and_find.words_for(X)][:2] == ["fox", "box"]
    assert listen_and_find.words_for(S) == S.first_words
    assert listen_and_find.words_for(NGA) == ()


def test_a_picture_says_its_word_and_the_sound_only_while_the_sound_is_learned() -> None:
    sun = S.words[0]
    assert picture_to_letter.prompt(S, Aspect.FIRST_PICTURE, sun) == (Spoken("sun"),)
    assert picture_to_letter.prompt(S, Aspect.SOUND, sun) == (Spoken("sun"), S.sound, Spoken("sun"))
    assert picture_to_letter.prompt(S, Aspect.SOUND, None) == (S.sound,)


def test_a_picture_is_never_asked_for_a_letter_that_it_only_contains() -> None:
    assert picture_to_letter.words_for(X) == ()
    assert picture_to_letter.words_for(S) == S.first_words
