"""What people do on a device between two exchanges: plain SQL on its tables, as any program would, so that the triggers are tried too."""

import itertools
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from app.learning.aliases import alias_id
from app.learning.ids import ChildId, key_id
from tests.sync.simulator.devices import Machine
from tests.sync.simulator.programs import NEXT

NAMES = ("Mia", "mia", "Zoë", "Ζωή", "Ömer", "李", "ليلى", "O'Neil", 'the "fox"', "a\tb", "\U0001f98a", "Ana", "Ana-2", "नेहा")
_EDITS: dict[str, dict[str, Sequence[Any]]] = {
    "spaces": {"name": NAMES, "kind": ("household", "classroom")},
    "grown_ups": {"name": NAMES, "password_hash": (None, "h1", "h2")},
    "memberships": {"role": ("owner", "teacher", "helper")},
    "children": {
        "name": NAMES,
        "scarf": ("#ff0000", "#00ff00", "#0000ff"),
        "born": (None, "2020-01-01", "2019-06-01"),
        "letter_case": ("lower", "upper", "both"),
        "secret": (None, [1, 2, 3], [3, 2, 10]),
    },
    "child_languages": {"position": (0, 1, 2)},
    "skill_trees": {"name": NAMES},
    "skills": {"name": NAMES, "position": (1, 2, 3)},
    "skill_choices": {"kind": ("skip", "pin", "goal")},
    "play_sessions": {"turns": (6, 8, 12)},
}
_REMOVED = ("children", "child_languages", "grown_ups", "skill_choices", "skills", "skill_edges", "settings")
_LETTERS = ("skill_trees", "skills", "skill_edges")
_LATER_EDITS: dict[str, dict[str, Sequence[Any]]] = {"children": {"pet": ("owl", "ant", "zebra")}}
Written = list[tuple[str, str]]  # table, id
Doing = Callable[[Machine, random.Random], Written]


def act(machine: Machine, dice: random.Random, doings: Sequence[Doing]) -> Written:
    """Do one of these things on a device; which rows it wrote. Before the space has come to it there is nothing to do."""
    if _some(machine, dice, "spaces") is None:
        return []
    return dice.choice(doings)(machine, dice)


def found_household(machine: Machine, dice: random.Random) -> Written:
    """What a household has from the first day."""
    line, space = machine.store.line, machine.space
    line.execute("INSERT INTO spaces (space_id, kind, name) VALUES (%s, 'household', 'Home')", [space])
    grown_up = _id(dice)
    line.execute("INSERT INTO grown_ups (space_id, id, name) VALUES (%s, %s, 'Ann')", [space, grown_up])
    membership = key_id("membership", grown_up)
    line.execute("INSERT INTO memberships (space_id, id, grown_up_id, role) VALUES (%s, %s, %s, 'owner')", [space, membership, grown_up])
    written = [("spaces", str(space)), ("grown_ups", str(grown_up)), ("memberships", str(membership))]
    return [*written, *_letters(machine, dice), *_new_child(machine, dice), *_play(machine, dice), *_answer(machine, dice)]


def rename_space(machine: Machine, name: str) -> Written:
    """Edit the one row that every device has."""
    machine.store.line.execute("UPDATE spaces SET name = %s WHERE space_id = %s", [name, machine.space])
    return [("spaces", str(machine.space))] if machine.rows("spaces") else []


def _id(dice: random.Random) -> UUID:
    return UUID(int=dice.getrandbits(128), version=4)


def _now(machine: Machine) -> datetime:
    return datetime.fromtimestamp(max(0, machine.clock_ms()) / 1000, UTC)


def _some(machine: Machine, dice: random.Random, table: str, where: str = "true") -> UUID | None:
    """Any row of a table: always the same one for the same dice."""
    key = "space_id" if table == "spaces" else "id"
    found = machine.store.rows(f"SELECT {key} FROM {table} WHERE space_id = %s AND {where} ORDER BY 1", machine.space)
    return dice.choice(found)[0] if found else None


def _insert(machine: Machine, table: str, row: UUID, more: str = "", /, **values: Any) -> Written:
    """Insert a row; nothing is written where a rule or a row that is there forbids it."""
    columns = {"space_id": machine.space, "id": row, **values}
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) " + more + " RETURNING id").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns)), sql.SQL(", ").join([sql.Placeholder()] * len(columns))
    )
    done = machine.store.line.execute(statement, list(columns.values())).fetchone()
    return [(table, str(row))] if done else []


def _new_child(machine: Machine, dice: random.Random) -> Written:
    row = _id(dice)
    looks = {"friend": "fox", "scarf": "#ff0000", "backdrop": "#00ff00", "letter_case": "both", "letterform": "school"}
    written = _insert(machine, "children", row, name=dice.choice(NAMES), **looks)
    language = key_id("child-language", row, "en")
    return written + _insert(machine, "child_languages", language, child_id=row, language="en", position=0)


