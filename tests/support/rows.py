"""Rows for tests of tables and queries: a household with a child, a small tree and a play session, and makers of more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from app.data.queries import children, grown_ups, play_sessions, skills, spaces
from app.learning.ids import AttemptId, ChildId, GrownUpId, PlaySessionId, SkillId, SpaceId, TreeId
from app.learning.mastery import Attempt, Game, Standing
from app.learning.people import Avatar, Case, Child, GrownUp, Role, Space, SpaceKind
from app.learning.play_sessions import PlaySession
from app.learning.skills import Aspect, Edge, Level, Skill, SkillTree, Status
from app.system.ids import new_id

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Household:
    """The ids of what was made; `tree` has four skills, each waiting for the one before."""

    space: SpaceId
    owner: GrownUp
    child: Child
    tree: SkillTree
    play_session: PlaySession

    @property
    def skill(self) -> SkillId:
        """The first skill of the tree."""
        return self.tree.skills[0].id


def household(connection: Connection) -> Household:
    """Make a household with one of everything that attempts need."""
    space = SpaceId(new_id())
    owner = GrownUp(GrownUpId(new_id()), "Ann", Role.OWNER)
    child = new_child()
    tree = chain(4)
    sitting = new_play_session(child.id)
    spaces.add(connection, Space(space, SpaceKind.HOUSEHOLD, "Home"))
    grown_ups.add(connection, space, owner, "hash")
    children.add(connection, space, child)
    skills.add_tree(connection, space, tree)
    play_sessions.add(connection, space, sitting)
    return Household(space, owner, child, tree, sitting)


def new_child(name: str = "Mia", languages: tuple[str, ...] = ("en",)) -> Child:
    """A child, not stored."""
    return Child(ChildId(new_id()), name, Avatar(), date(2021, 5, 1), languages)


def new_play_session(child: ChildId, started_at: datetime = NOON, game: Game = Game.LISTEN_AND_FIND) -> PlaySession:
    """A play session of ten turns, not stored."""
    return PlaySession(PlaySessionId(new_id()), child, game, "en", 10, -(2**62), started_at, None, started_at.date())


def new_attempt(home: Household, *, turn: int = 0, at: datetime | None = None, correct: bool = True) -> Attempt:
    """A first try of the household's child at its first skill, not stored; a minute a turn."""
    moment = at or NOON + timedelta(minutes=turn)
    return Attempt(
        id=AttemptId(new_id()),
        child=home.child.id,
        play_session=home.play_session.id,
        skill=home.skill,
        game=home.play_session.game,
        turn=turn,
        try_number=1,
        asked="a",
        answered="a" if correct else "o",
        choices=("o", "a", "ß"),
        correct=correct,
        aided=False,
        took_ms=1500,
        occurred_at=moment,
        local_day=moment.date(),
        prompt="apple",
    )


def new_standing(home: Household, status: Status = Status.GROWING) -> Standing:
    """A standing of the household's child on its first skill, not stored."""
    bloomed = NOON if status is Status.BLOOMED else None
    return Standing(home.child.id, home.skill, status, 1, 3, bloomed, None, NOON, AttemptId(new_id()), {"tries": [1, 0], "é": None})


def chain(length: int) -> SkillTree:
    """A tree of English letter skills, each waiting for the one before, not stored."""
    tree = TreeId(new_id())
    made = tuple(new_skill(tree, place) for place in range(length))
    return SkillTree(tree, "English", "en", "letters/en", 1, 1, made, tuple(new_edge(made, place, place - 1) for place in range(1, length)))


def new_skill(tree: TreeId, position: int) -> Skill:
    """A skill at a place of the teaching order, not stored."""
    return Skill(SkillId(new_id()), tree, f"skill {position}", "en", "a", Case.LOWER, Aspect.SOUND, position)


def new_edge(made: Sequence[Skill], after: int, before: int) -> Edge:
    """An edge between two of some skills by their places, not stored."""
    return Edge(made[after].id, made[before].id, 0, Level.GROWING)


def only_edges(tree: SkillTree, pairs: Sequence[tuple[int, int]]) -> SkillTree:
    """The same tree with these edges instead, each (skill, prerequisite) by their places."""
    return replace(tree, edges=tuple(new_edge(tree.skills, after, before) for after, before in pairs))
