"""The coach: which round comes next in a sitting.

A sitting has 8 to 12 turns. A quarter of them, two to four, go to skills that are new to the child; the others to what it knows already:
first what asks for water, then what waits for its check, then what is growing. A wrong answer comes back after two or three other rounds.
The same skill never comes twice running. A letter is never met, as question or as choice, beside one that it is easily taken for until that
one is secure.

Everything follows from the facts and the seed, so that a play session that was left goes on as if it had not been.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.learning.choosing import View, choose
from app.learning.dice import Dice
from app.learning.games import alphabet_train, letter_hunt, listen_and_find, odd_one_out, picture_to_letter, trace
from app.learning.games.rounds import Round, Tile
from app.learning.ids import SkillId
from app.learning.letters import LetterPack, Word, form
from app.learning.likeness import foils
from app.learning.mastery import Game, Standing
from app.learning.sittings import Preferences, Sitting, Turn, turns_of
from app.learning.skills import Skill, SkillTree, graph_of

__all__ = ["Preferences", "Sitting", "next_round"]

_GAMES = {game.GAME: game for game in (listen_and_find, picture_to_letter)}
_FOUR_TILES_FROM = 2  # leaves; before that three, the fewest that mastery counts


def next_round(
    pack: LetterPack,
    tree: SkillTree,
    standings: Mapping[SkillId, Standing],
    sitting: Sitting,
    preferences: Preferences,
    now: datetime,
    seed: int,
) -> Round | None:
    """The next round of a sitting, or the one that was left in the middle; None when the sitting is over.

    `standings` are those after the attempts of the sitting. `now` is aware local time.
    """
    turns = turns_of(sitting.attempts)
    view = View(pack, tree, standings, sitting, preferences, sitting.began or now)
    if turns and not turns[-1].over and (again := _as_it_was(view, turns[-1])):
        return again
    turn = turns[-1].number + 1 if turns else 0
    if turn >= sitting.turns:
        return None
    skill = choose(view, turns, turn, seed)
    return None if skill is None else _round(view, skill, turn, turns, Dice(seed, turn, "tiles"))


def _as_it_was(view: View, turn: Turn) -> Round | None:
    """The round of a turn that was left in the middle, told from its attempts; None when its skill or a letter is no more."""
    pack, game, first = view.pack, view.sitting.game, turn.attempts[0]
    skill = graph_of(view.tree).skills.get(turn.skill)
    texts = {} if skill is None else {form(letter, skill.case): letter for letter in pack.letters}
    if skill is None or first.asked not in texts or first.asked not in first.choices:
        return None
    letter = texts[first.asked]
    if game is Game.TRACE:
        return trace.round_of(letter, pack, skill, turn.number, first.aided)
    word = next((word for word in letter.words if word.text == first.prompt), None)
    if game is Game.LETTER_HUNT:
        hunter = _hunter(view, skill)
        hunted = letter_hunt.in_word(word, letter, hunter) if word else letter_hunt.looked_at(first.choices, letter, hunter)
        return None if hunted is None else _told(pack, game, skill, turn.number, word, hunted, 0)
    if not set(first.choices) <= set(texts):
        return None
    tiles = tuple(Tile(texts[text].key, text) for text in first.choices)
    return _told(pack, game, skill, turn.number, word, tiles, view.leaves(skill.id))


def _hunter(view: View, skill: Skill) -> letter_hunt.Hunter:
    return letter_hunt.hunter_of(view.pack, skill.case, {case: view.reached(case) for case in view.pack.cases})


def _round(view: View, skill: Skill, turn: int, turns: Sequence[Turn], dice: Dice) -> Round:
    """A round that asks a skill: its word, another than last time, and its tiles."""
    pack, letter, reached, leaves = view.pack, view.pack.letter(skill.letter), view.reached(skill.case), view.leaves(skill.id)
    if view.sitting.game is Game.TRACE:
        return trace.round_of(letter, pack, skill, turn, trace.is_guided(view.standings.get(skill.id), turns, skill))
    ease = 0 if view.preferences.calm else leaves  # calm play stays as easy as the first time
    count = 3 if ease >= _FOUR_TILES_FROM else 2
    word = None
    if view.sitting.game is Game.ODD_ONE_OUT:
        shown = odd_one_out.tiles(letter, pack, reached, skill.case, ease, dice)
    elif view.sitting.game is Game.ALPHABET_TRAIN:
        shown = alphabet_train.tiles(letter, pack, reached, skill.case, count, leaves, dice)
    elif view.sitting.game is Game.LETTER_HUNT:
        hunter = _hunter(view, skill)
        words = letter_hunt.words_for(letter, hunter) if letter_hunt.is_in_word(turn, ease) else ()
        word = _another(words, skill, turns, dice)
        shown = letter_hunt.in_word(word, letter, hunter) if word else letter_hunt.among(letter, hunter, ease, dice)
    else:
        word = _word(view, skill, turns, dice)
        tiles = [letter, *foils(letter, pack, reached, skill.aspect, word, count, ease, dice)]
        shown = tuple(Tile(one.key, form(one, skill.case)) for one in dice.shuffled(tiles))
    return _told(pack, view.sitting.game, skill, turn, word, shown, leaves)


def _word(view: View, skill: Skill, turns: Sequence[Turn], dice: Dice) -> Word | None:
    """A word for a skill, another than last time; None where its letter has none."""
    return _another(_GAMES[view.sitting.game].words_for(view.pack.letter(skill.letter)), skill, turns, dice)


def _another(words: Sequence[Word], skill: Skill, turns: Sequence[Turn], dice: Dice) -> Word | None:
    """One of these words, another than last time; None where there are none."""
    heard = [attempt.prompt for done in turns if done.skill == skill.id for attempt in done.attempts]
    fresh = [word for word in words if word.text not in heard] or [word for word in words if word.text != heard[-1]] or list(words)
    return dice.one_of(fresh) if fresh else None


def _told(pack: LetterPack, game: Game, skill: Skill, turn: int, word: Word | None, tiles: tuple[Tile, ...], leaves: int) -> Round:
    """The round of these tiles, with what is said and what else is shown."""
    letter = pack.letter(skill.letter)
    right = next(place for place, tile in enumerate(tiles) if tile.letter == letter.key)
    if game is Game.ODD_ONE_OUT:
        say = odd_one_out.prompt(letter, [pack.letter(tile.letter) for tile in tiles])
        return Round(game, skill.id, turn, say, None, tiles, right)
    if game is Game.ALPHABET_TRAIN:
        row = alphabet_train.row(letter, pack, skill.case, leaves)
        return Round(game, skill.id, turn, alphabet_train.prompt(letter, pack, leaves), None, tiles, right, row)
    if game is Game.LETTER_HUNT:
        return Round(game, skill.id, turn, letter_hunt.prompt(letter, word), word, tiles, right)
    return Round(game, skill.id, turn, _GAMES[game].prompt(letter, skill.aspect, word), word, tiles, right)
