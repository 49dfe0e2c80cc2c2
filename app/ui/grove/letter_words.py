"""What is said and written of a letter in the grove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.learning.letters import Letter, LetterPack, Spoken, Word
from app.ui.painting.tree_state import TreeState, tree_state
from app.ui.painting.trees import Tree, species_of
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.grove import GroveTree
    from app.learning.people import Child

_STATES = {
    TreeState.NOT_YET: "Letter {letter}, not yet",
    TreeState.READY: "Letter {letter}, ready",
    TreeState.GROWING: "Letter {letter}, growing",
    TreeState.BLOOMED: "Letter {letter}, bloomed",
    TreeState.NEEDS_WATER: "Letter {letter}, needs water",
}


def letter_of(pack: LetterPack, key: str) -> Letter | None:
    """The letter of a pack, None when a later pack no longer has it."""
    return next((letter for letter in pack.letters if letter.key == key), None)


def words_of(pack: LetterPack, key: str) -> tuple[Word, ...]:
    """The words that show a letter: those it begins, else those that contain it."""
    letter = letter_of(pack, key)
    return () if letter is None else letter.first_words or letter.words


def said(pack: LetterPack, key: str) -> tuple[Spoken, ...]:
    """How a letter is said in the grove: its sound, then a word with it."""
    letter = letter_of(pack, key)
    if letter is None:
        return ()
    return (letter.sound, *(word.spoken for word in words_of(pack, key)[:1]))


def drawn(tree: GroveTree, place: int, pack: LetterPack, child: Child) -> Tree:
    """The tree as it is painted; `place` is its place in the child's whole grove."""
    return Tree(tree.text, tree_state(tree.status, tree.needs_water), species_of(place), tree.leaves, pack.script, child.letterform)


def named(tree: GroveTree) -> str:
    """What a screen reader says: "Letter m, ready"."""
    return tr(_STATES[tree_state(tree.status, tree.needs_water)], letter=tree.text)
