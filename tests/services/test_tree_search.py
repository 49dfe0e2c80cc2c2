"""Searching skills: as one types, in every language, without accents, by facts, and with a slip of the finger where the server can."""

from __future__ import annotations

from dataclasses import replace

from app.learning.ids import TreeId
from app.learning.tree_edits import About, Edit
from app.services import tree_editing
from app.services.tree_search import search_skills
from tests.services.conftest import Home
from tests.services.tree_maker import ability, published, rename


def grow(home: Home, language: str, *names: str, **more: object) -> TreeId:
    """A published tree in a language with these skills."""
    tree = tree_editing.create_tree(home.desk, "Tree", language).value
    made = [replace(ability(tree, place, name), language=language, **more) for place, name in enumerate(names)]  # type: ignore[arg-type]
    tree_editing.edit(home.desk, tree, Edit(skills=tuple(made), about=About("Tree", language)), None)
    tree_editing.publish(home.desk, tree, None)
    return tree


def found(home: Home, text: str, tree: TreeId | None = None) -> list[str]:
    return [hit.name for hit in search_skills(home.desk, text, tree)]


IN_LANGUAGES = [
    ("en", "Counting to ten", "coun"),
    ("en", "Counting to ten", "ten cou"),
    ("en", "Counting to ten", "counted"),
    ("en", "Counting to ten", "to"),
    ("fr", "Élan et château", "elan chat"),
    ("fr", "Les chevaux mangent", "cheval"),
    ("de", "Straße überqueren", "strasse uber"),
    ("pl", "Łódź płynie", "lodz"),
    ("ru", "Ёлка и мёд", "елка"),
    ("ar", "كِتَابَةُ الحُرُوف", "كتابة"),
    ("he", "חיבור עד עשר", "עשר"),
    ("hi", "हिंदी वर्णमाला", "वर्ण"),
    ("th", "การนับเลข", "นับ"),
    ("ja", "十まで数える", "数える"),
    ("ko", "숫자 세기", "숫"),
    ("vi", "Đếm đến mười", "dem den"),
    ("tr", "Işık ve gölge", "golge"),
]  # fmt: skip


def test_a_skill_is_found_in_its_language_as_it_is_typed(home: Home) -> None:
    for language, name, typed in IN_LANGUAGES:
        tree = grow(home, language, "zzz", name)
        assert found(home, typed, tree) == [name], (language, typed)
        assert name in found(home, typed)


def test_names_come_before_tags_and_tags_before_descriptions(home: Home) -> None:
    tree = tree_editing.create_tree(home.desk, "Tree", "en").value
    one, two, three = (ability(tree, place, name) for place, name in enumerate(("first", "second", "apples third")))
    put = (replace(one, description="about apples"), replace(two, tags=("apples",)), three)
    tree_editing.edit(home.desk, tree, Edit(skills=put), None)
    assert found(home, "apples", tree) == ["apples third", "second", "first"]


def test_facts_are_searched_by_their_key(home: Home) -> None:
    tree = tree_editing.create_tree(home.desk, "Tree", "en").value
    one, two = (ability(tree, place, name) for place, name in enumerate(("adding", "reading")))
    put = (replace(one, more={"subject": "math", "book": "Sea and sun"}), replace(two, more={"subject": "language"}))
    tree_editing.edit(home.desk, tree, Edit(skills=put), None)
    assert found(home, "subject:math", tree) == ["adding"]
    assert found(home, 'book:"Sea and sun"', tree) == ["adding"]
    assert found(home, "read subject:math", tree) == []
    assert found(home, "read subject:language", tree) == ["reading"]


def test_a_new_name_is_found_and_the_old_one_is_not(home: Home) -> None:
    tree, made = published(home.desk, "before")
    draft = tree_editing.open_draft(home.desk, tree).value
    rename(home.desk, draft, "before", "after")
    assert (found(home, "after"), found(home, "before")) == ([], ["before"])
    tree_editing.publish(home.desk, draft, None)
    assert (found(home, "after"), found(home, "before")) == (["after"], [])
    assert search_skills(home.desk, "after")[0].skill == made[0]
    tree_editing.remove_tree(home.desk, tree)
    assert found(home, "after") == []


def test_whatever_is_typed_is_no_fault(home: Home) -> None:
    tree = grow(home, "en", "Counting to ten")
    for typed in ("", "   ", "'", "\\", "%", "_", "a & b | !", "<->", ":*", "\0", "ten:", '"', "x" * 5000, "\ud7ff", "🌲"):
        assert found(home, typed, tree) in ([], ["Counting to ten"]), typed


def test_signs_of_patterns_mean_themselves(home: Home) -> None:
    tree = grow(home, "en", "50% of it", "half of it")
    assert found(home, "0%", tree) == ["50% of it"]
