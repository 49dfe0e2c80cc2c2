"""Searching skills as a grown-up types: words in any language of the space, and facts as `subject:math` or `book:"Sea and sun"`."""

from __future__ import annotations

import re

from app.data.queries import skill_search, trees
from app.data.queries.skill_search import Hit
from app.learning.ids import TreeId
from app.services.desk import Desk, space_of

MOST = 50
_LONGEST = 200  # characters; nobody types more into a search
_FACT = re.compile(r'(?:^|\s)([^\s:"]+):("[^"]+"|[^\s"]+)')


def search_skills(desk: Desk, text: str, tree: TreeId | None = None, most: int = MOST) -> tuple[Hit, ...]:
    """The skills that what was typed so far leads to, best first: of one tree, or of all that are published."""
    typed = text.replace("\0", "")[:_LONGEST]
    facts = {key: value.strip('"') for key, value in _FACT.findall(typed)}
    words = _FACT.sub(" ", typed).strip()
    if not words and not facts:
        return ()
    space = space_of(desk)
    with desk.database.reading() as connection:
        languages = trees.languages_of(connection, space, tree)
        return skill_search.search(connection, space, words, languages, facts, tree, most)
