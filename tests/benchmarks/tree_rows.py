"""Large skill trees in the database: loading, closures, what is open, search as one types, and the guard against circles under fire."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from psycopg.errors import CheckViolation, DeadlockDetected, SerializationFailure
from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError

from app.data.queries import mastery, skill_graph, skills
from app.data.queries.skill_rows import edge_row
from app.data.tables import skill_edges
from app.learning.ids import ChildId, SkillId, TreeId
from app.learning.mastery import Standing
from app.learning.people import Case
from app.learning.skills import Aspect, Edge, Level, Skill, SkillTree, Status, graph_of
from app.learning.unlocking import Unlocking
from app.services import children, spaces, tree_looking
from app.services.desk import Desk, space_of
from app.services.opening import at_desk
from app.services.place import Place
from app.services.tree_search import search_skills
from app.services.trees import stored
from app.system.ids import new_id
from app.system.paths import Paths
from tests.benchmarks.figures import Figure, percentile, spread
from tests.benchmarks.home import empty_home, found
from tests.support.dags import layered_dag

_SIZE, _TIMES = 10_000, 200
_PAIRS, _WRITERS = 1_000, 4
_WORDS = ("count", "read", "write", "draw", "add", "name", "hear", "shape", "song", "animal", "colour", "number", "story", "river", "moon")


def measure() -> list[Figure]:
    """Milliseconds at 10,000 skills and 15,000 edges; circles and retries of the guard."""
    with empty_home() as home:
        found(home)
        with at_desk(Place(Paths(home))) as desk:
            space = spaces.current_space(desk)
            if space is None:
                raise RuntimeError("no space")
            seated = replace(desk, space=space.id)
            child = children.list_children(seated)[0].id
            tree = _tree()
            began = time.perf_counter()
            with seated.database.transaction() as connection:
                skills.add_tree(connection, space.id, tree)
                mastery.keep(connection, space.id, _standings(seated, child, tree))
            copied = time.perf_counter() - began
            with seated.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE"))
            return [Figure("copying in 10,000 skills", copied, "s"), *_walks(seated, child, tree), *_guard(seated)]


def _tree() -> SkillTree:
    dice, tree = random.Random(7), TreeId(new_id())
    made = tuple(
        Skill(
            SkillId(new_id()), tree, f"{dice.choice(_WORDS)} {dice.choice(_WORDS)} {place}", "en", "", Case.BOTH, Aspect.ABILITY, place,
            description=" ".join(dice.choices(_WORDS, k=12)), tags=(dice.choice(_WORDS),),
        )
        for place in range(_SIZE)
    )  # fmt: skip
    drawn = {
        (after, before): Edge(made[after].id, made[before].id, dice.randrange(2), dice.choice((Level.GROWING, Level.BLOOMED)))
        for before, after in layered_dag(_SIZE).tolist()
    }
    return SkillTree(tree, "Large", "en", None, 0, 1, made, tuple(drawn.values()))


def _standings(desk: Desk, child: ChildId, tree: SkillTree) -> list[Standing]:
    now = desk.now()
    return [Standing(child, skill.id, Status.BLOOMED, 3, 9, now, now, now, None, {}) for skill in tree.skills[:2000]]


def _walks(desk: Desk, child: ChildId, tree: SkillTree) -> list[Figure]:
    dice, space, today = random.Random(1), space_of(desk), desk.now().date()
    some = dice.sample([skill.id for skill in tree.skills], _TIMES)
    with desk.database.reading() as connection:
        earlier = _timed(lambda n: skill_graph.earlier(connection, space, some[n]))
        later = _timed(lambda n: skill_graph.later(connection, space, some[n]))
        opened = _timed(lambda _: skill_graph.open_skills(connection, space, tree.id, child, today), 20)
        standings = mastery.of_child(connection, space, child)
    unlocking = Unlocking(graph_of(tree))
    reached = unlocking.reached(standings)
    at_once = _timed(lambda _: unlocking.statuses(reached, today))
    loaded = _timed(lambda _: _loaded_anew(desk, tree.id), 7)
    viewed = _timed(lambda _: tree_looking.view_tree(desk, tree.id, child), 9)
    typed = [word[: dice.randint(1, len(word))] for word in dice.choices(_WORDS, k=_TIMES)]
    typed = [f"{first} {second}" if dice.random() < 0.4 else first for first, second in zip(typed, reversed(typed), strict=True)]
    searched = _timed(lambda n: search_skills(desk, typed[n], tree.id))
    return [
        Figure("all that comes before a skill, in SQL, p95", percentile(earlier, 0.95), "ms", 5, spread(earlier)),
        Figure("all that depends on a skill, in SQL, p95", percentile(later, 0.95), "ms", 5, spread(later)),
        Figure("what is open in the whole tree, in memory, p95", percentile(at_once, 0.95), "ms", 1, spread(at_once)),
        Figure("what is open in the whole tree, in SQL, median", percentile(opened, 0.5), "ms", None, spread(opened)),
        Figure("search as one types, p95", percentile(searched, 0.95), "ms", 30, spread(searched)),
        Figure("10,000 skills and 15,000 edges loaded and made ready, median", percentile(loaded, 0.5), "ms", 500, spread(loaded)),
        Figure("a child's view of them while nobody edits, median", percentile(viewed, 0.5), "ms", None, spread(viewed)),
    ]


def _loaded_anew(desk: Desk, tree: TreeId) -> None:
    """As the program does it when somebody has edited the tree."""
    with desk.database.transaction() as connection:
        connection.execute(text("UPDATE skill_trees SET revision = revision + 1 WHERE id = :id"), {"id": tree})
    with desk.database.reading() as connection:
        graph_of(_known(stored(connection, space_of(desk), tree)))


def _guard(desk: Desk) -> list[Figure]:
    """1,000 opposing inserts from 4 connections, at both isolation levels."""
    figures = []
    for isolation in ("READ COMMITTED", "REPEATABLE READ"):
        tree = replace(_tree(), edges=())
        tree = replace(tree, skills=tree.skills[:200])
        with desk.database.transaction() as connection:
            skills.add_tree(connection, space_of(desk), tree)
        dice = random.Random(3)
        ends = [tuple(dice.sample(range(200), 2)) for _ in range(_PAIRS // 2)]
        forth = [(a, b) for a, b in ends]
        back = [(b, a) for a, b in ends]
        half = len(ends) // 2
        retried: list[int] = []
        began = time.perf_counter()
        writers = [
            threading.Thread(target=_draw, args=(desk, tree, isolation, pairs, retried))
            for pairs in (forth[:half], back[:half], forth[half:], back[half:])
        ]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        took = time.perf_counter() - began
        with desk.database.reading() as connection:
            kept = _known(skills.find_tree(connection, space_of(desk), tree.id))
            has_circle = "SELECT skill_tree_has_cycle(:space, :tree)"
            circles = int(connection.execute(text(has_circle), {"space": space_of(desk), "tree": tree.id}).scalar_one())
        told = f"{len(kept.edges)} edges kept, {sum(retried)} retries, {took:.1f} s"
        lost = _WRITERS - len(retried)
        circles += len(graph_of(kept).dag.aside)
        figures.append(Figure(f"circles after {_PAIRS:,} opposing edges, {isolation}", circles, "", 0, told))
        figures.append(Figure(f"writers that gave up, {isolation}", lost, "", 0))
    return figures


def _draw(desk: Desk, tree: SkillTree, isolation: str, pairs: list[tuple[int, int]], retried: list[int]) -> None:
    """Insert edges one by one, each again after a deadlock or a serialization failure; a circle is refused for good."""
    retries = 0
    with desk.database.engine.connect().execution_options(isolation_level=isolation) as connection:
        for after, before in pairs:
            edge = Edge(tree.skills[after].id, tree.skills[before].id, 0, Level.GROWING)
            drawn = insert(skill_edges).values(edge_row(space_of(desk), edge)).on_conflict_do_nothing()
            while True:
                try:
                    connection.execute(drawn)
                    connection.commit()
                    break
                except DBAPIError as error:
                    connection.rollback()
                    if isinstance(error.orig, CheckViolation):
                        break
                    if not isinstance(error.orig, DeadlockDetected | SerializationFailure):
                        raise
                    retries += 1
    retried.append(retries)


def _known(tree: SkillTree | None) -> SkillTree:
    if tree is None:
        raise RuntimeError("no tree")
    return tree


def _timed(work: Callable[[int], object], times: int = _TIMES) -> list[float]:
    work(0)
    waits = []
    for number in range(times):
        began = time.perf_counter()
        work(number)
        waits.append((time.perf_counter() - began) * 1000)
    return waits
