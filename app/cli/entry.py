"""Reads the words of the command line and does what they say."""

from collections.abc import Sequence
from typing import Annotated

import typer

from app import __version__
from app.cli.carry import carry_commands
from app.cli.demo import demo_command
from app.cli.doctor import doctor_command
from app.cli.doors import Doors
from app.cli.linking import devices_command, link_command, sync_command, unlink_command
from app.cli.pack import pack_commands
from app.cli.server import server_commands
from app.cli.tour import tour_command
from app.cli.trees import tree_commands
from app.services.place import place

HOME_HELP = "The folder that the program keeps its things in."
DATABASE_HELP = "A PostgreSQL server to work on instead of the program's own: postgresql://name@server/database."

KIOSK_HELP = "The window fills the screen, and only a grown-up's password leads out (docs/classroom.md)."


def run(words: Sequence[str], home: str | None, database: str | None, doors: Doors) -> int:
    """Do what the words say; gives the exit status. `home` and `database` were taken out of the words before."""
    commands = typer.Typer(
        name="lettergrove",
        add_completion=False,
        pretty_exceptions_enable=False,  # what goes wrong is one sentence (app.__main__)
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    commands.callback(invoke_without_command=True)(_options)
    commands.command("doctor")(doctor_command(lambda: place(home, database), doors))
    commands.command("demo")(demo_command(lambda: place(home, database)))
    commands.add_typer(pack_commands(lambda: place(home, database)), name="pack")
    commands.command("tour")(tour_command(doors))
    commands.command("link")(link_command(lambda: place(home, database)))
    commands.command("unlink")(unlink_command(lambda: place(home, database)))
    commands.command("devices")(devices_command(lambda: place(home, database)))
    commands.command("sync")(sync_command(lambda: place(home, database)))
    commands.add_typer(carry_commands(lambda: place(home, database)), name="carry")
    commands.add_typer(server_commands(lambda: place(home, database), doors), name="server")
    commands.add_typer(tree_commands(lambda: place(home, database)), name="tree")
    try:
        status = commands(list(words), prog_name="lettergrove", standalone_mode=False)
    except typer.TyperException as wrong:
        said = wrong.format_message().rstrip(".")
        typer.echo(f"{said}. lettergrove --help lists what there is.", err=True)
        return wrong.exit_code
    except typer.Abort:
        return 130
    return status if isinstance(status, int) else 0


def _options(
    home: Annotated[str | None, typer.Option(help=HOME_HELP)] = None,
    database: Annotated[str | None, typer.Option(help=DATABASE_HELP)] = None,
    kiosk: Annotated[bool, typer.Option("--kiosk", help=KIOSK_HELP)] = False,
    version: Annotated[bool, typer.Option("--version", help="Say the version, and end.")] = False,
) -> None:
    """Children learn letters by playing; grown-ups see what grows. Without a command, the window opens."""
    del home, database, kiosk  # they have been read already, wherever they stood; declared here for the help
    if version:
        typer.echo(f"Lettergrove {__version__}")
        raise typer.Exit
