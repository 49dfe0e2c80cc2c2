"""Several questions at once: things that lie about, and places where they belong. What two games share that are played by carrying.

Each question is a turn of its own, numbered by when it was first tried, so that its first try is told from the others. What can be chosen
for it is what is still free, so the last ones of a spread are easy, and mastery counts only tries among three things or more. A wrong one
cannot be chosen again for the same question; after two of them help is given with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.learning.games.rounds import Choice, Outcome, Round, Tile
from app.learning.ids import SkillId
from app.learning.letters import Word
from app.learning.mastery import Attempt, Game

ROOM = 16  # turn numbers kept for each spread; none has so many questions
_WRONG_BEFORE_HINT = 2


@dataclass(frozen=True, slots=True)
class Spread:
    """What lies there. `asked` are the questions, `among` what can be chosen for them; they belong together whose texts are the same.

    `skills` and `words` are those of the questions. `number` counts the spreads of a sitting from 0; `given` are the answers so far.
    """

    game: Game
    number: int
    asked: tuple[Tile, ...]
    skills: tuple[SkillId, ...]
    among: tuple[Tile, ...]
    words: tuple[Word | None, ...]
    given: tuple[Attempt, ...] = ()


def last_spread(attempts: Sequence[Attempt]) -> tuple[int, tuple[Attempt, ...]]:
    """The number of the spread that was played last in a sitting, and its answers in order."""
    number = max((one.turn // ROOM for one in attempts), default=0)
    given = sorted((one for one in attempts if one.turn // ROOM == number), key=lambda one: (one.turn, one.try_number))
    return number, tuple(given)


class SpreadCourse:
    """The state of a spread while it is played. A move is a question and a choice for it, told as one number by `move`."""

    def __init__(self, spread: Spread) -> None:
        self.spread = spread
        self.settled: dict[int, int] = {}  # question -> what was chosen for it
        self.attended: int | None = None  # the question that the child is at
        self._missed: dict[int, list[int]] = {}
        self._helped: set[int] = set()
        self._begun: list[int] = []
        for one in spread.given:
            self._press_again(one)

    def _press_again(self, one: Attempt) -> None:
        """What an answer has done; answers come by turn, not as they were given, so what was free then is not asked."""
        texts, place = [tile.text for tile in self.spread.among], one.turn % ROOM
        if place >= len(self._begun):
            like = [each for each, tile in enumerate(self.spread.asked) if tile.text == one.asked and each not in self._begun]
            self._begun += like[:1]
        if place >= len(self._begun) or one.answered not in texts:
            return
        question = self._begun[place]
        taken = [*self.settled.values(), *self._missed.get(question, ())]
        alike = [each for each, text in enumerate(texts) if text == one.answered]
        chosen = next((each for each in alike if each not in taken), alike[0])
        if one.correct:
            self.settled[question] = chosen
        else:
            self._miss(question, chosen)
        if one.aided:
            self._helped.add(question)

    def _miss(self, question: int, choice: int) -> None:
        missed = self._missed.setdefault(question, [])
        missed.append(choice)
        if len(missed) >= _WRONG_BEFORE_HINT:
            self._helped.add(question)

    def move(self, question: int, choice: int) -> int:
        """The number of a move."""
        return question * len(self.spread.among) + choice

    @property
    def over(self) -> bool:
        """Whether everything is where it belongs."""
        return len(self.settled) == len(self.spread.asked)

    @property
    def open(self) -> tuple[int, ...]:
        """The questions that are left."""
        return tuple(question for question in range(len(self.spread.asked)) if question not in self.settled)

    @property
    def free(self) -> tuple[int, ...]:
        """What can still be chosen."""
        taken = set(self.settled.values())
        return tuple(choice for choice in range(len(self.spread.among)) if choice not in taken)

    @property
    def shows(self) -> tuple[int, int] | None:
        """The question and the choice that a hint points at: of the attended question when it is helped, else of the first that is."""
        helped = [question for question in self.open if question in self._helped]
        if not helped:
            return None
        question = self.attended if self.attended in helped else helped[0]
        assert question is not None  # noqa: S101 (for the type checker: there is one)
        return question, next(choice for choice in self.free if self.fits(question, choice))

    def fits(self, question: int, choice: int) -> bool:
        """Whether they belong together."""
        return self.spread.asked[question].text == self.spread.among[choice].text

    def hint(self) -> None:
        """Help with the attended question, or with the first that is left; its next answer is aided."""
        if self.open:
            self._helped.add(self.attended if self.attended in self.open else self.open[0])

    def asks(self, move: int) -> Choice | None:
        """What a move decides; None when nothing: it is settled, taken, or was wrong before. IndexError when there is no such move."""
        question, choice = self._told(move)
        free, missed = self.free, self._missed.get(question, [])
        if question in self.settled or choice not in free or choice in missed:
            return None
        spread = self.spread
        right = next(place for place, each in enumerate(free) if self.fits(question, each))
        turn = self._begun.index(question) if question in self._begun else len(self._begun)
        tiles = tuple(spread.among[each] for each in free)
        asked = Round(spread.game, spread.skills[question], spread.number * ROOM + turn, (), spread.words[question], tiles, right)
        return Choice(asked, free.index(choice), len(missed) + 1, question in self._helped)

    def press(self, move: int) -> Outcome:
        """Make a move; IndexError when there is no such move."""
        if self.asks(move) is None:
            return Outcome.NOTHING
        question, choice = self._told(move)
        if question not in self._begun:
            self._begun.append(question)
        if self.fits(question, choice):
            self.settled[question] = choice
            return Outcome.RIGHT if self.over else Outcome.FOUND
        self._miss(question, choice)
        return Outcome.NOT_THIS

    def _told(self, move: int) -> tuple[int, int]:
        if not 0 <= move < len(self.spread.asked) * len(self.spread.among):
            raise IndexError(move)
        return divmod(move, len(self.spread.among))
