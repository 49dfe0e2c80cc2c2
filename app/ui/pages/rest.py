"""Time for a rest: the game is finished, Pip yawns and says goodbye, and the way home is open. Nobody is hurried and nothing is lost.

What is to come is shown in two pictures. When the rest is over, Pip is awake again and the green pebble leads to the grove; until then a
grown-up can let the child go on, through the key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt, QTime, QTimer
from PySide6.QtWidgets import QWidget

from app.learning.care import Care, Due
from app.learning.problems import Problem, Trouble
from app.services import care, children, languages
from app.services.change import Topic
from app.system.sound import Effect
from app.ui.grove.child_page import ChildPage
from app.ui.grove.goodbye import Goodbye
from app.ui.grove.scenes import RESTING_GLADE
from app.ui.grove.standing_friend import StandingFriend
from app.ui.painting.brush import Brush
from app.ui.painting.colours import colour
from app.ui.painting.parts import PebbleKind
from app.ui.playing import besides
from app.ui.playing.singing_pip import SingingPip
from app.ui.routes import Route
from app.ui.widgets.gate_key import GateKey
from app.ui.widgets.pebble import Pebble
from app.ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from app.learning.ids import ChildId
    from app.learning.letters import LetterPack
    from app.learning.people import Child
    from app.services.change import Change
    from app.services.desk import Desk
    from app.ui.stage import Stage
    from app.ui.theme import Theme

_SAYS_MS = 700  # the land is seen first
_LOOKS_MS = 15_000  # between two looks whether the rest is over
_PICTURES = {Due.REST: ("⚽", "🌳"), Due.TOMORROW: ("🌙", "☀️")}


@dataclass(frozen=True, slots=True)
class Resting:
    """Who rests, in which letters, and how it stands."""

    child: Child
    pack: LetterPack
    care: Care


def resting(desk: Desk, child: ChildId, besides_ms: timedelta) -> Resting:
    """Who rests and for how long. Raises Problem NOT_FOUND, LANGUAGE_UNKNOWN."""
    who = children.child(desk, child)
    return Resting(who, languages.pack(languages.language_of(who)), care.standing(desk, child, besides_ms))


class Rest(ChildPage):
    """`child` is who rests; `let_on` is said by the gate, when a grown-up lets it go on."""

    title: ClassVar[str] = "Time for a rest"
    lives_by: ClassVar[frozenset[Topic]] = frozenset({Topic.SETTINGS, Topic.CHILDREN})

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, RESTING_GLADE)
        theme = stage.theme
        self._child: ChildId | None = None
        self._let_on = False
        self._known: Resting | None = None
        self._friend: StandingFriend | None = None
        self._goodbye = Goodbye(theme, self)
        self._words = _Words(theme, self)
        self._pip = self.add(SingingPip(theme, tr("Pip; hear it again"), self))
        self._on = self.add(Pebble(theme, "home", tr("Home"), PebbleKind.GO, 78, self))
        self._hear = self.add(Pebble(theme, "speaker", tr("Hear it again"), parent=self))
        self._gate = self.add(GateKey(theme, tr("For grown-ups: let the child go on"), self))
        self._on.clicked.connect(self.go_on)
        self._hear.clicked.connect(self._say)
        self._pip.clicked.connect(self._say)
        self._gate.asked.connect(lambda: stage.go(Route.GATE, wanted=Route.REST, child=self._child, let_on=True))
        self._gate.opened.connect(self.let_on)
        stage.speaker.began.connect(self._pip.begin_song)
        stage.speaker.ended.connect(self._said)
        self._arrive = QTimer(self, singleShot=True, interval=_SAYS_MS)
        self._arrive.timeout.connect(self._say)
        self._look = QTimer(self, interval=_LOOKS_MS)
        self._look.timeout.connect(self.refresh)

    def enter(self, **facts: object) -> None:
        """Take the `child`."""
        self._child = cast("ChildId", facts["child"])
        self._let_on = facts.get("let_on") is True

    def refresh(self) -> None:
        """Ask how it stands; after the gate, go on."""
        if self._let_on:
            self._let_on = False
            self.let_on()
        elif (child := self._child) is not None:
            passed = besides.besides(child)
            self.stage.tasks.ask(self, lambda desk: resting(desk, child, passed), self._show, self._not_shown)

    def _not_shown(self, problem: Problem) -> None:
        if problem.trouble in {Trouble.NOT_FOUND, Trouble.LANGUAGE_UNKNOWN}:
            self.stage.go(Route.WHO)
        else:
            self.stage.show_problem(problem, self.refresh)

    @property
    def due(self) -> Due | None:
        """What it is time for; None when the rest is over."""
        return None if self._known is None else self._known.care.due

    @property
    def gate(self) -> GateKey:
        """The key of the grown-ups."""
        return self._gate

    def _show(self, found: Resting) -> None:
        first, before, self._known = self._known is None, self.due, found
        due = found.care.due
        if first:
            self.run_as(found.pack)
            self._friend = StandingFriend(self.stage.theme, found.child.avatar, self)
            self._friend.show()
            self._friend.lower()
            self.backdrop.lower()
        if due is not None:
            names = {Due.REST: tr("Play something else, and come again"), Due.TOMORROW: tr("The night, then come again")}
            self._goodbye.show_pictures(*_PICTURES[due], names[due])
        self._goodbye.setVisible(due is not None)
        self._gate.setVisible(due is not None)
        self._words.show_words(_for_grown_ups(found))
        self._on.set_icon("home" if due else "play", tr("Home") if due else tr("Play"))
        self.arrange()
        if first:
            self._look.start()
            self._arrive.start()
        elif before is not None and due is None:
            self._pip.end_song()
            self._pip.be_glad()
            self.stage.speaker.effect(Effect.ARRIVE)

    def _say(self) -> None:
        found = self._known
        said = None if found is None or found.care.due is None else care.saying(found.pack.language, found.care.due)
        if found is not None and said is not None:
            self.say((said,), found.pack.voice)
        else:
            self._said()

    def _said(self) -> None:
        """Pip has spoken, and sleeps until the rest is over."""
        asleep = self._pip.waits
        self._pip.end_song()
        if self.due is not None:
            self._pip.yawn(wide=not asleep)

    # acting

    def go_on(self) -> None:
        """To the friends; to the grove when the rest is over."""
        if self.due is None and self._known is not None:
            self.stage.go(Route.HOME, child=self._child)
        else:
            self.stage.go(Route.WHO)

    def go_home(self) -> None:
        """Home."""
        self.go_on()

    def pressed_nothing(self) -> bool:
        """Space or Enter goes home."""
        self._on.click()
        return True

    def let_on(self) -> None:
        """A grown-up lets the child go on for one sitting more."""
        child = self._child
        if child is None:
            return

        def done(_change: Change[None]) -> None:
            besides.forget(child)
            self.stage.go(Route.HOME, child=child)

        self.stage.tasks.do(self, lambda desk: care.let_go_on(desk, child), done, self._not_shown)

    # layout

    def arrange(self) -> None:
        """The pictures in the middle of the sky, Pip and the friend below, buttons in their corners."""
        ground = self.ground
        unit, width, height, scale = ground.unit, ground.width, ground.height, ground.scale
        wide = min(560 * unit, width * 0.46)
        self._goodbye.lay(QRectF((width - wide) / 2, height * 0.14, wide, min(wide * 0.46, height * 0.38)))
        foot = ground.y(690)
        tall = min(230 * scale, height * 0.34)
        if self._friend is not None:
            self._friend.stand(QPointF(ground.start(width * 0.42), foot), tall, ground.mirrored)
        self._pip.set_size(tall * 0.66)
        self._pip.stand(ground.start(width * 0.57), foot)
        radius = 78.0 * unit
        self._on.set_radius(radius)
        self._on.stand_at(ground.start(width - 130 * unit), height - 116 * unit)
        self._hear.set_radius(46 * unit)
        self._hear.stand_at(ground.start(78 * unit), 78 * unit)
        self._gate.stand_at(ground.start(width - 44), 44)
        room = min(640.0, width - 2 * (radius + 150 * unit))
        self._words.setGeometry(round((width - room) / 2), round(height - 56), round(room), 40)

    def leave(self) -> None:
        """Look no more."""
        super().leave()
        self._arrive.stop()
        self._look.stop()


def _for_grown_ups(found: Resting) -> str:
    """One small line for whoever stands beside the child."""
    stands, name = found.care, found.child.name
    if stands.due is Due.TOMORROW:
        return tr("Enough for today. Hold the key to let {name} go on.", name=name)
    if stands.due is Due.REST and stands.again_at is not None:
        at = stands.again_at.astimezone()
        until = QLocale().toString(QTime(at.hour, at.minute), "HH:mm")
        return tr("A rest until {until}. Hold the key to let {name} go on.", until=until, name=name)
    return ""


class _Words(QWidget):
    """Small words on a quiet pill."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme, self._text = theme, ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_words(self, text: str) -> None:
        """Say this; nothing is shown when it is empty."""
        self._text = text
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Pill and words."""
        del event
        w, h = float(self.width()), float(self.height())
        wide = min(w, self.theme.width("small", self._text) + 36)
        with Brush.on(self, self.theme) as brush:
            ground = "surface" if brush.flat else colour(self.theme.child("paper"), 0.86)
            brush.box((w - wide) / 2, 4, wide, h - 8, (h - 8) / 2, ground, "line" if brush.flat else None, 2)
            brush.text(QRectF((w - wide) / 2 + 12, 0, wide - 24, h), self._text, "small", "ink", Qt.AlignmentFlag.AlignHCenter)
