"""The stage: what every page may use of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from app.learning.ids import ChildId
    from app.learning.problems import Problem
    from app.services.change import Change
    from app.system.paths import Paths
    from app.system.settings import ComputerSettings
    from app.ui.linking.watch import LinkWatch
    from app.ui.routes import Route
    from app.ui.speaker import Speaker
    from app.ui.tasks import Tasks
    from app.ui.theme import Theme


class Stage(Protocol):
    """What a page is given. The window is the only one that plays this part."""

    tasks: Tasks
    theme: Theme
    speaker: Speaker
    computer: ComputerSettings
    paths: Paths
    link: LinkWatch
    child: ChildId | None  # the child last played or looked at; the grown-up side is about it

    def go(self, route: Route, **facts: object) -> None:
        """Leave this page for another."""

    def back(self) -> None:
        """Go to where this page was reached from."""

    def toast(self, text: str, change: Change[Any] | None = None) -> None:
        """Say in one line what was done, with Undo when the change can be taken back."""

    def show_problem(self, problem: Problem, again: Callable[[], None] | None = None) -> None:
        """Show a banner with the problem's sentence and its action; `again` is behind "Try again"."""

    def change_computer(self, **what: object) -> None:
        """Change settings of this computer (theme, text size, ...) and show them at once."""

    def calm_down(self, calm: bool) -> bool:
        """Who plays now needs calm (things appear instead of moving, as with less movement), or does not. True: the page is made anew."""

    @property
    def kiosk(self) -> bool:
        """Whether the window fills the screen and only a password leads out."""

    def ask_to_leave(self) -> None:
        """Somebody wants to close the program: a grown-up is asked for where one has to be."""

    def leave(self) -> None:
        """A grown-up closes the program."""

    def sign_out(self) -> None:
        """Close the grown-up side."""
