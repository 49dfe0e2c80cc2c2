"""Every part on one sheet, in three themes and both directions: `python -m tests.support.gallery` writes build/pictures/parts-*.png.

For looking at, after a change of drawing code. The sheet is made of the real widgets.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.learning.people import BACKDROPS, SCARVES, Avatar, Friend
from app.ui.fonts import add_application_fonts
from app.ui.painting.brush import Brush
from app.ui.painting.colours import linear
from app.ui.painting.faces import Mood
from app.ui.painting.friends import standing
from app.ui.painting.parts import TileState
from app.ui.painting.pip import draw_ladybird
from app.ui.painting.studio import studio
from app.ui.painting.tree_state import TreeState
from app.ui.painting.trees import Species, Tree
from app.ui.theme import Theme
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import Button, ClayButton, PlainButton, PrimaryButton, QuietButton, SoftButton
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip, StateMark
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.fields import PasswordField, SearchBox, SelectBox, TextField
from app.ui.widgets.figures import Bar
from app.ui.widgets.gate_key import GateKey
from app.ui.widgets.label import Label
from app.ui.widgets.mini_tile import MiniTile
from app.ui.widgets.pebble import Pebble
from app.ui.widgets.pip import Pip
from app.ui.widgets.portrait import FriendButton
from app.ui.widgets.rail import Place, Rail
from app.ui.widgets.switches import Segments, Switch
from app.ui.widgets.tiles import LetterTile, PictureTile
from app.ui.widgets.toast import Toast
from app.ui.widgets.top_bar import TopBar
from app.ui.widgets.tree_button import TreeButton
from app.ui.widgets.turn_seeds import TurnSeeds

_STATES = (
    (TreeState.NOT_YET, "g", 0), (TreeState.READY, "m", 0), (TreeState.GROWING, "n", 1), (TreeState.GROWING, "अ", 2),
    (TreeState.BLOOMED, "s", 3), (TreeState.NEEDS_WATER, "t", 3),
)  # fmt: skip
_SCRIPTS = {"अ": "Deva", "ब": "Deva", "ع": "Arab"}
WORD = "Letter"


def avatars() -> list[Avatar]:
    """One of each friend, in every scarf."""
    return [Avatar(friend, SCARVES[i % len(SCARVES)], BACKDROPS[i % len(BACKDROPS)]) for i, friend in enumerate(Friend)]


class ChildSheet(QWidget):
    """The parts of the child side on a meadow."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.resize(1280, 1010)
        for i, (letter, state) in enumerate(zip("masbعt", [*TileState, TileState.REST], strict=True)):
            tile = LetterTile(theme, letter, WORD, _SCRIPTS.get(letter, "Latn"), side=136, parent=self)
            tile.set_state(state, moving=False)
            tile.stand_at(110 + i * 172, 110)
        for i, picture in enumerate("🍎🚂"):
            tile_p = PictureTile(theme, picture, picture, parent=self)
            tile_p.set_state((TileState.YES, TileState.HINT)[i], moving=False)
            tile_p.stand_at(1130, 96 + i * 142)
        pebbles = (("play", "go"), ("home", "paper"), ("bulb", "sun"), ("watering-can", "water"), ("arrow-right", "paper"))
        for i, (icon, kind) in enumerate(pebbles):
            Pebble(theme, icon, icon, kind, 46, self).stand_at(100 + i * 130, 268)
        Pebble(theme, "play", "Play", "go", 78, self).stand_at(1130, 900)
        GateKey(theme, "For grown-ups", self).stand_at(1230, 50)
        for i, (state, letter, leaves) in enumerate(_STATES):
            tree = Tree(letter, state, list(Species)[i % 7], leaves, _SCRIPTS.get(letter, "Latn"))
            TreeButton(theme, tree, WORD, 150, self).stand(90 + i * 150, 520)
        self.first = self.findChildren(Pebble)[1]
        TurnSeeds(theme, 6, 3, "Turn 4 of 6", self).move(680, 246)
        pip = Pip(theme, "Pip", 150, self)
        pip.stand(1010, 530)
        pip.sing(10_000)
        for i, avatar in enumerate(avatars()):
            name = ("Mia", "Leo", "Anaya", "Omar", "عمر", "मीना", "A name that is long")[i % 7]
            friend = FriendButton(theme, avatar, name, name, 54, self)
            friend.set_chosen(i == 0)
            friend.stand_at(100 + (i % 6) * 150, 650 + (i // 6) * 158)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """A ground, and who is not a button."""
        del event
        sky = self.theme.tokens.sky
        with Brush.on(self, self.theme) as brush:
            brush.area(0, 0, 1280, 1010, linear(0, 0, 0, 1010, sky[1], self.theme.tokens.hills[2]))
            for i, avatar in enumerate(avatars()):
                mood = (Mood.CALM, Mood.HAPPY, Mood.ASLEEP)[i % 3]
                standing(brush, 70 + i * 84, 985, 92, avatar, mood, wave=i % 4 == 0)
            draw_ladybird(brush, 1240, 780, 44, -20)


class GrownUpSheet(QWidget):
    """The parts of the grown-up side in a window with its rail."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.resize(1280, 900)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        named = (("overview", "Overview", "chart"), ("tree", "Skill tree", "skill-tree"), ("settings", "Settings", "sliders"))
        places = [Place(*place) for place in named]
        rail = Rail(theme, places, "overview", "Back to the grove")
        rail.show_whose("Mia", "English letters", avatars()[0])
        row.addWidget(rail)
        page = QVBoxLayout()
        page.setContentsMargins(24, 20, 24, 16)
        page.setSpacing(12)
        row.addLayout(page, 1)
        bar = TopBar(theme, "Overview", "Mia has played on 5 of the last 7 days")
        bar.add(Segments(theme, ("Week", "Month", "Year"), 0, "Time"))
        bar.add(PlainButton(theme, "", "print", "Print"))
        page.addWidget(bar)
        self.first = self._buttons(page)
        self._fields(page)
        self._letters(page)
        self._cards(page)
        self._banners(page)

    def _buttons(self, page: QVBoxLayout) -> QWidget:
        row = QHBoxLayout()
        row.setSpacing(14)
        kinds: tuple[tuple[type[Button], str, str | None], ...] = (
            (PrimaryButton, "Back up now", "upload"),
            (SoftButton, "Plan", "path"),
            (PlainButton, "Print", "print"),
            (QuietButton, "Later", None),
        )
        made = [kind(self.theme, label, icon) for kind, label, icon in kinds]
        for button in (*made, ClayButton(self.theme, "Connect again"), PlainButton(self.theme, "Go on", "arrow-right")):
            row.addWidget(button)
        row.addStretch(1)
        page.addLayout(row)
        row = QHBoxLayout()
        row.setSpacing(14)
        off = PrimaryButton(self.theme, "Not now")
        off.setEnabled(False)
        row.addWidget(off)
        row.addWidget(Switch(self.theme, "", True, "On"))
        row.addWidget(Switch(self.theme, "Sounds"))
        row.addStretch(1)
        page.addLayout(row)
        return made[2]

    def _fields(self, page: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(14)
        search = SearchBox(self.theme, "Find a letter", "Find a letter")
        search.setText("sh")
        password = PasswordField(self.theme, "Password", "Show password")
        password.setText("a secret")
        select = SelectBox(self.theme, "Language", "globe")
        select.addItems(["English", "Español", "हिन्दी"])
        wrong = TextField(self.theme, "Name", "मीना Mina")
        wrong.set_wrong(True)
        for field in (search, TextField(self.theme, "Name", "", "Name"), wrong, password, select):
            row.addWidget(field, 1)
        page.addLayout(row)

    def _letters(self, page: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for state, word in zip(TreeState, ("Not yet 22", "Ready 1", "Growing 2", "Bloomed 6", "Needs water 1"), strict=True):
            row.addWidget(Chip(self.theme, word, state=state))
        chip = Chip(self.theme, "Sunflower", "plum", "people", pressable=True)
        chip.setChecked(True)
        row.addWidget(chip)
        row.addStretch(1)
        page.addLayout(row)
        row = QHBoxLayout()
        for i, state in enumerate(TreeState):
            letter = ("a", "g", "m", "ब", "sh")[i]
            row.addWidget(MiniTile(self.theme, letter, state, f"{letter}, {state}", i / 5, _SCRIPTS.get(letter, "Latn")))
            row.addWidget(StateMark(self.theme, state, state))
        row.addStretch(1)
        page.addLayout(row)

    def _cards(self, page: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        card = Card(self.theme, "Card", "a note beside its title")
        words = "White paper, a thin edge and one soft shadow. Titles first, then figures. " * 2
        card.add(Label(self.theme, words, "small", "ink-soft", wrap=True))
        card.add(Bar(self.theme, 0.62, "62 %"))
        card.add(Label(self.theme, "A name with no end " * 40, "label"))
        card.body.addStretch(1)
        row.addWidget(card, 1)
        empty = Card(self.theme)
        empty.add(EmptyState(self.theme, "No children yet", "Each child gets a grove of their own.", "Add a child"))
        row.addWidget(empty, 1)
        page.addLayout(row, 1)

    def _banners(self, page: QVBoxLayout) -> None:
        page.addWidget(Banner(self.theme, "offline", "Offline. Nothing is lost.", "3 changes go out when you are connected again."))
        page.addWidget(Banner(self.theme, "hand", "Gran's laptop needs you", "Its key was changed on Monday.", "clay", "Connect again"))
        page.addWidget(Banner(self.theme, "bulb", "t has not been played for 9 days", "", "sun", "Plan it", "Close"))
        page.addSpacing(60)


def write(folder: Path, text_size: float = 1.0) -> list[Path]:
    """Write the sheets and return their files."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    add_application_fonts()
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name in ("light", "dark", "contrast"):
        for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
            theme = Theme.of(name, text_size)
            theme.dress(app)
            app.setLayoutDirection(direction)
            for side, sheet in (("child", ChildSheet(theme)), ("grown-up", GrownUpSheet(theme))):
                sheet.show()
                sheet.activateWindow()
                sheet.first.setFocus()
                toast = Toast(theme, "Set m and d for 3 children", "Undo")
                if side == "grown-up":
                    toast.appear(sheet, 224)
                app.processEvents()
                sheet.grab()
                studio().wait()
                toast._veil.setOpacity(1)
                file = folder / f"parts-{side}-{name}-{'rtl' if direction == Qt.LayoutDirection.RightToLeft else 'ltr'}.png"
                sheet.grab().save(str(file))
                files.append(file)
                toast.close()
                sheet.close()
                sheet.deleteLater()
                app.processEvents()
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    return files


if __name__ == "__main__":
    write(Path("build/pictures"), float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
