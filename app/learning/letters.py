"""Letters of a language: what a pack says, as values.

`parse_pack` turns the text of a `resources/letters/<tag>.json` file into a `LetterPack` or raises `Problem(PACK_BROKEN, ...)` with the
line or key and the reason. Text is cut by grapheme cluster, never by code unit.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from unicodedata import normalize

from app.learning.entries import Entry
from app.learning.graphemes import clusters
from app.learning.people import Case
from app.learning.problems import Problem, Trouble

__all__ = ["Letter", "LetterPack", "Spoken", "Word", "clusters", "form", "letters_of_name", "parse_pack", "parse_words"]

Neighbours = dict[str, set[str]]
_OWN = re.compile(r"@[^/\\\\@\s]+\.(?:png|webp|jpe?g)")  # a picture of a pack from outside
_WORD = re.compile(r"([^\[\]\s][^\[\]]*?)(?: \[\[([^\[\]]+)\]\])? +(\S+)")  # text, phonemes, picture


@dataclass(frozen=True, slots=True)
class Spoken:
    """Something a voice can say: `text` as written, or `phonemes` (espeak-ng, no trailing schwa) where text would be read wrongly.

    `slowly` is how, not what: it counts for nothing where two are compared.
    """

    text: str
    phonemes: str | None = None
    slowly: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Word:
    """A word that a child knows, its picture (one emoji) and the letter its first sound belongs to (the key of a letter).

    `contains` marks a word that only has its letter inside (fox for x): it can be shown with the letter, never asked for its first.
    `phonemes` are there where a voice would read the text wrongly (Hebrew writes few of its vowels).
    """

    text: str
    picture: str
    first: str
    contains: bool = False
    phonemes: str | None = None

    @property
    def spoken(self) -> Spoken:
        """How the word is said."""
        return Spoken(self.text, self.phonemes)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `key` is stable in its pack; `lower` is the plain form of scripts without case, whose `upper` is None.

    `alike` are letters that can sound the same (c and k): never a wrong choice when the sound is asked. `final` is its other shape at the
    end of a word (Greek ς, Hebrew ך), `also` what else stands for it in words (Punjabi ੳ is written ਉ or ਊ, Korean ㄱ as a part of 가).
    """

    key: str
    lower: str
    upper: str | None
    name: Spoken
    sound: Spoken
    confusables: frozenset[str]
    words: tuple[Word, ...]
    alike: frozenset[str] = frozenset()
    final: str | None = None
    also: tuple[str, ...] = ()

    @property
    def shapes(self) -> tuple[str, ...]:
        """Every way in which the letter stands in words in small letters, taken apart (NFD)."""
        return tuple(normalize("NFD", shape) for shape in (self.lower, self.final, *self.also) if shape is not None)

    @property
    def first_words(self) -> tuple[Word, ...]:
        """The words whose first sound is this letter."""
        return tuple(word for word in self.words if not word.contains)


