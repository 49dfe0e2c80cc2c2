"""`server`: what someone who looks after a shared server does with it."""

import json as json_text
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.doors import Doors, Where
from app.learning.people import Role
from app.learning.problems import Problem
from app.system import logs
from app.system.sentences import plain_sentence

if TYPE_CHECKING:
    from app.services.hub_keeping import Invited
    from app.services.hub_status import HubStatus, Verified

Hub = Annotated[
    str | None,
    typer.Option(help="The hub's database, if not the one that `server init` made known here.", envvar="LETTERGROVE_HUB_URL"),
]
Json = Annotated[bool, typer.Option("--json", help="As JSON with stable keys.")]
At = Annotated[str | None, typer.Option("--at", help="What computers are told to reach it by: https://class.example.org.")]


def server_commands(where: Where, doors: Doors) -> typer.Typer:
    """The group of commands `server`."""
    commands = typer.Typer(rich_markup_mode=None, help="Look after a server that several computers share.", no_args_is_help=True)
    commands.command("init")(_init(where))
    commands.command("invite")(_invite(where))
    commands.command("revoke")(_revoke(where))
    commands.command("spaces")(_spaces(where))
    commands.command("status")(_status(where))
    commands.command("verify")(_verify(where))
    commands.command("upgrade")(_upgrade(where))
    commands.command("remove")(_remove(where))
    commands.command("serve")(_serve(where, doors))
    return commands


def _init(where: Where) -> Callable[..., None]:
    def init(
        url: Annotated[str, typer.Argument(help="An empty PostgreSQL database (15 to 18): postgresql://name@server/database.")],
        at: At = None,
    ) -> None:
        """Make a database a hub, or bring one up to date. Doing it twice changes nothing."""
        from app.services import hub_keeping  # noqa: PLC0415 (the database code, for these commands alone)

        made = hub_keeping.make_hub(where().paths, url, at)
        typer.echo(f"The hub at {made.address} is {'ready' if made.new else 'up to date'}.")
        typer.echo("Next: lettergrove server serve, then lettergrove server invite --space NAME.")

    return init


def _invite(where: Where) -> Callable[..., None]:
    def invite(
        space: Annotated[str, typer.Option(help="The space: its name, or a new name for a space that the first computer brings along.")],
        role: Annotated[Role, typer.Option(help="What people at that computer may do at most.")] = Role.OWNER,
        hours: Annotated[int, typer.Option(min=1, max=168, help="How long the invite is good for.")] = 24,
        at: At = None,
        hub: Hub = None,
        json: Json = False,
    ) -> None:
        """Invite one computer: prints a code to type and a link to paste, good once."""
        from app.services import hub_keeping  # noqa: PLC0415 (as above)

        invited = hub_keeping.invite(where().paths, hub, space, role, hours, at)
        typer.echo(json_text.dumps(invited.as_json(), indent=2) if json else _told(invited))

    return invite


def _told(invited: "Invited") -> str:
    pinned = f"#{invited.fingerprint}" if invited.fingerprint else ""
    lines = [
        f"Code    {invited.code}",
        f"Server  {invited.hub}{pinned}" if invited.hub else "Server  say it with --at, as computers can reach it",
        f"Link    {invited.link}" if invited.link else "",
        f"For one computer ({invited.role}) of {invited.label}, until {invited.expires_at.astimezone():%Y-%m-%d %H:%M}.",
    ]
    return "\n".join(line for line in lines if line)


def _revoke(where: Where) -> Callable[..., None]:
    def revoke(
        device: Annotated[str, typer.Argument(help="The computer: its id, or the beginning of it, as `server status` lists it.")],
        hub: Hub = None,
    ) -> None:
        """Let a computer in no more. What it has stays on it, and what it sent stays here."""
        from app.services import hub_keeping  # noqa: PLC0415 (as above)

        gone = hub_keeping.revoke(where().paths, hub, device)
        typer.echo(f"{gone} is let in no more.")

    return revoke


def _spaces(where: Where) -> Callable[..., None]:
    def spaces(hub: Hub = None) -> None:
        """List the spaces that are shared here."""
        from app.services import hub_status  # noqa: PLC0415 (as above)

        found = hub_status.status(where().paths, hub).spaces
        for each in found:
            typer.echo(f"{each.id}  {each.label}: {sum(not device.revoked for device in each.devices)} computers")
        if not found:
            typer.echo("No space yet. lettergrove server invite --space NAME makes one.")

    return spaces


def _status(where: Where) -> Callable[..., int]:
    def status(hub: Hub = None, json: Json = False) -> int:
        """Say how the hub is: its spaces, computers, and what it refused. Status 1 when something needs attention."""
        from app.services import hub_status  # noqa: PLC0415 (as above)

        found = hub_status.status(where().paths, hub)
        typer.echo(hub_status.as_json(found) if json else _status_text(found))
        return 0 if found.state == "ready" else 1

    return status


