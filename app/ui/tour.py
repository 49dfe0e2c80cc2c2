"""The tour: the real window, offscreen, with a scripted grown-up and a scripted child, on a fresh database.

First run, two games, three quiet weeks, a bloom, the grove, and every page of the grown-up side. It prints what was recorded and leaves
a picture of every page. `tour` in the commands, `make run` where there is no display, `make tour` and `make pictures` come here.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.data.cluster import Cluster
from app.services import children, looking
from app.system.clock import elapsed_ms, now
from app.system.paths import Paths
from app.system.settings import Direction, ThemeChoice
from app.ui import opening
from app.ui.people import saying
from app.ui.routes import GAME_ROUTES, Route
from app.ui.touring.child import PlayingChild, play_for_days, show_letters
from app.ui.touring.grown_up import LookingGrownUp
from app.ui.touring.hands import Hands, Lost
from app.ui.touring.sharing import Sharing
from app.ui.watchdog import Watchdog

if TYPE_CHECKING:
    from app.learning.ids import ChildId
    from app.learning.mastery import Attempt
    from app.services.desk import Desk
    from app.services.looking import SessionSummary
    from app.ui.window import Window

NAME = "Mia"
_WEEKS = timedelta(days=24)  # how far before today the tour's first day lies
_DAYS = 11  # of play after it; then a holiday, so that the first letters wait for the answer that lets them bloom
_VARIANTS: tuple[tuple[str, dict[str, object]], ...] = (
    ("dark", {"theme": ThemeChoice.DARK}),
    ("contrast", {"theme": ThemeChoice.CONTRAST}),
    ("right-to-left", {"theme": ThemeChoice.LIGHT, "direction": Direction.RIGHT}),
)


class Calendar:
    """The tour's clock: runs with the real one, some days behind it."""

    def __init__(self) -> None:
        self.behind = _WEEKS

    def now(self) -> datetime:
        """The time in the tour."""
        return now() - self.behind


class Tour:
    """One walk through the program. `pictures` None: none are kept, so that nothing but the program uses the GUI thread."""

    def __init__(self, window: Window, calendar: Calendar, pictures: Path | None) -> None:
        self.window, self._calendar = window, calendar
        self.hands = Hands(window, pictures)
        self._child, self._grown_up = PlayingChild(self.hands), LookingGrownUp(self.hands)
        self.watchdog = Watchdog()

    def walk(self) -> None:
        """The whole way. Raises Lost when a page does not do what it should."""
        self.watchdog.start()
        try:
            self._first_day()
            self._weeks_later()
            self._all_games()
            self._grown_up_side()
        finally:
            self.watchdog.stop()

    def _first_day(self) -> None:
        hands = self.hands
        self._mark("first run")
        self._grown_up.found(NAME)
        hands.arrive(Route.HOME)
        self._mark("grove")
        hands.rest(900)
        hands.look("child-home-first")
        for slips in (frozenset({2}), frozenset[int](), frozenset({1, 5})):
            hands.press(self._grown_up.named("Play"))
            hands.until("a game", lambda: hands.window.route in GAME_ROUTES.values())
            self._mark(hands.window.route.value)
            self._child.sit(slips, looks=True)
            hands.arrive(Route.HOME)
            self._mark("grove")
            hands.rest(1500)
        hands.look("child-home")

    def _weeks_later(self) -> None:
        hands, child = self.hands, self._child_id()
        self._mark("weeks")
        over: list[int] = []
        self.window.tasks.do(self.window, partial(show_letters, child=child))
        self.window.tasks.do(self.window, partial(play_for_days, child=child, days=_DAYS), lambda done: over.append(done.value))
        hands.until("the weeks to pass", lambda: over, 120)
        self._calendar.behind = timedelta()
        self.window.go(Route.HOME, child=child)
        hands.rest(2500)
        hands.look("child-home-grown")
        self._mark("bloom")
        for _ in range(3):
            self.window.go(Route.LISTEN_AND_FIND, child=child)
            self._child.sit()
            hands.until("the end of the game", lambda: hands.window.route in {Route.CELEBRATION, Route.HOME})
            if hands.window.route is Route.CELEBRATION:
                hands.rest(2400)
                hands.look("celebration")
                break
            hands.rest(600)
        while hands.window.route is Route.CELEBRATION:
            hands.press(self._grown_up.named("On"))
            hands.rest(800)
        hands.arrive(Route.HOME)
        hands.rest(1500)
        hands.look("child-home-in-bloom")

    def _all_games(self) -> None:
        """The page of games, some turns of each of the later ones, and the explorer."""
        hands, child = self.hands, self._child_id()
        self._mark("games")
        hands.press(self._grown_up.named("Games"))
        hands.arrive(Route.GAMES)
        hands.rest(900)
        hands.look("games")
        for route in GAME_ROUTES.values():
            if route not in {Route.LISTEN_AND_FIND, Route.PICTURE_TO_LETTER}:
                self._mark(route.value)
                self.window.go(route, child=child)
                self._child.sit(looks=True, most=4)
        self._mark("explorer")
        self.window.go(Route.EXPLORER, child=child)
        hands.rest(1200)
        hands.key(Qt.Key.Key_M)
        hands.rest(1200)
        hands.look("explorer")
        self.window.go(Route.HOME, child=child)
        hands.rest(600)

    def _grown_up_side(self) -> None:
        hands, child = self.hands, self._child_id()
        self._mark("gate")
        self._grown_up.pass_the_gate()
        self._mark("grown-up side")
        self._grown_up.look_at(child)
        self.window.sign_out()
        hands.arrive(Route.WHO)
        self._mark("who")
        hands.rest(800)
        hands.look("who-is-playing")

    def show_variants(self) -> None:
        """Pictures of the most looked-at pages in the other themes, from the right, and in a small window."""
        child = self._child_id()
        for name, settings in _VARIANTS:
            self.window.change_computer(**settings)
            self._pages(name, child)
        self.window.change_computer(theme=ThemeChoice.LIGHT, direction=Direction.LEFT)
        self.window.resize(1024, 600)
        self._pages("1024x600", child)

    def _pages(self, suffix: str, child: ChildId) -> None:
        for route in (Route.HOME, Route.GAMES, Route.LISTEN_AND_FIND, Route.TRACE, Route.LETTERS, Route.SKILL_TREE, Route.SESSIONS):
            self.window.go(route, child=child)
            self.hands.rest(1000)
            self.hands.look(f"{route.value}-{suffix}")
        self.window.go(Route.WHO)
        self.hands.rest(700)
        self.hands.look(f"who-{suffix}")

    def _child_id(self) -> ChildId:
        if self.window.child is None:
            raise Lost("a child")
        return self.window.child

    def _mark(self, where: str) -> None:
        self.watchdog.mark = where


