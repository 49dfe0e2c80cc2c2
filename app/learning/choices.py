"""What grown-ups choose and note about a child's skills."""

from dataclasses import dataclass
from enum import StrEnum

from app.learning.ids import SkillId


class Choice(StrEnum):
    """What a grown-up has chosen about a skill for one child. Stored."""

    SKIP = "skip"  # need not be learned: what depends on it opens as if it had bloomed
    PIN = "pin"  # comes first among what is next
    GOAL = "goal"  # what the child is on its way to
    NOT_FOR_CHILD = "not-for-child"  # left aside: as a skip, and shown faintly and counted nowhere


class Mark(StrEnum):
    """What a grown-up has seen of an ability. Stored: append only."""

    STARTED = "started"
    LEARNED = "learned"
    REVIEWED = "reviewed"
    TAKEN_BACK = "taken-back"  # the last mark that counts was a slip


@dataclass(frozen=True, slots=True)
class Choices:
    """All that was chosen for a child: the skills of each choice."""

    skipped: frozenset[SkillId] = frozenset()
    pinned: frozenset[SkillId] = frozenset()
    goals: frozenset[SkillId] = frozenset()
    left_aside: frozenset[SkillId] = frozenset()

    @property
    def passed(self) -> frozenset[SkillId]:
        """What need not be learned and opens what depends on it."""
        return self.skipped | self.left_aside

    def of(self, skill: SkillId) -> frozenset[Choice]:
        """What was chosen about one skill."""
        held = (
            (Choice.SKIP, self.skipped),
            (Choice.PIN, self.pinned),
            (Choice.GOAL, self.goals),
            (Choice.NOT_FOR_CHILD, self.left_aside),
        )
        return frozenset(choice for choice, skills in held if skill in skills)
