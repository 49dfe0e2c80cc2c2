"""Choosing the skill of a turn: what comes back, what is new, what is known.

The figures are those of the coach; `app.learning.coach` makes rounds of what is chosen here.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from uuid import UUID

from app.learning.dice import Dice
from app.learning.games import alphabet_train
from app.learning.ids import PlaySessionId, SkillId
from app.learning.letters import LetterPack, letters_of_name
from app.learning.likeness import Reached, settled
from app.learning.mastery import Game, Standing, practises, rules_for
from app.learning.people import Case
from app.learning.sittings import Pace, Preferences, Sitting, Turn
from app.learning.skills import Aspect, Edge, Level, Skill, SkillTree, Status, graph_of, level_of, statuses
from app.learning.ways import ChildOnGraph
from app.learning.words import Spelt, buildable

_NEW_SHARE = 0.25
_FIRST_SITTING_NEW = (0, 1, 3, 5)  # turns; a child that knows nothing yet meets four skills and plays with them
_FEW = 4
_NO_SESSION = PlaySessionId(UUID(int=0))  # to look at what could be played, without playing
_WHENEVER = datetime.min.replace(tzinfo=UTC)  # what may be asked does not depend on the time, only what is best
_GAPS = (3, 4)  # a wrong answer comes back so many turns later: two or three rounds lie between
_LAG = 3  # letters by which the second aspect to be taught follows the first (twice as many: the third)
_ASPECT_LAG = 13  # the same among what is asked again
_REST_DAYS = (1, 1, 0, 2)  # days for which a skill rests, by leaves: with two it is near its third, and each sitting may bring it there
# New skills in a sitting, and how many below their second leaf still let a new one come.
_NEW_MOST = {Pace.GENTLE: 2, Pace.USUAL: 4, Pace.BRISK: 4}
_WOBBLING_MOST = {Pace.GENTLE: 8, Pace.USUAL: 16, Pace.BRISK: 24}


class View:
    """Everything the coach looks at, made ready once for a turn."""

    def __init__(
        self,
        pack: LetterPack,
        tree: SkillTree,
        standings: Mapping[SkillId, Standing],
        sitting: Sitting,
        preferences: Preferences,
        now: datetime,
    ) -> None:
        self.pack, self.tree, self.standings = pack, tree, standings
        self.sitting, self.preferences, self.now = sitting, preferences, now
        self._reached: dict[Case, dict[str, Level | None]] = {}
        passed = preferences.choices.passed
        here = (skill for skill in tree.skills if skill.letter in pack.keys and skill.id not in passed)
        self.skills = [skill for skill in here if practises(sitting.game, skill, pack)]
        if sitting.game is Game.ALPHABET_TRAIN:
            self.skills = [one for one in self.skills if alphabet_train.may_ask(one, pack, self.reached(one.case), standings)]
        if sitting.game is Game.BUILD_WORD:
            letters = {piece.letters[0] for spelt in self.words for piece in spelt.pieces}
            self.skills = [one for one in self.skills if one.case is self.first_case and one.letter in letters]

    @property
    def first_case(self) -> Case:
        """The case that is learned first."""
        return Case.UPPER if self.preferences.case is Case.UPPER and self.pack.has_case else Case.LOWER

    @cached_property
    def words(self) -> tuple[Spelt, ...]:
        """The words that the child can build now."""
        return buildable(self.pack, self.tree, self.standings, self.first_case, self.reached(self.first_case))

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The letters of the child's name."""
        return letters_of_name(self.preferences.own_name, self.pack)

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The place of each letter in the child's own order: first those of its name, then the chosen teaching order."""
        order = self.pack.order(self.preferences.order)
        return {key: place for place, key in enumerate(dict.fromkeys((*self.own, *order)))}

    @cached_property
    def usual(self) -> bool:
        """Whether the child follows the order that the tree was grown in."""
        return self.pack.order(self.preferences.order) == self.pack.usual_order

    @cached_property
    def statuses(self) -> Mapping[SkillId, Status]:
        """Where the child stands on every skill."""
        return statuses(self.tree, self.standings, self.preferences.choices.passed, self.today)

    @property
    def today(self) -> date | None:
        """The day of the sitting; None where what is asked about depends on no day."""
        return None if self.now is _WHENEVER else self.now.date()

    @cached_property
    def wished(self) -> frozenset[SkillId]:
        """What lies on the way to the child's goals, and to what is pinned."""
        choices, graph = self.preferences.choices, graph_of(self.tree)
        if not choices.goals and not choices.pinned:
            return frozenset()
        found = [self.statuses[skill.id] for skill in self.tree.skills]
        on_graph = ChildOnGraph(graph, self.standings, choices, found, self.today)
        return frozenset(step for end in choices.goals | choices.pinned for step in on_graph.path_to(end))

    @cached_property
    def first_met(self) -> frozenset[SkillId]:
        """The skills that were met for the first time in this sitting."""
        here = [attempt.skill for attempt in self.sitting.attempts]
        return frozenset(skill for skill in here if skill in self.standings and self.standings[skill].attempts <= here.count(skill))

    def leaves(self, skill: SkillId) -> int:
        """The leaves of a skill, 0 for one never met."""
        standing = self.standings.get(skill)
        return 0 if standing is None else standing.leaves

    def urgency(self, skill: Skill) -> int:
        """How soon a skill should be asked; 0 is now, and what was never met comes after all that grows."""
        standing = self.standings.get(skill.id)
        return _NEW_RANK if standing is None else _urgency(self, skill, standing)

    def reached(self, case: Case) -> Reached:
        """How far the child has come with each letter in a case: by its sound, or just met when only something else of it was."""
        if case not in self._reached:
            found: dict[str, Level | None] = {}
            for skill in self.tree.skills:
                level = level_of(self.standings.get(skill.id))
                if skill.case is case and level is not None:
                    sound = skill.aspect is Aspect.SOUND
                    found[skill.letter] = level if sound else found.get(skill.letter) or Level.GROWING
            self._reached[case] = found
        return self._reached[case]


