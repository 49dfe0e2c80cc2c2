"""`pack`: checks, installs, lists, removes and makes packs of letters."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.doors import Where
from app.learning.problems import Problem, Trouble
from app.system.paths import Paths

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.services.packs import PackView
    from app.services.place import Place


def pack_commands(where: Where) -> typer.Typer:
    """The commands `pack check|install|list|remove|make`."""
    group = typer.Typer(help="Packs of letters, words, pictures, sounds and skill trees from outside.", no_args_is_help=True)

    @group.command("check")
    def check(file: Annotated[Path, typer.Argument(help="A pack on this computer.")]) -> None:
        """Say what a pack is, from whom, and whether it could be installed. Nothing is installed."""
        from app.services import packs  # noqa: PLC0415 (for these commands alone)

        paths = where().paths
        _take_up(paths)
        _tell(packs.look_into(paths, file))
        with tempfile.TemporaryDirectory(prefix="lettergrove-pack-") as home:
            packs.try_out(Paths(Path(home)), file, _voices(paths))
        typer.echo("It is whole and can be installed.")

    @group.command("install")
    def install(
        source: Annotated[str, typer.Argument(metavar="FILE-OR-URL", help="A file, or an address that begins with https://.")],
        signer: Annotated[str, typer.Option(help="A name for whoever signed it, to be known by the next time.")] = "",
    ) -> None:
        """Install a pack, in place of an older version."""
        from app.learning.packs import MOST_PACKED_BYTES  # noqa: PLC0415 (as above)
        from app.system import download  # noqa: PLC0415

        here = where()
        paths = here.paths
        _take_up(paths)
        fetched = download.fetch(source, paths, MOST_PACKED_BYTES, _progress) if "://" in source else None
        if fetched is not None:
            typer.echo("", err=True)
        file = Path(source) if fetched is None else fetched.path
        seen = _install(here, file, signer)
        if fetched is not None:
            download.forget(fetched)
        typer.echo(f"Installed {seen.name}, version {seen.version}.")

    @group.command("list")
    def list_all() -> None:
        """List the packs of this computer."""
        from app.services import packs  # noqa: PLC0415 (as above)

        found = packs.listing(where().paths)
        for one in found:
            typer.echo(f"{one.id} {one.version}  {one.name} ({one.language}, {one.licence}){', removed' if one.removed else ''}")
            if one.trees:
                typer.echo(f"    skill trees: {', '.join(one.trees)}")
        if not found:
            typer.echo("No pack is installed.")

    @group.command("remove")
    def remove(pack: Annotated[str, typer.Argument(metavar="ID", help="As `pack list` names it.")]) -> None:
        """Take a pack out of use. What children learned with it stays, and trees they have begun; installing it again brings it back."""
        stay = _remove(where(), pack)
        typer.echo(f"Removed {pack}.")
        if stay:
            typer.echo(f"Children have begun these trees, so they stay: {', '.join(stay)}.")

    @group.command("make")
    def make(
        folder: Annotated[Path, typer.Argument(help="A folder with pack.json and the files of the pack.")],
        output: Annotated[Path | None, typer.Option("--output", "-o", help="The pack to write; else FOLDER.zip.")] = None,
        key: Annotated[Path | None, typer.Option(help="The file of your key, to sign with; made when it is not there.")] = None,
    ) -> None:
        """Make a pack of a folder. docs/packs.md says what belongs into it."""
        from app.system import pack_making  # noqa: PLC0415 (as above)
        from app.system.pack_signatures import read_private  # noqa: PLC0415

        private = None if key is None else read_private(key)
        whole = folder.absolute()
        made = pack_making.make(whole, output or whole.with_name(whole.name + ".zip"), private)
        typer.echo(f"Made {made}{'' if private is None else ', signed'}.")

    return group


def _install(here: "Place", file: Path, signer: str) -> "PackView":
    """Install a pack, into the space too if it has trees. Gives what it is."""
    from app.services import packs  # noqa: PLC0415 (as above)

    seen = packs.look_into(here.paths, file)
    _tell(seen)
    if seen.trees:
        with _owner_at(here) as desk:
            packs.install(desk, here.paths, file, _voices(here.paths), signer)
    else:
        packs.put_on_shelf(here.paths, file, _voices(here.paths), signer)
    return seen


def _remove(here: "Place", pack: str) -> tuple[str, ...]:
    """Take a pack out of use, and its trees out of the space. Gives the names of those that stay. Raises Problem NOT_FOUND."""
    from app.services import packs  # noqa: PLC0415 (as above)
    from app.system.pack_shelf import Shelf  # noqa: PLC0415

    shelf = Shelf(here.paths)
    gone = next((one for one in shelf.installed() if one.manifest.id == pack), None)
    if gone is None:
        raise Problem(Trouble.NOT_FOUND, what=pack)
    if gone.manifest.trees:
        with _owner_at(here) as desk:
            return packs.remove(desk, here.paths, pack).value
    shelf.remove(pack)
    return ()


@contextmanager
def _owner_at(here: "Place") -> Iterator["Desk"]:
    """An owner at the desk of the place: trees go into its space."""
    from app.services.opening import at_desk  # noqa: PLC0415 (the database code, for packs with trees alone)
    from app.services.tree_files import as_owner  # noqa: PLC0415

    with at_desk(here) as desk:
        yield as_owner(desk)


def _take_up(paths: Paths) -> None:
    """Know the packs that are installed: others may add to them."""
    from app.services.languages import take_up  # noqa: PLC0415 (as above)
    from app.system.pack_shelf import Shelf  # noqa: PLC0415

    take_up(Shelf(paths).installed())


def _voices(paths: Paths) -> frozenset[str]:
    from app.system.voices import Voices  # noqa: PLC0415 (as above)

    voices = Voices(paths)
    try:
        return voices.available_voices()
    finally:
        voices.close()


def _progress(done: int, total: int | None) -> None:
    typer.echo(f"\r{done / 1e6:.1f} MB" + ("" if total is None else f" of {total / 1e6:.1f}"), nl=False, err=True)


def _tell(one: "PackView") -> None:
    typer.echo(f"{one.name}, version {one.version}, for {one.language}. Licence: {one.licence}.")
    if one.authors:
        typer.echo(f"Made by {', '.join(one.authors)}.")
    if one.trees:
        typer.echo(f"Skill trees: {', '.join(one.trees)}.")
    if one.signed is None:
        typer.echo("Not signed: anyone could have made or changed it.")
    else:
        typer.echo(f"Signed by {one.signer or 'a key that nobody here has named'}: {one.signed}")
