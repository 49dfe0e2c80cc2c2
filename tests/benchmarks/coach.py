"""The coach beside random choice, the alphabet in batches of five, and plain Leitner: rounds until so many letters are truly known.

`python -m tests.benchmarks coach`. Every way plays the same sittings (two a day of eight turns, the two first games in turn) with the same
children, and is measured by what the child truly knows (`pupils`), which none of them sees.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from statistics import median
from uuid import UUID

from app.learning.coach import Sitting
from app.learning.games.rounds import Course, Outcome, Round
from app.learning.ids import PlaySessionId, SkillId
from app.learning.mastery import Attempt, Standing, fold, rules_for
from app.learning.next_game import FIRST_GAMES
from app.learning.skills import Aspect, SkillTree, Status
from tests.benchmarks.figures import Figure
from tests.benchmarks.pupils import KINDS, Clock, Kind, Pupil
from tests.benchmarks.teachers import Batches, Coach, Leitner, Random, Teacher, taught
from tests.learning.sample import START, attempt, pack, tree

LANGUAGE = "en"
WANTED, MANY = 10, 20  # letters
TRULY = 0.9  # the chance to recall it after a week
BUDGET = 1_600  # rounds: fifty days of two sittings
SEEDS = 9
_TURNS, _ROUND_S, _BETWEEN_S = 8, 6.0, 1_800.0
_UNIVERSES = {"sounds": (Aspect.SOUND,), "sounds, names and pictures": (Aspect.SOUND, Aspect.NAME, Aspect.FIRST_PICTURE)}
_WAYS: dict[str, Callable[[SkillTree, int], Teacher]] = {
    "coach": lambda grown, seed: Coach(pack(LANGUAGE), grown, seed),
    "random": lambda grown, seed: Random(pack(LANGUAGE), grown, seed, tuple(pack(LANGUAGE).keys)),
    "batches": lambda grown, seed: Batches(pack(LANGUAGE), grown, seed, tuple(pack(LANGUAGE).keys)),
    "leitner": lambda grown, seed: Leitner(pack(LANGUAGE), grown, seed, pack(LANGUAGE).usual_order),
}


@dataclass(slots=True)
class Run:
    """One child with one teacher: after how many rounds so many letters were known, and had bloomed; letters known after each sitting."""

    known: dict[int, int] = field(default_factory=dict)
    bloomed: dict[int, int] = field(default_factory=dict)
    curve: list[int] = field(default_factory=list)
    rounds: int = 0


class Lessons:
    """One child taught in one way."""

    def __init__(self, way: str, kind: Kind, seed: int, grown: SkillTree) -> None:
        self.told = Run()
        self._letters, self._skills = pack(LANGUAGE), {one.id: one for one in grown.skills}
        self._sounds = [one for one in grown.skills if one.aspect is Aspect.SOUND]
        self._teacher, self._pupil, self._clock = _WAYS[way](grown, seed), Pupil(kind, self._letters, seed), Clock()
        self._standings: dict[SkillId, Standing] = {}
        self._answers = 0

    def sit(self, number: int) -> None:
        """One sitting, and the rest until the next."""
        began = START + timedelta(days=number // 2, seconds=_BETWEEN_S * (number % 2))
        sitting = Sitting(PlaySessionId(UUID(int=1 + number)), FIRST_GAMES[number % 2], _TURNS, (), began)
        for turn in range(_TURNS):
            question = self._teacher.asks(sitting, self._standings, turn)
            if question is None:
                break
            sitting = self._play(sitting, question)
        self._clock.passes(86_400 - _BETWEEN_S if number % 2 else _BETWEEN_S, playing=False)
        self._look()

    def _play(self, sitting: Sitting, question: Round) -> Sitting:
        skill, course = self._skills[question.skill], Course(question)
        thing = (skill.letter, skill.aspect.value)
        while not course.over:
            place = self._pupil.presses(
                thing, question.choices, question.right, tuple(course.resting), course.hinted, self._clock.now
            )
            given = self._answer(sitting, course, place)
            self._standings[skill.id] = fold(self._standings.get(skill.id), given, rules_for(skill, self._letters))
            sitting = replace(sitting, attempts=(*sitting.attempts, given))
            if given.try_number == 1:
                self._teacher.told(skill.id, given.correct, given.occurred_at)
        self._pupil.studies(thing, self._clock.now)
        self._clock.passes(_ROUND_S, playing=True)
        self.told.rounds += 1
        return sitting

    def _answer(self, sitting: Sitting, course: Course, place: int) -> Attempt:
        question, began, try_number, aided = course.round, sitting.began or START, course.try_number, course.aided
        self._answers += 1
        return attempt(
            self._answers,
            at=began + timedelta(seconds=_ROUND_S * question.turn + try_number / 10),
            local_day=began.date(),
            play_session=sitting.play_session,
            skill=question.skill,
            game=question.game,
            turn=question.turn,
            try_number=try_number,
            aided=aided,
            choices=question.choices,
            asked=question.asked,
            answered=question.tiles[place].text,
            correct=course.press(place) is Outcome.RIGHT,
            prompt="" if question.word is None else question.word.text,
        )

    def _look(self) -> None:
        """What the child truly knows now, and what has bloomed."""
        known = sum(self._pupil.knows((one.letter, one.aspect.value), self._clock.now) >= TRULY for one in self._sounds)
        held = [self._standings[one.id] for one in self._sounds if one.id in self._standings]
        blooms = sum(one.status is Status.BLOOMED for one in held)
        self.told.curve.append(known)
        for found, count in ((self.told.known, known), (self.told.bloomed, blooms)):
            for one in range(1, count + 1):
                found.setdefault(one, self.told.rounds)


def run(way: str, kind: Kind, seed: int, grown: SkillTree, budget: int = BUDGET) -> Run:
    """Teach one child for a budget of rounds."""
    lessons = Lessons(way, kind, seed, grown)
    for number in range(budget // _TURNS):
        lessons.sit(number)
    return lessons.told


def measure(seeds: int = SEEDS) -> list[Figure]:
    """Medians over the seeds. Where all is taught that the two games ask, the coach's mark is the best of the others; the sounds alone, a
    course that the program does not have, are there for comparison.
    """
    figures: list[Figure] = []
    for universe, aspects in _UNIVERSES.items():
        grown = taught(tree(LANGUAGE), aspects)
        for kind in KINDS:
            runs = {way: [run(way, kind, seed, grown) for seed in range(seeds)] for way in _WAYS}
            known = {way: [one.known.get(WANTED, BUDGET) for one in found] for way, found in runs.items()}
            best = min(median(found) for way, found in known.items() if way != "coach")
            for way, found in known.items():
                ends = median(one.curve[-1] for one in runs[way])
                blooms = median(one.bloomed.get(WANTED, BUDGET) for one in runs[way])
                most = median(one.known.get(MANY, BUDGET) for one in runs[way])
                beside = f"{min(found)} to {max(found)}; {most:g} for {MANY}; {blooms:g} until {WANTED} bloomed; {ends:g} known at the end"
                mark = best if way == "coach" and len(aspects) > 1 else None
                figures.append(Figure(f"{universe}, {kind.name}: {way}", median(found), "rounds", mark, beside))
    return figures
