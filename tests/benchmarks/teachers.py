"""Ways to choose what comes next: the coach, and the three it is compared with. Each sees what the program sees: the answers, no more."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from app.learning.coach import Preferences, Sitting, next_round
from app.learning.games.rounds import Round, Tile
from app.learning.ids import SkillId
from app.learning.letters import LetterPack, form
from app.learning.likeness import sounds_right
from app.learning.mastery import Game, Standing, games_for
from app.learning.people import Case
from app.learning.skills import Aspect, Skill, SkillTree

_TILES = 4
_BATCH = 5
_BOXES = (1, 2, 4, 8, 16)  # days


class Teacher(Protocol):
    """Chooses rounds; `told` says how a round's first try went."""

    name: str

    def asks(self, sitting: Sitting, standings: dict[SkillId, Standing], turn: int) -> Round | None: ...

    def told(self, skill: SkillId, right: bool, at: datetime) -> None: ...


class Coach:
    """The program's own."""

    name = "coach"

    def __init__(self, pack: LetterPack, tree: SkillTree, seed: int) -> None:
        self._pack, self._tree, self._seed = pack, tree, seed

    def asks(self, sitting: Sitting, standings: dict[SkillId, Standing], turn: int) -> Round | None:
        began = sitting.began
        assert began is not None
        return next_round(self._pack, self._tree, standings, sitting, Preferences(), began, self._seed + int(began.timestamp()))

    def told(self, skill: SkillId, right: bool, at: datetime) -> None:
        """It reads the standings."""


class _Plain:
    """What the three plain ways share: which skills a game can ask, and tiles drawn from all letters."""

    name = ""

    def __init__(self, pack: LetterPack, tree: SkillTree, seed: int, order: Sequence[str]) -> None:
        self._pack, self._dice = pack, random.Random(f"{self.name}{seed}")
        rank = {key: place for place, key in enumerate(order)}
        self._skills = sorted((one for one in tree.skills if one.case is Case.LOWER), key=lambda one: (rank[one.letter], one.aspect))
        self._last: SkillId | None = None

    def asks(self, sitting: Sitting, standings: dict[SkillId, Standing], turn: int) -> Round | None:
        assert sitting.began is not None
        able = [one for one in self._skills if sitting.game in games_for(one, self._pack) and one.id != self._last]
        skill = self._chosen(able, sitting.began)
        self._last = skill.id
        return self._round(skill, sitting.game, turn)

    def told(self, skill: SkillId, right: bool, at: datetime) -> None:
        """Nothing is remembered unless a way says so."""

    def _chosen(self, able: list[Skill], now: datetime) -> Skill:
        raise NotImplementedError

    def _round(self, skill: Skill, game: Game, turn: int) -> Round:
        letter = self._pack.letter(skill.letter)
        word = self._dice.choice(letter.first_words) if game is Game.PICTURE_TO_LETTER else None
        others = [other for other in self._pack.letters if other.key != letter.key and not sounds_right(other, letter, skill.aspect, word)]
        tiles = [letter, *self._dice.sample(others, _TILES - 1)]
        self._dice.shuffle(tiles)
        shown = tuple(Tile(one.key, form(one, skill.case)) for one in tiles)
        return Round(game, skill.id, turn, (), word, shown, tiles.index(letter))


class Random(_Plain):
    """Any skill, each as likely."""

    name = "random"

    def _chosen(self, able: list[Skill], now: datetime) -> Skill:
        return self._dice.choice(able)


class Batches(_Plain):
    """The alphabet in fixed batches of five: the next when four of the five went right three times running.

    One turn in five goes back to an earlier batch, which makes it better than it is usually played.
    """

    name = "batches"

    def __init__(self, pack: LetterPack, tree: SkillTree, seed: int, order: Sequence[str]) -> None:
        super().__init__(pack, tree, seed, order)
        self._order, self._batch = list(order), 0
        self._runs: dict[SkillId, int] = {}

    def _chosen(self, able: list[Skill], now: datetime) -> Skill:
        letters = self._order[self._batch * _BATCH : (self._batch + 1) * _BATCH]
        here = [one for one in able if one.letter in letters]
        before = [one for one in able if one.letter in self._order[: self._batch * _BATCH]]
        return self._dice.choice(before if before and (not here or self._dice.random() < 0.2) else here or able)

    def told(self, skill: SkillId, right: bool, at: datetime) -> None:
        self._runs[skill] = self._runs.get(skill, 0) + 1 if right else 0
        letters = self._order[self._batch * _BATCH : (self._batch + 1) * _BATCH]
        able = sum(all(self._runs.get(one.id, 0) >= 3 for one in self._skills if one.letter == letter) for letter in letters)
        if able >= min(4, len(letters)) and (self._batch + 1) * _BATCH < len(self._order):
            self._batch += 1


@dataclass(slots=True)
class _Card:
    box: int
    due: date


class Leitner(_Plain):
    """Five boxes of 1, 2, 4, 8 and 16 days: what is due (the longest overdue first), else a new card, else what is due soonest."""

    name = "leitner"

    def __init__(self, pack: LetterPack, tree: SkillTree, seed: int, order: Sequence[str]) -> None:
        super().__init__(pack, tree, seed, order)
        self._cards: dict[SkillId, _Card] = {}

    def _chosen(self, able: list[Skill], now: datetime) -> Skill:
        due = [one for one in able if one.id in self._cards and self._cards[one.id].due <= now.date()]
        if due:
            return min(due, key=lambda one: self._cards[one.id].due)
        fresh = [one for one in able if one.id not in self._cards]
        return fresh[0] if fresh else min(able, key=lambda one: self._cards[one.id].due)

    def told(self, skill: SkillId, right: bool, at: datetime) -> None:
        card = self._cards.get(skill)
        box = 0 if card is None or not right else min(card.box + 1, len(_BOXES) - 1)
        self._cards[skill] = _Card(box, at.date() + (timedelta(days=_BOXES[box]) if right else timedelta()))


def taught(tree: SkillTree, aspects: Sequence[Aspect]) -> SkillTree:
    """A tree with the small letters alone, and of each only these aspects: what all ways teach in one comparison."""
    skills = tuple(one for one in tree.skills if one.case is Case.LOWER and one.aspect in aspects)
    kept = {one.id for one in skills}
    return replace(tree, skills=skills, edges=tuple(edge for edge in tree.edges if edge.skill in kept and edge.prerequisite in kept))
