"""Reading a file of a tree with care: text, JSON with the line of every value, and the checks that hold for every format."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NoReturn
from uuid import UUID

from app.learning.ids import SkillId, key_id
from app.learning.names import LONGEST_TITLE, checked_title
from app.learning.problems import Problem, Trouble
from app.learning.skills import Edge, Graph, Skill, SkillTree
from app.learning.tree_edits import EDGES_MOST, SKILLS_MOST, EdgeKey, checked, key_of
from app.learning.tree_formats.places import line_of

Line = Callable[[], int]  # looked up only for what is wrong
BYTES_MOST = 64_000_000
DEPTH_MOST = 40
_BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def wrong(line: int, place: str, reason: str) -> Problem:
    """The problem of a file that cannot be read."""
    where = f"line {line}" + (f", {place}" if place else "")
    return Problem(Trouble.TREE_FILE_WRONG, line=line, place=where, reason=reason)


def as_text(data: bytes) -> str:
    """The text of a file: UTF-8, or UTF-16 that says so. Problem when it is too large, or in no such encoding."""
    if len(data) > BYTES_MOST:
        raise wrong(1, "", f"it is larger than {BYTES_MOST // 1_000_000} MB")
    encoding = _BYTE_ORDER_MARKS.get(data[:2], "utf-8")
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise wrong(line, "", "the text is not in UTF-8; save it in that encoding") from error
    if not text.strip():
        raise wrong(1, "", "it is empty")
    return text


class Value:
    """A JSON object of a file, its text and its place (`skills[3]`), so that what is wrong can be told with the line."""

    def __init__(self, facts: Mapping[str, Any], text: str, path: tuple[str | int, ...]) -> None:
        self._facts, self._text, self._path = facts, text, path

    @classmethod
    def read(cls, data: bytes) -> Value:
        """The object that a whole file is."""
        text = as_text(data)
        try:
            facts = json.loads(text, parse_constant=_no_number)
        except json.JSONDecodeError as error:
            raise wrong(error.lineno, "", "it is not JSON here, or it ends too early") from error
        except (ValueError, RecursionError) as error:
            raise wrong(1, "", "it is nested too deeply, or holds a number that is none") from error
        if not isinstance(facts, dict):
            raise wrong(1, "", "it does not hold one object")
        if _deeper(facts, DEPTH_MOST):
            raise wrong(1, "", f"it is nested more than {DEPTH_MOST} deep")
        return cls(facts, text, ())

    def line(self, key: str | int | None = None) -> int:
        """The line on which this object, or a value of it, begins."""
        return line_of(self._text, (*self._path, key) if key is not None else self._path)

    def wrong(self, key: str | None, reason: str) -> NoReturn:
        """Say that a value is wrong, and why; None: the object itself."""
        path = (*self._path, key) if key is not None else self._path
        there = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
        raise wrong(line_of(self._text, path), there, reason)

    def has(self, key: str) -> bool:
        """Whether there is a value, and not null."""
        return self._facts.get(key) is not None

    def text(self, key: str, usual: str | None = None) -> str:
        """A text; `usual` where there is none, which is wrong without it."""
        value = self._facts.get(key, usual)
        if value is None:
            value = usual
        if not isinstance(value, str):
            self.wrong(key if key in self._facts else None, "a text is missing" if value is None else "this is not a text")
        if "\0" in value or not _is_unicode(value):
            self.wrong(key, "it has signs that are no text")
        return value

    def number(self, key: str, usual: int, least: int, most: int) -> int:
        """A whole number."""
        value = self._facts.get(key, usual)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.wrong(key, f"this is not a whole number from {least} to {most}")
        return value

    def uuid(self, key: str) -> UUID:
        """A UUID."""
        value = self.text(key)
        try:
            return UUID(value)
        except ValueError:
            self.wrong(key, "this is not a UUID")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where there is none."""
        value = self._facts.get(key) or []
        if not isinstance(value, list) or not all(isinstance(one, str) and "\0" not in one and _is_unicode(one) for one in value):
            self.wrong(key, "this is not a list of texts")
        return tuple(value)

    def object(self, key: str) -> Value:
        """An object within this one."""
        value = self._facts.get(key)
        if not isinstance(value, dict):
            self.wrong(key if key in self._facts else None, f"the object {key} is missing")
        return Value(value, self._text, (*self._path, key))

    def objects(self, key: str, most: int) -> Iterator[Value]:
        """The objects of a list, none where there is no list."""
        value = self._facts.get(key) or []
        if not isinstance(value, list):
            self.wrong(key, "this is not a list")
        if len(value) > most:
            self.wrong(key, f"these are {len(value)}; {most} is the most")
        for place, one in enumerate(value):
            if not isinstance(one, dict):
                raise wrong(line_of(self._text, (*self._path, key, place)), f"{key}[{place}]", "this is not an object")
            yield Value(one, self._text, (*self._path, key, place))

    def more(self, key: str) -> dict[str, Any]:
        """An object of any content, as it stands."""
        value = self._facts.get(key) or {}
        if not isinstance(value, dict):
            self.wrong(key, "this is not an object")
        written = json.dumps(value, ensure_ascii=False)
        if "\\u0000" in written or not _is_unicode(written):
            self.wrong(key, "it has signs that are no text")
        return value


