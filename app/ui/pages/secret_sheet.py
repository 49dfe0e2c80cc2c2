"""Picture passwords: whether they are asked for, who has which, and the sheet to print and cut up."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.learning.people import Child
from app.learning.problems import Problem
from app.learning.roles import Action
from app.services import picture_passwords, settings
from app.services.change import Change, Topic
from app.services.setting_kinds import SettingKey
from app.system.disk import problem_of
from app.ui.grown_up_page import GrownUpPage
from app.ui.looking import password_paper
from app.ui.looking.password_paper import Strip
from app.ui.looking.printing import ask_printer
from app.ui.looking.sheet_preview import SheetPreview
from app.ui.people import saying
from app.ui.people.acting import allowed
from app.ui.routes import Route
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import PlainButton, PrimaryButton, SoftButton
from app.ui.widgets.card import Card
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.label import Label
from app.ui.widgets.switches import Switch
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtPrintSupport import QPrinter

    from app.services.desk import Desk
    from app.ui.stage import Stage

_PREVIEW = 1.5  # dots for each point
_Read = tuple[tuple["Strip", ...], bool, frozenset["Action"]]


def _read(desk: Desk) -> _Read:
    rows = tuple(Strip(row.child, row.pictures) for row in picture_passwords.secret_sheet(desk))
    return rows, settings.read(desk).secrets, allowed(desk)


class SecretSheet(GrownUpPage):
    """Reached from the children's list."""

    title: ClassVar[str] = "Picture passwords"
    lives_by: ClassVar[frozenset[Topic]] = frozenset({Topic.CHILDREN, Topic.SETTINGS})

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, tr("Picture passwords"), tr("Three pictures in order. They greet a child; they are no lock."),
                         tr("Back to the children"))  # fmt: skip
        self._print = PlainButton(stage.theme, tr("Print"), "print")
        self._save = PrimaryButton(stage.theme, tr("Save as PDF"), "download")
        self._print.clicked.connect(self._ask_printer)
        self._save.clicked.connect(self._save_pdf)
        for button in (self._print, self._save):
            button.hide()
            self.bar.add(button)
        self._sheets: tuple[tuple[Strip, ...], ...] = ()
        self._pictures: Mapping[str, QImage] = {}
        self._saved: Path | None = None
        self._room: QVBoxLayout | None = None

    def refresh(self) -> None:
        """Ask who has which pictures."""
        self.stage.tasks.ask(self, _read, self._show)

    @property
    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _show(self, found: _Read) -> None:
        strips, asked, may = found
        theme = self.stage.theme
        self._print.setVisible(bool(strips))
        self._save.setVisible(bool(strips))
        if not strips:
            empty = EmptyState(theme, tr("No child yet"), tr("Each child of the list gets three pictures here."), tr("Add a child"))
            if empty.action is not None:
                empty.action.clicked.connect(lambda: self.stage.go(Route.CHILD_EDITOR, child=None))
            self.fill(empty, stretch_last=True)
            return
        self._sheets = password_paper.pages(strips)
        self._pictures = self._pictures or password_paper.emoji(theme)
        parts: list[QWidget] = [self._asking(asked, sum(strip.pictures is None for strip in strips), may)]
        if self._saved is not None:
            parts.append(self._where(self._saved))
        preview = QWidget()
        self._room = QVBoxLayout(preview)
        self._room.setContentsMargins(0, 0, 0, 0)
        self.fill(*parts, preview)
        self.stage.tasks.ask(self, lambda _: self._draw(_PREVIEW), self._preview)

    def _asking(self, asked: bool, without: int, may: frozenset[Action]) -> Card:
        theme = self.stage.theme
        card = Card(theme)
        row = QHBoxLayout()
        row.setSpacing(16)
        switch = Switch(theme, tr("Ask for the three pictures when a child comes in"), asked)
        switch.setEnabled(Action.CHANGE_SETTINGS in may)
        switch.clicked.connect(lambda: self._ask_pictures(switch.isChecked()))
        row.addWidget(switch, 1)
        if without and Action.GIVE_SECRETS in may:
            give = SoftButton(theme, tr("Give pictures to all who have none"), "swap")
            give.clicked.connect(self._give)
            row.addWidget(give)
        card.add(row)
        said = saying.counted(without, tr("1 child has no pictures yet."), tr("{count} children have no pictures yet."))
        card.add(Label(theme, said if without else tr("Every child has its pictures."), "small", "ink-soft"))
        return card

    def _where(self, path: Path) -> Banner:
        banner = Banner(self.stage.theme, "download", tr("Saved as {name}", name=path.name), str(path.parent), "primary", tr("Open it"))
        if banner.action is not None:
            banner.action.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        return banner

    def _preview(self, images: Sequence[QImage]) -> None:
        if self._room is not None and len(images) == len(self._sheets):
            self._room.addWidget(SheetPreview(self.stage.theme, images, self._sheets))

    def _draw(self, dots: float) -> list[QImage]:
        """Paint the pages; called on the database thread, which waits for nothing else meanwhile."""
        return [password_paper.page_image(sheet, self._pictures, dots, self._rtl) for sheet in self._sheets]

    # doing

    def _ask_pictures(self, on: bool) -> None:
        change = partial(settings.change, scope=None, key=SettingKey.SECRETS, value=on)
        self.stage.tasks.do(self, change, lambda done: self.stage.toast(tr("Kept"), done))

    def _give(self) -> None:
        def done(change: Change[tuple[Child, ...]]) -> None:
            count = len(change.value)
            self.stage.toast(saying.counted(count, tr("1 child has pictures now"), tr("{count} children have pictures now")), change)

        self.stage.tasks.do(self, picture_passwords.give_secrets_to_all, done)

    def _save_pdf(self) -> None:
        path = _free_name(_folder(), tr("Picture passwords"))
        sheets, pictures, rtl = self._sheets, self._pictures, self._rtl
        self._save.setEnabled(False)

        def write(_: Desk) -> Path:
            try:
                password_paper.write_pdf(path, sheets, pictures, tr("Picture passwords"), rtl)
            except OSError as error:
                raise problem_of(error, path) from error
            return path

        self.stage.tasks.ask(self, write, self._was_saved, self._not_saved)

    def _was_saved(self, path: Path) -> None:
        self._saved = path
        self._save.setEnabled(True)
        self.stage.toast(tr("Saved in {folder}", folder=path.parent.name))
        self.refresh()

    def _not_saved(self, problem: Problem) -> None:
        self._save.setEnabled(True)
        self.stage.show_problem(problem, self._save_pdf)

    def _ask_printer(self) -> None:
        ask_printer(self, self._print_on)

    def _print_on(self, printer: QPrinter) -> None:
        def put(images: Sequence[QImage]) -> None:
            password_paper.put_on(printer, images)
            self.stage.toast(tr("Sent to {printer}", printer=printer.printerName() or tr("the printer")))

        self.stage.tasks.ask(self, lambda _: self._draw(password_paper.DPI / 72), put)


def _folder() -> Path:
    """Where people look for their papers."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) if documents and Path(documents).is_dir() else Path.home()


def _free_name(folder: Path, name: str) -> Path:
    """A file name that is not taken: an older sheet is never overwritten."""
    number, path = 1, folder / f"{name}.pdf"
    while path.exists():
        number += 1
        path = folder / f"{name} {number}.pdf"
    return path
