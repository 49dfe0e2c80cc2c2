"""Looking: what has grown, for the child's grove and for grown-ups. Reads only, each with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from app.data.queries import attempts, child_aliases, children, mastery, play_sessions, practice_days, skill_choices
from app.learning.aliases import OneChild
from app.learning.grove import GroveTree, trees_in_grove
from app.learning.ids import ChildId, PlaySessionId, SkillId
from app.learning.letters import LetterPack, form
from app.learning.mastery import Attempt, Game, Standing
from app.learning.people import Case, Child
from app.learning.play_sessions import PlayedSession
from app.learning.practice import PracticeDay, added_up
from app.learning.problems import Problem
from app.learning.sittings import Preferences
from app.learning.skills import Aspect, Skill, SkillTree, Status, statuses
from app.services.children import by_name, found, one_child
from app.services.desk import Desk, space_of
from app.services.languages import language_of, pack
from app.services.play import session_of
from app.services.settings import preferences_of, preferences_of_all
from app.services.trees import tree_in

if TYPE_CHECKING:
    from app.data.database import Connection

_YEAR = timedelta(days=365)
_ASPECTS = tuple(Aspect)
_CASES = tuple(Case)


@dataclass(frozen=True, slots=True)
class Grove:
    """A child's grove: its trees in teaching order, and the play session that waits to be resumed, if any."""

    child: Child
    pack: LetterPack
    trees: tuple[GroveTree, ...]
    unfinished: Game | None


@dataclass(frozen=True, slots=True)
class LetterCell:
    """One skill of a letter for the grid. `attempts` are all answers so far, `last_at` (UTC) is the last of them."""

    skill: Skill
    status: Status
    leaves: int
    needs_water: bool
    attempts: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter of the grid with its skills by case and aspect.

    `cells` follows `LetterGrid.columns`, None where there is no such skill.
    """

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
    now = desk.now()
    with desk.database.reading() as connection:
        whole = one_child(connection, desk, child)
        one, letters, tree = _scene(connection, desk, whole)
        preferences = preferences_of(connection, desk, one, whole)
        standings = mastery.of_child(connection, space_of(desk), whole.id)
        waiting = play_sessions.unfinished(connection, space_of(desk), whole, now.date())
    unfinished = waiting.game if waiting is not None and waiting.language == letters.language else None
    return Grove(one, letters, trees_in_grove(letters, tree, standings, preferences, now), unfinished)


def letter_grid(desk: Desk, child: ChildId) -> LetterGrid:
    """Every letter of the child's language with where it stands. Raises Problem NOT_FOUND."""
    with desk.database.reading() as connection:
        whole = one_child(connection, desk, child)
        one, letters, tree = _scene(connection, desk, whole)
        standings = mastery.of_child(connection, space_of(desk), whole.id)
        passed = skill_choices.of_child(connection, space_of(desk), whole).passed
    now = desk.now()
    found_at = statuses(tree, standings, passed, now.date())
    by_place = {(skill.letter, skill.case, skill.aspect): skill for skill in tree.skills}
    columns = _columns(one, letters, tree, standings)

    def cell(letter: str, column: tuple[Case, Aspect]) -> LetterCell | None:
        skill = by_place.get((letter, *column))
        return None if skill is None else _cell(skill, found_at[skill.id], standings.get(skill.id), now)

    rows = tuple(
        LetterRow(letter.key, form(letter, one.case), tuple(cell(letter.key, column) for column in columns)) for letter in letters.letters
    )
    return LetterGrid(one, letters.language, columns, rows)


def recent_sessions(desk: Desk, child: ChildId, limit: int = 20) -> tuple[SessionSummary, ...]:
    """The child's last play sessions with an answer in them, newest first."""
    with desk.database.reading() as connection:
        played = play_sessions.recent(connection, space_of(desk), one_child(connection, desk, child), limit)
    return tuple(_summary(one, desk.now()) for one in played)


def session_answers(desk: Desk, play_session: PlaySessionId) -> tuple[Attempt, ...]:
    """Every prompt and answer of a play session, in the order they happened (times in UTC). Raises Problem NOT_FOUND."""
    with desk.database.reading() as connection:
        session_of(connection, desk, play_session)
        return attempts.of_play_session(connection, space_of(desk), play_session)


