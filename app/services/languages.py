"""Languages: which letters the program brings along, and switching them on in a space."""

from dataclasses import dataclass
from functools import cache

from app.learning.letters import LetterPack, parse_pack
from app.learning.people import Child
from app.learning.problems import Problem, Trouble
from app.learning.skills import SkillTree
from app.services.change import Change, Topic
from app.services.desk import Desk, space_of
from app.system import resources


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


def offered() -> tuple[LanguageOffer, ...]:
    """The languages of the program's resources, in their order there. Raises Problem PACK_BROKEN or RESOURCE_BROKEN."""
    return tuple(_offer(pack(language)) for language in resources.languages())


@cache
def pack(language: str) -> LetterPack:
    """The letters of a language, parsed once. Raises Problem LANGUAGE_UNKNOWN, PACK_BROKEN, RESOURCE_BROKEN."""
    return parse_pack(resources.letter_pack_text(language))


def language_of(child: Child) -> str:
    """The language that a child plays now: the first of its own that this program has letters for (another device may have more).

    Raises Problem LANGUAGE_UNKNOWN when there is none.
    """
    here = resources.languages()
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
    )
