"""The words that a child can build: those whose letters it all knows.

A letter is known from the first leaf of its sound on, in the case that is learned first. A word of another script's signs, with an accent
that the language does not count among its letters, or of more pieces than fit side by side is left out; so is one with two letters that
are taken for one another while neither is secure.

Letters that together make a sound of their own are one piece where the language counts them among its letters (Swahili ch, Hungarian sz).
Where it does not (English sh, French ou), or letters are silent, what a child hears is not what it would put: such words are left out too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.learning.ids import SkillId
from app.learning.letters import LetterPack, Word
from app.learning.likeness import Reached, may_stand_beside
from app.learning.mastery import Standing
from app.learning.people import Case
from app.learning.skills import Aspect, SkillTree
from app.learning.spelling import Piece, Speller, as_seen, speller_of, taken_apart

# What is not said as its letters are, by language: pairs and groups of one sound, silent letters.
_NOT_AS_SAID = {
    "en": r"[sctpwg]h|ng|nk|qu|kn|wr|mb|ck|[aeou]{2}|[aeo][iywr]|ie|[iu]r|[aiou][^aeiou]e$|le$|c[eiy]|g[ei]|[^aeiou]y$|al|^y|w[ao]"
          r"|ll|ind|es$|^o[^x]",
    "fr": r"ou|oi|ai|au|eu|ei|[aeiouy][nm](?![aeiouy])|[cp]h|qu|gn|ill|[cg][eiy]|h|[bcdgmnpstxz]$|er$|es$",
    "de": r"s?ch|ei|ie|eu|äu|ai|ph|qu|th|ng|^s[tp]|[aeiouäöü]h|y|er$",
    "nl": r"oe|ie|ui|eu|ou|au|ei|ch|sj|tj|ng|[aeou]{2}i|e[ln]$|sch|c[ei]|y",
    "sv": r"s[ktj][eiyäöj]?|[tkgdhl]j|ng|ck|rs|g[eiyäö]|k[eiyäö]",
    "es": r"[cq][hu]|ll|rr|g[uei]|h|c[ei]|y$|ü",
    "pt": r"[lnc]h|ão|rr|ss|[qg]u|h|[aeiou][nm](?![aeiou])|c[ei]|g[ei]|x|ou|ei",
    "it": r"[cg]h|gn|gli|sc[ei]|h|[cg]i[aou]|[cg][ei]|qu",
    "ro": r"[cg][hei]|ea|oa|x",
    "pl": r"[sczdr]z|ch|d[źż]|[sczn]i|rz",
    "cs": r"[dtn][iíě]|ou|au",
    "vi": r"[cgknpt]h|ng|gi|qu|tr",
    "id": r"n[gy]|sy|kh|[aou]i$|au$",
    "el": r"ου|[αεο]ι|αί|εί|οί|ού|[αε]υ|[αε]ύ|μπ|ντ|γ[κγχ]|τ[σζ]|λλ|ττ|σσ|ββ",
    "hu": r"[jl]y$",
    "tr": r"ğ",
    "ru": r"[ьъ]|тс|г[ао]$",
}  # fmt: skip
FEWEST_PIECES, MOST_PIECES = 2, 6
_KNOWN_FROM = 1  # leaves
_wholes: dict[int, tuple[Speller, tuple["Spelt", ...]]] = {}


@dataclass(frozen=True, slots=True)
class Spelt:
    """A word and the pieces it is built of."""

    word: Word
    pieces: tuple[Piece, ...]


def spelt_words(pack: LetterPack) -> tuple[Spelt, ...]:
    """All words of a pack that can be built at all, each once."""
    speller = speller_of(pack)
    kept = _wholes.get(id(pack))
    if kept is None or kept[0] is not speller:
        words = {word.text: word for letter in pack.letters for word in letter.words}
        other = re.compile(_NOT_AS_SAID.get(pack.language, r"(?!)"))
        found = tuple(
            Spelt(word, pieces)
            for word in words.values()
            if not other.search(word.text.lower())
            and (pieces := taken_apart(speller.spelled(word.text), pack)) is not None and FEWEST_PIECES <= len(pieces) <= MOST_PIECES
        )
        _wholes.clear()  # one language is played at a time
        kept = _wholes[id(pack)] = (speller, found)
    return kept[1]


def sounds(tree: SkillTree, case: Case) -> Mapping[str, SkillId]:
    """The skill of each letter's sound in a case."""
    return {skill.letter: skill.id for skill in tree.skills if skill.aspect is Aspect.SOUND and skill.case is case}


def buildable(
    pack: LetterPack, tree: SkillTree, standings: Mapping[SkillId, Standing], case: Case, reached: Reached
) -> tuple[Spelt, ...]:
    """The words that a child can build now."""
    by_letter = sounds(tree, case)
    known = {letter for letter, skill in by_letter.items() if skill in standings and standings[skill].leaves >= _KNOWN_FROM}

    def apart(keys: set[str]) -> bool:
        letters = [pack.letter(key) for key in keys]
        return all(may_stand_beside(one, other, reached) for one in letters for other in letters)

    found = []
    for spelt in spelt_words(pack):
        keys = {key for piece in spelt.pieces for key in piece.letters}  # all of a conjunct
        if keys <= known and apart(keys):
            found.append(spelt)
    return tuple(found)


def in_case(spelt: Spelt, pack: LetterPack, case: Case, capitals: Reached) -> tuple[Piece, ...]:
    """The pieces of a word as a child sees them; parts of Korean syllables as letters that stand alone."""
    if pack.script == "Kore":
        return tuple(replace(piece, text=pack.letter(piece.letters[0]).lower) for piece in spelt.pieces)
    met = [key for key, level in capitals.items() if level is not None] if case is not Case.UPPER else []
    texts = as_seen(spelt.word.text, pack, case, met)
    return tuple(replace(piece, text=text) for piece, text in zip(spelt.pieces, texts, strict=True))
