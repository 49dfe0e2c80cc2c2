"""Skill trees as files: the native JSON, 1EdTech CASE, Moodle's competency CSV, GraphML. Pure: bytes in, a tree or a Problem out.

What is wrong with a file is Problem TREE_FILE_WRONG with `line` (from 1), `place` ("line 12, skills[3].name") and `reason`. Whatever is in
the file: its size, depth and numbers have limits, and no entity is ever expanded.
"""

from app.learning.tree_formats import case, graphml, moodle, native
from app.learning.tree_formats.found import Found, Lost, TreeFormat
from app.learning.tree_formats.reading import as_text, wrong

__all__ = ["Found", "Lost", "TreeFormat", "format_of", "read"]

_READERS = {
    TreeFormat.NATIVE: native.read,
    TreeFormat.CASE: case.read,
    TreeFormat.MOODLE: moodle.read,
    TreeFormat.GRAPHML: graphml.read,
}


def format_of(data: bytes) -> TreeFormat:
    """Which format a file is in, by what stands in it. Problem TREE_FILE_WRONG when it is none of them, or cannot be read as text."""
    start = as_text(data).lstrip()
    if start.startswith("{"):
        return TreeFormat.CASE if '"CFDocument"' in start or '"CFItems"' in start else TreeFormat.NATIVE
    if start.startswith("<"):
        return TreeFormat.GRAPHML
    if "," in start.partition("\n")[0] and moodle.looks_right(start):
        return TreeFormat.MOODLE
    raise wrong(1, "", "it is neither a skill tree of Lettergrove, nor CASE, nor a competency file of Moodle, nor GraphML")


def read(data: bytes, format: TreeFormat | None = None) -> Found:
    """The tree in a file, checked whole. Raises Problem TREE_FILE_WRONG."""
    return _READERS[format or format_of(data)](data)
