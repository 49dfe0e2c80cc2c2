"""The audit log: what was done to people and their data, by whom. It holds ids and kinds, never names or passwords."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.queries import audit_log
from app.services.desk import Desk, space_of

if TYPE_CHECKING:
    from app.data.database import Connection


class Deed(StrEnum):
    """What was done. Stored: append only."""

    SPACE_FOUNDED = "space-founded"
    SPACE_RENAMED = "space-renamed"
    SIGNED_IN = "signed-in"
    LOCKED_OUT = "locked-out"
    GROWN_UP_ADDED = "grown-up-added"
    GROWN_UP_RENAMED = "grown-up-renamed"
    GROWN_UP_REMOVED = "grown-up-removed"
    GROWN_UP_RESTORED = "grown-up-restored"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105 (a deed, not a password)
    ROLE_CHANGED = "role-changed"
    CHILD_ADDED = "child-added"
    CHILD_CHANGED = "child-changed"
    CHILD_REMOVED = "child-removed"
    CHILD_RESTORED = "child-restored"
    CHILD_ERASURE_DUE = "child-erasure-due"
    CHILD_ERASED = "child-erased"
    CHILDREN_JOINED = "children-joined"
    CHILDREN_SEPARATED = "children-separated"
    SECRET_GIVEN = "secret-given"  # noqa: S105 (as above)
    SETTING_CHANGED = "setting-changed"
    VOICE_RECORDED = "voice-recorded"
    VOICE_REMOVED = "voice-removed"
    LINKED = "linked"
    UNLINKED = "unlinked"
    PACK_INSTALLED = "pack-installed"
    PACK_REMOVED = "pack-removed"
    PACK_BROUGHT_BACK = "pack-brought-back"
    TREE_MADE = "tree-made"
    TREE_PUBLISHED = "tree-published"
    TREE_UNPUBLISHED = "tree-unpublished"
    TREE_REMOVED = "tree-removed"
    TREE_RESTORED = "tree-restored"
    TREE_IMPORTED = "tree-imported"
    SKILL_CHOSEN = "skill-chosen"
    SKILL_UNCHOSEN = "skill-unchosen"
    SKILL_STARTED = "skill-started"
    SKILL_LEARNED = "skill-learned"
    SKILL_REVIEWED = "skill-reviewed"
    SKILL_TAKEN_BACK = "skill-taken-back"
    DEMO_PLANTED = "demo-planted"


def note(desk: Desk, connection: Connection, deed: Deed, subject: UUID | None = None, **facts: object) -> None:
    """Write down a deed of whoever is at the desk, in the transaction that does it. `facts` are JSON values."""
    audit_log.append(connection, space_of(desk), desk.new_id(), desk.now(), desk.grown_up, deed.value, subject, facts)
