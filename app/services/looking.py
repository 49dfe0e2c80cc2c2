"""Looking: what has grown, for the child's grove and for grown-ups. Reads only, each with a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.learning.grove import GroveTree
from app.learning.ids import AttemptId, ChildId, PlaySessionId
from app.learning.letters import LetterPack
from app.learning.mastery import Game
from app.learning.people import Case, Child
from app.learning.skills import Aspect, Edge, Skill, SkillTree, Status
from app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Grove:
    """A child's grove: its trees in teaching order, and the play session that waits to be resumed, if any."""

    child: Child
    pack: LetterPack
    trees: tuple[GroveTree, ...]
    unfinished: Game | None


@dataclass(frozen=True, slots=True)
class LetterCell:
    """One skill of a letter for the grid. `right` of `tries` are all its unaided first tries so far."""

    skill: Skill
    status: Status
    leaves: int
    needs_water: bool
    attempts: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter of the grid with its skills by case and aspect; `cells` follows `LetterGrid.columns`, None where there is no such skill."""

    letter: str
    text: str
    cells: tuple[LetterCell | None, ...]


@dataclass(frozen=True, slots=True)
class LetterGrid:
    """All letters of the child's language in collation order."""

    child: Child
    language: str
    columns: tuple[tuple[Case, Aspect], ...]
    rows: tuple[LetterRow, ...]


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """One play session. `right` of `total` counts turns right at the first try without aid; `took` ends with the last answer."""

    id: PlaySessionId
    game: Game
    language: str
    started_at: datetime
    took: timedelta
    right: int
    total: int
    attempts: int
    finished: bool


@dataclass(frozen=True, slots=True)
class SessionAnswer:
    """One attempt as it happened: what was asked, with which word and tiles, and what was pressed."""

    id: AttemptId
    turn: int
    try_number: int
    game: Game
    asked: str
    prompt: str
    choices: tuple[str, ...]
    answered: str
    correct: bool
    aided: bool
    took_ms: int
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class PlacedSkill:
    """A skill in the drawn tree: `layer` 0 is the ground, `place` counts from 0 within the layer."""

    skill: Skill
    text: str
    status: Status
    leaves: int
    needs_water: bool
    layer: int
    place: int


@dataclass(frozen=True, slots=True)
class TreeView:
    """A child's skill tree as it stands, laid out in layers: every edge leads from a lower layer to a higher one."""

    child: Child
    tree: SkillTree
    skills: tuple[PlacedSkill, ...]
    edges: tuple[Edge, ...]
    layers: int
    widest: int


@dataclass(frozen=True, slots=True)
class PracticeDay:
    """One day on which a child played, at the child's place."""

    day: date
    attempts: int
    correct: int
    took: timedelta


@dataclass(frozen=True, slots=True)
class ChildOverview:
    """One child in a line for the grown-ups' list. Counts are of the letters of the language it plays now."""

    child: Child
    letters: int
    bloomed: int
    growing: int
    needs_water: int
    days_this_week: int
    took_this_week: timedelta
    last_played: date | None


def grove(desk: Desk, child: ChildId) -> Grove:
    """The child's grove in the language it plays now. Raises Problem NOT_FOUND."""
    raise NotImplementedError


def letter_grid(desk: Desk, child: ChildId) -> LetterGrid:
    """Every letter of the child's language with where it stands. Raises Problem NOT_FOUND."""
    raise NotImplementedError


def recent_sessions(desk: Desk, child: ChildId, limit: int = 20) -> tuple[SessionSummary, ...]:
    """The child's last play sessions with an answer in them, newest first."""
    raise NotImplementedError


def session_answers(desk: Desk, play_session: PlaySessionId) -> tuple[SessionAnswer, ...]:
    """Every prompt and answer of a play session, in the order they happened. Raises Problem NOT_FOUND."""
    raise NotImplementedError


def skill_tree(desk: Desk, child: ChildId) -> TreeView:
    """The tree of the child's language with its statuses, laid out. Raises Problem NOT_FOUND."""
    raise NotImplementedError


def year(desk: Desk, child: ChildId) -> tuple[PracticeDay, ...]:
    """The days played within the last 366, oldest first; days without play are not in it."""
    raise NotImplementedError


def overview(desk: Desk) -> tuple[ChildOverview, ...]:
    """All children of the space by name with their numbers. The week begins on Monday. The queries do not grow with the children."""
    raise NotImplementedError
