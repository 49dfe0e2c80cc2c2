"""The answers of a play session, turn by turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from app.learning.letters import LetterPack
from app.learning.mastery import Attempt


@dataclass(frozen=True, slots=True)
class Turn:
    """One prompt and the presses (or drawings) that answered it. `number` counts from 1, `picture` is the emoji of the word, if any."""

    number: int
    asked: str
    word: str
    picture: str
    tiles: tuple[str, ...]
    presses: tuple[Attempt, ...]

    @property
    def right_first(self) -> bool:
        """Whether the first press was right, without help."""
        return self.presses[0].correct and not self.presses[0].aided

    @property
    def aided(self) -> bool:
        """Whether help was given."""
        return any(press.aided for press in self.presses)

    @property
    def took(self) -> timedelta:
        """From the prompt to the last press."""
        return sum((timedelta(milliseconds=press.took_ms) for press in self.presses), timedelta())


def turns_of(answers: Sequence[Attempt], pack: LetterPack | None) -> tuple[Turn, ...]:
    """The turns in the order they were played. Without a pack (its language is not in this program) there are no pictures."""
    pictures = {} if pack is None else {word.text: word.picture for letter in pack.letters for word in letter.words}
    ordered = sorted(answers, key=lambda one: (one.turn, one.try_number))
    turns = []
    for number, (_, group) in enumerate(groupby(ordered, key=lambda one: one.turn)):
        presses = tuple(group)
        first = presses[0]
        tiles = tuple(dict.fromkeys((*first.choices, *(press.answered for press in presses))))  # and what a drawing was taken for
        turns.append(Turn(number + 1, first.asked, first.prompt, pictures.get(first.prompt, ""), tiles, presses))
    return tuple(turns)
