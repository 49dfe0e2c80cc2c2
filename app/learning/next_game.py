"""Which game comes next: one that has something to ask, that was not just played, and that suits what the coach wants."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.learning.choosing import Preferences, askable, is_urgent, looking_at
from app.learning.ids import SkillId
from app.learning.letters import LetterPack
from app.learning.mastery import Game, Standing
from app.learning.skills import SkillTree

_ENOUGH = 3  # skills for a sitting that is not the same two over and over


def games_that_suit(
    pack: LetterPack,
    tree: SkillTree,
    standings: Mapping[SkillId, Standing],
    preferences: Preferences,
    lately: Sequence[Game],
    now: datetime,
) -> tuple[Game, ...]:
    """The games that can be played now, the best first; never empty. `lately` are the games of the last sittings, the newest first.

    A game that was just played comes last; before it those that alone practise something that asks for water or waits for its check, then
    what was not played for longest, in the order of `Game`. A game with fewer than three skills to ask waits until there are more.
    """
    views = {game: looking_at(pack, tree, standings, game, preferences, now) for game in Game}
    asked = {game: askable(view) for game, view in views.items()}
    urgent = {game: frozenset(skill.id for skill in asked[game] if is_urgent(view, skill)) for game, view in views.items()}

    def key(game: Game) -> tuple[bool, bool, int]:
        others = frozenset().union(*(urgent[other] for other in Game if other is not game))
        since = lately.index(game) if game in lately else len(lately)
        return (since == 0 and bool(lately), not urgent[game] - others, -since)

    suiting = [game for game in Game if len(asked[game]) >= _ENOUGH]
    return tuple(sorted(suiting, key=key)) or (next(iter(Game)),)

