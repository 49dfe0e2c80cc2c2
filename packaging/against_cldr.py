"""Holding an overlay against the CLDR: its letters are those of the language, in their sequence, and its pictures called by their words."""

import unicodedata
from collections.abc import Iterator

from cldr import LanguageFacts
from overlays import Line, Overlay, PictureWord

_SHORTEST_PART = 4  # letters; a shorter word counts only where it stands by itself


def faults(overlay: Overlay, facts: LanguageFacts) -> list[str]:
    """What differs from the CLDR without a reason or a mark, one sentence each, with file and line."""
    words = (fault for letter in overlay.letters for fault in _words(overlay, letter, facts))
    return [*_letters(overlay, facts), *words]


def named(word: str, names: tuple[str, ...]) -> bool:
    """Whether one of the names is or holds the word: by itself, or (four letters or more) as a part of a longer one."""
    wanted = _unpointed(word.casefold())
    for name in names:
        whole = _unpointed(unicodedata.normalize("NFC", name).casefold())
        if wanted == whole or f" {wanted} " in f" {whole} ".replace("-", " ") or (len(wanted) >= _SHORTEST_PART and wanted in whole):
            return True
    return False


def _unpointed(text: str) -> str:
    """A text without the vowel points of Hebrew and Arabic, which only readers who learn write."""
    return "".join(character for character in text if not "\u0591" <= character <= "\u05c7" and not "\u064b" <= character <= "\u0652")


def proposals(key: str, overlay: Overlay, facts: LanguageFacts) -> Iterator[str]:
    """Single-word names that begin with a letter and no longer one, each with its picture."""
    longer = [letter.key for letter in overlay.letters if letter.key.startswith(key) and letter.key != key]
    for emoji, (name, *_) in ((emoji, names) for emoji, names in facts.names.items() if names):
        word = name.casefold()
        if " " not in name and word.startswith(key) and not word.startswith(tuple(longer)) and ord(emoji[0]) > 0x2000:
            yield f"{name} {emoji}"


def _words(overlay: Overlay, letter: Line, facts: LanguageFacts) -> Iterator[str]:
    seen: set[str] = set()
    for word in (*letter.words, *letter.contains):
        same = named(word.text, facts.names_of(word.picture))
        if same == word.own:
            names = ", ".join(facts.names_of(word.picture)[:3]) or "nothing"
            reason = "needs no *: the CLDR calls it so too" if same else f"without *, and the CLDR calls it {names}"
            yield f"{overlay.language}.toml:{word.line}: {letter.key}: {word.text} {word.picture} {reason}"
        if word.picture in seen:
            yield f"{overlay.language}.toml:{word.line}: {letter.key}: {word.picture} stands there twice"
        seen.add(word.picture)
    yield from (_misplaced(overlay, letter, word) for word in letter.words if not _begins(word, letter, overlay))
    for word in letter.contains:
        if not any(shape in _apart(word.text) for shape in letter.shapes):
            yield f"{overlay.language}.toml:{word.line}: {letter.key}: {word.text} does not contain it"


def _misplaced(overlay: Overlay, letter: Line, word: PictureWord) -> str:
    return f"{overlay.language}.toml:{word.line}: {letter.key}: {word.text} does not begin with it, or with a longer letter"


def _begins(word: PictureWord, letter: Line, overlay: Overlay) -> bool:
    """Whether a word as it is written begins with the letter and no longer one; an accent that is no letter of its own is put aside."""
    found = [(len(shape), one.key) for one in overlay.letters for shape in one.shapes if _apart(word.text).startswith(shape)]
    return bool(found) and max(found)[1] == letter.key


def _apart(text: str) -> str:
    return unicodedata.normalize("NFD", text.replace("İ", "i").casefold())


def _letters(overlay: Overlay, facts: LanguageFacts) -> Iterator[str]:
    file, keys = f"{overlay.language}.toml", {letter.key: letter.number for letter in overlay.letters}
    index = [_small(letter, keys) for place in facts.index for letter in place]
    known = {letter.casefold() for letter in facts.letters} | set(facts.letters) | set(index)
    for key, line in keys.items():
        if key not in known and key not in overlay.differs:
            yield f"{file}:{line}: {key}: the CLDR has no such letter, and [differs] gives no reason"
    for letter in index:
        if letter not in keys and letter not in overlay.differs and letter.upper() not in overlay.differs:
            yield f"{file}:1: {letter}: in the CLDR's index, not among the letters, and [differs] gives no reason"
    sequence = [letter for letter in dict.fromkeys(index) if letter in keys]
    ours = [key for key in keys if key in sequence]
    if sequence != ours and "order" not in overlay.differs:
        yield f"{file}:1: order: the CLDR has {' '.join(sequence)}, and [differs] gives no reason"


def _small(letter: str, keys: dict[str, int]) -> str:
    """A letter of the index as it is keyed here: Turkish has I for ı and İ for i."""
    if letter in ("I", "İ") and "ı" in keys:
        return "ı" if letter == "I" else "i"
    return letter if letter in keys else letter.lower()
