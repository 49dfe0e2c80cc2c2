"""What a pack adds to the letters: words with pictures of its own, orders, and which of its files sounds like what.

A picture of a pack is written `@sun.png` where an emoji would stand, and is the file `pictures/sun.png` of the pack. Once the pack is
installed, the picture of the word is `@` and the whole path, which `app.ui.painting` draws from the file.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from app.learning.entries import Entry
from app.learning.letters import Letter, LetterPack, Spoken, Word, parse_words

OWN_PICTURE = "@"
_MOST_NEW = 40  # words a pack may add to a letter


@dataclass(frozen=True, slots=True)
class Sounds:
    """Which file of a pack is the sound of what: letters by (key, "name" or "sound"), words by their text."""

    letters: Mapping[tuple[str, str], str]
    words: Mapping[str, str]

    @property
    def files(self) -> frozenset[str]:
        """The files that are named."""
        return frozenset((*self.letters.values(), *self.words.values()))

    def of(self, pack: LetterPack) -> Iterator[tuple[Spoken, str]]:
        """What of a language they say, and the file. Of letters and words that the language does not have, nothing."""
        for letter in pack.letters:
            for spoken, kind in ((letter.name, "name"), (letter.sound, "sound")):
                path = self.letters.get((letter.key, kind))
                if path is not None:
                    yield spoken, path
            yield from ((word.spoken, self.words[word.text]) for word in letter.words if word.text in self.words)


def parse_sounds(text: str) -> Sounds:
    """The list of a pack's sounds. Problem PACK_BROKEN."""
    root = Entry.read(text)
    root.only("letters", "words")
    letters, words = root.entry("letters"), root.entry("words")
    found: dict[tuple[str, str], str] = {}
    for key in letters.names():
        one = letters.entry(key)
        one.only("name", "sound")
        found.update({(key, kind): one.text(kind) for kind in one.names()})
    return Sounds(found, {text: words.text(text) for text in words.names()})


def with_more(pack: LetterPack, text: str) -> LetterPack:
    """A language with what a pack adds to it: words behind those that are there, orders behind its own. Problem PACK_BROKEN."""
    root = Entry.read(text)
    root.only("orders", "letters")
    added = root.entry("letters")
    for key in added.names():
        if key not in pack.keys:
            added.wrong(key, "not-a-letter-of-this-language")
    orders = root.entry("orders")
    more = {name: orders.words(name) for name in orders.names()}
    for name, order in more.items():
        if sorted(order) != sorted(pack.keys):
            orders.wrong(name, "not-every-letter-once")
    letters = tuple(_with_words(letter, added.entry(letter.key)) if letter.key in added.names() else letter for letter in pack.letters)
    return replace(pack, letters=letters, orders={**pack.orders, **{name: way for name, way in more.items() if name not in pack.orders}})


def _with_words(letter: Letter, entry: Entry) -> Letter:
    entry.only("words", "contains")
    new = parse_words(entry, letter.key)
    if len(new) > _MOST_NEW:
        entry.wrong("words", "too-many")
    there = {word.text for word in letter.words}
    return replace(letter, words=(*letter.words, *(word for word in new if word.text not in there)))


def pictures_of(pack: LetterPack) -> frozenset[str]:
    """The files of the pack that its words show."""
    shown = (word.picture for letter in pack.letters for word in letter.words)
    return frozenset(f"pictures/{picture.removeprefix(OWN_PICTURE)}" for picture in shown if _is_own(picture))


def with_pictures(pack: LetterPack, placed: Callable[[str], str]) -> LetterPack:
    """The pack with its own pictures where `placed` says the file of a name is; pictures that are placed already stay."""

    def seen(word: Word) -> Word:
        name = word.picture.removeprefix(OWN_PICTURE)
        return replace(word, picture=OWN_PICTURE + placed(name)) if _is_own(word.picture) else word

    return replace(pack, letters=tuple(replace(one, words=tuple(map(seen, one.words))) for one in pack.letters))


def _is_own(picture: str) -> bool:
    """Whether a picture is a file of the pack that is read, not an emoji nor a file that was placed already."""
    return picture.startswith(OWN_PICTURE) and not set("/\\") & set(picture)
