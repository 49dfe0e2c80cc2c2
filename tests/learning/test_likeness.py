"""Which letters may stand beside which."""

from app.learning.dice import Dice
from app.learning.letters import Letter, Word
from app.learning.likeness import Reached, foils, may_be_met, settled, sounds_right
from app.learning.skills import Aspect, Level
from tests.learning.sample import pack, small

EN = pack("en")
B, C, D, S, K = (EN.letter(key) for key in "bcdsk")


def keys(right: Letter, reached: Reached, leaves: int = 0, word: Word | None = None) -> set[str]:
    """Every letter that comes up as a wrong choice for a sound."""
    return {foil.key for seed in range(60) for foil in foils(right, EN, reached, Aspect.SOUND, word, 3, leaves, Dice(seed))}


def test_a_letter_that_is_unsure_keeps_its_look_alikes_away() -> None:
    assert may_be_met(D, {})
    assert not may_be_met(D, {"b": Level.GROWING})
    assert may_be_met(D, {"b": Level.SECURE})
    assert [settled(level) for level in (None, Level.READY, Level.GROWING, Level.SECURE, Level.BLOOMED)] == [True, False, False, True, True]


def test_what_sounds_the_same_is_no_wrong_choice_for_a_sound_but_is_for_a_name() -> None:
    assert sounds_right(K, C, Aspect.SOUND, None)
    assert not sounds_right(K, C, Aspect.NAME, None)
    assert not sounds_right(B, S, Aspect.SOUND, None)
    assert sounds_right(pack("hi").letter("ष"), pack("hi").letter("श"), Aspect.SOUND, None)


def test_a_letter_that_the_shown_word_begins_with_or_contains_is_no_wrong_choice() -> None:
    fox = EN.letter("x").words[0]
    assert sounds_right(EN.letter("f"), EN.letter("x"), Aspect.SOUND, fox)
    assert sounds_right(EN.letter("o"), EN.letter("x"), Aspect.SOUND, fox)
    assert not sounds_right(S, EN.letter("x"), Aspect.SOUND, fox)
    trident = pack("hi").letter("त्र").words[0]
    assert sounds_right(pack("hi").letter("त"), pack("hi").letter("त्र"), Aspect.FIRST_PICTURE, trident)
    assert not sounds_right(pack("hi").letter("क"), pack("hi").letter("त्र"), Aspect.FIRST_PICTURE, trident)


def test_letters_that_the_child_has_met_come_before_unknown_ones() -> None:
    assert keys(S, {"a": Level.GROWING, "t": Level.GROWING, "i": Level.GROWING, "s": Level.GROWING}) == {"a", "t", "i"}


def test_unknown_letters_come_from_near_in_the_order() -> None:
    assert keys(S, {}) <= set("atpin")


def test_look_alikes_come_in_late_and_one_at_a_time() -> None:
    both: Reached = {"b": Level.SECURE, "d": Level.GROWING, "p": Level.SECURE, "q": Level.SECURE, "s": Level.SECURE}
    assert not keys(B, both, leaves=1) & {"d", "p", "q"}
    for seed in range(30):
        found = {foil.key for foil in foils(B, EN, both, Aspect.SOUND, None, 3, 2, Dice(seed))}
        assert len(found & {"d", "p", "q"}) == 1
    assert not keys(B, {"b": Level.GROWING, "d": Level.GROWING}, leaves=2) & {"d", "p", "q"}
    assert not keys(B, {"b": Level.SECURE}, leaves=3) & {"d", "p", "q"}


def test_a_letter_is_no_wrong_choice_while_one_that_looks_like_it_is_unsure() -> None:
    assert "p" in keys(S, {})
    assert "p" not in keys(S, {"b": Level.GROWING})
    assert "b" in keys(S, {"b": Level.GROWING})
    bus = Word("bus", "🚌", "b", contains=True)  # it begins with b, which is thus no choice itself
    assert "p" in keys(S, {}, word=bus)
    assert not keys(S, {"b": Level.GROWING}, word=bus) & {"b", "p", "d", "q"}


def test_where_nearly_all_letters_look_alike_the_round_still_has_its_choices() -> None:
    crowded = small(confusable=["c d e"])
    found = foils(crowded.letter("a"), crowded, {"c": Level.GROWING}, Aspect.SOUND, None, 3, 0, Dice(1))
    assert len(found) == 3
