"""Moodle's competency frameworks as CSV. A competency that has others below it is learned once those are: they come before it.

Moodle knows no prerequisites beyond that, so the edges of a tree are written as cross-references, which have no direction there.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from app.learning.ids import SkillId, TreeId, key_id
from app.learning.people import Case
from app.learning.problems import Problem
from app.learning.skills import LONGEST_DESCRIPTION, Aspect, Edge, Level, Skill, SkillTree
from app.learning.tree_edits import GROUP_MOST, SKILLS_MOST
from app.learning.tree_formats.found import Found, Losses, TreeFormat, Written
from app.learning.tree_formats.reading import Line, as_text, checked_tree, id_in, named, titled, wrong

_PARENT, _ID, _NAME, _DESCRIPTION, _RELATED, _FRAMEWORK = (
    "Parent ID number", "ID number", "Short name", "Description", "Cross-referenced competency ID numbers", "Is framework",
)  # fmt: skip
_COLUMNS = (
    _PARENT, _ID, _NAME, _DESCRIPTION, "Description format", "Scale values", "Scale configuration", "Rule type (optional)",
    "Rule outcome (optional)", "Rule config (optional)", _RELATED, "Exported ID (optional)", _FRAMEWORK, "Taxonomy",
)  # fmt: skip
_SCALE = ("Not yet competent,Competent", '[{"scaleid":"2"},{"id":2,"scaledefault":1,"proficient":1}]')
_CELL_MOST = 200_000  # characters


@dataclass(frozen=True, slots=True)
class _Row:
    """A row by its columns, and its line."""

    cells: dict[str, str]
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()


def looks_right(text: str) -> bool:
    """Whether the first row names the columns that this format cannot do without."""
    try:
        head = next(csv.reader(io.StringIO(text)), [])
    except csv.Error:
        return False
    return {_ID, _NAME} <= {cell.strip() for cell in head}


def read(data: bytes) -> Found:
    """The tree in a file. Raises Problem TREE_FILE_WRONG."""
    rows, losses = list(_rows(as_text(data))), Losses()
    frame = next((row for row in rows if row[_FRAMEWORK] in ("1", "true")), None)
    if frame is None:
        raise wrong(2, _FRAMEWORK, "no row says that it is the framework")
    tree = TreeId(key_id("moodle", frame[_ID] or frame[_NAME]))
    blank = SkillTree(
        tree, named(frame[_NAME][:200], frame.line), "en", None, 0, 0, (), (), frame[_DESCRIPTION][:LONGEST_DESCRIPTION]
    )
    skills, edges = [], []
    seen: dict[SkillId, int] = {}
    for place, row in enumerate(row for row in rows if row is not frame):
        skill = _skill(row, blank, place, losses)
        skills.append((skill, _at(row.line)))
        if row[_PARENT] and row[_PARENT] != frame[_ID]:
            parent = id_in(tree, row[_PARENT])
            seen[parent] = seen.get(parent, -1) + 1
            edges.append((Edge(parent, skill.id, min(seen[parent], GROUP_MOST), Level.BLOOMED), _at(row.line)))
    return Found(checked_tree(blank, skills, edges), TreeFormat.MOODLE, losses.all())


def write(tree: SkillTree) -> Written:
    """The file of a tree: one framework, with every skill directly below it."""
    losses, out = Losses(), io.StringIO()
    related: dict[SkillId, list[str]] = {}
    for edge in tree.edges:
        related.setdefault(edge.skill, []).append(str(edge.prerequisite))
    losses.add("the direction of prerequisites, and which are alternatives", len(tree.edges))
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    taxonomy = ",".join(["competency"] * 4)
    writer.writerow(["", str(tree.id), tree.name, tree.description, "1", *_SCALE, "", "", "", "", "", "1", taxonomy])
    for skill in tree.skills:
        losses.add("tags", len(skill.tags))
        losses.add("places in the drawing", skill.spot is not None)
        losses.add("days on which a skill opens", skill.opens_on is not None)
        losses.add("what letter a skill is of", skill.aspect is not Aspect.ABILITY)
        others = ",".join(dict.fromkeys(related.get(skill.id, ())))
        writer.writerow(["", str(skill.id), skill.name, skill.description, "1", "", "", "", "", "", others, "", "", ""])
    return Written(out.getvalue(), losses.all())


def _skill(row: _Row, tree: SkillTree, place: int, losses: Losses) -> Skill:
    if not row[_ID]:
        raise wrong(row.line, _ID, "a competency has no ID number")
    try:
        name, description, shortened = titled(row[_NAME], row[_DESCRIPTION])
    except Problem as problem:
        raise wrong(row.line, _NAME, "this cannot be the name of a skill") from problem
    losses.add("long names, whose whole text went into the description", shortened)
    losses.add("cross-references between competencies", bool(row[_RELATED]))
    losses.add("scales", bool(row["Scale values"]))
    description = description[:LONGEST_DESCRIPTION]
    return Skill(id_in(tree.id, row[_ID]), tree.id, name, tree.language, "", Case.BOTH, Aspect.ABILITY, place, description)


def _rows(text: str) -> Iterator[_Row]:
    """The rows below the head. Problem with the line where one cannot be read, or a needed column is missing."""
    csv.field_size_limit(_CELL_MOST)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    head: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not head:
                head = [cell.strip() for cell in cells]
                for column in (_ID, _NAME, _FRAMEWORK):
                    if column not in head:
                        raise wrong(1, "", f"the column “{column}” is missing")
            elif any(cell.strip() for cell in cells):
                if "\0" in "".join(cells):
                    raise wrong(line, "", "it has signs that are no text")
                yield _Row(dict(zip(head, cells, strict=False)), line)
            if reader.line_num > 4 * SKILLS_MOST:
                raise wrong(line, "", f"it has more than {SKILLS_MOST} competencies")
            line = reader.line_num + 1
    except csv.Error as error:
        raise wrong(line, "", "this row is not CSV, or the file ends within it") from error


def _at(line: int) -> Line:
    return lambda: line
