"""Spelling: a word cut into what a child learns, and which letters stand in each piece.

A piece is a grapheme cluster, or several where they are one letter of the language (Hungarian sz). Vowel signs, points and tones *ride* on
their letter: कि stands for क, לֶ for ל, ò for o. An accent that makes another letter of it (French é) does not, and a piece that holds
something the language has no letter for is not *whole*. A Korean syllable can be taken apart into its parts and put together again.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from unicodedata import category, normalize

from app.learning.graphemes import clusters
from app.learning.letters import LetterPack
from app.learning.people import Case

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_HARAKAT = frozenset(map(chr, (*range(0x64B, 0x656), 0x670)))
_NUKTAS = frozenset("\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc")
_JOINERS = frozenset("\u200c\u200d")
_PACKS_KEPT = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a word as it is written, with the keys of its letters in the pack. `block` is the syllable that it is a part of."""

    text: str
    letters: tuple[str, ...]
    whole: bool = True
    block: int = 0


class Speller:
    """The letters of a pack, ready for finding them in words."""

    def __init__(self, pack: LetterPack) -> None:
        self.pack = pack
        self._shapes: dict[str, list[tuple[str, str]]] = {}  # by first character: shape and key, the longest first
        for letter in pack.letters:
            for shape in letter.shapes:
                self._shapes.setdefault(shape[:1], []).append((shape, letter.key))
        for held in self._shapes.values():
            held.sort(key=lambda one: -len(one[0]))
        self._spelled: dict[str, tuple[Piece, ...]] = {}

    def spelled(self, text: str) -> tuple[Piece, ...]:
        """The pieces of a word in small letters, as it would be written."""
        if text not in self._spelled:
            small = "".join(self.pack.smaller.get(character, character.lower()) for character in normalize("NFC", text))
            self._spelled[text] = self._cut(clusters(small))
        return self._spelled[text]

    def _cut(self, parts: Sequence[str]) -> tuple[Piece, ...]:
        found: list[Piece] = []
        place = 0
        while place < len(parts):
            taken, key = self._letter_of_many(parts[place:])
            piece = Piece("".join(parts[place : place + taken]), (key,)) if key else self._piece(parts[place])
            found.append(Piece(piece.text, piece.letters, piece.whole, len(found)))
            place += taken
        return tuple(found)

    def _letter_of_many(self, parts: Sequence[str]) -> tuple[int, str]:
        """How many clusters a letter of several takes here, and its key; 1 and "" where there is none."""
        for shape, key in self._shapes.get(self._bare(parts[0])[:1], ()):
            count = len(clusters(normalize("NFC", shape)))
            if count > 1 and self._bare("".join(parts[:count])) == shape:
                return count, key
        return 1, ""

    def _piece(self, cluster: str) -> Piece:
        """One cluster: its letters one after the other, the longest first, and whether all of it was found or rides."""
        bare = self._bare(cluster)
        keys: dict[str, None] = {}
        place, whole = 0, True
        while place < len(bare):
            shape, key = next((one for one in self._shapes.get(bare[place], ()) if bare.startswith(one[0], place)), ("", ""))
            if key:
                keys[key] = None
            else:
                whole = whole and place > 0 and self._rides(bare[place])
            place += len(shape) or 1
        if "\uac00" <= cluster[0] <= "\ud7a3":  # 가 is a letter of its own, and its parts are seen in it
            keys.update((key, None) for part in bare for shape, key in self._shapes.get(part, ()) if shape == part)
        return Piece(cluster, tuple(keys), whole and bool(keys))

    def _bare(self, cluster: str) -> str:
        """Taken apart, without the tones and accents that ride on every vowel: a letter is compared without them."""
        apart = normalize("NFD", cluster)
        if self.pack.language == "vi":
            return normalize("NFD", "".join(mark for mark in apart if mark not in _TONES))
        if self.pack.script == "Grek":
            return "".join(mark for mark in apart if mark not in ("\u0301", "\u0308"))
        return apart

    def _rides(self, mark: str) -> bool:
        """Whether a sign is no letter of its own in this script."""
        if mark in _JOINERS:
            return True
        if self.pack.script in ("Arab", "Aran"):
            return mark in _HARAKAT
        if self.pack.has_case or self.pack.script in ("Jpan", "Kore", "Ethi", "Geor"):
            return False
        return category(mark) in ("Mn", "Mc") and mark not in _NUKTAS


_kept: dict[int, Speller] = {}


def speller_of(pack: LetterPack) -> Speller:
    """The speller of a pack; the last few are kept, each holding its pack, so that an identity is never met twice."""
    kept = _kept.get(id(pack))
    if kept is None:
        while len(_kept) >= _PACKS_KEPT:
            _kept.pop(next(iter(_kept)), None)
        kept = _kept[id(pack)] = Speller(pack)
    return kept


def written(piece: Piece, pack: LetterPack, case: Case) -> str:
    """A piece in a case: small as it was spelled, or in capitals by the rules of the language (Turkish i is İ)."""
    if case is not Case.UPPER or not pack.has_case:
        return piece.text
    if len(piece.letters) == 1 and pack.letter(piece.letters[0]).lower == piece.text:
        return pack.letter(piece.letters[0]).upper or piece.text
    capitals = {small: capital for capital, small in pack.smaller.items()}
    return "".join(capitals.get(character, character.upper()) for character in piece.text)


def taken_apart(pieces: Sequence[Piece], pack: LetterPack) -> tuple[Piece, ...] | None:
    """The pieces of which a word is built: Korean syllables in their parts, all else as it is. None: it holds what is no letter."""
    if not all(piece.whole for piece in pieces):
        return None
    if pack.script != "Kore":
        return tuple(pieces)
    keys = {shape: letter.key for letter in pack.letters for shape in letter.shapes if len(shape) == 1}
    parts: list[Piece] = []
    for block, piece in enumerate(pieces):
        for part in normalize("NFD", piece.text):
            if part not in keys:
                return None
            parts.append(Piece(part, (keys[part],), True, block))
    return tuple(parts)


def put_together(parts: Sequence[str]) -> str:
    """Pieces as they are written together: the parts of a Korean syllable as one, an opening part alone as a letter.

    Other pieces stand one after the other.
    """
    text = normalize("NFC", "".join(parts))
    if len(parts) == 1 and "\u1100" <= text < "\u1200":
        return _STANDING.get(text, text)
    return text


# The parts of syllables as letters that stand alone: KS X 1001's order, U+3131 and on.
_OPENING = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_STANDING = {chr(0x1100 + place): letter for place, letter in enumerate(_OPENING)}
_STANDING |= {chr(0x1161 + place): letter for place, letter in enumerate(_VOWELS)}


def as_seen(word: str, pack: LetterPack, case: Case, capitals: Collection[str]) -> tuple[str, ...]:
    """The pieces of a word as a child sees them: in capitals when it learns these, else small.

    A capital at the beginning (German nouns) stands there as soon as the child has met it: `capitals` are keys of letters.
    """
    pieces = speller_of(pack).spelled(word)
    seen = [written(piece, pack, case) for piece in pieces]
    if case is not Case.UPPER and word[:1].isupper() and capitals and set(pieces[0].letters) <= set(capitals):
        seen[0] = written(pieces[0], pack, Case.UPPER)
    return tuple(seen)