def recorded(desk: Desk) -> list[str]:
    """What the database holds after the tour, in sentences."""
    lines: list[str] = []
    for child in children.list_children(desk):
        sessions = looking.recent_sessions(desk, child.id, limit=1000)
        lines.append(f"{child.name}: {len(sessions)} play sessions, {sum(session.attempts for session in sessions)} answers.")
        lines += [_session_line(desk, session) for session in sessions[:3]]
        grove = looking.grove(desk, child.id)
        counts = Counter("needs water" if tree.needs_water else tree.status.value for tree in grove.trees)
        lines.append("  The grove: " + ", ".join(f"{count} {state}" for state, count in sorted(counts.items())) + ".")
    return lines


def _session_line(desk: Desk, session: SessionSummary) -> str:
    answers: tuple[Attempt, ...] = looking.session_answers(desk, session.id)
    told = " ".join(f"{one.asked}{'+' if one.correct else '-'}" for one in answers)
    return f"  {saying.game(session.game)}, {session.started_at:%d %B}: {session.right} of {session.total} right at once ({told})"


def run(pictures: Path, home: Path) -> int:
    """Walk through the program on a fresh `home`; pictures go to the folder `pictures`. Gives the exit status."""
    pictures.mkdir(parents=True, exist_ok=True)
    began = elapsed_ms()
    paths, calendar = Paths(home), Calendar()
    with Cluster(paths.cluster) as cluster:
        opening.application()
        window = opening.make_window(paths, None, cluster, calendar.now)
        window.resize(1280, 800)
        window.show()
        tour = Tour(window, calendar, pictures)
        said: list[str] = []
        sharing = Sharing(tour.hands, LookingGrownUp(tour.hands), home / "others")
        try:
            tour.walk()
            sharing.walk()
            tour.show_variants()
            window.tasks.ask(window, recorded, said.extend)
            tour.hands.until("what was recorded", lambda: said)
        except Lost as lost:
            sys.stdout.write(f"The tour lost its way: it waited for {lost}.\n")
            return 1
        finally:
            window.leave()
            sharing.close()
            cluster.discard()  # for root it lies outside of `home`
    said.append(f"{len(tour.hands.seen)} pictures in {pictures}.")
    said.append(f"Longest wait of the window: {tour.watchdog.longest.wall:.0f} ms; below 16 ms: {tour.watchdog.share_below(16):.2%}. "
                f"All took {(elapsed_ms() - began) / 1000:.0f} s.")  # fmt: skip
    sys.stdout.write("\n".join(said) + "\n")
    return 0
