"""The free explorer for the youngest: every key is a letter. Nothing is asked, so nothing is kept, and nothing can go wrong."""

from collections.abc import Sequence

from app.learning.letters import LetterPack

LEAVING = 3  # presses of the way out, with nothing between them


def letter_of_key(text: str, key: int, pack: LetterPack) -> str:
    """The key of the letter that a key of the keyboard shows: its own, or one that is always the same for that key.

    `text` is what the key types ("" for a key that types nothing), `key` its number. A keyboard of another script has its letters too.
    """
    typed = text.casefold()
    own = next((letter.key for letter in pack.letters if typed and typed in (letter.lower.casefold(), letter.key.casefold())), None)
    if own is not None:
        return own
    return pack.usual_order[key % len(pack.usual_order)]


def letter_after(letter: str | None, order: Sequence[str]) -> str:
    """The letter that a press on the land shows: the next one in the child's order, round and round."""
    place = order.index(letter) + 1 if letter in order else 0
    return order[place % len(order)]
