"""The story of a letter agrees with the facts, and costs two queries however many skills it has."""

from __future__ import annotations

from app.data.queries import attempts
from app.learning.mastery import Game
from app.learning.people import Child
from app.learning.skills import Status
from app.services import demo, looking, trees
from app.services.desk import Desk, space_of
from app.services.letter_story import letter_story
from tests.services.conftest import Home
from tests.support.database import Queries


def planted(desk: Desk) -> Child:
    return demo.plant(desk, children=1, days=30, seed=3, among_others=True).value.children[0]


def test_a_story_counts_the_unaided_first_tries_of_each_skill(home: Home, queries: Queries) -> None:
    child = planted(home.desk)
    grid = looking.letter_grid(home.desk, child.id)
    row = max(grid.rows, key=lambda row: sum(cell.attempts for cell in row.cells if cell))
    cells = {cell.skill.id: cell for cell in row.cells if cell is not None}
    with queries.at_most(3):
        stories = letter_story(home.desk, child.id, list(cells))
    with home.desk.database.reading() as connection:
        everything = attempts.of_child(connection, space_of(home.desk), child.id)
    for skill, story in stories.items():
        alone = [one for one in everything if one.skill == skill and one.try_number == 1 and not one.aided]
        tries = [one for one in alone if len(one.choices) > 1 or one.game is Game.TRACE]  # a pair found by luck was no answer
        assert (story.right.right, story.right.total) == (sum(one.correct for one in tries), len(tries))
        assert story.last_at == cells[skill].last_at
        assert (story.due is not None) == (cells[skill].status is Status.BLOOMED)


def test_the_languages_in_use_are_those_whose_tree_is_in_the_space(home: Home) -> None:
    child = planted(home.desk)
    assert set(child.languages[:1]) <= trees.switched_on(home.desk)