def _edit(machine: Machine, dice: random.Random) -> Written:
    return _edit_one(machine, dice, dice.choice((*_EDITS, "spaces", "spaces", "children")))  # some rows are edited by everyone


def _edit_one(machine: Machine, dice: random.Random, table: str) -> Written:
    row = _some(machine, dice, table)
    if row is None:
        return []
    edits = _EDITS[table] | (_LATER_EDITS.get(table, {}) if machine.program is NEXT else {})
    columns = dice.sample(list(edits), k=min(len(edits), dice.choice((1, 1, 2))))
    sets = sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(column)) for column in columns)
    key = sql.Identifier("space_id" if table == "spaces" else "id")
    statement = sql.SQL("UPDATE {} SET {} WHERE space_id = %s AND {} = %s").format(sql.Identifier(table), sets, key)
    machine.store.line.execute(statement, [*(dice.choice(edits[column]) for column in columns), machine.space, row])
    return [(table, str(row))]


def _remove_or_restore(machine: Machine, dice: random.Random) -> Written:
    return _remove_one(machine, dice, dice.choice(_REMOVED))


def _remove_one(machine: Machine, dice: random.Random, table: str) -> Written:
    row = _some(machine, dice, table)
    if row is None:
        return []
    gone = _now(machine) if dice.random() < 0.6 else None
    try:
        statement = sql.SQL("UPDATE {} SET deleted_at = %s WHERE space_id = %s AND id = %s").format(sql.Identifier(table))
        machine.store.line.execute(statement, [gone, machine.space, row])
    except psycopg.errors.CheckViolation:  # an edge that comes back may close a circle
        return []
    return [(table, str(row))]


def _join_or_separate(machine: Machine, dice: random.Random) -> Written:
    """Say that one child is the same as another, or that it is not, after all."""
    alias = _some(machine, dice, "child_aliases")
    if alias is not None and dice.random() < 0.5:
        gone = _now(machine) if dice.random() < 0.6 else None
        statement = "UPDATE child_aliases SET deleted_at = %s WHERE space_id = %s AND id = %s"
        machine.store.line.execute(statement, [gone, machine.space, alias])
        return [("child_aliases", str(alias))]
    child, other = _some(machine, dice, "children"), _some(machine, dice, "children")
    if child is None or other is None or child == other:
        return []
    row = alias_id((ChildId(child), ChildId(other)))
    return _insert(machine, "child_aliases", row, "ON CONFLICT DO NOTHING", child_id=child, same_as=other)


def _play(machine: Machine, dice: random.Random) -> Written:
    child = _some(machine, dice, "children")
    if child is None:
        return []
    now = _now(machine)
    sitting = {"game": 1, "language": "en", "turns": 8, "seed": dice.getrandbits(62), "started_at": now, "local_day": now.date()}
    return _insert(machine, "play_sessions", _id(dice), child_id=child, **sitting)


def _answer(machine: Machine, dice: random.Random) -> Written:
    sitting, skill = _some(machine, dice, "play_sessions"), _some(machine, dice, "skills")
    if sitting is None or skill is None:
        return []
    child = machine.store.value("SELECT child_id FROM play_sessions WHERE space_id = %s AND id = %s", machine.space, sitting)
    now = _now(machine)
    written: Written = []
    for turn in range(dice.choice((1, 1, 1, 4))):
        said = {"asked": "a", "answered": dice.choice("ab"), "choices": "a\x1fb\x1fc", "correct": dice.random() < 0.8, "aided": False}
        numbers = {"took_ms": dice.randrange(5000), "game": 1, "turn": turn, "try_number": 1}
        whose = {"child_id": child, "play_session_id": sitting, "skill_id": skill, "occurred_at": now, "local_day": now.date()}
        more = {"cheered": dice.choice((None, True, False))} if machine.program is NEXT else {}
        written += _insert(machine, "attempts", _id(dice), **whose, **numbers, **said, **more)
    return written


def _badge(machine: Machine, dice: random.Random) -> Written:
    child = _some(machine, dice, "children")
    if child is None:
        return []
    attempt = _some(machine, dice, "attempts", f"child_id = '{child}'")
    kind = dice.choice(("days-3", "days-7"))
    earned = {"kind": kind, "award": "days", "reached": 3, "attempt_id": attempt, "earned_at": _now(machine)}
    return _insert(machine, "badges", key_id("badge", child, kind), "ON CONFLICT DO NOTHING", child_id=child, **earned)


