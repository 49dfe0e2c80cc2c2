"""The values of playing: what a page gives to `play` and gets from it."""

from dataclasses import dataclass
from datetime import datetime

from app.learning.badges import Badge
from app.learning.games.rounds import Round
from app.learning.ids import AttemptId, ChildId, PlaySessionId, SkillId
from app.learning.mastery import Game, Standing
from app.learning.skills import Status


@dataclass(frozen=True, slots=True)
class Begun:
    """A play session that can be played now.

    `turns` is how many it has in all (when it is played by carrying: spreads), `done` how many are over. When it was `resumed` within
    a turn, `pressed` are the places pressed in that turn so far: give them to the `Course` of `next_round` one after the other, after its
    `hint()` when the turn was `aided`.
    """

    play_session: PlaySessionId
    child: ChildId
    game: Game
    language: str
    turns: int
    done: int
    pressed: tuple[int, ...]
    resumed: bool
    started_at: datetime
    aided: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One press. `id` is made by the page when the tile is pressed (`app.system.ids.new_id`), so that saying it twice counts once.

    `pressed` is the place of the tile in `round.tiles`; `try_number` counts from 1 within the turn; `aided` is `Course.aided`.
    """

    id: AttemptId
    play_session: PlaySessionId
    round: Round
    try_number: int
    pressed: int
    aided: bool
    took_ms: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """What an answer did. `leaves_before` and `standing.leaves` say whether a leaf grew; `bloomed` is true on the first bloom only."""

    attempt: AttemptId
    correct: bool
    standing: Standing
    leaves_before: int
    bloomed: bool
    badges: tuple[Badge, ...]


@dataclass(frozen=True, slots=True)
class Growth:
    """How one skill came out of a play session. `letter` is its key in the pack, `text` the letter as the child sees it."""

    skill: SkillId
    letter: str
    text: str
    status_before: Status
    status_after: Status
    leaves_before: int
    leaves_after: int


@dataclass(frozen=True, slots=True)
class SittingResult:
    """A play session that is over. `grew` are the skills that sprouted, gained a leaf or bloomed beside their letter's tree.

    `bloomed` are those whose letter's tree came into bloom with them: what is celebrated is what then stands in the grove.

    `right` counts turns that were right at the first try without aid, of `turns` played. `next_letter` is the key of the next letter to
    learn (None: all bloomed).
    """

    play_session: PlaySessionId
    child: ChildId
    game: Game
    turns: int
    right: int
    grew: tuple[Growth, ...]
    bloomed: tuple[Growth, ...]
    badges: tuple[Badge, ...]
    next_letter: str | None
