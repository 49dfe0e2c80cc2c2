"""The people of a space and what may be chosen for them. Values only."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.learning.ids import ChildId, GrownUpId, SpaceId


class SpaceKind(StrEnum):
    """What a space is: it decides words and defaults, never rights."""

    HOUSEHOLD = "household"
    CLASSROOM = "classroom"


class Role(StrEnum):
    """What a grown-up is in a space."""

    OWNER = "owner"
    TEACHER = "teacher"
    HELPER = "helper"


class Case(StrEnum):
    """Which case of a script that has two a child learns first; scripts without case use LOWER."""

    LOWER = "lower"
    UPPER = "upper"
    BOTH = "both"


class Letterform(StrEnum):
    """How letters are drawn for a child."""

    SCHOOL = "school"  # single-storey a and g, as taught at school (Andika)
    PRINT = "print"  # as in books (Noto Sans)


class Friend(StrEnum):
    """The animals a child can choose as avatar; the order is that of the picture sheet."""

    FOX = "fox"
    PANDA = "panda"
    RABBIT = "rabbit"
    OWL = "owl"
    FROG = "frog"
    BEAR = "bear"
    CAT = "cat"
    HEDGEHOG = "hedgehog"
    LION = "lion"
    PENGUIN = "penguin"
    ELEPHANT = "elephant"
    MOUSE = "mouse"


SCARVES = ("#D9534F", "#2F7FB8", "#E0A02F", "#7A5BB0", "#3E9B63", "#D0679B")
BACKDROPS = ("#FBE5D8", "#E2F0DB", "#FBE3EA", "#ECE5F6", "#DCEEF5", "#FCEFCF")


@dataclass(frozen=True, slots=True)
class Avatar:
    """A friend with a scarf and a backdrop: all of it drawn by the program from these three choices."""

    friend: Friend = Friend.FOX
    scarf: str = SCARVES[0]
    backdrop: str = BACKDROPS[0]


@dataclass(frozen=True, slots=True)
class Space:
    """A household or a classroom."""

    id: SpaceId
    kind: SpaceKind
    name: str


@dataclass(frozen=True, slots=True)
class GrownUp:
    """An adult with an account in a space."""

    id: GrownUpId
    name: str
    role: Role
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """A child's profile. `languages` are BCP 47 tags, the first is the one played now; `born` is the first of the birth month."""

    id: ChildId
    name: str
    avatar: Avatar
    born: date | None
    languages: tuple[str, ...]
    case: Case = Case.LOWER
    letterform: Letterform = Letterform.SCHOOL
    secret: tuple[int, int, int] | None = None  # picture password: three numbers of `SECRET_PICTURES`
    deleted_at: datetime | None = None


# The pictures of a picture password. Their numbers are stored: append only.
SECRET_PICTURES = ("🍎", "🚂", "⭐", "🐟", "🎈", "🌻", "🧦", "🐝", "☂️", "🔑", "🥕", "⛵")
