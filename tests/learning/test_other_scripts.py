"""The packs of the languages that are not written in Latin, Cyrillic or Greek letters: what is particular to their scripts."""

from itertools import combinations
from unicodedata import bidirectional, normalize

import pytest

from app.learning.letters import Spoken, clusters, letters_of_name
from app.learning.likeness import sounds_right
from app.learning.skills import Aspect
from tests.learning.sample import pack, small

INDIC = ("mr", "bn", "gu", "pa", "ta", "te", "kn", "ml", "si")
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
LANGUAGES = (*INDIC, *RIGHT_TO_LEFT, "am", "hy", "ja", "ka", "ko")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize(("language", "letters", "first", "last"), [
    ("mr", 49, "अ", "ज्ञ"), ("bn", 50, "অ", "ঁ"), ("gu", 49, "અ", "જ્ઞ"), ("pa", 41, "ੳ", normalize("NFC", "ਲ਼")), ("ta", 36, "அ", "க்ஷ"),
    ("te", 50, "అ", "క్ష"), ("kn", 51, "ಅ", "ಜ್ಞ"), ("ml", 56, "അ", "ൾ"), ("si", 51, "අ", "ෆ"), ("ar", 28, "ا", "ي"), ("fa", 33, "آ", "ی"),
    ("he", 22, "א", "ת"), ("ur", 40, "ا", "ے"), ("am", 231, "ሀ", "ፖ"), ("hy", 39, "ա", "ֆ"), ("ja", 71, "あ", "ぽ"), ("ka", 33, "ა", "ჰ"),
    ("ko", 53, "ㄱ", "하"),
])  # fmt: skip
def test_a_pack_has_every_letter_that_the_school_teaches(language: str, letters: int, first: str, last: str) -> None:
    keys = list(pack(language).keys)
    assert (len(keys), keys[0], keys[-1]) == (letters, first, last)


def test_no_archaic_letter_is_taught() -> None:
    archaic = {"kn": "ೠಌೡಱೞ", "te": "ౠఱఌ", "ml": "ൠഌൡ", "si": "ඍඏ", "bn": "ঌৠ", "gu": "ઌ", "mr": "ऌॠ", "ka": "ჱჲჳჴჵ"}
    for language, letters in archaic.items():
        assert not set(letters) & set(pack(language).keys)


def test_a_letter_is_one_cluster_but_for_the_armenian_pair(language: str) -> None:
    parts = {letter.key for letter in pack(language).letters if len(clusters(letter.lower)) != 1}
    assert parts == ({"ու"} if language == "hy" else set())


def test_every_order_is_of_all_letters_and_the_usual_one_begins_without_look_alikes(language: str) -> None:
    letters = pack(language)
    assert len(letters.orders) >= 2
    assert all(sorted(order) == sorted(letters.keys) for order in letters.orders.values())
    assert tuple(letters.keys) in letters.orders.values()
    assert not any(one in letters.letter(other).confusables for one, other in combinations(letters.usual_order[:5], 2))


def test_a_language_that_begins_on_the_right_says_so(language: str) -> None:
    letters = pack(language)
    assert letters.right_to_left == (language in RIGHT_TO_LEFT)
    assert letters.right_to_left == (bidirectional(letters.letters[0].lower) in ("R", "AL"))


def test_only_armenian_of_these_has_capitals() -> None:
    assert {language for language in LANGUAGES if pack(language).has_case} == {"hy"}
    assert pack("hy").letter("և").upper == "Եվ"


def test_look_alikes_are_those_that_every_teacher_knows() -> None:
    assert pack("ar").letter("ب").confusables >= {"ت", "ث", "ن"}
    assert pack("ar").letter("ج").confusables == {"ح", "خ"}
    assert pack("he").letter("ר").confusables == {"ד"}
    assert "כ" in pack("he").letter("ב").confusables
    assert pack("ko").letter("ㅏ").confusables >= {"ㅑ", "ㅓ"}
    assert pack("ja").letter("ぬ").confusables >= {"め", "ね"}


def test_letters_that_sound_the_same_are_never_wrong_choices_of_each_other() -> None:
    pairs = (("ar", "س", "ص"), ("he", "א", "ע"), ("fa", "ز", "ظ"), ("ja", "じ", "ぢ"), ("am", "ሰ", "ሠ"), ("am", "ሀ", "ሃ"))
    for language, one, other in pairs:
        assert sounds_right(pack(language).letter(one), pack(language).letter(other), Aspect.SOUND, None)


