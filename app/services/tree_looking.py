"""Looking at skill trees: which there are, and a child on one of them, now or on an earlier day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from app.data.queries import mastery, skill_choices, skill_figures, trees
from app.data.queries.skill_figures import Figures
from app.learning.child_on_tree import SkillState, TreeView
from app.learning.choices import Choices
from app.learning.ids import ChildId, SkillId, TreeId
from app.learning.letters import LetterPack, form
from app.learning.mastery import Standing
from app.learning.people import Child
from app.learning.problems import Problem
from app.learning.skills import Skill, SkillTree, Status, graph_of, level_of
from app.learning.tree_list import EarlierEdition, TreeEntry
from app.learning.ways import ChildOnGraph
from app.services.children import found, one_child
from app.services.desk import Desk, space_of
from app.services.languages import pack
from app.services.name_order import name_key
from app.services.trees import found_tree

if TYPE_CHECKING:
    from app.data.database import Connection

_NOTHING = Figures(0, 0, timedelta())


def list_trees(desk: Desk, removed: bool = False) -> tuple[TreeEntry, ...]:
    """The trees of the space by name, drafts too; with `removed`, those that were taken out instead."""
    with desk.database.reading() as connection:
        listed = trees.list_all(connection, space_of(desk), removed=removed)
    return tuple(sorted(listed, key=lambda one: (name_key(one.name), one.id)))


def earlier_editions(desk: Desk, tree: TreeId) -> tuple[EarlierEdition, ...]:
    """What a tree was before, the newest first."""
    with desk.database.reading() as connection:
        return trees.editions_of(connection, space_of(desk), tree)


def view_tree(desk: Desk, tree: TreeId, child: ChildId | None = None) -> TreeView:
    """A tree with a child on it as it stands now (None: the tree alone). Raises Problem NOT_FOUND."""
    with desk.database.reading() as connection:
        return view_in(connection, desk, tree, child)


def view_in(connection: Connection, desk: Desk, tree: TreeId, child: ChildId | None) -> TreeView:
    """The same within a transaction."""
    space = space_of(desk)
    here = found_tree(connection, space, tree)
    if child is None:
        return seen(here, None, {}, Choices(), {}, desk.now())
    whole = one_child(connection, desk, child)
    one = found(connection, desk, whole)
    standings = mastery.of_child(connection, space, whole.id)
    choices = skill_choices.of_child(connection, space, whole)
    return seen(here, one, standings, choices, skill_figures.of_child(connection, space, whole), desk.now())


def seen(
    tree: SkillTree,
    child: Child | None,
    standings: Mapping[SkillId, Standing],
    choices: Choices,
    figures: Mapping[SkillId, Figures],
    now: datetime,
    day: date | None = None,
) -> TreeView:
    """The view of a tree as facts make it. It loads numpy: not for the GUI thread."""
    from app.learning.unlocking import STATUS_OF, unlocking_of  # noqa: PLC0415 (numpy takes longer than a start may)

    graph = graph_of(tree)
    unlocking = unlocking_of(graph)
    codes = unlocking.statuses(unlocking.reached(standings, choices.passed), now.date()).tolist()
    statuses = tuple(STATUS_OF[code] for code in codes)
    on_graph = ChildOnGraph(graph, standings, choices, statuses, now.date())
    coming = on_graph.next_skills() if child is not None else ()
    goal = next((skill.id for skill in tree.skills if skill.id in choices.goals), None)

    def state(skill: Skill, status: Status) -> SkillState:
        standing = standings.get(skill.id)
        if standing is None and skill.id not in touched:
            return _BLANK[status]
        return _state(skill.id, status, standing, choices, figures.get(skill.id, _NOTHING), now, skill.id in coming)

    touched = choices.passed | choices.pinned | choices.goals | frozenset(coming)
    return TreeView(
        tree=tree,
        child=child,
        day=day,
        texts=_texts(tree),
        states=tuple(map(state, tree.skills, statuses)),
        on_graph=on_graph,
        aside=graph.dag.aside,
        goal=goal,
        path=() if goal is None else on_graph.path_to(goal),
        next_skills=coming,
    )


_BLANK = {status: SkillState(status) for status in Status}


def _state(
    skill: SkillId, status: Status, standing: Standing | None, choices: Choices, figures: Figures, now: datetime, is_next: bool
) -> SkillState:
    return SkillState(
        status=status,
        level=level_of(standing),
        leaves=0 if standing is None else standing.leaves,
        needs_water=standing is not None and standing.needs_water(now),
        right=figures.right,
        tries=figures.tries,
        took=figures.took,
        last_at=None if standing is None else standing.last_at,
        due=None if standing is None else standing.due,
        choices=choices.of(skill),
        is_next=is_next,
    )


def _texts(tree: SkillTree) -> tuple[str, ...]:
    """What is written on each skill: a letter in its form, or the name."""
    packs: dict[str, LetterPack | None] = {}

    def text(skill: Skill) -> str:
        if not skill.letter:
            return skill.name
        if skill.language not in packs:
            packs[skill.language] = _pack_if_any(skill.language)
        letters = packs[skill.language]
        return skill.letter if letters is None or skill.letter not in letters.keys else form(letters.letter(skill.letter), skill.case)

    return tuple(text(skill) for skill in tree.skills)


def _pack_if_any(language: str) -> LetterPack | None:
    try:
        return pack(language)
    except Problem:
        return None  # its letters are not in this program: their keys are shown
