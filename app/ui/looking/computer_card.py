"""Settings of this computer: how the window looks, moves and sounds here. Each holds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.system.settings import TEXT_SIZES, Direction, LessMovement, ThemeChoice
from app.system.sound import Effect
from app.ui.looking.setting_rows import SettingRow, select
from app.ui.widgets.buttons import PlainButton
from app.ui.widgets.card import Card
from app.ui.widgets.label import Label
from app.ui.widgets.switches import Segments, Switch
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.stage import Stage

_VOLUMES = (0.0, 0.4, 0.8, 1.0)


class ComputerCard(Card):
    """Changes go through `stage.change_computer`."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.theme, tr("This computer"), tr("for everybody who uses it"))
        self._stage = stage
        for row in (self._colours(), self._text_size(), self._easy(), self._movement(), self._direction(), self._volume(), self._kiosk()):
            self.add(row)
        if not stage.speaker.available:
            note = tr("No sound device was found: games show what they would say.")
            self.add(Label(stage.theme, note, "small", "ink-soft", wrap=True))

    def _colours(self) -> SettingRow:
        choices = (
            (ThemeChoice.SYSTEM, tr("As the system")), (ThemeChoice.LIGHT, tr("Light")), (ThemeChoice.DARK, tr("Dark")),
            (ThemeChoice.CONTRAST, tr("High contrast")),
        )  # fmt: skip
        box = select(self.theme, tr("Colours"), choices, self._stage.computer.theme, lambda value: self._change(theme=ThemeChoice(value)))
        return SettingRow(self.theme, tr("Colours"), "", box)

    def _text_size(self) -> SettingRow:
        sizes = [tr("Small"), tr("Usual"), tr("Large"), tr("Largest")]
        place = TEXT_SIZES.index(self._stage.computer.text_size)
        segments = Segments(self.theme, sizes, place, tr("Text size"))
        segments.chosen.connect(lambda place: self._change(text_size=TEXT_SIZES[place]))
        return SettingRow(self.theme, tr("Text size"), tr("On the pages for grown-ups and on name plates."), segments)

    def _easy(self) -> SettingRow:
        name = tr("Easy reading: wider letters and lines")
        switch = Switch(self.theme, tr("Wider letters and lines"), self._stage.computer.easy_reading, name)
        switch.clicked.connect(lambda: self._change(easy_reading=switch.isChecked()))
        return SettingRow(self.theme, tr("Easy reading"), "", switch)

    def _movement(self) -> SettingRow:
        choices = (
            (LessMovement.SYSTEM, tr("As the system")), (LessMovement.NO, tr("Things move")), (LessMovement.YES, tr("Less movement")),
        )  # fmt: skip
        box = select(self.theme, tr("Movement"), choices, self._stage.computer.less_movement,
                     lambda value: self._change(less_movement=LessMovement(value)))  # fmt: skip
        return SettingRow(self.theme, tr("Movement"), tr("With less, things appear instead of moving."), box)

    def _direction(self) -> SettingRow:
        choices = (
            (Direction.LANGUAGE, tr("As the language")), (Direction.LEFT, tr("From the left")), (Direction.RIGHT, tr("From the right")),
        )  # fmt: skip
        box = select(self.theme, tr("Direction"), choices, self._stage.computer.direction,
                     lambda value: self._change(direction=Direction(value)))  # fmt: skip
        return SettingRow(self.theme, tr("Direction"), tr("On which side pages begin."), box)

    def _volume(self) -> SettingRow:
        now = self._stage.computer.volume
        place = min(range(len(_VOLUMES)), key=lambda one: abs(_VOLUMES[one] - now))
        segments = Segments(self.theme, [tr("Off"), tr("Soft"), tr("Medium"), tr("Loud")], place, tr("Volume"))
        segments.chosen.connect(self._set_volume)
        hear = PlainButton(self.theme, "", "speaker", tr("Hear a sound"))
        hear.clicked.connect(lambda: self._stage.speaker.effect(Effect.YES))
        return SettingRow(self.theme, tr("Volume"), "", segments, hear)

    def _kiosk(self) -> SettingRow:
        name = tr("Classroom mode: fill the screen, and leave with a password only")
        switch = Switch(self.theme, tr("Only a password leads out"), self._stage.kiosk, name)
        leave = PlainButton(self.theme, tr("Close Lettergrove"), "door")
        leave.clicked.connect(self._stage.leave)
        leave.setVisible(self._stage.kiosk)  # a window that fills the screen has no corner to close it by

        def hold() -> None:
            self._change(kiosk=switch.isChecked())
            leave.setVisible(self._stage.kiosk)

        switch.clicked.connect(hold)
        switch.setEnabled(self._stage.computer.kiosk or not self._stage.kiosk)
        note = tr("The window fills the screen and stays in front.")
        if not switch.isEnabled():
            note = tr("Started so by the command line; it stays so until it is closed.")
        return SettingRow(self.theme, tr("Classroom mode"), note, switch, leave)

    def _set_volume(self, place: int) -> None:
        self._change(volume=_VOLUMES[place])
        if _VOLUMES[place]:
            self._stage.speaker.effect(Effect.YES)

    def _change(self, **what: object) -> None:
        self._stage.change_computer(**what)
