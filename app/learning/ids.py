"""Ids: one type per noun, so that a child's id cannot be passed for a skill's.

Ids of things that people make are UUIDv7 (made in `app.system.ids`). What must be one of a kind gets a
UUIDv5 of its natural key, so that two devices that make it apart make the same row.
"""

from typing import NewType
from uuid import UUID, uuid5

SpaceId = NewType("SpaceId", UUID)
GrownUpId = NewType("GrownUpId", UUID)
ChildId = NewType("ChildId", UUID)
TreeId = NewType("TreeId", UUID)
SkillId = NewType("SkillId", UUID)
PlaySessionId = NewType("PlaySessionId", UUID)
AttemptId = NewType("AttemptId", UUID)

_LETTERGROVE = UUID("6c657474-6572-5f67-8f76-650000000001")


def key_id(*parts: object) -> UUID:
    """The id of what is one of a kind: UUIDv5 of its parts, joined by a character no part contains."""
    return uuid5(_LETTERGROVE, "\x1f".join(str(part) for part in parts))
