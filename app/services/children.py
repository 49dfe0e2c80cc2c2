"""Children: their profiles. Their picture passwords are in `secrets`."""

from dataclasses import dataclass
from datetime import date

from app.learning.ids import ChildId
from app.learning.people import Avatar, Case, Child, Letterform
from app.services.change import Change
from app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class NewChild:
    """What a child is added with. `born` is any day of the birth month; `languages` are BCP 47 tags, the first is the one played first."""

    name: str
    avatar: Avatar = Avatar()
    born: date | None = None
    languages: tuple[str, ...] = ("en",)
    case: Case = Case.LOWER
    letterform: Letterform = Letterform.SCHOOL


def list_children(desk: Desk, removed: bool = False) -> tuple[Child, ...]:
    """The children of the space by name; with `removed`, those that were taken out (kept 30 days) instead."""
    raise NotImplementedError


def child(desk: Desk, child: ChildId) -> Child:
    """One child, taken out or not. Raises Problem NOT_FOUND."""
    raise NotImplementedError


def add_child(desk: Desk, new: NewChild) -> Change[Child]:
    """A new child; its languages are switched on. Raises Problem NOT_ALLOWED, NAME_*, BORN_IN_FUTURE, LANGUAGE_UNKNOWN. Undo removes it."""
    raise NotImplementedError


def change_child(desk: Desk, child: ChildId, **fields: object) -> Change[Child]:
    """Other values for some of name, avatar, born, languages, case, letterform. Undo puts the old ones back.

    Raises Problem NOT_ALLOWED, NOT_FOUND, NAME_*, BORN_IN_FUTURE, LANGUAGE_UNKNOWN; TypeError for a field there is not.
    """
    raise NotImplementedError


def remove_child(desk: Desk, child: ChildId) -> Change[Child]:
    """The child taken out; all that was recorded stays, undo brings it back. Raises Problem NOT_ALLOWED, NOT_FOUND."""
    raise NotImplementedError


def restore_child(desk: Desk, child: ChildId) -> Change[Child]:
    """A child that was taken out is back. Raises Problem NOT_ALLOWED, NOT_FOUND."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class SecretRow:
    """One line of the printable sheet: the child and its three pictures (None: none given yet)."""

    child: Child
    pictures: tuple[str, str, str] | None


def give_secret(desk: Desk, child: ChildId) -> Change[Child]:
    """The child with a new picture password. Raises Problem NOT_ALLOWED, NOT_FOUND, SECRETS_USED_UP. Undo puts the old one back."""
    raise NotImplementedError


def give_secrets_to_all(desk: Desk) -> Change[tuple[Child, ...]]:
    """A picture password for every child that has none. Raises Problem NOT_ALLOWED, SECRETS_USED_UP (then nobody gets one)."""
    raise NotImplementedError


def check_secret(desk: Desk, child: ChildId, pictures: tuple[int, ...]) -> bool:
    """Whether these are the child's pictures (numbers of `SECRET_PICTURES`, in order). A child without a secret needs none: true."""
    raise NotImplementedError


def secret_sheet(desk: Desk) -> tuple[SecretRow, ...]:
    """The children by name with their pictures, for printing. Raises Problem NOT_ALLOWED."""
    raise NotImplementedError
