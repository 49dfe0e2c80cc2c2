"""What the tests of the rules share: the shipped packs, small packs, attempts, and a child that can be played with."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from app.learning.coach import Preferences, Sitting, next_round
from app.learning.games.rounds import Course, Outcome, Round
from app.learning.ids import AttemptId, ChildId, PlaySessionId, SkillId, SpaceId
from app.learning.letters import LetterPack, parse_pack
from app.learning.mastery import Attempt, Game, Standing, fold, rules_for
from app.learning.next_game import FIRST_GAMES
from app.learning.people import Case
from app.learning.skills import Aspect, Skill, SkillTree
from app.learning.trees import skill_id, tree_of

LANGUAGES = ("en", "es", "hi")  # the three that the rules are tested with; PACKS are all that are shipped
SPACE = SpaceId(UUID(int=1))
CHILD = ChildId(UUID(int=2))
SKILL = SkillId(UUID(int=3))
START = datetime(2026, 3, 2, 16, tzinfo=UTC)
_FOLDER = Path(__file__).parents[2] / "resources" / "letters"
PACKS = tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


def pack_text(language: str) -> str:
    return (_FOLDER / f"{language}.json").read_text(encoding="utf-8")


@cache
def pack(language: str) -> LetterPack:
    return parse_pack(pack_text(language))


@cache
def tree(language: str) -> SkillTree:
    return tree_of(SPACE, pack(language))


def skill(language: str, letter: str, aspect: Aspect = Aspect.SOUND, case: Case = Case.LOWER) -> Skill:
    wanted = skill_id(tree(language).id, letter, case, aspect)
    return next(one for one in tree(language).skills if one.id == wanted)


def small_pack(**changes: Any) -> dict[str, Any]:
    """A pack of five letters that can be spoiled."""
    letters = [
        {"key": key, "lower": key, "upper": key.upper(), "name": {"text": key.upper()}, "sound": {"text": key}, "words": [word]}
        for key, word in (("a", "ant 🐜"), ("b", "bee 🐝"), ("c", "cat 🐱"), ("d", "dog 🐶"), ("e", "egg 🥚"))
    ]
    whole = {
        "language": "xx",
        "name": "Small",
        "endonym": "Small",
        "script": "Latn",
        "right_to_left": False,
        "version": 1,
        "voice": "en",
        "orders": {"alphabet": "a b c d e"},
        "confusable": ["b d"],
        "alike": [],
        "letters": letters,
    }
    return whole | changes


def small(**changes: Any) -> LetterPack:
    return parse_pack(json.dumps(small_pack(**changes)))


def attempt(number: int = 1, **fields: Any) -> Attempt:
    """An attempt: right, unaided, of four choices; `day` counts from 0 and sets the moment and the local day."""
    day = fields.pop("day", 0)
    at = fields.pop("at", START + timedelta(days=day, seconds=number))
    facts: dict[str, Any] = {
        "id": AttemptId(UUID(int=number)),
        "child": CHILD,
        "play_session": PlaySessionId(UUID(int=1000 + day)),
        "skill": SKILL,
        "game": Game.LISTEN_AND_FIND if number % 2 else Game.PICTURE_TO_LETTER,
        "turn": 0,
        "try_number": 1,
        "asked": "s",
        "answered": "s",
        "choices": ("s", "a", "t", "p"),
        "correct": True,
        "aided": False,
        "took_ms": 2000,
        "occurred_at": at,
        "local_day": START.date() + timedelta(days=day),
        "prompt": "sun",
    }
    return Attempt(**(facts | fields))


@dataclass
class PlayedRound:
    """One round as it was asked: what the coach saw before it, and how it was answered."""

    day: int
    session: int
    round: Round
    skill: Skill
    before: dict[SkillId, Standing]
    first_right: bool = False


@dataclass
class SimulatedChild:
    """A child that learns: it begins to know a skill at `at_first` and comes nearer to `at_best` with each turn."""

    language: str
    at_first: float
    at_best: float
    seed: int = 1
    preferences: Preferences = field(default_factory=Preferences)
    standings: dict[SkillId, Standing] = field(default_factory=dict)
    attempts: list[Attempt] = field(default_factory=list)
    played: list[PlayedRound] = field(default_factory=list)
    sittings: int = 0

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)
        self._knows: dict[SkillId, float] = {}
        self._skills = {one.id: one for one in tree(self.language).skills}

    def practise(self, days: int, per_day: int = 2, games: Sequence[Game] = FIRST_GAMES, first_day: int = 0) -> None:
        """So many days with so many sittings, the games in turn."""
        for day in range(first_day, first_day + days):
            for number in range(per_day):
                self.sit(day, number, games[(day * per_day + number) % len(games)])

    def sit(self, day: int, number: int, game: Game) -> Sitting:
        """One sitting to its end."""
        began = START + timedelta(days=day, minutes=30 * number)
        self.sittings += 1
        sitting = Sitting(PlaySessionId(UUID(int=self.sittings)), game, self.preferences.turns, (), began)
        while (question := self.asked(sitting)) is not None:
            self.played.append(PlayedRound(day, self.sittings, question, self._skills[question.skill], dict(self.standings)))
            sitting = self.answer(sitting, question)
            self._knows[question.skill] = self._knowledge(question.skill) + 0.35 * (self.at_best - self._knowledge(question.skill))
        return sitting

    def asked(self, sitting: Sitting) -> Round | None:
        assert sitting.began is not None
        letters, skills, seed = pack(self.language), tree(self.language), self.seed + self.sittings
        return next_round(letters, skills, self.standings, sitting, self.preferences, sitting.began, seed)

    def answer(self, sitting: Sitting, question: Round) -> Sitting:
        """Press tiles until the right one is found."""
        course = Course(question)
        while not course.over:
            places = [place for place in range(len(question.tiles)) if place not in (*course.resting, *course.found)]
            knows = course.hinted or self._dice.random() < self._knowledge(question.skill)
            sitting = self.press(sitting, course, course.shows if knows else self._dice.choice(places))
        self.played[-1].first_right = not course.resting
        return sitting

    def press(self, sitting: Sitting, course: Course, place: int) -> Sitting:
        question, number = course.round, len(self.attempts) + 1
        if course.asks(place) is None:  # the others of a hunt answer nothing
            course.press(place)
            return sitting
        assert sitting.began is not None
        aided, try_number = course.aided, course.try_number
        given = attempt(
            number,
            at=sitting.began + timedelta(seconds=6 * (len(sitting.attempts) + 1)),
            local_day=sitting.began.date(),
            play_session=sitting.play_session,
            skill=question.skill,
            game=question.game,
            turn=question.turn,
            try_number=try_number,
            asked=question.asked,
            answered=question.tiles[place].text,
            choices=question.choices,
            correct=course.press(place) in {Outcome.RIGHT, Outcome.FOUND},
            aided=aided,
            prompt="" if question.word is None else question.word.text,
        )
        rules = rules_for(self._skills[question.skill], pack(self.language))
        self.standings[question.skill] = fold(self.standings.get(question.skill), given, rules)
        self.attempts.append(given)
        return replace(sitting, attempts=(*sitting.attempts, given))

    def _knowledge(self, one: SkillId) -> float:
        return self._knows.get(one, self.at_first)


def day_of(number: int) -> date:
    return START.date() + timedelta(days=number)