def beginnings(
    pack: LetterPack, tree: SkillTree, standings: Mapping[SkillId, Standing], preferences: Preferences, now: datetime
) -> tuple[Skill, ...]:
    """The skills that the child may begin now, in whichever game, the best first within each game."""
    found: dict[SkillId, Skill] = {}
    for game in Game:
        view = View(pack, tree, standings, Sitting(_NO_SESSION, game, 0, ()), preferences, now)
        found.update((skill.id, skill) for skill in _new(view))
    return tuple(found.values())


def can_play(
    pack: LetterPack, tree: SkillTree, standings: Mapping[SkillId, Standing], game: Game, preferences: Preferences
) -> tuple[Skill, ...]:
    """What a game could ask of a child now, in the case that is taught first: skills that it has met or may meet, of letters it has met."""
    view = View(pack, tree, standings, Sitting(_NO_SESSION, game, 0, ()), preferences, _WHENEVER)
    second = _second_case(view)
    return tuple(
        skill
        for skill in view.skills
        if skill.case is not second
        and view.reached(skill.case).get(skill.letter) is not None
        and (skill.id in standings or _may_begin(view, skill))
    )


def can_build(
    pack: LetterPack, tree: SkillTree, standings: Mapping[SkillId, Standing], preferences: Preferences
) -> tuple[Spelt, ...]:
    """The words that a child can build now."""
    return View(pack, tree, standings, Sitting(_NO_SESSION, Game.BUILD_WORD, 0, ()), preferences, _WHENEVER).words