def _status_text(found: "HubStatus") -> str:
    lines = [f"{found.state}: {found.address}, PostgreSQL {found.server}, hub {found.version} (this program: {found.version_wanted})"]
    if found.state == "full":
        lines.append("The disk of the server is full. Make room there; nothing is lost: computers keep what they have, and send it then.")
    for space in found.spaces:
        lines.append(f"{space.label}  {space.id}  head {space.head}, {space.quarantined} rows refused")
        lines += [
            f"  {device.id}  {device.name}, {device.role}, {device.version} on {device.system}, last seen "
            f"{device.seen_at.astimezone():%Y-%m-%d %H:%M}, {device.behind} behind, clock {device.clock_error / 1000:+.0f} s"
            f"{', let in no more' if device.revoked else ''}"
            for device in space.devices
        ]
    return "\n".join(lines)


def _verify(where: Where) -> Callable[..., int]:
    def verify(hub: Hub = None, json: Json = False) -> int:
        """Check the hub against itself: every space's rows, keys and history. Status 1 when something does not hold."""
        from app.services import hub_status  # noqa: PLC0415 (as above)

        found = hub_status.verify(where().paths, hub)
        typer.echo(hub_status.as_json(found) if json else _verified_text(found))
        return 1 if found.faults else 0

    return verify


def _verified_text(found: "Verified") -> str:
    whole = f"{found.records:,} records of {found.spaces} spaces hold together."
    return "\n".join(found.faults) if found.faults else whole


def _upgrade(where: Where) -> Callable[..., None]:
    def upgrade(hub: Hub = None) -> None:
        """Bring the hub up to this version of the program; computers may go on syncing meanwhile."""
        from app.services import hub_keeping  # noqa: PLC0415 (as above)

        before, after = hub_keeping.upgrade(where().paths, hub)
        typer.echo(f"The hub is up to date ({after})." if before == after else f"The hub went from {before} to {after}.")

    return upgrade


def _remove(where: Where) -> Callable[..., None]:
    def remove(
        everything: Annotated[bool, typer.Option("--everything", help="Yes: with all that it holds.")] = False,
        hub: Hub = None,
    ) -> None:
        """Take the hub out of its database again, for good."""
        from app.services import hub_keeping  # noqa: PLC0415 (as above)

        if not everything:
            raise typer.BadParameter("say --everything: what the hub holds is gone then")
        gone = hub_keeping.remove_hub(where().paths, hub)
        typer.echo(f"{gone} is no hub any more. Every computer keeps what it has.")

    return remove


def _serve(where: Where, doors: Doors) -> Callable[..., None]:
    def serve(
        host: Annotated[str | None, typer.Option(help="The address to listen on; every one when there is a certificate.")] = None,
        port: Annotated[int, typer.Option(min=1, max=65535)] = 8443,
        tls_self_signed: Annotated[
            bool, typer.Option("--tls-self-signed", help="Make a certificate, which invites then carry the fingerprint of.")
        ] = False,
        certificate: Annotated[Path | None, typer.Option(help="A certificate with its chain, as PEM.")] = None,
        key: Annotated[Path | None, typer.Option(help="Its key, as PEM.")] = None,
        behind: Annotated[list[str] | None, typer.Option("--behind-proxy", help="The address of a proxy that brings TLS.")] = None,
        connections: Annotated[int, typer.Option(min=1, max=200, help="Connections to the database at most.")] = 8,
        device_rate: Annotated[float, typer.Option(min=0.1, help="Calls a second that one computer may make.")] = 20,
        address_rate: Annotated[float, typer.Option(min=0.1, help="Calls a second from one address, as of a whole school.")] = 200,
        hub: Hub = None,
    ) -> None:
        """Serve the hub to other computers over HTTPS, until stopped with Ctrl-C or SIGTERM."""
        from app.services.hub_home import hub_home  # noqa: PLC0415 (as above)
        from app.services.hub_serving import planned  # noqa: PLC0415

        paths = where().paths
        database, proxies = hub_home(paths, hub).database, behind or ()
        plan = planned(
            paths, database, host, port, tls_self_signed, certificate, key, proxies, connections, device_rate, address_rate
        )  # fmt: skip
        _log_calls(where)

        def ready() -> None:
            typer.echo(f"Serving at {plan.url}" + (f", fingerprint {plan.fingerprint}" if plan.own else ""))

        doors.serve(plan, ready)

    return serve


def _log_calls(where: Where) -> None:
    """The access log goes into the program's log; where that cannot be written, serving matters more."""
    try:
        logs.start(where().paths).catch_errors()
    except Problem as problem:
        typer.echo(plain_sentence(problem), err=True)
