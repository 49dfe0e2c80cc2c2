"""Build the word: a picture, its empty places, and letters on the meadow. A press puts a letter into the next place, a drag into any.

Each letter sings its sound as it goes; when the word is whole, all its sounds are heard once more, and then the word.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QRectF, QSizeF

from app.learning.games.rounds import Outcome
from app.learning.mastery import Game
from app.ui.grove.scenes import LOOKING_GLADE
from app.ui.playing.card_grid import foot_of
from app.ui.playing.carry_page import CarryPage
from app.ui.playing.hanging import Hanging
from app.ui.playing.heard_out import HeardOut
from app.ui.playing.word_card import WordCard
from app.ui.widgets.loose_tile import LooseTile
from app.ui.widgets.slot_tile import SlotTile
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.games.spreads import Spread
    from app.learning.letters import Spoken
    from app.services.play import Feedback
    from app.ui.playing.line_up import LineUp
    from app.ui.stage import Stage
    from app.ui.widgets.tiles import Tile

_BESIDE = 150.0  # px left to the help
_CARD, _SLOTS = 0.36, 0.57  # the shares of the height at which the card and the places end
_LARGEST_SLOT, _LARGEST = 124.0, 140.0  # px
_GAP, _BLOCK_GAP = 12.0, 30.0  # px between places, and between syllables


class BuildWord(CarryPage):
    """The card with the picture, places below it, letters below these."""

    title: ClassVar[str] = "Build the word"
    game: ClassVar[Game] = Game.BUILD_WORD
    above: ClassVar[float] = 0.1

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, LOOKING_GLADE)
        self._hanging = Hanging(stage.theme, self, 0.86, 200.0)
        self.card = WordCard(stage.theme, self)
        self._heard_out = HeardOut(stage.speaker, self)
        self._heard_out.over.connect(self._go_on)
        for thing in (self.pip, self._hanging.ropes, self.card):
            thing.lower()
        self.backdrop.lower()

    def lay_out(self, spread: Spread) -> tuple[list[LooseTile], list[Tile]]:
        """A letter for each choice, a place for each question."""
        who, theme = self.who, self.stage.theme
        script, form = who.pack.script, who.child.letterform
        word, blocks = spread.words[0], tuple(tile.look for tile in spread.asked)
        pieces = tuple(tile.shown or tile.text for tile in spread.asked)
        self.card.ask(word.picture if word else "", word.text if word else "", "", script, form)
        self.card.show_pieces(pieces, blocks)
        loose = [LooseTile(theme, tile.text, tr("Letter {letter}", letter=tile.text), script, form, self) for tile in spread.among]
        joined = pieces if len(set(blocks)) == len(blocks) else ()
        slots: list[Tile] = [
            SlotTile(theme, tile.text, tr("Place {number}, empty", number=number + 1), script, form, joined, number, self)
            for number, tile in enumerate(spread.asked)
        ]
        return loose, slots

    def move_of(self, loose: int, place: int) -> int:
        """The place is what is asked, the letter what is chosen for it."""
        course = self.course
        return 0 if course is None else course.move(place, loose)

    def told(self, move: int) -> tuple[int, int]:
        """As above."""
        place, loose = divmod(move, max(1, len(self.loose)))
        return loose, place

    def attended_by(self, loose: int) -> int | None:
        """Whatever letter is taken up: the next place is meant."""
        del loose
        return self.following

    @property
    def following(self) -> int | None:
        """The next place."""
        course = self.course
        return course.open[0] if course is not None and course.open else None

    def pressed_loose(self, loose: int) -> None:
        """It goes to the next place by itself."""
        following = self.following
        if following is not None and self.takes_presses:
            self.loose[loose].raise_()
            self.carry(loose, following)

    def pressed_place_alone(self, place: int) -> None:
        """A place that is filled says its sound again; an empty one the word."""
        course = self.course
        if course is not None and place in course.settled:
            self.say((self._sound_at(place),), self.who.pack.voice)
        else:
            self.repeat()

    def _sound(self, key: str) -> Spoken:
        return self.who.pack.letter(key).sound

    def _sound_at(self, place: int) -> Spoken:
        course = self.course
        if course is None:
            raise RuntimeError("a place was asked for before there were any")
        return self._sound(course.spread.asked[place].letter)

    def sound_of(self, loose: int) -> Spoken:
        """The sound of its letter."""
        course = self.course
        if course is None:
            raise RuntimeError("a letter was asked for before there were any")
        return self._sound(course.spread.among[loose].letter)

    def praise(self, move: int) -> tuple[Spoken, ...]:
        """Its sound; of the last letter the sounds of all, and the word."""
        course = self.course
        _, place = self.told(move)
        if course is None or not course.over:
            return (self._sound_at(place),)
        word = course.spread.words[0]
        sounds = tuple(self._sound_at(each) for each in range(len(course.spread.asked)))
        return sounds if word is None else (*sounds, word.spoken)

    def answered(self, place: int, outcome: Outcome, feedback: Feedback) -> None:
        """The whole word is heard to its end before the next one comes."""
        if outcome is Outcome.RIGHT and self.sitting is not None:
            self.sitting.linger()
            self._heard_out.wait()
        super().answered(place, outcome, feedback)

    def _go_on(self) -> None:
        if self.sitting is not None:
            self.sitting.go_on()

    def leave(self) -> None:
        """Nothing is waited for any more."""
        self._heard_out.stop()
        super().leave()

    def show_settled(self, moving: bool) -> None:
        """The letters that are in their places, there and on the card; the next place is marked."""
        course = self.course
        if course is None:
            return
        for place, loose in course.settled.items():
            slot = self.places[place]
            if isinstance(slot, SlotTile):
                slot.fill(tr("Letter {letter}", letter=course.spread.asked[place].text), moving)
            self.loose[loose].hide()
        for number, slot in enumerate(self.places):
            if isinstance(slot, SlotTile):
                slot.follow(number == self.following)
                slot.show_letter(self.shows_letter)
        course.attended = self.following
        self.card.settle(frozenset(course.settled))

    def repeat(self) -> None:
        """Say the word; when help was given, the sound of the next place too."""
        course = self.course
        if course is None or course.over or self.ended:
            return
        word, following = course.spread.words[0], self.following
        words = [word.spoken] if word is not None else []
        if course.shows is not None and following is not None:
            words.append(self._sound_at(following))
        self.ask_aloud(words, self.who.pack.voice)

    def put_away(self) -> None:
        """No card, no strings."""
        super().put_away()
        self.card.hide()
        self._hanging.hide()

    # layout

    def arrange_things(self, lines: LineUp) -> None:
        """The card, the places and the letters, one below the other."""
        ground = lines.ground
        unit = ground.unit
        high = min(ground.height * _CARD - self._hanging.top(ground), 240.0 * unit)
        self._hanging.lay(ground, QSizeF(max(high * 1.5, 240.0 * unit), high), self.card, self.pip, self._hear, 56.0 * unit)
        beside = _BESIDE * unit
        upper, lower = ground.height * _CARD + 26 * unit, ground.height * _SLOTS + 26 * unit
        self._lay_slots(lines, QRectF(beside, upper, ground.width - 2 * beside, lower - upper - 14 * unit))
        self.strew(lines, QRectF(beside, lower, ground.width - 2 * beside, ground.height - lower - foot_of(ground)), _LARGEST * unit, 0.4)

    def _lay_slots(self, lines: LineUp, area: QRectF) -> None:
        """The places side by side in the order of reading; those of a syllable close together."""
        ground, course = lines.ground, self.course
        if course is None or not self.places:
            return
        blocks = [tile.look for tile in course.spread.asked]
        syllables = len(set(blocks)) < len(blocks)
        before = [0.0]
        for one, other in pairwise(blocks):
            before.append((_BLOCK_GAP if syllables and one != other else _GAP) * ground.unit)
        side = min((area.width() - sum(before)) / len(blocks), area.height(), _LARGEST_SLOT * ground.unit)
        x = area.center().x() - (side * len(blocks) + sum(before)) / 2
        for slot, gap in zip(self.places, before, strict=True):
            x += gap
            slot.set_side(side)
            slot.stand_at(ground.width - x - side / 2 if self.who.pack.right_to_left else x + side / 2, area.center().y())
            x += side
