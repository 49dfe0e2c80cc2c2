"""The sync contract: which tables travel between devices and a hub, and how each column does. Numbered apart from the schema's revisions.

`TABLES` stands in foreign-key order: parents first. A later table, or a later column of a table, is one line here, with the contract
number from which on it travels (`since`); nothing is ever taken away or given another type. A device and a hub of different numbers
understand each other (docs/sync.md, "Versions").

What a device keeps to itself: `revision` of a tree, which it counts; failed tries and the lock-out of a membership (a child that
hammers at one gate must not lock its parents out everywhere); `updated_at`, which stamps say better; mastery and practice days, which
every replica folds from the facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.learning.people import Role
from app.learning.roles import Action, may

CONTRACT = 1
OLDEST_CONTRACT = 1  # the oldest that a hub of this program still speaks


class Kind(StrEnum):
    """How the rows of a table merge: records column by column, the later stamp wins; facts as a set that only grows."""

    RECORD = "record"
    FACT = "fact"


class OnErase(StrEnum):
    """What becomes of a row when the row it names is erased: it goes too, or it lets go of it."""

    GO = "go"
    LET_GO = "let go"


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it travels: its PostgreSQL type; `default` is an SQL literal for who does not know it; None with `required`: none."""

    name: str
    type: str
    required: bool = True
    default: str | None = None
    since: int = 1


@dataclass(frozen=True, slots=True)
class Parent:
    """A column that names a row of another table of the space. `checked`: the row must be there."""

    column: str
    table: str
    on_erase: OnErase
    checked: bool = True


@dataclass(frozen=True, slots=True)
class SyncedTable:
    """A table that travels; `columns` are all but `space_id` and `id`.

    `key` is the column that is called `id` on the way (`space_id` of spaces). `action` is what a device's role must be allowed to do
    so that it may write the table; None: every role may. `built_in`: rows with a stamp of zero come with the program, from anyone.
    `when` is the time by which facts are put into months.
    """

    name: str
    kind: Kind
    columns: tuple[Column, ...]
    parents: tuple[Parent, ...] = ()
    action: Action | None = None
    built_in: bool = False
    when: str | None = None
    key: str = "id"
    since: int = 1


def _text(name: str, *, required: bool = True, default: str | None = None) -> Column:
    return Column(name, "text", required, default)


def _uuid(name: str, *, required: bool = True) -> Column:
    return Column(name, "uuid", required)


def _number(name: str, *, required: bool = True, default: str | None = None) -> Column:
    return Column(name, "smallint", required, default)


def _moment(name: str, *, required: bool = True) -> Column:
    return Column(name, "timestamptz", required)


# Every record has them. `created_at` is never edited: its stamp is the row's own (docs/sync.md, "Stamps").
ANCHOR = "created_at"
_RECORD = (_moment(ANCHOR), _moment("deleted_at", required=False))


def _record(
    name: str,
    columns: tuple[Column, ...],
    parents: tuple[Parent, ...] = (),
    action: Action | None = None,
    *,
    built_in: bool = False,
    key: str = "id",
) -> SyncedTable:
    return SyncedTable(name, Kind.RECORD, (*columns, *_RECORD), parents, action, built_in, key=key)


_CHILD = Parent("child_id", "children", OnErase.GO)
_SKILL = Parent("skill_id", "skills", OnErase.GO)
_GROWN_UP = Parent("grown_up_id", "grown_ups", OnErase.GO)
_BY_GROWN_UP = Parent("grown_up_id", "grown_ups", OnErase.LET_GO)

