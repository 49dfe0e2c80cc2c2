"""`carry`: changes in a file, for computers without a network between them."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from app.cli.doors import Where
from app.system import logs

PASSPHRASE_VARIABLE = "LETTERGROVE_PASSPHRASE"  # noqa: S105 (where it may be, not what it is)
File = Annotated[Path, typer.Argument(help="The file, as on a USB stick.")]


def carry_commands(where: Where) -> typer.Typer:
    """The group of commands `carry`."""
    commands = typer.Typer(rich_markup_mode=None, help="Carry changes in a file, where there is no network.", no_args_is_help=True)
    commands.command("out")(_out(where))
    commands.command("in")(_in(where))
    return commands


def _out(where: Where) -> Callable[..., None]:
    def out(
        file: File,
        everything: Annotated[bool, typer.Option("--everything", help="All there is, not only what the shared server lacks.")] = False,
    ) -> None:
        """Write what is here to a file that only a passphrase opens (asked for, or in LETTERGROVE_PASSPHRASE)."""
        from app.services.carrying import carry_out  # noqa: PLC0415 (the database code, for this command alone)
        from app.services.opening import at_desk  # noqa: PLC0415

        passphrase = _passphrase(new=True)
        here = where()
        logs.start(here.paths)
        with at_desk(here) as desk:
            carried = carry_out(desk, file, passphrase, everything).value
        typer.echo(f"{carried.rows:,} records are in {file}{'' if carried.everything else ', all that the shared server lacks'}.")

    return out


def _in(where: Where) -> Callable[..., int]:
    def into(
        file: File,
        join: Annotated[bool, typer.Option("--join", help="Move what is here into the space of the file, where that is another.")] = False,
    ) -> int:
        """Merge a file that carry out has written on another computer."""
        from app.services.carrying import carry_in  # noqa: PLC0415 (as above)
        from app.services.opening import at_desk  # noqa: PLC0415

        passphrase = _passphrase(new=False)
        here = where()
        logs.start(here.paths)
        with at_desk(here) as desk:
            done = carry_in(desk, file, passphrase, join).value
        typer.echo(f"{done.stored:,} records were new here, {done.conflicts:,} were edited in both places.")
        if done.erased:
            typer.echo(f"{done.erased:,} people had been erased for good, and are not here any more either.")
        if done.set_aside:
            typer.echo(f"{done.set_aside:,} were set aside: the window says which, and why.")
        return 1 if done.set_aside else 0

    return into


def _passphrase(new: bool) -> str:
    """The passphrase: from the environment, else asked for without showing it; a new one twice."""
    return os.environ.get(PASSPHRASE_VARIABLE) or str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True))