@dataclass(frozen=True, slots=True)
class LetterPack:
    """The letters of a language in collation order, and its teaching orders (name of the order -> letter keys, first taught first).

    The first of the orders is the usual one of the language.
    """

    language: str  # BCP 47
    name: str  # in English
    endonym: str
    script: str  # ISO 15924
    right_to_left: bool
    version: int
    letters: tuple[Letter, ...]
    orders: dict[str, tuple[str, ...]]
    voice: str  # espeak-ng voice name
    _by_key: dict[str, Letter] = field(init=False, repr=False, compare=False, default_factory=dict)
    _cased: bool = field(init=False, repr=False, compare=False, default=False)

    def __post_init__(self) -> None:
        self._by_key.update((letter.key, letter) for letter in self.letters)
        object.__setattr__(self, "_cased", any(letter.upper is not None for letter in self.letters))

    @property
    def keys(self) -> Collection[str]:
        """The keys of all letters in collation order."""
        return self._by_key.keys()

    @property
    def has_case(self) -> bool:
        """Whether the script has capital letters."""
        return self._cased

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases that are learned: both, or only the plain form."""
        return (Case.LOWER, Case.UPPER) if self.has_case else (Case.LOWER,)

    @property
    def usual_order(self) -> tuple[str, ...]:
        """The keys of the letters in the order they are usually taught."""
        return next(iter(self.orders.values()))

    @property
    def smaller(self) -> dict[str, str]:
        """The small letter of each capital that is one character."""
        return {letter.upper: letter.lower for letter in self.letters if letter.upper is not None and len(letter.upper) == 1}

    def letter(self, key: str) -> Letter:
        """The letter of a key; KeyError when the pack has none such."""
        return self._by_key[key]

    def order(self, name: str) -> tuple[str, ...]:
        """The teaching order of a name, or the usual one when the pack has none such (a pack may rename its orders)."""
        return self.orders.get(name, self.usual_order)


def form(letter: Letter, case: Case) -> str:
    """The letter as it is drawn: small, capital, or both side by side; the plain form in a script without case."""
    if letter.upper is None or case is Case.LOWER:
        return letter.lower
    return letter.upper if case is Case.UPPER else letter.upper + letter.lower


def _small(text: str, pack: LetterPack) -> str:
    """A text in small letters by the rules of the language: the capital of Turkish ı is I, that of i is İ."""
    return "".join(pack.smaller.get(character, character.lower()) for character in text)


def _letter_at(start: int, parts: Sequence[str], pack: LetterPack) -> tuple[str | None, int]:
    """The letter that the clusters from `start` on begin with, and how many of them it takes: the longest (Hungarian dzs before dz, d).

    They are compared taken apart: é begins with e, ñ with ñ rather than n, क्षि with क्ष rather than क.
    """
    found: list[tuple[int, str, int]] = []
    for letter in pack.letters:
        for shape in letter.shapes:
            taken = len(clusters(shape))
            if normalize("NFD", "".join(parts[start:start + taken])).startswith(shape):
                found.append((len(shape), letter.key, taken))
    return max(found, default=(0, None, 1))[1:]


def letters_of_name(name: str, pack: LetterPack) -> tuple[str, ...]:
    """The keys of the letters of a name, each once, in the order they stand; what is not of this script is left out.

    An accent the language has no letter for is put aside (é is e in Spanish, ñ stays); a syllable counts as its first letter (कि as क).
    """
    parts = clusters(_small(name, pack))
    keys: dict[str, None] = {}
    place = 0
    while place < len(parts):
        key, taken = _letter_at(place, parts, pack)
        if key is not None:
            keys[key] = None
        place += taken
    return tuple(keys)


def parse_pack(text: str) -> LetterPack:
    """The letters of a language from the text of its pack.

    Problem(PACK_BROKEN, line, reason) for what is not JSON, Problem(PACK_BROKEN, key, reason) for what is, but says something impossible.
    """
    root = Entry.read(text)
    root.only("language", "name", "endonym", "script", "right_to_left", "version", "voice", "orders", "confusable", "alike", "letters")
    entries = tuple(root.entries("letters"))
    keys = tuple(entry.text("key") for entry in entries)
    for entry, key in zip(entries, keys, strict=True):
        if keys.count(key) > 1:
            entry.wrong("key", "twice")
    confusable, alike = _neighbours(root, "confusable", keys), _neighbours(root, "alike", keys)
    pack = LetterPack(
        language=root.text("language"),
        name=root.text("name"),
        endonym=root.text("endonym"),
        script=root.text("script"),
        right_to_left=root.truth("right_to_left"),
        version=root.number("version"),
        letters=_with_firsts([_letter(entry, confusable, alike) for entry in entries]),
        orders=_orders(root.entry("orders"), keys),
        voice=root.text("voice"),
    )
    _check_forms(root, pack)
    return pack


def _letter(entry: Entry, confusable: Neighbours, alike: Neighbours) -> Letter:
    """One letter; its words are those it begins, then those that contain it."""
    entry.only("key", "lower", "upper", "final", "also", "name", "sound", "words", "contains")
    key = entry.text("key")
    return Letter(
        key=key,
        lower=_single(entry, "lower"),
        upper=None if entry.optional_text("upper") is None else _single(entry, "upper"),
        name=_spoken(entry.entry("name")),
        sound=_spoken(entry.entry("sound")),
        confusables=frozenset(confusable[key]),
        words=parse_words(entry, key),
        alike=frozenset(alike[key]),
        final=None if entry.optional_text("final") is None else _single(entry, "final"),
        also=entry.words("also"),
    )


def parse_words(entry: Entry, key: str) -> tuple[Word, ...]:
    """The words of a letter: those it begins, then those that contain it."""
    words = [_word(entry, "words", text, key) for text in entry.texts("words")]
    return (*words, *(replace(_word(entry, "contains", text, key), contains=True) for text in entry.texts("contains")))


def _with_firsts(letters: Sequence[Letter]) -> tuple[Letter, ...]:
    """The letters, each word that only contains its letter told what it begins with."""
    known: dict[str, list[tuple[int, str, str]]] = {}  # by first character: length, key, shape
    for one in letters:
        for shape in one.shapes:
            known.setdefault(shape[0], []).append((len(shape), one.key, shape))

    def told(word: Word, letter: Letter) -> Word:
        heard = normalize("NFD", word.text.lower())
        for shape in letter.shapes:
            heard = heard.removeprefix(shape)  # a letter that its own word begins with is silent there: Spanish helado
        fitting = [(length, key) for length, key, shape in known.get(heard[:1], ()) if heard.startswith(shape)]
        return replace(word, first=max(fitting, default=(0, letter.key))[1])

    return tuple(
        replace(letter, words=tuple(told(word, letter) if word.contains else word for word in letter.words)) for letter in letters
    )


def _word(entry: Entry, key: str, text: str, first: str) -> Word:
    """A word from `apple 🍎` or `כֶּלֶב [[k'elev]] 🐶`: behind the last space one cluster, or `@apple.png`."""
    found = _WORD.fullmatch(text)
    if found is None or not (_OWN.fullmatch(found[3]) or (len(clusters(found[3])) == 1 and not found[3].isalnum())):
        entry.wrong(key, "not-a-word-with-picture")
    return Word(found[1], found[3], first, phonemes=found[2])


def _single(entry: Entry, key: str) -> str:
    """A letter as it is drawn. Three clusters at most: some languages count groups (Dutch ij, Hungarian dzs) as letters."""
    text = entry.text(key)
    if normalize("NFC", text) != text or len(clusters(text)) > 3:
        entry.wrong(key, "not-one-letter")
    return text


def _spoken(entry: Entry) -> Spoken:
    entry.only("text", "phonemes")
    return Spoken(entry.text("text"), entry.optional_text("phonemes"))


def _neighbours(root: Entry, key: str, keys: tuple[str, ...]) -> Neighbours:
    """Who stands in a group with whom, from lists such as `["b d p q", "m n"]`."""
    found: Neighbours = {letter: set() for letter in keys}
    for text in root.texts(key):
        group = text.split()
        if len(set(group)) != len(group) or len(group) < 2 or not set(group) <= set(keys):
            root.wrong(key, "not-letters-of-this-pack")
        for letter in group:
            found[letter].update(set(group) - {letter})
    return found


def _orders(entry: Entry, keys: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The teaching orders: each names every letter once."""
    orders = {name: entry.words(name) for name in entry.names()}
    if not orders:
        raise Problem(Trouble.PACK_BROKEN, key=entry.place, reason="order-missing")
    for name, order in orders.items():
        if sorted(order) != sorted(keys):
            entry.wrong(name, "not-every-letter-once")
    return orders


def _check_forms(root: Entry, pack: LetterPack) -> None:
    """No two letters may be drawn alike, and a script has case or it has not."""
    for case in pack.cases:
        forms = [form(letter, case) for letter in pack.letters]
        if len(set(forms)) != len(forms):
            root.wrong("letters", "two-letters-drawn-alike")
    if pack.has_case and any(letter.upper is None for letter in pack.letters):
        root.wrong("letters", "case-missing")
    if len(pack.letters) < 4:
        root.wrong("letters", "too-few")
