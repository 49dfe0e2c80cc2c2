"""The grown-up of the tour: sets the program up, passes the gate, and looks at every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from app.ui.pages.gate import Gate
from app.ui.routes import Route
from app.ui.touring.hands import Hands, Lost
from app.ui.widgets.fields import PasswordField

if TYPE_CHECKING:
    from app.learning.ids import ChildId

PASSWORD = "a quiet grove"  # noqa: S105 (of a database that is thrown away after the tour)


class LookingGrownUp:
    """Works through names, as somebody with a screen reader would: what cannot be found by its name is not there."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def found(self, name: str) -> None:
        """Go through the first-run wizard with one child called `name`."""
        hands = self._hands
        hands.arrive(Route.WELCOME)
        hands.until("the first step", lambda: self._maybe("Next"))
        hands.look("welcome-1")
        hands.press(self.named("Next"))
        hands.write(cast(QLineEdit, self.named("Your name")), "Papa")
        hands.write(cast(QLineEdit, self.named("A password")), PASSWORD)
        hands.look("welcome-2")
        hands.press(self.named("Next"))
        hands.write(cast(QLineEdit, self.named("Name")), name)
        hands.look("welcome-3")
        hands.press(self.named("Begin"))

    def pass_the_gate(self) -> None:
        """Press the numbers that are written, then sign in."""
        hands = self._hands
        hands.press(self.named("For grown-ups"))
        hands.arrive(Route.GATE)
        hands.look("gate")
        for digit in cast(Gate, hands.window.page).asked:
            hands.press(self.named(str(digit)))
        hands.arrive(Route.SIGN_IN)
        hands.until("the password field", lambda: self._maybe_of(PasswordField))
        hands.look("sign-in")
        hands.write(cast(QLineEdit, self._maybe_of(PasswordField)), PASSWORD)
        hands.press(self.named("Sign in"))
        hands.until("the grown-up side", lambda: hands.window.route is not Route.SIGN_IN)

    def look_at(self, child: ChildId) -> None:
        """Look at every page of the grown-up side."""
        hands = self._hands
        for route in (Route.CHILDREN, Route.LETTERS, Route.SKILL_TREE, Route.SESSIONS, Route.GROWN_UPS, Route.SETTINGS, Route.ABOUT,
                      Route.CHILD_EDITOR, Route.SECRET_SHEET, Route.VOICES, Route.PACKS, Route.SYNC):  # fmt: skip
            facts = {"child": child} if route in {Route.LETTERS, Route.SKILL_TREE, Route.SESSIONS, Route.CHILD_EDITOR} else {}
            hands.window.go(route, **facts)
            hands.rest(350)
            hands.look(route.value)
        hands.window.go(Route.SKILL_TREE, child=child)
        hands.rest(1500)
        hands.press(self.named("Write this tree"))
        hands.arrive(Route.TREE_EDITOR)
        hands.rest(1500)
        hands.look(Route.TREE_EDITOR.value)

    def named(self, name: str) -> QWidget:
        """The widget that a screen reader calls `name`. Raises Lost."""
        self._hands.until(f"“{name}”", lambda: self._maybe(name))
        found = self._maybe(name)
        if found is None:
            raise Lost(name)
        return found

    def beginning(self, words: str) -> QWidget:
        """The widget whose name for a screen reader begins so. Raises Lost."""
        return self.named(next((each.accessibleName() for each in self._seen() if each.accessibleName().startswith(words)), words))

    def is_there(self, words: str) -> bool:
        """Whether something is seen whose name begins so."""
        return any(each.accessibleName().startswith(words) for each in self._seen())

    def _maybe(self, name: str) -> QWidget | None:
        return next((widget for widget in self._seen() if widget.accessibleName() == name), None)

    def _seen(self) -> list[QWidget]:
        every = [*self._hands.window.findChildren(QAbstractButton), *self._hands.window.findChildren(QLineEdit)]
        return [widget for widget in every if widget.isVisible()]

    def _maybe_of(self, kind: type[QWidget]) -> QWidget | None:
        return next((widget for widget in self._hands.window.findChildren(kind) if widget.isVisible()), None)
