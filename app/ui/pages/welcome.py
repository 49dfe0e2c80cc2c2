"""The first-run wizard: three steps, and the first game is ready. Each step says what can be changed later."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from app.learning import names, passwords
from app.learning.people import Avatar, Friend
from app.learning.problems import Problem
from app.services import languages, spaces
from app.services.children import NewChild
from app.services.spaces import Founded
from app.system.clock import now
from app.ui import fonts
from app.ui.one_by_one import OneByOne
from app.ui.page import Page
from app.ui.painting.brush import Brush
from app.ui.people.avatar_picker import AvatarPicker
from app.ui.people.birth_month import BirthMonth
from app.ui.routes import Route
from app.ui.welcome.child_step import ChildStep
from app.ui.welcome.grown_up_step import GrownUpStep
from app.ui.welcome.language_choice import arranged
from app.ui.welcome.picture import WelcomePicture
from app.ui.welcome.place_step import PlaceStep, Use
from app.ui.widgets.buttons import PlainButton, PrimaryButton, QuietButton
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.services.change import Change
    from app.services.languages import LanguageOffer
    from app.ui.stage import Stage

_NO_PICTURE_BELOW = 1060
_WIDEST = 820
_TREES = 4
_RING = 8  # px around what is scrolled, for focus rings


class Welcome(Page):
    """Three small questions. Nothing is kept before the last one is answered."""

    title: ClassVar[str] = "Welcome"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._offers: tuple[LanguageOffer, ...] = ()
        self._step = 0

    def refresh(self) -> None:
        """Ask once which languages there are; what has been filled in stays."""
        if not self._offers:
            self.stage.tasks.ask(self, lambda _: languages.offered(), self._build)

    def _build(self, offers: tuple[LanguageOffer, ...]) -> None:
        theme = self.stage.theme
        self._offers = offers = arranged(offers, QLocale.system().uiLanguages())
        self._place = PlaceStep(theme, offers)
        self._place.join.clicked.connect(lambda: self.stage.go(Route.JOIN))
        self._grown_up: GrownUpStep | None = None
        self._child: ChildStep | None = None
        self._ahead = OneByOne(self, 0)
        self._picture = WelcomePicture(theme, _signs(offers))
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 20, 20, 20)
        row.setSpacing(40)
        row.addWidget(self._picture)
        row.addLayout(self._questions(), 1)
        self._picture.setVisible(self.width() >= _NO_PICTURE_BELOW)
        self._show_step(0)
        QTimer.singleShot(0, self, self._second)  # the first step is seen before the second one is made

    def _questions(self) -> QHBoxLayout:
        theme = self.stage.theme
        self._title, self._note = Label(theme, "", "display"), Label(theme, "", "body", "ink-soft", wrap=True)
        self._steps = QStackedLayout()
        self._steps.addWidget(self._scrolling(self._place))
        column = QVBoxLayout()
        column.setSpacing(8)
        column.setContentsMargins(0, 16, 0, 0)
        words = QVBoxLayout()
        words.setContentsMargins(_RING, 0, _RING, 0)
        words.addWidget(self._title)
        words.addWidget(self._note)
        column.addLayout(words)
        column.addSpacing(12)
        column.addLayout(self._steps, 1)
        column.addWidget(self._foot())
        middle = QHBoxLayout()
        middle.addStretch(1)
        room = QWidget()
        room.setMaximumWidth(round(_WIDEST * theme.text_size))
        room.setLayout(column)
        middle.addWidget(room, 100)
        middle.addStretch(1)
        return middle

    def _scrolling(self, step: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        room = QVBoxLayout(inner)
        room.setContentsMargins(_RING, _RING, _RING, _RING)
        room.addWidget(step)
        area.setWidget(inner)
        return area

    def _foot(self) -> QWidget:
        theme = self.stage.theme
        foot = _Promise(self.stage)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(12)
        row.addSpacing(48)  # the shield's; margins would not change sides in right-to-left layouts
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(theme, tr("Everything stays on this computer"), "title-3", "on-primary-soft"))
        words.addWidget(Label(theme, tr("No account and no adverts."), "small", "on-primary-soft"))
        row.addLayout(words, 1)
        self._back = QuietButton(theme, tr("Back"), "arrow-left")
        self._later = PlainButton(theme, tr("Add children later"))
        self._next = PrimaryButton(theme, tr("Next"), "arrow-right")
        self._back.clicked.connect(lambda: self._show_step(self._step - 1))
        self._later.clicked.connect(lambda: self._found(None))
        self._next.clicked.connect(self._go_on)
        for button in (self._back, self._later, self._next):
            row.addWidget(button)
        return foot

    # steps

    def _show_step(self, step: int) -> None:
        self._step = step
        titles = (tr("Welcome"), tr("A grown-up"), tr("A child"))
        notes = (
            tr("Three small steps and the first game is ready. You can change all of it later, under Settings."),
            tr("You can add others and change the password later, under Grown-ups."),
            tr("You can change everything about a child, and add more, later, under Children."),
        )
        self._title.set_text(titles[step])
        self._note.set_text(f"{tr('Step {step} of 3.', step=step + 1)} {notes[step]}")
        if step == 1:
            self._second().begin(self._place.kind)
            if self._place.use is not Use.LOOKING:
                self._ahead.take(self._third())
        if step == 2:
            if not self._ahead.busy:
                self._ahead.take(self._third())
            self._ahead.finish()
        self._steps.setCurrentIndex(step)
        self._back.setVisible(step > 0)
        self._later.setVisible(step == 2 and self._place.use is Use.CLASS)
        last = step == 2 or (step == 1 and self._place.use is Use.LOOKING)
        self._next.set_label(tr("Begin") if last else tr("Next"))
        (self._place, self._grown_up or self._place, self._child or self._place)[step].setFocus()

    def _second(self) -> GrownUpStep:
        """Step two."""
        if self._grown_up is None:
            self._grown_up = GrownUpStep(self.stage.theme)
            self._steps.addWidget(self._scrolling(self._grown_up))
        return self._grown_up

    def _third(self) -> Iterator[None]:
        """Make step three: in turns, while step two is being filled in, because it takes longer than a frame."""
        self._forget_child_of_another_language()
        if self._child is None:
            theme = self.stage.theme
            avatar = AvatarPicker(theme, Avatar(), self)
            yield
            born = BirthMonth(theme, None, now().date(), self)
            yield
            self._child = ChildStep(theme, self._offers, self._place.language, avatar, born)
            self._steps.addWidget(self._scrolling(self._child))

    def _go_on(self) -> None:
        if self._step == 0:
            self._show_step(1)
        elif self._step == 1 and self._grown_up_is_well():
            if self._place.use is Use.LOOKING:
                self._found(NewChild(tr("Mia"), Avatar(Friend.FOX), languages=(self._place.language,)))
            else:
                self._show_step(2)
        elif self._step == 2 and self._child is not None:
            self._found(self._child.child)

    def _forget_child_of_another_language(self) -> None:
        """The letters were chosen anew in step one before any name was written: step three begins with them."""
        if self._child is None or self._child.child.name.strip() or self._child.child.languages[0] == self._place.language:
            return
        area = cast(QWidget, self._steps.widget(2))
        self._steps.removeWidget(area)
        area.deleteLater()
        self._child = None

    def _grown_up_is_well(self) -> bool:
        step = self._second()
        checks = (
            ("name", partial(names.checked, step.name)),
            ("password", partial(passwords.check, step.password)),
            ("place", partial(names.checked, step.space_name)),
        )
        for field, check in checks:
            try:
                check()
            except Problem as problem:
                step.show_problem(field, problem)
                return False
        step.show_problem("", None)
        return True

    # founding

    def _found(self, child: NewChild | None) -> None:
        self._busy(True)
        who = self._second()
        found = partial(
            spaces.found_space, kind=self._place.kind, space_name=who.space_name, grown_up_name=who.name, password=who.password,
            child=child, languages=(self._place.language,),
        )  # fmt: skip
        self.stage.tasks.do(self, found, self._founded, self._not_founded)

    def _founded(self, change: Change[Founded]) -> None:
        self.stage.tasks.work_in(change.value.space.id)
        child = change.value.child
        if child is None:
            self.stage.go(Route.WHO)
        else:
            self.stage.child = child.id
            self.stage.go(Route.HOME, child=child.id)

    def _not_founded(self, problem: Problem) -> None:
        self._busy(False)
        if self._child is not None and self._step == 2 and self._child.show_problem(problem):
            return
        self.stage.show_problem(problem, self._go_on)

    def _busy(self, busy: bool) -> None:
        for button in (self._next, self._back, self._later):
            button.setEnabled(not busy)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field goes on, as the green button does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._offers and self._next.isEnabled():
            self._go_on()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture gives way where there is little room."""
        super().resizeEvent(event)
        if self._offers:
            self._picture.setVisible(self.width() >= _NO_PICTURE_BELOW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper."""
        del event
        with Brush.on(self, self.stage.theme) as brush:
            brush.area(0, 0, self.width(), self.height(), "paper")


def _signs(offers: tuple[LanguageOffer, ...]) -> list[tuple[str, str]]:
    """The letters on the trees of the picture: of the first language, then of others in scripts of their own that can be drawn."""
    signs = {offer.script: offer.sign for offer in reversed(offers) if fonts.can_draw(offer.sample, offer.script)}
    return [(signs[script], script) for script in dict.fromkeys(offer.script for offer in offers) if script in signs][:_TREES]


class _Promise(QWidget):
    """The pale green foot with the shield."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.theme = stage.theme

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with Brush.on(self, self.theme) as brush:
            w, h = float(self.width()), float(self.height())
            brush.box(0, 0, w, h, 20, "primary-soft", "primary" if brush.flat else None, 2)
            x = w - 42 if self.isRightToLeft() else 42
            brush.dot(x, h / 2, 24, "surface")
            brush.icon("shield", x, h / 2, 26, "primary")
