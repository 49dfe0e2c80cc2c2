"""A page: one thing the window shows. It is made when gone to, and gone when left."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.services.change import Topic
    from app.ui.stage import Stage


class Page(QWidget):
    """What every page shares.

    A page asks for its data in `refresh`, which the window calls after `enter` and when a topic changed that it `lives_by`. `title` is
    what a screen reader says on arrival. `leave` stops sounds and timers; the widget is then deleted.
    """

    lives_by: ClassVar[frozenset[Topic]] = frozenset()
    title: ClassVar[str] = ""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage

    def enter(self, **facts: object) -> None:
        """Take the facts of the route. Called once, before the page is shown."""

    def refresh(self) -> None:
        """Ask for what the page shows."""

    def keep_place(self) -> object:
        """Where one is on the page, to come back to when it is made anew in another theme."""
        return None

    def return_to(self, place: object) -> None:
        """Be where one was."""

    def leave(self) -> None:
        """Stop what still moves or sounds."""
