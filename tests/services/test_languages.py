"""Letters are offered whole, parsed once, and asked for without loading the database code."""

import subprocess
import sys
from dataclasses import replace

import pytest

from app.data.queries import skills
from app.learning.problems import Problem, Trouble
from app.learning.skills import Aspect
from app.learning.trees import version_of
from app.services import languages, trees
from tests.services.conftest import Home
from tests.support.database import Queries

_LATER = (Aspect.SHAPE, Aspect.TRACE)


def test_every_language_is_offered_with_what_the_wizard_shows() -> None:
    offers = {offer.language: offer for offer in languages.offered()}
    assert {"en", "es", "hi"} <= set(offers)
    assert (offers["hi"].endonym, offers["hi"].has_case, offers["hi"].script) == ("हिन्दी", False, "Deva")
    assert all(offer.sample and offer.orders and offer.voice for offer in offers.values())


def test_a_pack_is_parsed_once() -> None:
    assert languages.pack("en") is languages.pack("en")


@pytest.mark.parametrize("tag", ["", "tlh", "../en", "EN", "en\x00"])
def test_an_unknown_language_is_a_problem(tag: str) -> None:
    with pytest.raises(Problem) as raised:
        languages.pack(tag)
    assert raised.value.trouble is Trouble.LANGUAGE_UNKNOWN


def test_asking_for_letters_loads_no_database_code() -> None:
    code = "import sys, app.services.languages, app.services.playing; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_a_tree_is_loaded_once_while_nobody_edits_it(home: Home, queries: Queries) -> None:
    letters = languages.pack("en")
    with home.desk.database.reading() as connection:
        first = trees.tree_in(connection, home.space.id, letters)
        with queries.at_most(1):
            assert trees.tree_in(connection, home.space.id, letters) is first


def test_newer_letters_add_what_is_new_and_keep_what_was_edited(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = languages.pack("en")
    with home.desk.database.transaction() as connection:
        before = trees.tree_in(connection, home.space.id, letters)
        gone, renamed = before.skills[-1], before.skills[0]
        connection.exec_driver_sql("UPDATE skills SET name = 'ours' WHERE id = %(id)s", {"id": renamed.id})
        connection.exec_driver_sql("DELETE FROM skills WHERE id = %(id)s", {"id": gone.id})  # as if this version had not known it
    newer = replace(letters, version=letters.version + 1)
    monkeypatch.setattr(trees, "pack", lambda _language: newer)
    trees._built_in.cache_clear()
    try:
        with home.desk.database.transaction() as connection:
            after = trees.tree_for_play(connection, home.space.id, newer)
            stored = skills.find_tree(connection, home.space.id, after.id)
    finally:
        trees._built_in.cache_clear()
    assert stored is not None
    assert stored.pack_version == version_of(newer)
    names = {skill.id: skill.name for skill in stored.skills}
    assert gone.id in names
    assert names[renamed.id] == "ours"


def test_a_space_of_the_first_release_takes_over_what_every_tree_was_given_since(home: Home) -> None:
    letters = languages.pack("en")
    with home.desk.database.transaction() as connection:
        tree = trees.tree_in(connection, home.space.id, letters)
        shapes = [skill.id for skill in tree.skills if skill.aspect in _LATER]
        connection.exec_driver_sql("DELETE FROM skill_edges WHERE skill_id = ANY(%(ids)s)", {"ids": shapes})
        connection.exec_driver_sql("DELETE FROM skills WHERE id = ANY(%(ids)s)", {"ids": shapes})
        connection.exec_driver_sql("UPDATE skill_trees SET pack_version = %(old)s", {"old": letters.version})
        old = trees.tree_in(connection, home.space.id, letters)
        assert not [skill for skill in old.skills if skill.aspect in _LATER]
        new = trees.tree_for_play(connection, home.space.id, letters)
    assert {skill.id for skill in new.skills} == {skill.id for skill in tree.skills}
    assert set(new.edges) == set(tree.edges)
