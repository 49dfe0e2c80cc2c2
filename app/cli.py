"""The commands: doctor, demo, tour. Without one, the window opens, and this module is never loaded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import __version__
from app.learning.problems import Problem
from app.services.place import Place, place
from app.system import logs
from app.system.sentences import plain_sentence

if TYPE_CHECKING:
    from app.services.doctor import Report

Where = Callable[[], Place]

HOME_HELP = "The folder that the program keeps its things in."
DATABASE_HELP = "A PostgreSQL server to work on instead of the program's own: postgresql://name@server/database."


@dataclass(frozen=True, slots=True)
class Doors:
    """What a command needs of the window's side, which commands may not know themselves."""

    tour: Callable[[Path], int]
    fonts: Callable[[], Mapping[str, bool | None]]


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
    commands.command("doctor")(_doctor(lambda: place(home, database), doors))
    commands.command("demo")(_demo(lambda: place(home, database)))
    commands.command("tour")(_tour(doors))
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
    version: Annotated[bool, typer.Option("--version", help="Say the version, and end.")] = False,
) -> None:
    """Children learn letters by playing; grown-ups see what grows. Without a command, the window opens."""
    del home, database  # they have been read already, wherever they stood; declared here for the help
    if version:
        typer.echo(f"Lettergrove {__version__}")
        raise typer.Exit


def _doctor(where: Where, doors: Doors) -> Callable[..., int]:
    def doctor(json: Annotated[bool, typer.Option("--json", help="As JSON with stable keys.")] = False) -> int:
        """Look at this installation: database, folders, fonts, voices, sound. Status 1 when something needs attention."""
        report = _examined(where(), doors.fonts())
        typer.echo(report.as_json() if json else _as_text(report))
        return 1 if report.needs_attention else 0

    return doctor


def _demo(where: Where) -> Callable[..., None]:
    def demo(
        children: Annotated[int, typer.Option(min=1, max=1000, help="How many children.")] = 3,
        days: Annotated[int, typer.Option(min=0, max=3660, help="How many days of play each of them has behind.")] = 60,
        seed: Annotated[int, typer.Option(help="The same seed gives the same history.")] = 1,
        among_others: Annotated[bool, typer.Option("--among-others", help="Even where there are children already.")] = False,
    ) -> None:
        """Plant a believable household or class with a history, to look around in."""
        here = where()
        logs.start(here.paths)
        if here.problem is not None:
            typer.echo(plain_sentence(here.problem), err=True)
        from app.services.demo import plant  # noqa: PLC0415 (the database code, for this command alone)
        from app.services.opening import at_desk  # noqa: PLC0415

        with at_desk(here) as desk:
            planted = plant(desk, children, days, seed, among_others).value
        names = ", ".join(child.name for child in planted.children[:6])
        more = f" and {len(planted.children) - 6} more" if len(planted.children) > 6 else ""
        typer.echo(f"Planted {len(planted.children)} {'child' if len(planted.children) == 1 else 'children'} ({names}{more}).")
        typer.echo(f"{planted.play_sessions} play sessions, {planted.attempts} answers, {planted.bloomed} skills in bloom.")
        if planted.owner is not None:
            typer.echo(f"To look in as a grown-up: {planted.owner.name}, password {planted.password}")

    return demo


def _tour(doors: Doors) -> Callable[..., int]:
    def tour(
        pictures: Annotated[Path, typer.Option(help="The folder for the pictures of the pages.")] = Path("build/pictures"),
    ) -> int:
        """Walk through the whole program without a display, on a fresh database of its own, and print what was recorded."""
        return doors.tour(pictures)

    return tour


def _examined(here: Place, fonts: Mapping[str, bool | None]) -> "Report":
    """The doctor's report; a database that was never made is not made for it."""
    from app.services.doctor import examine  # noqa: PLC0415 (the database code, for this command alone)
    from app.services.opening import at_database  # noqa: PLC0415

    if here.address is None and not here.paths.cluster.exists():
        return examine(here.paths, None, None, fonts, settings_broken=here.problem is not None)
    try:
        with at_database(here) as database:
            return examine(here.paths, database, here.address, fonts, settings_broken=here.problem is not None)
    except Problem as problem:
        return examine(here.paths, problem, here.address, fonts, settings_broken=here.problem is not None)


def _as_text(report: "Report") -> str:
    """The report for a person: what needs attention first."""
    lines = [f"Needs attention: {', '.join(report.attention)}" if report.attention else "All is well."]
    if report.problem is not None:
        lines.append(plain_sentence(report.problem))
        lines += [f"  {name}: {fact}" for name, fact in report.opening_facts.items()]
    server = f"PostgreSQL {report.server}" if report.server else "not open"
    lines += [
        f"Program    {report.program}, Python {report.python}, {report.system}",
        f"Database   {report.mode}, {server}, tables {report.schema or 'not made yet'} (this program: {report.schema_wanted})",
        f"Address    {report.address or 'that of the program itself'}",
        f"Folder     {report.home}, {_megabytes(report.used)} used, {_megabytes(report.free)} free",
        f"Sound      {'there is a device' if report.sound else 'no device: the games play without sound'}",
        f"Passwords  kept in the {report.secrets}",
    ]
    for each in report.languages:
        where = f" (Debian and Ubuntu: {' '.join(each.font_packages)})" if each.font is False else ""
        lines.append(f"Language   {each.language}: font {_known(each.font)}{where}, voice {_known(each.voice)}")
    lines += [f"Error      {error}" for error in report.last_errors]
    return "\n".join(lines)


def _megabytes(size: int | None) -> str:
    return "unknown" if size is None else f"{size / 1e6:,.0f} MB"


def _known(fact: bool | None) -> str:
    return {True: "yes", False: "no", None: "unknown"}[fact]