def titled(text: str, description: str) -> tuple[str, str, bool]:
    """A name that a skill can have, and the description: of a longer name the whole goes there. The flag says that it was shortened.

    Raises Problem NAME_* for what cannot be a name.
    """
    if len(text.strip()) <= LONGEST_TITLE:
        return checked_title(text), description, False
    cut = text.strip()[: LONGEST_TITLE - 1].rsplit(" ", 1)[0]
    whole = text.strip() if not description else f"{text.strip()}\n\n{description}"
    return checked_title(f"{cut}…"), whole, True


def id_in(tree: UUID, name: str) -> SkillId:
    """The id of a skill by its name in a foreign file: the UUID that it is, or one made of it."""
    try:
        return SkillId(UUID(name))
    except ValueError:
        return SkillId(key_id("imported", tree, name))


def checked_tree(blank: SkillTree, skills: Sequence[tuple[Skill, Line]], edges: Sequence[tuple[Edge, Line]]) -> SkillTree:
    """A tree of skills and edges, each with the line it stands on. Problem when one cannot be, or they do not fit together."""
    if len(skills) > SKILLS_MOST or len(edges) > EDGES_MOST:
        raise wrong(1, "", f"it has more than {SKILLS_MOST} skills or {EDGES_MOST} edges")
    lines: dict[SkillId, Line] = {}
    kept = []
    for skill, line in skills:
        if skill.id in lines:
            raise wrong(line(), "", f"the skill “{skill.name}” has the id of the one on line {lines[skill.id]()}")
        lines[skill.id] = line
        try:
            kept.append(checked(skill, blank.id))
        except Problem as problem:
            raise wrong(line(), "", _reason(problem)) from problem
    drawn: dict[EdgeKey, Line] = {}
    for edge, line in edges:
        missing = next((end for end in (edge.skill, edge.prerequisite) if end not in lines), None)
        if missing is not None:
            raise wrong(line(), "", f"this edge leads to a skill that is not in the file: {missing}")
        if edge.skill == edge.prerequisite:
            raise wrong(line(), "", "a skill cannot come before itself")
        if key_of(edge) in drawn:
            raise wrong(line(), "", f"this edge stands on line {drawn[key_of(edge)]()} already")
        drawn[key_of(edge)] = line
    kept.sort(key=lambda skill: (skill.position, skill.id.int))
    tree = replace(blank, skills=tuple(kept), edges=tuple(edge for edge, _ in edges))
    _without_circle(tree, [line for _, line in edges])
    return tree


def _without_circle(tree: SkillTree, lines: Sequence[Line]) -> None:
    stamped = tuple(replace(edge, stamp=f"{place:09}") for place, edge in enumerate(tree.edges))  # the last written closes the circle
    graph = Graph(replace(tree, edges=stamped))
    if graph.dag.aside:
        place = min(graph.dag.aside)
        before, after = graph.dag.pairs[place]
        names = [tree.skills[one].name for one in graph.dag.circle_with(before, after)]
        raise wrong(lines[place](), "", f"these skills wait for one another: {' → '.join([*names, names[0]])}")


def _reason(problem: Problem) -> str:
    """Why a skill cannot be, in a few words."""
    return {
        Trouble.NAME_EMPTY: "a skill has no name",
        Trouble.NAME_TOO_LONG: f"a name has more than {LONGEST_TITLE} characters",
        Trouble.NAME_NOT_TEXT: "a name has signs that cannot be shown",
    }.get(problem.trouble) or str(problem.facts.get("reason", problem.trouble.value))


def named(text: str, line: int) -> str:
    """A checked name of a tree. Problem with the line."""
    try:
        return checked_title(text)
    except Problem as problem:
        raise wrong(line, "", _reason(problem)) from problem


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _deeper(value: object, depth: int) -> bool:
    if depth < 0:
        return True
    if isinstance(value, dict):
        return any(_deeper(one, depth - 1) for one in value.values())
    return isinstance(value, list) and any(_deeper(one, depth - 1) for one in value)
