"""Trace: a letter is written, first in its channel, then on an empty sheet.

A turn is *guided* while the child has never yet written the letter by itself: the letter lies on the sheet as a channel. A guided turn is
a helped one, so it comes back after two or three rounds, and then it is *free*: the letter is shown small, the sheet has only its lines.
A free turn that went wrong comes back guided. What a drawing is read as takes the place of the tile that other games press: first the
letter itself, then UNREAD, then the look-alikes.
"""

from collections.abc import Sequence

from app.learning.games.rounds import Round, Tile
from app.learning.letters import Letter, LetterPack, Spoken, form
from app.learning.mastery import Game, Standing, tries_of
from app.learning.sittings import Turn
from app.learning.skills import Skill

GAME = Game.TRACE
UNREAD = "?"  # what an attempt keeps as answered for a drawing that shows nothing known, or the letter in a mirror
OWN_PLACE, UNREAD_PLACE = 0, 1  # in `Round.tiles`


def is_guided(standing: Standing | None, turns: Sequence[Turn], skill: Skill) -> bool:
    """Whether the next turn of a skill is guided, after the `turns` of the sitting so far."""
    before = [turn for turn in turns if turn.skill == skill.id]
    if before:
        return not before[-1].attempts[0].correct
    return standing is None or not any(one.right for one in tries_of(standing))


def round_of(letter: Letter, pack: LetterPack, skill: Skill, turn: int, guided: bool) -> Round:
    """A round that asks for a letter to be written."""
    look_alikes = [other for other in pack.letters if other.key in letter.confusables]
    tiles = (Tile(letter.key, form(letter, skill.case)), Tile("", UNREAD), *(Tile(one.key, form(one, skill.case)) for one in look_alikes))
    return Round(GAME, skill.id, turn, prompt(letter), None, tiles, OWN_PLACE, drawn=True, guided=guided)


def prompt(letter: Letter) -> tuple[Spoken, ...]:
    """What is said: the sound."""
    return (letter.sound,)


def place_read(question: Round, accepted: bool, rival: str | None) -> int:
    """The place in `question.tiles` of what a drawing was read as; `rival` is the key of a look-alike, "" of the letter in a mirror."""
    if accepted:
        return OWN_PLACE
    return next((place for place, tile in enumerate(question.tiles) if rival and tile.letter == rival), UNREAD_PLACE)
