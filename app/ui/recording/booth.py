"""The booth: one thing to say, the button that records it, what the microphone hears, and what can be done with what is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.services.voices import Told
from app.ui.recording import wording
from app.ui.recording.meter import Meter
from app.ui.recording.said_thing import SaidThing
from app.ui.widgets.buttons import PlainButton, PrimaryButton
from app.ui.widgets.card import Card
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from datetime import date

    from app.learning.letters import LetterPack
    from app.services.voices import BookLine
    from app.system.recorder import Hearing
    from app.ui.theme import Theme


class Booth(Card):
    """It shows and asks; the page does. `may` is whether this grown-up may record."""

    record = Signal()
    listen = Signal()
    bring = Signal()
    take_out = Signal()
    stepped = Signal(int)

    def __init__(self, theme: Theme, pack: LetterPack, may: bool) -> None:
        super().__init__(theme)
        self._may = may
        self._what = Label(theme, "", "small", "ink-soft", wrap=True)
        self._thing = SaidThing(theme, pack.script)
        self._meter = Meter(theme)
        self._state = Label(theme, "", "small", "ink-soft", wrap=True)
        self._back = PlainButton(theme, "", "arrow-left", tr("The one before"))
        self._on = PlainButton(theme, "", "arrow-right", tr("The next one"))
        self._record = PrimaryButton(theme, tr("Record"), "mic")
        self._listen = PlainButton(theme, tr("Listen"), "speaker")
        self._bring = PlainButton(theme, tr("Import"), "upload", tr("Import a sound file"))
        self._out = PlainButton(theme, "", "trash", tr("Remove this recording"))
        self._record.clicked.connect(self.record)
        self._listen.clicked.connect(self.listen)
        self._bring.clicked.connect(self.bring)
        self._out.clicked.connect(self.take_out)
        self._back.clicked.connect(lambda: self.stepped.emit(-1))
        self._on.clicked.connect(lambda: self.stepped.emit(1))
        self._lay_out(may)

    def _lay_out(self, may: bool) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(8)
        first.addWidget(self._back)
        if may:
            first.addWidget(self._record, 1)
        else:
            first.addWidget(self._listen, 1)
        first.addWidget(self._on)
        for part in (self._what, self._thing):
            self.add(part)
        if may:
            self.add(self._meter)
        self.add(first)
        if may:
            for button in (self._listen, self._bring):
                second.addWidget(button, 1)
            second.addWidget(self._out)
            self.add(second)
        self.add(self._state)
        if may:
            keys = tr("Keys: space records and stops, Enter listens, the arrows go on, Delete removes.")
            self.add(Label(self.theme, keys, "caption", "ink-quiet", wrap=True))
        self.body.addStretch(1)

    @property
    def buttons(self) -> tuple[PlainButton | PrimaryButton, ...]:
        """Everything that can be pressed."""
        return (self._back, self._record, self._on, self._listen, self._bring, self._out)

    @property
    def focus_button(self) -> PlainButton | PrimaryButton:
        """What the keys are on when a line was chosen."""
        return self._record if self._may else self._listen

    def show_line(self, of: BookLine, today: date) -> None:
        """Another line, or another state of the same."""
        self._what.set_text(wording.to_say(of.line.key.kind))
        self._thing.show_line(of.line, wording.named(of))
        self.say(wording.standing(of, today), "on-sun-soft" if of.told is Told.MISSING else "ink-soft")
        self._out.setEnabled(of.told is not Told.NOT_YET)
        self._record.set_label(tr("Record") if of.told is Told.NOT_YET else tr("Record again"))
        self._meter.rest()

    def show_hearing(self, hearing: Hearing) -> None:
        """A take is under way."""
        self._meter.show_level(hearing.level, hearing.count)
        self._record.set_label(tr("Stop"))
        if hearing.count:
            self.say(tr("Begins in {count} ...", count=hearing.count), "ink")
        elif hearing.too_loud:
            self.say(tr("That is very loud: move away a little."), "on-sun-soft")
        else:
            self.say(tr("Say it now. It stops by itself."), "ink")

    def show_opening(self) -> None:
        """The microphone is being opened."""
        self._record.set_label(tr("Stop"))
        self.say(tr("Listening for the microphone ..."), "ink")

    def say(self, words: str, paint: str) -> None:
        """One sentence below the buttons."""
        self._state.set_text(words)
        self._state.set_paint(paint)