TABLES = (
    _record("spaces", (_text("kind"), _text("name")), action=Action.RENAME_SPACE, key="space_id"),
    _record("grown_ups", (_text("name"), _text("password_hash", required=False)), action=Action.MANAGE_GROWN_UPS),
    _record("memberships", (_uuid("grown_up_id"), _text("role")), (_GROWN_UP,), Action.MANAGE_GROWN_UPS),
    _record(
        "children",
        (
            _text("name"),
            _text("friend"),
            _text("scarf"),
            _text("backdrop"),
            Column("born", "date", required=False),
            _text("letter_case"),
            _text("letterform"),
            Column("secret", "smallint[]", required=False),
        ),
        action=Action.CHANGE_CHILD,
    ),
    _record("child_languages", (_uuid("child_id"), _text("language"), _number("position")), (_CHILD,), Action.CHANGE_CHILD),
    _record(
        "child_aliases",
        (_uuid("child_id"), _uuid("same_as")),
        (_CHILD, Parent("same_as", "children", OnErase.GO)),
        Action.CHANGE_CHILD,
    ),
    _record(
        "skill_trees",
        (
            _text("name"),
            _text("language"),
            _text("pack", required=False),
            Column("pack_version", "integer", default="0"),
            _text("description", default="''"),
            _text("author", default="''"),
            _text("edition", default="'published'"),
            _uuid("replaces_id", required=False),
            Column("more_facts", "jsonb", default="'{}'"),
        ),
        action=Action.CHANGE_SKILLS,
        built_in=True,
    ),
    _record(
        "skills",
        (
            _uuid("tree_id"),
            _text("name"),
            _text("language"),
            _text("letter"),
            _text("letter_case"),
            _text("aspect"),
            Column("position", "integer"),
            _text("description", default="''"),
            Column("tags", "jsonb", default="'[]'"),
            Column("spot_right", "integer", required=False),
            Column("spot_down", "integer", required=False),
            Column("opens_on", "date", required=False),
            _uuid("stands_for_id", required=False),
            _uuid("replaced_by_id", required=False),
            Column("more_facts", "jsonb", default="'{}'"),
        ),
        (Parent("tree_id", "skill_trees", OnErase.GO),),
        Action.CHANGE_SKILLS,
        built_in=True,
    ),
    _record(
        "skill_edges",
        (
            _uuid("skill_id"),
            _uuid("prerequisite_id"),
            _number("any_of", default="0"),
            _number("minimum_level"),
            _number("minimum_score", required=False),
        ),
        (_SKILL, Parent("prerequisite_id", "skills", OnErase.GO)),
        Action.CHANGE_SKILLS,
        built_in=True,
    ),
    _record(
        "skill_choices",
        (_uuid("child_id"), _uuid("skill_id"), _text("kind"), _uuid("grown_up_id", required=False)),
        (_CHILD, _SKILL, _BY_GROWN_UP),
        Action.CHANGE_SKILLS,
    ),
    _record(
        "settings",
        (_uuid("child_id", required=False), _uuid("grown_up_id", required=False), _text("key"), Column("value", "jsonb")),
        (_CHILD, _GROWN_UP),
        Action.CHANGE_SETTINGS,
    ),
    _record(
        "voices",
        (
            _text("language"),
            _text("kind"),
            _text("key"),
            _text("sha256"),
            Column("length_ms", "integer"),
            Column("size", "integer"),
            _uuid("recorded_by", required=False),
            _moment("recorded_at"),
        ),
        (Parent("recorded_by", "grown_ups", OnErase.LET_GO),),
        Action.RECORD_VOICES,
    ),
    _record(
        "play_sessions",
        (
            _uuid("child_id"),
            _number("game"),
            _text("language"),
            _number("turns"),
            Column("seed", "bigint"),
            _moment("started_at"),
            _moment("ended_at", required=False),
            Column("local_day", "date"),
        ),
        (_CHILD,),
    ),
    SyncedTable(
        "attempts",
        Kind.FACT,
        (
            _moment("occurred_at"),
            _uuid("child_id"),
            _uuid("play_session_id"),
            _uuid("skill_id"),
            Column("local_day", "date"),
            Column("took_ms", "integer"),
            _number("game"),
            _number("turn"),
            _number("try_number"),
            Column("correct", "boolean"),
            Column("aided", "boolean"),
            _text("asked"),
            _text("answered"),
            _text("choices"),
            _text("prompt", default="''"),
        ),
        (_CHILD, Parent("play_session_id", "play_sessions", OnErase.GO), _SKILL),
        when="occurred_at",
    ),
    SyncedTable(
        "badges",
        Kind.FACT,
        (
            _moment("earned_at"),
            _uuid("child_id"),
            _text("kind"),
            _text("award"),
            _text("language", required=False),
            _number("reached", required=False),
            _uuid("skill_id", required=False),
            _uuid("attempt_id", required=False),
        ),
        (_CHILD, _SKILL, Parent("attempt_id", "attempts", OnErase.LET_GO)),
        when="earned_at",
    ),
    SyncedTable(
        "skill_marks",
        Kind.FACT,
        (
            _moment("occurred_at"),
            _uuid("child_id"),
            _uuid("skill_id"),
            _text("kind"),
            _number("score", required=False),
            Column("local_day", "date"),
            _uuid("grown_up_id", required=False),
        ),
        (_CHILD, _SKILL, _BY_GROWN_UP),
        Action.CHANGE_SKILLS,
        when="occurred_at",
    ),
    SyncedTable(
        "tree_editions",
        Kind.FACT,
        (
            _moment("published_at"),
            _uuid("tree_id"),
            Column("number", "integer"),
            _uuid("grown_up_id", required=False),
            Column("content", "jsonb"),
        ),
        (Parent("tree_id", "skill_trees", OnErase.GO), _BY_GROWN_UP),
        Action.CHANGE_SKILLS,
        when="published_at",
    ),
    SyncedTable(
        "audit_log",
        Kind.FACT,
        (
            _moment("occurred_at"),
            _uuid("grown_up_id", required=False),
            _text("action"),
            _uuid("subject_id", required=False),
            Column("facts", "jsonb", default="'{}'"),
        ),
        # What was noted about someone who is erased goes too; the subject itself may be of any table, and long gone.
        (_BY_GROWN_UP, Parent("subject_id", "children", OnErase.GO, checked=False)),
        when="occurred_at",
    ),
)

TABLE: Mapping[str, SyncedTable] = {table.name: table for table in TABLES}
ERASABLE = ("children", "grown_ups")  # people; what belongs to them goes with them


def writable(role: Role) -> tuple[str, ...]:
    """The tables whose rows a device of this role may write."""
    return tuple(table.name for table in TABLES if table.action is None or may(role, table.action))
