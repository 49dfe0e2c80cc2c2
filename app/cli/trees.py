"""`tree`: skill trees as files."""

import json as json_text
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.doors import Where
from app.learning.problems import Problem, Trouble
from app.learning.tree_formats import Found, Lost, TreeFormat, read
from app.learning.tree_formats.reading import BYTES_MOST
from app.system import disk, logs
from app.system.sentences import plain_sentence

if TYPE_CHECKING:
    from app.learning.tree_list import TreeEntry

File = Annotated[Path, typer.Argument(help="The file; - for the standard input or output.")]
Format = Annotated[TreeFormat | None, typer.Option(help="What kind of file it is; usually told by what is in it.")]
Json = Annotated[bool, typer.Option("--json", help="As JSON with stable keys.")]


def tree_commands(where: Where) -> typer.Typer:
    """The group of commands `tree`."""
    commands = typer.Typer(rich_markup_mode=None, help="Skill trees as files.", no_args_is_help=True)
    commands.command("check")(_check)
    commands.command("import")(_import(where))
    commands.command("export")(_export(where))
    return commands


def _check(file: File, format: Format = None, json: Json = False) -> int:
    """Look whether a file is a skill tree, and say the line and the reason if not. Status 1: it is none."""
    try:
        found = read(_bytes_of(file), format)
    except Problem as problem:
        if not json:
            raise
        typer.echo(json_text.dumps(_report(None, problem), ensure_ascii=False, indent=2))
        return 1
    if json:
        typer.echo(json_text.dumps(_report(found, None), ensure_ascii=False, indent=2))
        return 0
    tree = found.tree
    typer.echo(f"{tree.name}: {len(tree.skills)} skills, {len(tree.edges)} edges ({found.format.value}).")
    _say_lost(found.lost)
    return 0


def _import(where: Where) -> Callable[..., None]:
    def import_(
        file: File,
        format: Format = None,
        publish: Annotated[bool, typer.Option("--publish", help="Make it what children learn by at once, not a draft.")] = False,
    ) -> None:
        """Read a skill tree into the space: as a draft, of the next edition where the tree is there already."""
        from app.services import tree_editing, tree_files  # noqa: PLC0415 (the database code, for these commands alone)
        from app.services.opening import at_desk  # noqa: PLC0415

        data = _bytes_of(file)
        read(data, format)  # before anything is opened
        here = where()
        logs.start(here.paths)
        with at_desk(here) as desk:
            owner = tree_files.as_owner(desk)
            done = tree_files.import_tree(owner, data, format).value
            if publish:
                tree_editing.publish(owner, done.draft, None)
        kind = "The next edition of " if done.next_edition else ""
        state = "published" if publish else "a draft"
        typer.echo(f"{kind}{done.name} is {state} now: {done.skills} skills, {done.edges} edges.")
        _say_lost(done.lost)

    return import_


def _export(where: Where) -> Callable[..., None]:
    def export(
        tree: Annotated[str, typer.Argument(help="The tree: its name, its id, or the language of its letters (en).")],
        file: File,
        format: Annotated[TreeFormat, typer.Option(help="What kind of file to write.")] = TreeFormat.NATIVE,
    ) -> None:
        """Write a skill tree to a file."""
        from app.services import tree_files, tree_looking  # noqa: PLC0415 (as above)
        from app.services.opening import at_desk  # noqa: PLC0415

        here = where()
        logs.start(here.paths)
        with at_desk(here) as desk:
            written = tree_files.export_tree(desk, _one_of(tree_looking.list_trees(desk), tree).id, format)
        if str(file) == "-":
            sys.stdout.buffer.write(written.text.encode())
        else:
            disk.write_whole(file, written.text.encode())
        _say_lost(written.lost)

    return export


def _one_of(entries: "tuple[TreeEntry, ...]", called: str) -> "TreeEntry":
    """The tree that is called so; a published one before a draft. Raises Problem NOT_FOUND."""
    matching = [one for one in entries if called in (one.name, str(one.id)) or one.pack == f"letters/{called}"]
    if not matching:
        raise Problem(Trouble.NOT_FOUND, what="tree")
    return min(matching, key=lambda one: (one.edition.value != "published", one.id))


def _bytes_of(file: Path) -> bytes:
    """What is in a file, no more than a tree may have. Raises Problem TREE_FILE_WRONG."""
    try:
        if str(file) == "-":
            return sys.stdin.buffer.read(BYTES_MOST + 1)
        with file.open("rb") as opened:
            return opened.read(BYTES_MOST + 1)
    except OSError as error:
        raise Problem(Trouble.TREE_FILE_WRONG, line=0, place=str(file), reason="it cannot be opened") from error


def _report(found: Found | None, problem: Problem | None) -> dict[str, Any]:
    """What `check --json` prints. These keys stay."""
    tree = None if found is None else found.tree
    facts = {} if problem is None else problem.facts
    return {
        "format": None if found is None else found.format.value,
        "name": None if tree is None else tree.name,
        "skills": None if tree is None else len(tree.skills),
        "edges": None if tree is None else len(tree.edges),
        "lost": [] if found is None else [{"what": one.what, "count": one.count} for one in found.lost],
        "line": facts.get("line"),
        "place": facts.get("place"),
        "reason": facts.get("reason"),
        "sentence": None if problem is None else plain_sentence(problem),
    }


def _say_lost(lost: tuple[Lost, ...]) -> None:
    """What could not be carried, on the error output: the file or the tree is good without it."""
    for one in lost:
        typer.echo(f"Not carried: {one.what} ({one.count}).", err=True)
