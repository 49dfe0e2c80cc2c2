"""A child that knows some letters already, so that every game has enough to ask."""

from __future__ import annotations

from datetime import timedelta

from app.data.queries import mastery
from app.learning.aliases import alone
from app.learning.grove import child_order
from app.learning.ids import AttemptId
from app.learning.mastery import Standing
from app.learning.people import Case, Child
from app.learning.skills import Aspect, Status
from app.services.desk import Desk, space_of
from app.services.languages import language_of, pack
from app.services.settings import preferences_of
from app.services.trees import tree_for_play
from app.system.ids import new_id


def knows(desk: Desk, child: Child, letters: int = 10, leaves: int = 3, case: Case = Case.LOWER) -> tuple[str, ...]:
    """Let the child be secure in sound, name and pictures of its first letters; their keys."""
    pack_ = pack(language_of(child))
    with desk.database.transaction() as connection:
        tree = tree_for_play(connection, space_of(desk), pack_)
        known = child_order(pack_, preferences_of(connection, desk, child, alone(child.id)))[:letters]
        at = desk.now() - timedelta(days=2)
        standings = [
            Standing(child.id, skill.id, Status.GROWING, leaves, 12, None, None, at, AttemptId(new_id()), {"secure": at.date().isoformat()})
            for skill in tree.skills
            if skill.letter in known and skill.case is case and skill.aspect is not Aspect.SHAPE
        ]
        mastery.keep(connection, space_of(desk), standings)
    return known