def choose(view: View, turns: Sequence[Turn], turn: int, seed: int) -> Skill | None:
    """The skill of a turn; None when there is nothing that could be asked without asking the same twice running."""
    last = turns[-1].skill if turns else None
    skills = {skill.id: skill for skill in view.skills}
    waiting = _coming_back(turns, seed)
    for skill, back in sorted(waiting.items(), key=lambda item: item[1]):
        if back <= turn and skill in skills:
            return skills[skill]
    known = [skill for skill in _known(view) if skill.id != last]
    rested = [skill for skill in known if skill.id not in waiting]
    if _new_is_wanted(view, turn) or not rested:
        fresh = _new(view)
        if fresh:
            return fresh[0]
    return _best(view, rested or known, turns, turn, seed)


def _coming_back(turns: Sequence[Turn], seed: int) -> dict[SkillId, int]:
    """The skills whose last turn went wrong, and the turn at which each comes back."""
    last = {turn.skill: turn for turn in turns}
    return {skill: turn.number + Dice(seed, turn.number, "back").one_of(_GAPS) for skill, turn in last.items() if not turn.known}


def _new_is_wanted(view: View, turn: int) -> bool:
    """Whether it is time for something new: a quarter of the turns, spread over the sitting, beginning with something known."""
    met = [skill for skill in view.skills if view.standings.get(skill.id) is not None]
    before = [skill for skill in met if skill.id not in view.first_met]
    wobbling = sum(view.leaves(skill.id) < 2 for skill in before)
    pace = view.preferences.pace
    if wobbling > _WOBBLING_MOST[pace]:
        return False
    total = view.sitting.turns
    count = max(2, round(total * _NEW_SHARE)) + (len(before) < _FEW) + (pace is Pace.BRISK)
    count = min(count, _NEW_MOST[pace])
    slots = _FIRST_SITTING_NEW if not before else [2 + number * (total - 2) // count for number in range(count)]
    return len(view.first_met & {skill.id for skill in met}) < sum(slot <= turn for slot in slots)


def _new(view: View) -> list[Skill]:
    """The skills that may be begun now, the best first."""
    found = [skill for skill in view.skills if view.standings.get(skill.id) is None and _may_begin(view, skill)]
    lags = _aspects(view)
    second = _second_case(view)
    late = len(view.ranks) * len(lags) if view.preferences.case is not Case.BOTH else _LAG

    def when(skill: Skill) -> tuple[bool, bool, int, int]:
        rank = view.ranks[skill.letter] + _LAG * lags.index(skill.aspect) + late * (skill.case is second)
        return (skill.id not in view.preferences.choices.pinned, skill.id not in view.wished, rank, skill.position)

    return sorted(found, key=when)


def _aspects(view: View) -> tuple[Aspect, ...]:
    """What there is to learn of a letter, in the order it is taught."""
    rest = (Aspect.FIRST_PICTURE, Aspect.SHAPE, Aspect.TRACE)
    return (Aspect.NAME, Aspect.SOUND, *rest) if view.preferences.first is Aspect.NAME else (Aspect.SOUND, Aspect.NAME, *rest)


def _second_case(view: View) -> Case | None:
    """The case that is taught second, None in a script without case."""
    if not view.pack.has_case:
        return None
    return Case.LOWER if view.preferences.case is Case.UPPER else Case.UPPER


def _may_begin(view: View, skill: Skill) -> bool:
    """Whether a skill that was never met may be met now."""
    reached = view.reached(skill.case)
    letter = view.pack.letter(skill.letter)
    if any(not settled(reached.get(other)) for other in letter.confusables):
        return False
    if skill.case is _second_case(view):
        first = Case.UPPER if skill.case is Case.LOWER else Case.LOWER
        level, enough = view.reached(first).get(skill.letter), Level.GROWING if view.preferences.case is Case.BOTH else Level.SECURE
        if level is None or level < enough:
            return False
    if view.statuses[skill.id] is not Status.LOCKED:
        return True
    return (not view.usual or skill.letter in view.own) and _locked_by_order_alone(view, skill)


def _locked_by_order_alone(view: View, skill: Skill) -> bool:
    """Whether all that keeps a skill locked is the tree's teaching order, which a child's own order and name may overrule.

    That is: letters taught before it in the same case and aspect, and look-alikes that the child has not met.
    """
    graph, letter = graph_of(view.tree), view.pack.letter(skill.letter)

    def soft(edge: Edge) -> bool:
        before = graph.skills[edge.prerequisite]
        if before.letter == skill.letter or before.case is not skill.case:
            return False
        if before.letter in letter.confusables:
            return True  # `_may_begin` has seen to it that it is unmet or secure
        return before.aspect in (skill.aspect, Aspect.SOUND) and edge.minimum is Level.GROWING

    def met(edge: Edge) -> bool:
        level = level_of(view.standings.get(edge.prerequisite))
        return edge.prerequisite in view.preferences.choices.passed or (level is not None and level >= edge.minimum)

    return all(any(soft(edge) or met(edge) for edge in group) for group in graph.groups.get(skill.id, {}).values())


def _known(view: View) -> list[Skill]:
    """The skills that were met and may be asked: not while a look-alike that comes first in the child's order is still unsure."""

    def clear(skill: Skill) -> bool:
        reached = view.reached(skill.case)
        if settled(reached.get(skill.letter)):
            return True
        rank = view.ranks[skill.letter]
        return all(settled(reached.get(other)) or view.ranks[other] > rank for other in view.pack.letter(skill.letter).confusables)

    return [skill for skill in view.skills if view.standings.get(skill.id) is not None and clear(skill)]


def _best(view: View, skills: Sequence[Skill], turns: Sequence[Turn], turn: int, seed: int) -> Skill | None:
    """The known skill that is best asked now.

    What was asked least in this sitting; then what asks for water, what waits for its check, and what has rested long enough. Of that, one
    turn goes to what is growing, the first letters of the order and their sounds before the rest, the next to what is secure or has
    bloomed, left alone longest first. Then all others. What is practised after a rest is kept longer than what is practised again at
    once, and what was learned must not wait for all the rest to be learned: simulated children know as many letters a week later after
    fewer rounds than with any other way that was tried (docs/benchmarks.md, The coach).
    """
    asked = [done.skill for done in turns]

    def key(skill: Skill) -> tuple[object, ...]:
        standing = view.standings[skill.id]
        rank = _urgency(view, skill, standing)
        growing = rank == _GROWING_RANK
        place = 0
        if rank >= _GROWING_RANK:
            due = _has_rested(view, standing)
            place = _place(view, skill) if due and growing else 0
            rank = _GROWING_RANK + (growing is (turn % 2 == 1)) if due else _UNRESTED_RANK
        last = standing.last_at.timestamp() if standing.last_at else 0.0
        return (asked.count(skill.id), rank, place, last, Dice(seed, turn, skill.id).below(1 << 30))

    return min(skills, key=key, default=None)


def _has_rested(view: View, standing: Standing) -> bool:
    """Whether a skill was left alone for as many days as it can be without being forgotten."""
    if standing.last_at is None:
        return True
    return (view.now.date() - standing.last_at.astimezone(view.now.tzinfo).date()).days >= _REST_DAYS[standing.leaves]


def _place(view: View, skill: Skill) -> int:
    """The place of a skill among those of its case: by the child's order, its sound long before what else there is to learn of it."""
    return view.ranks[skill.letter] + _ASPECT_LAG * _aspects(view).index(skill.aspect)


_GROWING_RANK, _NEW_RANK, _UNRESTED_RANK = 2, 3, 4


def _urgency(view: View, skill: Skill, standing: Standing) -> int:
    """How soon a known skill should be asked; 0 is now."""
    if standing.needs_water(view.now):
        return 0
    if standing.awaits_check(view.now.date(), rules_for(skill, view.pack)):
        return 1
    if standing.status is Status.BLOOMED:
        return 4
    return _GROWING_RANK if standing.secure_since is None else 3
