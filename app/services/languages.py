"""Languages: which letters are here, those of the program and those of installed packs, and switching them on in a space."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from app.learning.letters import LetterPack, Spoken, parse_pack
from app.learning.pack_contents import with_pictures
from app.learning.people import Child
from app.learning.problems import Problem, Trouble
from app.learning.skills import SkillTree
from app.services.change import Change, Topic
from app.services.desk import Desk, space_of
from app.system import resources

if TYPE_CHECKING:
    from app.system.pack_shelf import InstalledPack

_log = logging.getLogger(__name__)
_outside: list[InstalledPack] = []  # the packs from outside in use on this computer
_edition = count(1)
edition = 0  # another number whenever other letters are here: for what is kept with them


@dataclass(frozen=True, slots=True)
class LanguageOffer:
    """A language that is complete here. `sample` is its first three letters; `orders` its teaching orders, the usual one first.

    `sign` is the letter it is known by at a glance: its first that is not a plain Latin one, if it has any.
    """

    language: str  # BCP 47
    name: str
    endonym: str
    script: str  # ISO 15924
    right_to_left: bool
    has_case: bool
    sample: str
    sign: str
    orders: tuple[str, ...]
    voice: str
    recorded: bool = False  # a pack has a sound for everything that is said, so that no voice is needed


def take_up(packs: Sequence[InstalledPack]) -> None:
    """Use these packs from outside and no other. One that was spoiled since it was installed is left out, and logged."""
    global edition  # noqa: PLW0603 (one program has one set of letters)
    _outside[:] = [one for one in packs if one.manifest.is_of_letters]
    pack.cache_clear()
    _brought.cache_clear()
    edition = next(_edition)
    for one in tuple(_outside):
        try:
            _letters_without_more(one.manifest.language)
        except Problem as problem:
            _log.warning("The pack %s cannot be used: %s", one.manifest.id, problem)
            _outside.remove(one)
            _brought.cache_clear()


def here() -> str:
    """Which packs are in use and in which versions: another text where there are other letters in the same program."""
    return " ".join(sorted(f"{one.manifest.id}:{one.manifest.version}" for one in _outside))


def tags() -> tuple[str, ...]:
    """The languages (BCP 47) whose letters are here, in alphabetical order. Raises Problem RESOURCE_BROKEN."""
    return tuple(sorted({*resources.languages(), *_brought()}))


def offered() -> tuple[LanguageOffer, ...]:
    """The languages that are here, by tag. Raises Problem PACK_BROKEN or RESOURCE_BROKEN."""
    return tuple(_offer(pack(language)) for language in tags())


@cache
def pack(language: str) -> LetterPack:
    """The letters of a language with what packs add to them, made once. Raises Problem LANGUAGE_UNKNOWN, PACK_BROKEN, RESOURCE_BROKEN."""
    letters = _letters_without_more(language)
    for one in _outside:
        if one.manifest.language == language and one.manifest.more in one.manifest.paths:
            try:
                letters = with_pictures(one.added_to(letters), one.picture)
                letters = replace(letters, version=letters.version + one.manifest.version)  # trees take up what is new
            except Problem as problem:
                _log.warning("The pack %s cannot be used: %s", one.manifest.id, problem)
    return letters


def letters_beside(pack_id: str, language: str) -> LetterPack | None:
    """The letters of a language as they are without one pack; None where there are none."""
    if language in resources.languages():
        return _letters_without_more(language)
    bringing = _brought().get(language)
    return None if bringing is None or bringing.manifest.id == pack_id else _letters_without_more(language)


def language_of(child: Child) -> str:
    """The language that a child plays now: the first of its own that this program has letters for (another device may have more).

    Raises Problem LANGUAGE_UNKNOWN when there is none.
    """
    here = tags()
    for language in child.languages:
        if language in here:
            return language
    raise Problem(Trouble.LANGUAGE_UNKNOWN, language=", ".join(child.languages))


def switch_on(desk: Desk, language: str) -> Change[SkillTree]:
    """The built-in skill tree of a language, copied into the space.

    Doing it again changes nothing; a newer pack adds what is new and keeps what a grown-up has edited.
    Raises Problem LANGUAGE_UNKNOWN, PACK_BROKEN, RESOURCE_BROKEN.
    """
    from app.services.trees import tree_for_play  # noqa: PLC0415 (the window asks for letters before the database code is loaded)

    letters = pack(language)
    with desk.database.transaction() as connection:
        tree = tree_for_play(connection, space_of(desk), letters)
    return Change(tree, frozenset({Topic.SKILLS}))


def _offer(letters: LetterPack) -> LanguageOffer:
    return LanguageOffer(
        language=letters.language,
        name=letters.name,
        endonym=letters.endonym,
        script=letters.script,
        right_to_left=letters.right_to_left,
        has_case=letters.has_case,
        sample=" ".join(letter.lower for letter in letters.letters[:3]),
        sign=next((letter.lower for letter in letters.letters if not letter.lower.isascii()), letters.letters[0].lower),
        orders=tuple(letters.orders),
        voice=letters.voice,
        recorded=letters.language in _brought() and _is_recorded(letters),
    )


def recorded() -> dict[tuple[str, Spoken], Path]:
    """What packs have sounds of: (voice, what is said) -> the file. Of several packs the first by id."""
    found: dict[tuple[str, Spoken], Path] = {}
    for one in reversed(_outside):
        letters = pack(one.manifest.language)
        with contextlib.suppress(Problem):
            found.update({(letters.voice, spoken): path for spoken, path in one.heard(letters).items()})
    return found


@cache
def _brought() -> dict[str, InstalledPack]:
    """The languages that packs bring. The program's own letters cannot be replaced."""
    own = [one for one in _outside if one.manifest.letters in one.manifest.paths and one.manifest.language not in resources.languages()]
    return {one.manifest.language: one for one in reversed(own)}


def _letters_without_more(language: str) -> LetterPack:
    bringing = _brought().get(language)
    letters = None if bringing is None else bringing.letters()
    if bringing is None or letters is None:
        return parse_pack(resources.letter_pack_text(language))
    return with_pictures(letters, bringing.picture)


def _is_recorded(letters: LetterPack) -> bool:
    """Whether packs have a sound for every letter and word."""
    told = recorded()
    said = (said for one in letters.letters for said in (one.name, one.sound, *(word.spoken for word in one.words)))
    return all((letters.voice, spoken) in told for spoken in said)
