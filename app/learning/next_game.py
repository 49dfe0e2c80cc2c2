"""Which games suit a child now, and which one comes next."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.learning.choosing import can_play
from app.learning.games import build_word
from app.learning.ids import SkillId
from app.learning.letters import LetterPack
from app.learning.mastery import Game, Standing, rules_for
from app.learning.sittings import Preferences
from app.learning.skills import SkillTree

# The games that bring new letters; the others play with letters that have been met.
FIRST_GAMES = (Game.LISTEN_AND_FIND, Game.PICTURE_TO_LETTER)
# With fewer letters to ask a game would repeat itself, or show its board half empty.
_LEAST = {
    Game.LISTEN_AND_FIND: 0, Game.PICTURE_TO_LETTER: 0, Game.ODD_ONE_OUT: 4, Game.LETTER_PAIRS: 4, Game.ALPHABET_TRAIN: 6, Game.TRACE: 3,
    Game.LETTER_HUNT: 4, Game.LETTERS_HOME: 4, Game.BUILD_WORD: 1,
}  # fmt: skip


def suitable(
    pack: LetterPack, tree: SkillTree, standings: Mapping[SkillId, Standing], preferences: Preferences
) -> tuple[Game, ...]:
    """The games that have enough to ask this child, in the order of the games. The one that listens always has."""

    def letters(game: Game) -> int:
        return len({skill.letter for skill in can_play(pack, tree, standings, game, preferences)})

    found = [game for game in Game if not _LEAST[game] or letters(game) >= _LEAST[game]]
    if Game.BUILD_WORD in found and not build_word.has_enough(pack, tree, standings, preferences):
        found.remove(Game.BUILD_WORD)
    return tuple(found)


def next_game(
    pack: LetterPack,
    tree: SkillTree,
    standings: Mapping[SkillId, Standing],
    preferences: Preferences,
    recent: Sequence[Game],
    now: datetime,
) -> Game:
    """The game that is best now. `recent` are the games played last, the newest first; `now` is aware local time.

    Never the same twice running. The games that bring letters take turns with one another. Once each of them was played, one of the others
    follows each if any suits: the one with most to water or to check, then the one that was left alone longest.
    """
    last = recent[0] if recent else None
    games = [game for game in suitable(pack, tree, standings, preferences) if game is not last]

    def rank(game: Game) -> tuple[int, int]:
        alone = recent.index(game) if game in recent else len(recent)
        return (0 if game in FIRST_GAMES else _waiting(pack, tree, standings, game, preferences, now), alone)

    others = [game for game in games if game not in FIRST_GAMES]
    if last in FIRST_GAMES and others and set(FIRST_GAMES) <= set(recent):
        return max(others, key=rank)
    return max((game for game in games if game in FIRST_GAMES), key=rank)


def _waiting(
    pack: LetterPack, tree: SkillTree, standings: Mapping[SkillId, Standing], game: Game, preferences: Preferences, now: datetime
) -> int:
    """How many skills that a game asks want water or their check."""
    asked = [(standings[skill.id], skill) for skill in can_play(pack, tree, standings, game, preferences) if skill.id in standings]
    return sum(one.needs_water(now) or one.awaits_check(now.date(), rules_for(skill, pack)) for one, skill in asked)
