"""`doctor`: looks at this installation and says what needs attention."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.doors import Doors, Where
from app.learning.problems import Problem
from app.services.place import Place
from app.system.sentences import plain_sentence

if TYPE_CHECKING:
    from app.services.doctor import Report


def doctor_command(where: Where, doors: Doors) -> Callable[..., int]:
    """The command `doctor`."""

    def doctor(json: Annotated[bool, typer.Option("--json", help="As JSON with stable keys.")] = False) -> int:
        """Look at this installation: database, folders, fonts, voices, sound. Status 1 when something needs attention."""
        report = _examined(where(), doors.fonts())
        typer.echo(report.as_json() if json else _as_text(report))
        return 1 if report.needs_attention else 0

    return doctor


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
