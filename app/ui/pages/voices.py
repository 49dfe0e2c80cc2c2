"""One's own voice: record the letters and words of a language, listen, replace, remove, import.

One thing at a time is in the booth, beside the list of all. What was said is kept at once, trimmed and as loud as everything else, and
heard once; the arrows go on to the next one.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.learning.problems import Problem, Trouble
from app.learning.roles import Action
from app.learning.voices import Recording, VoiceKey, VoiceKind
from app.services import languages, trees, voices
from app.services.change import Change, Topic
from app.services.voices import BookLine, Told, VoiceBook
from app.system.clock import now
from app.system.voice_files import VoiceFiles
from app.ui.grown_up_page import GrownUpPage
from app.ui.looking.split import Split
from app.ui.people.acting import allowed
from app.ui.recording import choosing_file, wording
from app.ui.recording.book import Book
from app.ui.recording.booth import Booth
from app.ui.recording.ear import RecorderEar
from app.ui.routes import Route
from app.ui.widgets.fields import SelectBox
from app.ui.widgets.switches import Segments
from app.ui.words import sentence_of, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.desk import Desk
    from app.services.languages import LanguageOffer
    from app.system.recorder import Hearing
    from app.ui.stage import Stage

_BOOTH = 384  # px
_Read = tuple[VoiceBook, "tuple[LanguageOffer, ...]", bool]


def _read(desk: Desk, language: str, files: VoiceFiles) -> _Read:
    used = trees.switched_on(desk)
    offers = tuple(offer for offer in languages.offered() if offer.language in used) or languages.offered()[:1]
    language = language or offers[0].language
    return voices.voice_book(desk, language, files), offers, Action.RECORD_VOICES in allowed(desk)


class Voices(GrownUpPage):
    """`language` is whose letters are recorded; without one the first that is in use."""

    title: ClassVar[str] = "Voices"
    lives_by: ClassVar[frozenset[Topic]] = frozenset({Topic.VOICES, Topic.SKILLS})

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, tr("Your voice"), tr("Children hear it instead of the computer's."), tr("Back to the settings"))
        self._files = VoiceFiles(stage.paths)
        self._language = ""
        self._book: VoiceBook | None = None
        self._kind: VoiceKind | None = None
        self._at: VoiceKey | None = None
        self._may = False
        self._booth: Booth | None = None
        self._list: Book | None = None
        self._recording = False
        self.setAcceptDrops(True)
        self._fresh: VoiceKey | None = None  # what was recorded just now, to be heard once it is known to be kept
        self._ear = RecorderEar(self)
        self._ear.hears.connect(self._hears)
        self._ear.done.connect(self._said)
        self._ear.troubled.connect(self._not_heard)

    def enter(self, **facts: object) -> None:
        """Take the `language`. What nothing has named for a month is thrown away meanwhile."""
        self._language = cast("str", facts.get("language", ""))
        self.stage.tasks.ask(self, partial(voices.tidy, files=self._files), lambda _gone: None)

    def refresh(self) -> None:
        """Ask what is recorded."""
        self.stage.tasks.ask(self, partial(_read, language=self._language, files=self._files), self._show)

    @property
    def book(self) -> Book | None:
        """The list, when the page is filled."""
        return self._list

    @property
    def recording(self) -> bool:
        """Whether a take is under way."""
        return self._recording

    # showing

    def _show(self, found: _Read) -> None:
        first, same = self._book is None, self._book is not None and found[0].pack == self._book.pack
        self._book, offers, self._may = found
        if first:
            self._choices(offers)
        if same and self._list is not None and self._booth is not None:
            self._list.show_lines(self._lines())
            self._show_line()
            self._hear_fresh()
            return
        self._kind = self._kind or VoiceKind.SOUND
        self._open(self._kind)

    def _choices(self, offers: tuple[LanguageOffer, ...]) -> None:
        theme, book = self.stage.theme, cast("VoiceBook", self._book)
        if len(offers) > 1:
            select = SelectBox(theme, tr("Language"), "globe")
            for offer in offers:
                select.addItem(offer.endonym, offer.language)
            select.setCurrentIndex(max(0, select.findData(book.pack.language)))
            select.activated.connect(lambda _: self.stage.go(Route.VOICES, language=str(select.currentData())))
            self.bar.add(select)
        there = [kind for kind in VoiceKind if any(one.line.key.kind is kind for one in book.lines)]
        parts = Segments(theme, [wording.kinds(kind) for kind in there], 0, tr("What to record"))
        parts.chosen.connect(lambda place: self._open(there[place]))
        self.bar.add(parts)

    def _open(self, kind: VoiceKind) -> None:
        """Another part of the book, at the first thing that is not recorded yet."""
        book = self._book
        if book is None:
            return
        self._cancel()
        self._kind = kind
        lines = self._lines()
        waiting = next((one for one in lines if one.told is not Told.RECORDED), lines[0])
        self._at = waiting.line.key
        self._booth = Booth(self.stage.theme, book.pack, self._may)
        self._list = Book(self.stage.theme, book.pack, lines)
        self._list.chosen.connect(self._choose)
        for signal, act in ((self._booth.record, self._record), (self._booth.listen, self._listen), (self._booth.bring, self._bring),
                            (self._booth.take_out, self._take_out), (self._booth.stepped, self.step)):  # fmt: skip
            signal.connect(act)
        for control in (*self._booth.buttons, *self._list.tiles):
            control.installEventFilter(self)
        self.fill(Split(self._list, self._booth, self.stage.theme.text_size, first=True, panel_width=_BOOTH), stretch_last=True)
        self._show_line()
        self._booth.focus_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lines(self) -> list[BookLine]:
        """The lines of this part."""
        return [] if self._book is None else [one for one in self._book.lines if one.line.key.kind is self._kind]

    def _here(self) -> BookLine | None:
        return next((one for one in self._lines() if one.line.key == self._at), None)

    def _show_line(self) -> None:
        here = self._here()
        if here is None or self._booth is None or self._list is None or self._recording:
            return
        self._booth.show_line(here, now().date())
        self._list.mark(here.line.key)
        if self._book is not None:
            self.bar.set_words(tr("Your voice"), f"{self._book.pack.name}: {self._list.progress}")

    # going about

    def _choose(self, key: VoiceKey) -> None:
        self._cancel()
        self._at = key
        self._show_line()

    def step(self, by: int) -> None:
        """So many things on; from the last it goes to the first."""
        lines = self._lines()
        place = next((i for i, one in enumerate(lines) if one.line.key == self._at), 0)
        if lines:
            self._choose(lines[(place + by) % len(lines)].line.key)
            if self._booth is not None:
                self._booth.focus_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # recording

    def _record(self) -> None:
        """Begin a take, or end it."""
        if self._recording:
            self._ear.stop()
            return
        self._recording = True
        self.stage.speaker.hush()
        self._ear.begin()
        if self._booth is not None:
            self._booth.show_opening()

    def _cancel(self) -> None:
        if self._recording:
            self._recording = False
            self._ear.cancel()
            self._show_line()

    def _hears(self, hearing: Hearing) -> None:
        if self._recording and self._booth is not None:
            self._booth.show_hearing(hearing)

    def _said(self, content: bytes) -> None:
        if not self._recording or self._at is None:
            return  # it was cancelled while its last word was on the way here
        self._recording = False
        self._keep(partial(voices.keep, key=self._at, content=content, files=self._files), self._at)

    def _not_heard(self, problem: Problem) -> None:
        if not self._recording:
            return
        self._recording = False
        self._show_line()
        self._tell(problem)

    def _tell(self, problem: Problem) -> None:
        """What concerns the voice stands in the booth, everything else is the window's."""
        mine = {Trouble.NO_MICROPHONE, Trouble.NOTHING_HEARD, Trouble.SOUND_FILE_WRONG, Trouble.SOUND_FILE_TOO_LONG}
        if problem.trouble in mine and self._booth is not None:
            sentence = sentence_of(problem)
            self._booth.say(f"{sentence.text} {sentence.help}", "on-sun-soft")
        else:
            self.stage.show_problem(problem)

    def _keep(self, change: object, key: VoiceKey) -> None:
        def kept(done: Change[Recording]) -> None:
            self._fresh = key
            self.stage.toast(tr("Kept"), done)

        def refused(problem: Problem) -> None:
            self._show_line()
            self._tell(problem)

        self.stage.tasks.do(self, change, kept, refused)  # type: ignore[arg-type]  # partial of a service

    def _hear_fresh(self) -> None:
        if self._fresh is not None and self._fresh == self._at:
            self._listen()
        self._fresh = None

    # what is recorded

    def _listen(self) -> None:
        """The recording, else the synthetic voice, so that one hears what children hear."""
        here, book = self._here(), self._book
        if here is None or book is None or self._recording:
            return
        if here.told is Told.RECORDED and here.recording is not None:
            self.stage.speaker.play(self._files.path(here.recording.sha256))
        else:
            self.stage.speaker.say((here.line.spoken,), book.pack.voice)

    def _bring(self) -> None:
        self._cancel()
        choosing_file.ask(self, self.bring_file)

    def bring_file(self, path: Path) -> None:
        """Import a sound file as what is in the booth."""
        if self._at is not None:
            self._keep(partial(voices.import_file, key=self._at, path=path, files=self._files), self._at)

    def _take_out(self) -> None:
        here = self._here()
        if here is None or here.told is Told.NOT_YET or not self._may:
            return
        self._cancel()
        self.stage.tasks.do(self, partial(voices.remove, key=here.line.key), lambda done: self.stage.toast(tr("Removed"), done))

    # Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A sound file can be dropped on the page."""
        if self._may and _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import it as what is in the booth."""
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self._cancel()
            self.bring_file(path)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the booth work from wherever the focus is on this page."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            return self._key(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys while nothing has the focus."""
        if not self._key(event):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or self._booth is None:
            return False
        ahead = -1 if self.isRightToLeft() else 1
        acts = {
            Qt.Key.Key_Space: self._record if self._may else self._listen, Qt.Key.Key_Return: self._listen, Qt.Key.Key_Enter: self._listen,
            Qt.Key.Key_Delete: self._take_out, Qt.Key.Key_Right: partial(self.step, ahead), Qt.Key.Key_Left: partial(self.step, -ahead),
            Qt.Key.Key_Down: partial(self.step, 1), Qt.Key.Key_Up: partial(self.step, -1), Qt.Key.Key_Escape: self._cancel,
        }  # fmt: skip
        act = cast("Callable[[], None] | None", acts.get(Qt.Key(event.key())))
        if act is None:
            return False
        if not event.isAutoRepeat():
            act()
        return True

    def leave(self) -> None:
        """A take that is under way is forgotten, and the microphone given back."""
        super().leave()
        self.stage.speaker.hush()
        self._ear.close()


def _dropped(event: QDropEvent) -> Path | None:
    """The one file that is held over the page."""
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(files[0]) if len(files) == 1 else None
