"""What the window says by itself: toasts about what was done, banners about what went wrong, and a line while something takes long."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.learning.problems import Problem
from app.system.sentences import Remedy
from app.ui.announcing import announce
from app.ui.painting.brush import Brush
from app.ui.widgets.banner import Banner
from app.ui.widgets.toast import Toast
from app.ui.words import sentence_of, tr

if TYPE_CHECKING:
    from app.ui.window import Window

_OFF, _WIDEST = 24, 760
_LINE, _STEP_MS = 4, 40


class _Waiting(QWidget):
    """A thin line at the top of the window that moves while something takes longer than a blink."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window, self._at = window, 0.0
        self._timer = QTimer(self, interval=_STEP_MS)
        self._timer.timeout.connect(self._move)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(tr("Working on it"))
        self.hide()

    def show_it(self, on: bool) -> None:
        """Show or hide the line."""
        self.setGeometry(0, 0, self._window.width(), _LINE)
        self.setVisible(on)
        if not on:
            self._timer.stop()
            return
        self.raise_()
        if not self._window.theme.less_movement:
            self._timer.start()

    def _move(self) -> None:
        self._at = (self._at + 0.02) % 1.3
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A third of the line, wherever it has come to; all of it where nothing should move."""
        del event
        wide = float(self.width())
        with Brush.on(self, self._window.theme) as brush:
            brush.area(0, 0, wide, _LINE, "sunken")
            still = self._window.theme.less_movement
            brush.box(0 if still else (self._at - 0.3) * wide, 0, wide if still else wide * 0.3, _LINE, 2, "sun")


class Notices(QObject):
    """One toast and one banner at a time, over whatever page is shown."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._toast: Toast | None = None
        self._banner: Banner | None = None
        self._waiting = _Waiting(window)

    def toast(self, text: str, undo: Callable[[], object] | None) -> None:
        """Say in one line what was done."""
        if self._toast is not None:
            self._toast.leave()
        toast = Toast(self._window.theme, text, tr("Undo") if undo else "", tr("Close"))
        if undo is not None:
            toast.acted.connect(undo)
        toast.gone.connect(lambda: self._forget(toast))
        self._toast = toast
        toast.appear(self._window, self._window.kept_free)
        announce(toast, text)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._window.paths.home)))

    def problem(self, problem: Problem, again: Callable[[], None] | None) -> None:
        """Say what went wrong, with the button that helps; `again` is behind "Try again"."""
        self.dismiss()
        sentence = sentence_of(problem)
        remedy = sentence.remedy
        if remedy is Remedy.TRY_AGAIN and again is None:
            remedy = Remedy.DISMISS
        act = {
            Remedy.TRY_AGAIN: again,
            Remedy.COPY_DETAILS: lambda: QGuiApplication.clipboard().setText(str(problem)),
            Remedy.OPEN_FOLDER: self._open_folder if self._window.notice_room is not None else None,  # never out of the child side
            Remedy.QUIT: self._window.ask_to_leave,
        }.get(remedy)
        label = sentence.button if act is not None else ""
        banner = Banner(self._window.theme, "hand", sentence.text, sentence.help, "clay", label, tr("Close this note"), self._window)
        if banner.action is not None and act is not None:
            banner.action.clicked.connect(self.dismiss)
            banner.action.clicked.connect(act)
        if banner.close_button is not None:
            banner.close_button.clicked.connect(self.dismiss)
        self._banner = banner
        room = self._window.notice_room
        if room is not None:
            room.insertWidget(0, banner)  # in the flow: it covers nothing that one may want to press
        self.place()
        banner.show()
        banner.raise_()
        announce(banner, banner.accessibleName())

    def dismiss(self) -> None:
        """Take the banner away; another page says its own."""
        if self._banner is not None:
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None

    def show_waiting(self, on: bool) -> None:
        """Whether something takes longer than a blink."""
        self._waiting.show_it(on)

    def dress(self) -> None:
        """Another theme: what was said goes, the line takes the new colours by itself."""
        self.dismiss()
        if self._toast is not None:
            self._toast.leave()

    def place(self) -> None:
        """Keep the banner at the top of the window, and the line as wide as the window."""
        self._waiting.resize(self._window.width(), _LINE)
        if self._banner is not None and self._banner.parentWidget() is self._window:
            wide = min(_WIDEST, self._window.width() - 2 * _OFF)
            high = max(64, self._banner.heightForWidth(wide))
            self._banner.setGeometry((self._window.width() - wide) // 2, _OFF, wide, high)

    def _forget(self, toast: Toast) -> None:
        if self._toast is toast:
            self._toast = None