def _setting(machine: Machine, dice: random.Random) -> Written:
    key = dice.choice(("rounds", "volume", "calm"))
    value = Jsonb(dice.choice((1, 2, "loud", True, ["a", 1])))
    more = "ON CONFLICT (space_id, id) DO UPDATE SET value = excluded.value, deleted_at = NULL"
    return _insert(machine, "settings", key_id("setting", "space", key), more, key=key, value=value)


def _letters(machine: Machine, dice: random.Random) -> Written:
    """The letters of a language, as they come with the program: the same rows on every device, with stamps of zero."""
    del dice
    zero, made = UUID(int=0), datetime(2026, 1, 1, tzinfo=UTC)
    tree, skills = key_id("tree", "en"), [key_id("skill", "en", letter) for letter in "abc"]
    more, zeros = "ON CONFLICT DO NOTHING", {"sync_stamp": zero, "created_at": made}
    written = _insert(machine, "skill_trees", tree, more, name="English", language="en", pack="en", pack_version=1, **zeros)
    for place, (letter, skill) in enumerate(zip("abc", skills, strict=True)):
        form = {"letter": letter, "letter_case": "both", "aspect": "sound", "position": place}
        written += _insert(machine, "skills", skill, more, tree_id=tree, name=letter, language="en", **form, **zeros)
    for before, after in itertools.pairwise(skills):
        edge = {"skill_id": after, "prerequisite_id": before, "minimum_level": 2}
        written += _insert(machine, "skill_edges", key_id("edge", before, after), more, **edge, **zeros)
    return written


def _audit(machine: Machine, dice: random.Random) -> Written:
    grown_up = _some(machine, dice, "grown_ups")
    return _insert(machine, "audit_log", _id(dice), occurred_at=_now(machine), action="add-child", grown_up_id=grown_up, subject_id=None)


def _choose(machine: Machine, dice: random.Random) -> Written:
    child, skill = _some(machine, dice, "children"), _some(machine, dice, "skills")
    if child is None or skill is None:
        return []
    by = _some(machine, dice, "grown_ups")
    return _insert(machine, "skill_choices", _id(dice), child_id=child, skill_id=skill, kind=dice.choice(("skip", "pin")), grown_up_id=by)


def _edit_space(machine: Machine, dice: random.Random) -> Written:
    """The one row that everybody has."""
    return _edit_one(machine, dice, "spaces")


def _edit_child(machine: Machine, dice: random.Random) -> Written:
    return _edit_one(machine, dice, "children")


def _edit_pet(machine: Machine, dice: random.Random) -> Written:
    """The column that only the next program has."""
    child = _some(machine, dice, "children")
    if machine.program is not NEXT or child is None:
        return []
    machine.store.line.execute(
        "UPDATE children SET pet = %s WHERE space_id = %s AND id = %s", [dice.choice(("owl", "ant", "zebra")), machine.space, child]
    )
    return [("children", str(child))]


def _edit_letters(machine: Machine, dice: random.Random) -> Written:
    """Rows that came with the program are edited, removed, brought back, or copied in anew."""
    table = dice.choice(_LETTERS)
    return dice.choice((_remove_one, _edit_one))(machine, dice, table) if table in _EDITS else _remove_one(machine, dice, table)


def _song(machine: Machine, dice: random.Random) -> Written:
    """A row of the table that only the next program has; written, or edited, or removed."""
    if machine.program is not NEXT:
        return []
    child, song, title = _some(machine, dice, "children"), _some(machine, dice, "songs"), dice.choice(NAMES)
    if song is not None and dice.random() < 0.6:
        if dice.random() < 0.3:
            return _remove_one(machine, dice, "songs")
        machine.store.line.execute("UPDATE songs SET title = %s WHERE space_id = %s AND id = %s", [title, machine.space, song])
        return [("songs", str(song))]
    return [] if child is None else _insert(machine, "songs", _id(dice), child_id=child, title=title)


EVEN: tuple[Doing, ...] = (
    _new_child, _edit, _edit, _edit, _remove_or_restore, _play, _answer, _answer, _badge, _setting, _letters, _audit, _choose,
    _join_or_separate,
)  # fmt: skip
ONE_ROW: tuple[Doing, ...] = (_edit_space, _edit_space, _setting)
OF_A_CHILD: tuple[Doing, ...] = (_new_child, _edit_child, _badge, _badge, _play, _answer, _choose, _join_or_separate)
BUILT_IN: tuple[Doing, ...] = (_edit_letters, _edit_letters, _edit_letters, _letters, _choose)
SKEWED: tuple[Doing, ...] = (*EVEN, *(_edit_pet,) * 7, *(_song,) * 7, _answer, _answer, _answer)
SKEWED_ROWS: tuple[Doing, ...] = (_edit_child, *(_edit_pet,) * 4, *(_song,) * 4, _answer, _answer, _new_child)
