"""Letters home: letters lie on the meadow; the child carries each to its house. It sings its sound on the way, its name at home."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QRectF

from app.learning.games.letters_home import Door
from app.learning.mastery import Game
from app.ui.grove.scenes import QUIET_GLADE
from app.ui.painting.houses import TALL, House
from app.ui.playing.card_grid import foot_of
from app.ui.playing.carry_page import CarryPage
from app.ui.widgets.house_tile import HouseTile
from app.ui.widgets.loose_tile import LooseTile
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.learning.games.spreads import Spread
    from app.learning.letters import Letter, Spoken
    from app.ui.playing.line_up import LineUp
    from app.ui.stage import Stage
    from app.ui.widgets.tiles import Tile

_BESIDE = 160.0  # px left to the corner buttons
_BESIDE_PIP = 188.0
_HOUSES = 0.53  # the share of the height above the letters
_WIDEST, _LARGEST = 190.0, 150.0  # px, of a house and of a letter


class LettersHome(CarryPage):
    """Houses in a row, letters strewn below them."""

    title: ClassVar[str] = "Letters home"
    game: ClassVar[Game] = Game.LETTERS_HOME
    above: ClassVar[float] = 0.1

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, QUIET_GLADE)

    def lay_out(self, spread: Spread) -> tuple[list[LooseTile], list[Tile]]:
        """A letter for each question, a house for each choice."""
        who, theme = self.who, self.stage.theme
        script, form = who.pack.script, who.child.letterform
        loose = [LooseTile(theme, tile.text, tr("Letter {letter}", letter=tile.text), script, form, self) for tile in spread.asked]
        houses: list[Tile] = []
        for number, tile in enumerate(spread.among):
            door = Door(tile.look)
            word = next((one for one in spread.words if one is not None and one.picture == tile.shown), None)
            name = tr("House with a picture: {word}", word=word.text) if word else tr("House of {letter}", letter=tile.shown)
            houses.append(HouseTile(theme, House(door, tile.shown, "", number, script, form), name, self))
        return loose, houses

    def move_of(self, loose: int, place: int) -> int:
        """The letter is what is asked, its house what is chosen."""
        course = self.course
        return 0 if course is None else course.move(loose, place)

    def told(self, move: int) -> tuple[int, int]:
        """As above."""
        return divmod(move, max(1, len(self.places)))

    def letter_of(self, loose: int) -> Letter:
        """The letter of a tile."""
        course = self.course
        if course is None:
            raise RuntimeError("a letter was asked for before there were any")
        return self.who.pack.letter(course.spread.asked[loose].letter)

    def sound_of(self, loose: int) -> Spoken:
        """Its sound."""
        return self.letter_of(loose).sound

    def praise(self, move: int) -> tuple[Spoken, ...]:
        """Its name; then the word of its picture, if there is one."""
        loose, _ = self.told(move)
        course = self.course
        word = course.spread.words[loose] if course is not None else None
        return (self.letter_of(loose).name, *((word.spoken,) if word is not None else ()))

    def pressed_place_alone(self, place: int) -> None:
        """The house with a picture says its word; others keep to themselves who lives there."""
        course = self.course
        if course is None:
            return
        shown = course.spread.among[place].shown
        words: Sequence[Spoken] = [word.spoken for word in course.spread.words if word is not None and word.picture == shown]
        self.say(words[:1], self.who.pack.voice)

    def show_settled(self, moving: bool) -> None:
        """Who is at home is seen in the house."""
        course = self.course
        if course is None:
            return
        for question, choice in course.settled.items():
            text, house = course.spread.asked[question].text, self.places[choice]
            if isinstance(house, HouseTile):
                house.set_home(text, tr("Letter {letter} is at home", letter=text), moving)
            self.loose[question].hide()

    def repeat(self) -> None:
        """The letter that waits, else the next one, hops and says its sound."""
        course = self.course
        if course is None or course.over or self.ended:
            return
        chosen = self.chosen
        meant = chosen if chosen is not None else course.attended if course.attended in course.open else course.open[0]
        if meant is not None:
            self.loose[meant].beckon()
            self.ask_aloud((self.sound_of(meant),), self.who.pack.voice)

    # layout

    def arrange_things(self, lines: LineUp) -> None:
        """Houses above, letters strewn on the meadow, Pip in the corner."""
        ground = lines.ground
        unit, beside = ground.unit, _BESIDE * ground.unit
        line = ground.height * _HOUSES
        area = QRectF(beside, 22 * unit, ground.width - 2 * beside, line - 22 * unit)
        count = max(1, len(self.places))
        side = min((area.width() - (count - 1) * 30 * unit) / count, area.height() / TALL, _WIDEST * unit)
        gap = min(side * 0.36, (area.width() - count * side) / max(1, count - 1)) if count > 1 else 0.0
        first = area.center().x() - (count * side + (count - 1) * gap) / 2 + side / 2
        for number, house in enumerate(self.places):
            house.set_side(side)
            x = first + number * (side + gap)
            house.stand_at(ground.width - x if ground.mirrored else x, area.bottom() - side * TALL / 2)
        top, wide = line + 20 * unit, ground.width - 2 * _BESIDE_PIP * unit
        meadow = QRectF(_BESIDE_PIP * unit, top, wide, ground.height - top - foot_of(ground))
        self.strew(lines, meadow, min(_LARGEST * unit, side * 0.94))
        self.pip.set_size(100.0 * unit)
        self.pip.stand(ground.start(84 * unit), ground.height - 40 * unit)
