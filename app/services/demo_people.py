"""Who is in a demo: names from many places and scripts, and what a simulated child is like."""

from dataclasses import dataclass
from datetime import date
from random import Random

from app.learning.people import BACKDROPS, SCARVES, Avatar, Case, Friend
from app.services.children import NewChild

# Names of children as they are written where they are common; the language is the one such a child plays first.
_NAMES: tuple[tuple[str, str], ...] = (
    ("Amara", "en"), ("Mateo", "es"), ("आरव", "hi"), ("Sofía", "es"), ("Noah", "en"), ("अनन्या", "hi"),
    ("Zofia", "en"), ("Kwame", "en"), ("Lucía", "es"), ("Yusuf", "en"), ("ईशान", "hi"), ("Mei-Lin", "en"),
    ("Åsa", "en"), ("Joaquín", "es"), ("दीया", "hi"), ("Émile", "en"), ("Olena", "en"), ("Thiago", "es"),
    ("काव्या", "hi"), ("Hinemoa", "en"), ("Björn", "en"), ("Ximena", "es"), ("कबीर", "hi"), ("Nguyệt", "en"),
    ("Ayşe", "en"), ("Íñigo", "es"), ("मीरा", "hi"), ("Chidi", "en"), ("Saoirse", "en"), ("Valentina", "es"),
    ("रोहन", "hi"), ("Mariam", "en"), ("Иван", "en"), ("Αλίκη", "en"), ("نور", "en"), ("דוד", "en"),
    ("さくら", "en"), ("지우", "en"), ("小明", "en"), ("அருண்", "en"), ("ಕಾವ್ಯ", "en"), ("ลลิตา", "en"),
    ("თამარ", "en"), ("Արամ", "en"), ("রিয়া", "en"), ("ਹਰਲੀਨ", "en"), ("سارا", "en"), ("ሰላም", "en"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Temper:
    """What decides how a simulated child answers. Chances are 0 to 1."""

    zeal: float  # that it plays on a given day
    grasp: float  # how much of the way to knowing a letter one answer goes
    start: float  # that it knows a letter it has never seen
    slip: float  # that it misses one it knows
    pace_ms: int  # its usual time for an answer


def new_child(number: int, dice: Random, today: date, languages: tuple[str, ...], language: str | None = None) -> NewChild:
    """The profile of the child of this number (from 0). `languages` are those there are letters for; `language` fixes one for a class."""
    name, own = _NAMES[number % len(_NAMES)]
    again = number // len(_NAMES)
    first = language or (own if own in languages else languages[0])
    friends = tuple(Friend)
    months = dice.randint(4 * 12, 7 * 12 - 1)
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return NewChild(
        name=f"{name} {again + 1}" if again else name,
        avatar=Avatar(friends[number % len(friends)], dice.choice(SCARVES), dice.choice(BACKDROPS)),
        born=date(year, month + 1, 1),
        languages=(first,),
        case=dice.choice((Case.LOWER, Case.LOWER, Case.UPPER, Case.BOTH)),
    )


def temper(dice: Random) -> Temper:
    """A child's way of playing: some come daily, some seldom; some learn at once, some need many rounds."""
    return Temper(
        zeal=dice.uniform(0.45, 0.95),
        grasp=dice.uniform(0.12, 0.35),
        start=dice.uniform(0.1, 0.4),
        slip=dice.uniform(0.01, 0.08),
        pace_ms=dice.randint(2500, 6500),
    )
