"""The door to the grown-up side: hold the key, or press the numbers that are written out.

It keeps out small fingers; it is not a lock on data. After two misses the grove comes back without a word.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.ahead import load_ahead
from app.ui.grove.child_page import ChildPage
from app.ui.grove.number_pebble import NumberPebble
from app.ui.grove.paper import Paper
from app.ui.grove.scenes import QUIET_GLADE
from app.ui.leaving import LeaveBy
from app.ui.one_by_one import OneByOne
from app.ui.painting.brush import Brush
from app.ui.routes import CHILD_SIDE, Route
from app.ui.widgets.gate_key import GateKey
from app.ui.widgets.pebble import Pebble
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.stage import Stage
    from app.ui.theme import Theme

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MISSES = 2
_GAP = 24.0


def sentence(digits: tuple[int, int, int]) -> str:
    """What to press, written out in the language of the app."""
    first, second, third = (tr(_NUMBERS[digit - 1]) for digit in digits)
    return tr("Press {first}, then {second}, then {third}.", first=first, second=second, third=third)


class Gate(ChildPage):
    """Numbers to press, a key to hold, and the way back."""

    title: ClassVar[str] = "For grown-ups"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, QUIET_GLADE)
        theme = stage.theme
        self._wanted: dict[str, object] = {}
        self._asked = self._draw_lots()
        self._pressed: list[int] = []
        self._misses = 0
        self._paper = Paper(theme, self)
        self._words = _Words(theme, self)
        self._numbers = [self.add(NumberPebble(theme, digit, parent=self)) for digit in range(1, 10)]
        for number in self._numbers:
            number.clicked.connect(lambda _=False, digit=number.digit: self.press(digit))
        self._back = self.add(Pebble(theme, "arrow-left", tr("Back"), parent=self))
        self._back.clicked.connect(self.go_home)
        self._gate = self.add(GateKey(theme, tr("For grown-ups: hold the key"), self))
        self._gate.opened.connect(self._open)
        self._say()
        self._appear = OneByOne(self)
        for number in self._numbers:
            number.hide()

    def refresh(self) -> None:
        """The numbers come one after the other."""
        self._appear.show(self._numbers)
        load_ahead(Route.SIGN_IN, Route.CHILDREN, Route.LETTERS)

    def enter(self, **facts: object) -> None:
        """Take where the grown-up `wanted` to go, if anywhere, and the facts of that place; or how the program is left (`leaving`)."""
        self._wanted = facts

    @property
    def asked(self) -> tuple[int, int, int]:
        """The digits to press."""
        return self._asked

    @property
    def numbers(self) -> list[NumberPebble]:
        """The pebbles from one to nine."""
        return self._numbers

    @property
    def key_to_hold(self) -> GateKey:
        """The key."""
        return self._gate

    def press(self, digit: int) -> None:
        """One digit; the third one opens or counts as a miss."""
        self._pressed.append(digit)
        if len(self._pressed) == len(self._asked):
            if tuple(self._pressed) == self._asked:
                self._open()
                return
            self._misses += 1
            if self._misses >= _MISSES:
                self.stage.back()
                return
            self._pressed = []
            self._asked = self._draw_lots()
        self._say()

    def _open(self) -> None:
        wanted, leaving = self._wanted.get("wanted"), self._wanted.get("leaving")
        if leaving is LeaveBy.GATE:
            self.stage.leave()
        elif isinstance(wanted, Route) and wanted in CHILD_SIDE:  # a grown-up opens something for the child
            self.stage.go(wanted, **{name: fact for name, fact in self._wanted.items() if name != "wanted"})
        else:
            self.stage.go(Route.SIGN_IN, **self._wanted)

    def _draw_lots(self) -> tuple[int, int, int]:
        first, second, third = random.sample(range(1, 10), 3)  # small fingers do not guess 1 in 504; it is no secret
        return first, second, third

    def _say(self) -> None:
        self._words.show_words(sentence(self._asked), len(self._pressed))

    def typed(self, text: str) -> None:
        """Digits can be typed."""
        if text.isdecimal() and len(text) == 1 and text != "0":
            self.press(int(text))

    def go_home(self) -> None:
        """Back to the grove."""
        self.stage.back()

    def leave(self) -> None:
        """Show no more."""
        super().leave()
        self._appear.stop()

    def arrange(self) -> None:
        """The paper in the middle, the numbers on it as on a telephone."""
        ground = self.ground
        unit = ground.unit
        r = min(52.0 * unit, (ground.height - 210 * unit) / 3 / 2 - _GAP / 2)
        r = max(44.0, r)
        step = 2 * r + _GAP
        wide, high = max(2 * r * 3 + 2 * _GAP + 96, 460 * unit), 3 * step + 150
        left, top = (ground.width - wide) / 2, (ground.height - high) / 2
        self._paper.spread(QRectF(left, top, wide, high))
        self._words.setGeometry(round(left), round(top + 20), round(wide), 104)
        for index, number in enumerate(self._numbers):
            number.set_radius(r)
            number.stand_at(ground.width / 2 + (index % 3 - 1) * step, top + 130 + r + index // 3 * step)
        edge = 78.0 * unit
        self._back.set_radius(46 * unit)
        self._back.stand_at(ground.width - edge if ground.mirrored else edge, edge)
        self._gate.stand_at(44 if ground.mirrored else ground.width - 44, 44)


class _Words(QWidget):
    """The sentence, and three seeds that say how many have been pressed."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._text, self._done = "", 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_words(self, text: str, done: int) -> None:
        """Show the sentence and how many of three are done."""
        self._text, self._done = text, done
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words above, seeds below."""
        del event
        width = float(self.width())
        ink = "ink" if self.theme.flat else self.theme.child("on-tile")
        with Brush.on(self, self.theme) as brush:
            brush.text(QRectF(16, 6, width - 32, 44), self._text, "title-2", ink, Qt.AlignmentFlag.AlignHCenter)
            for index in range(3):
                x, done = width / 2 + (index - 1) * 36, index < self._done
                go = "primary" if brush.flat else brush.theme.child("go")
                edge = "line" if brush.flat else brush.theme.child("tile-lip")
                brush.dot(x, 76, 9, go if done else None, go if done else edge, 3)