def year(desk: Desk, child: ChildId) -> tuple[PracticeDay, ...]:
    """The days played within the last 366, today included, oldest first; days without play are not in it."""
    today = desk.now().date()
    with desk.database.reading() as connection:
        return practice_days.of_child(connection, space_of(desk), one_child(connection, desk, child), today - _YEAR, today)


def overview(desk: Desk) -> tuple[ChildOverview, ...]:
    """All children of the space by name with their numbers. The week begins on Monday. The queries do not grow with the children."""
    now, space = desk.now(), space_of(desk)
    monday = now.date() - timedelta(days=now.weekday())
    with desk.database.reading() as connection:
        aliases = child_aliases.of_space(connection, space)
        everyone = by_name([child for child in children.list_all(connection, space) if child.id not in aliases.joined])
        standings = mastery.of_space(connection, space)
        week = practice_days.of_space(connection, space, monday, now.date(), aliases.joined)
        last = practice_days.last_days(connection, space, aliases.joined)
        preferences = preferences_of_all(connection, desk, everyone, aliases)
        spoken = {one.id: _language_if_any(one) for one in everyone}
        trees = {language: tree_in(connection, space, pack(language)) for language in sorted(filter(None, set(spoken.values())))}
    days: dict[ChildId, list[PracticeDay]] = {}
    for day in week:
        days.setdefault(aliases.kept(day.child), []).append(day)

    def line(one: Child) -> ChildOverview:
        tree = trees.get(spoken[one.id] or "")
        whole, wishes = aliases.one(one.id), preferences[one.id]
        played = max((last[row] for row in whole.rows if row in last), default=None)
        return _overview(one, tree, standings.get(one.id, {}), added_up(days.get(one.id, ()), whole), played, wishes, now)

    return tuple(line(one) for one in everyone)


def _scene(connection: Connection, desk: Desk, child: OneChild) -> tuple[Child, LetterPack, SkillTree]:
    """A child with the letters it plays now and their tree."""
    one = found(connection, desk, child)
    letters = pack(language_of(one))
    return one, letters, tree_in(connection, space_of(desk), letters)


def _columns(
    child: Child, letters: LetterPack, tree: SkillTree, standings: Mapping[SkillId, Standing]
) -> tuple[tuple[Case, Aspect], ...]:
    """What the child learns of a letter, and what it has ever answered besides (its case may have been changed)."""
    cases = letters.cases if child.case is Case.BOTH or not letters.has_case else (child.case,)
    letters_only = (skill for skill in tree.skills if skill.letter)
    pairs = {(skill.case, skill.aspect) for skill in letters_only if skill.case in cases or skill.id in standings}
    return tuple(sorted(pairs, key=lambda pair: (_CASES.index(pair[0]), _ASPECTS.index(pair[1]))))


def _cell(skill: Skill, status: Status, standing: Standing | None, now: datetime) -> LetterCell:
    if standing is None:
        return LetterCell(skill, status, 0, False, 0, None)
    return LetterCell(skill, status, standing.leaves, standing.needs_water(now), standing.attempts, standing.last_at)


def _summary(played: PlayedSession, now: datetime) -> SessionSummary:
    session = played.play_session
    started = session.started_at.astimezone(now.tzinfo)
    took = timedelta() if played.last_at is None else max(timedelta(), played.last_at - session.started_at)
    return SessionSummary(
        session.id, session.game, session.language, started, took, played.right, played.turns, played.attempts, session.ended_at is not None
    )


def _language_if_any(child: Child) -> str | None:
    try:
        return language_of(child)
    except Problem:
        return None  # its letters are not in this program; the others are still to be seen


def _overview(
    child: Child,
    tree: SkillTree | None,
    standings: Mapping[SkillId, Standing],
    days: Sequence[PracticeDay],
    last: date | None,
    preferences: Preferences,
    now: datetime,
) -> ChildOverview:
    trees = () if tree is None else trees_in_grove(pack(tree.language), tree, standings, preferences, now)
    return ChildOverview(
        child=child,
        letters=len(trees),
        bloomed=sum(one.status is Status.BLOOMED for one in trees),
        growing=sum(one.status is Status.GROWING for one in trees),
        needs_water=sum(one.needs_water for one in trees),
        days_this_week=len(days),
        took_this_week=sum((day.played for day in days), timedelta()),
        last_played=last,
    )