def test_the_silent_letter_of_a_korean_syllable_is_no_wrong_choice_for_its_vowel() -> None:
    korean = pack("ko")
    child = next(word for word in korean.letter("ㅏ").words if word.text == "아기")
    assert sounds_right(korean.letter("ㅇ"), korean.letter("ㅏ"), Aspect.FIRST_PICTURE, child)
    train = next(word for word in korean.letter("ㄱ").words if word.text == "기차")
    assert not sounds_right(korean.letter("ㄴ"), korean.letter("ㄱ"), Aspect.FIRST_PICTURE, train)


def test_a_letter_that_a_shown_word_holds_in_another_shape_is_no_wrong_choice() -> None:
    korean = pack("ko")
    ball = next(word for word in korean.letter("ㅇ").words if word.text == "공")
    assert (ball.contains, ball.first) == (True, "ㄱ")
    assert sounds_right(korean.letter("ㄱ"), korean.letter("ㅇ"), Aspect.SOUND, ball)
    assert not sounds_right(korean.letter("ㄷ"), korean.letter("ㅇ"), Aspect.SOUND, ball)


@pytest.mark.parametrize(("language", "name", "keys"), [
    ("ko", "김민수", "ㄱ ㅁ ㅅ"), ("ko", "아영", "ㅏ ㅕ"), ("ko", "나라", "나 라"), ("he", "מִרְיָם", "מ ר י"), ("he", "יוסף", "י ו ס פ"),
    ("ar", "فَاطِمَة", "ف ا ط م ت"), ("ar", "أحمد", "ا ح م د"), ("ar", "ليلى", "ل ي"), ("fa", "آرش", "آ ر ش"), ("ur", "عائشہ", "ع ا ی ش ہ"),
    ("pa", "ਇੰਦਰ", "ੲ ਦ ਰ"), ("pa", "ਉਮੇਸ਼", "ੳ ਮ " + normalize("NFC", "ਸ਼")), ("ta", "கவின்", "க வ ன"), ("ja", "さくら", "さ く ら"),
    ("am", "ሰላም", "ሰ ላ ም"), ("hy", "Արմեն", "ա ր մ ե ն"), ("hy", "Լուսինե", "լ ու ս ի ն ե"),
    ("kn", "ಅಕ್ಷಯ", "ಅ ಕ್ಷ ಯ"), ("ka", "ნინო", "ნ ი ო"),
    ("mr", "अंजली", "अं ज ल"),
])  # fmt: skip
def test_the_letters_of_a_name_are_found_in_whatever_shape_they_stand(language: str, name: str, keys: str) -> None:
    assert letters_of_name(name, pack(language)) == tuple(keys.split())


def test_a_word_that_a_voice_would_read_wrongly_says_how_it_is_said() -> None:
    dog = next(word for word in pack("he").letter("כ").words if word.picture == "🐶")
    assert (dog.text, dog.spoken) == ("כֶּלֶב", Spoken("כֶּלֶב", "k'elev"))
    assert all(word.phonemes for letter in pack("he").letters for word in letter.words)
    assert pack("kn").letter("ಮ").words[0].spoken == Spoken("ಮರ")


def test_what_a_letter_is_also_written_as_stands_in_the_pack() -> None:
    letters = [
        {"key": key, "lower": key, "name": {"text": key}, "sound": {"text": key}, "words": [], "also": also, "contains": contains}
        for key, also, contains in (("א", "ﬡ", ["בא 🐝"]), ("ב", "ﬤ ﬥ", []), ("ג", "ﬦ", []), ("ד", "ﬧ", []))
    ]
    read = small(letters=letters, orders={"x": "א ב ג ד"}, confusable=[])
    assert read.letter("ב").shapes == ("ב", "ﬤ", "ﬥ")
    assert read.letter("א").words[0].first == "ב"


def test_names_and_sounds_are_kept_apart_where_the_language_keeps_them_apart() -> None:
    apart = {language for language in LANGUAGES if all(letter.name != letter.sound for letter in pack(language).letters)}
    assert apart >= {"ar", "he", "ka"}
    together = {language for language in LANGUAGES if all(letter.name == letter.sound for letter in pack(language).letters)}
    assert together == {"mr", "gu", "ta", "te", "kn", "ml", "si", "am", "ja"}  # a letter that is a syllable is called what it says
