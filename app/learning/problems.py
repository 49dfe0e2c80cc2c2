"""What can go wrong, as a code with facts.

Only `app.ui.words` and `app.cli` turn a problem into words. Every code has a sentence and an action there; a test holds that.
"""

from collections.abc import Mapping
from enum import StrEnum


class Trouble(StrEnum):
    """The code of a problem."""

    # the database and the disk
    DATABASE_ADDRESS_WRONG = "database-address-wrong"
    DATABASE_UNREACHABLE = "database-unreachable"
    DATABASE_MISSING = "database-missing"
    DATABASE_REFUSED_PASSWORD = "database-refused-password"  # noqa: S105 (a code, not a password)
    DATABASE_WITHOUT_RIGHTS = "database-without-rights"
    DATABASE_NOT_SECURE = "database-not-secure"
    DATABASE_TOO_OLD = "database-too-old"
    DATABASE_IS_HUB = "database-is-hub"
    BACKUP_TOOL_MISSING = "backup-tool-missing"
    SCHEMA_NEWER = "schema-newer"
    CLUSTER_NEWER = "cluster-newer"
    CLUSTER_OLDER = "cluster-older"
    CLUSTER_BUSY = "cluster-busy"
    CLUSTER_FAILED = "cluster-failed"
    CLUSTER_IN_USE = "cluster-in-use"
    DISK_FULL = "disk-full"
    FOLDER_NOT_WRITABLE = "folder-not-writable"
    # people
    NAME_EMPTY = "name-empty"
    NAME_TOO_LONG = "name-too-long"
    NAME_NOT_TEXT = "name-not-text"
    BORN_IN_FUTURE = "born-in-future"
    PASSWORD_WRONG = "password-wrong"  # noqa: S105
    PASSWORD_TOO_SHORT = "password-too-short"  # noqa: S105
    LOCKED_OUT = "locked-out"
    NOT_ALLOWED = "not-allowed"
    LAST_OWNER = "last-owner"
    SECRETS_USED_UP = "secrets-used-up"
    NOT_FOUND = "not-found"
    SETTING_WRONG = "setting-wrong"
    SPACE_FOUNDED = "space-founded"
    SPACE_HAS_CHILDREN = "space-has-children"
    # the shared server (a hub), and the way to it
    HUB_ADDRESS_WRONG = "hub-address-wrong"
    HUB_ADDRESS_MISSING = "hub-address-missing"
    HUB_UNREACHABLE = "hub-unreachable"
    HUB_NOT_TRUSTED = "hub-not-trusted"
    HUB_NOT_SECURE = "hub-not-secure"
    HUB_WRONG = "hub-wrong"
    HUB_BUSY = "hub-busy"
    HUB_FULL = "hub-full"
    HUB_ANSWER_BROKEN = "hub-answer-broken"
    HUB_FAILED = "hub-failed"
    HUB_TOO_OLD = "hub-too-old"
    PROGRAM_TOO_OLD = "program-too-old"
    LINK_ENDED = "link-ended"
    LINK_NOT_ALLOWED = "link-not-allowed"
    CLOCK_WRONG = "clock-wrong"
    SYNC_ELSEWHERE = "sync-elsewhere"
    ALREADY_LINKED = "already-linked"
    NOT_LINKED = "not-linked"
    JOIN_NEEDS_ROLE = "join-needs-role"
    CODE_MISTYPED = "code-mistyped"
    CODE_UNKNOWN = "code-unknown"
    CODE_USED = "code-used"
    CODE_EXPIRED = "code-expired"
    CARRY_NO_FILE_OF_OURS = "carry-no-file-of-ours"
    CARRY_PASSPHRASE_WRONG = "carry-passphrase-wrong"  # noqa: S105
    CARRY_BROKEN = "carry-broken"
    CARRY_OTHER_SPACE = "carry-other-space"
    FILE_NOT_READABLE = "file-not-readable"
    FILE_NOT_WRITABLE = "file-not-writable"
    HUB_UNKNOWN = "hub-unknown"
    HUB_WITHOUT_RIGHTS = "hub-without-rights"
    COMPUTER_UNKNOWN = "computer-unknown"
    SPACE_UNKNOWN = "space-unknown"
    HUB_PLACE_TAKEN = "hub-place-taken"
    NO_HUB_THERE = "no-hub-there"
    PORT_TAKEN = "port-taken"
    CERTIFICATE_WRONG = "certificate-wrong"
    GATEWAY_MISSING = "gateway-missing"
    # content
    LANGUAGE_UNKNOWN = "language-unknown"
    PACK_BROKEN = "pack-broken"
    PACK_REFUSED = "pack-refused"
    PACK_NOT_FETCHED = "pack-not-fetched"
    PACK_CANCELLED = "pack-cancelled"
    RESOURCE_BROKEN = "resource-broken"
    # skill trees
    TREE_CLOSES_CIRCLE = "tree-closes-circle"
    TREE_WRONG = "tree-wrong"
    TREE_CHANGED = "tree-changed"
    TREE_PUBLISHED = "tree-published"
    TREE_FILE_WRONG = "tree-file-wrong"
    SKILL_LOCKED = "skill-locked"
    SKILL_IS_PLAYED = "skill-is-played"
    # the machine
    SETTINGS_BROKEN = "settings-broken"
    NO_SOUND = "no-sound"
    NO_VOICE = "no-voice"
    NO_MICROPHONE = "no-microphone"
    NOTHING_HEARD = "nothing-heard"
    SOUND_FILE_WRONG = "sound-file-wrong"
    SOUND_FILE_TOO_LONG = "sound-file-too-long"
    UNEXPECTED = "unexpected"


class Problem(Exception):
    """Something a person can be told about, with the facts that the sentence needs."""

    def __init__(self, trouble: Trouble, **facts: object) -> None:
        super().__init__(trouble, facts)
        self.trouble = trouble
        self.facts: Mapping[str, object] = facts

    def __str__(self) -> str:
        return f"{self.trouble}: " + ", ".join(f"{name}={fact}" for name, fact in self.facts.items())
