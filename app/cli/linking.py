"""`link`, `unlink`, `devices` and `sync`: this computer as part of a shared space."""

import json as json_text
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.doors import Where
from app.learning.problems import Problem, Trouble
from app.system import logs
from app.system.paths import Paths
from app.system.sentences import plain_sentence

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.services.syncing import LinkState, Synced
    from app.sync.state import State
    from app.sync.turn import Turn
    from app.sync.verifying import Verified

Json = Annotated[bool, typer.Option("--json", help="As JSON with stable keys.")]
_STOPPED = 130  # the exit status of a program that Ctrl-C has ended
_LOOK = 1.0  # seconds between two looks at what waits
_LONGEST_INVITE = 10_000  # characters
_PASSES = frozenset({Trouble.HUB_UNREACHABLE, Trouble.HUB_BUSY, Trouble.HUB_ANSWER_BROKEN})
_AHEAD = 5 * 60 * 1000  # ms that a clock may be wrong without mention


def link_command(where: Where) -> Callable[..., int]:
    """The command `link`."""

    def link(
        invite: Annotated[str, typer.Argument(help="The link of an invite (lettergrove://...), a file that holds it, or its code.")],
        hub: Annotated[str | None, typer.Option(help="With a code alone: the server's address.")] = None,
        name: Annotated[str | None, typer.Option(help="What this computer is called in the shared space.")] = None,
    ) -> int:
        """Join a shared space with an invite. What is on this computer stays, and becomes part of it."""
        from app.services import linking  # noqa: PLC0415 (the database code, for these commands alone)
        from app.services.opening import at_desk  # noqa: PLC0415
        from app.services.syncing import sync_once  # noqa: PLC0415

        here = where()
        logs.start(here.paths)
        with at_desk(here) as desk:
            try:
                joined = linking.join(desk, here.paths, _said_in(invite), hub, name).value
            except Problem as problem:
                if problem.trouble in _PASSES:
                    typer.echo("This computer is not linked yet; the invitation stays good. Try again later.", err=True)
                raise
            typer.echo(f"Joined {joined.hub} ({joined.role}).")
            return _told(sync_once(desk, here.paths), json=False, verified=None)

    return link


def _said_in(invite: str) -> str:
    """What an invite says: itself, or what stands in the file of this name."""
    file = Path(invite)
    try:
        return file.read_text("utf-8", errors="replace")[:_LONGEST_INVITE] if file.is_file() else invite
    except OSError:  # a link is no name that a file could have
        return invite


def unlink_command(where: Where) -> Callable[..., None]:
    """The command `unlink`."""

    def unlink() -> None:
        """Leave the shared space. Everything stays on this computer."""
        from app.services import linking  # noqa: PLC0415 (as above)
        from app.services.opening import at_desk  # noqa: PLC0415

        here = where()
        logs.start(here.paths)
        with at_desk(here) as desk:
            linking.unlink(desk, here.paths)
        typer.echo("This computer is on its own again. Everything is still here.")

    return unlink


def devices_command(where: Where) -> Callable[..., None]:
    """The command `devices`."""

    def devices(json: Json = False) -> None:
        """List the computers of the shared space."""
        from app.services.devices import list_devices  # noqa: PLC0415 (as above)
        from app.services.hub_status import plainly  # noqa: PLC0415 (as above)
        from app.services.opening import at_desk  # noqa: PLC0415

        here = where()
        logs.start(here.paths)
        with at_desk(here) as desk:
            found = list_devices(desk, here.paths)
        if json:
            names = ("id", "name", "role", "system", "version", "seen_at", "revoked_at", "clock_error", "behind", "is_here")
            rows = [{name: getattr(each, name) for name in names} for each in found]
            typer.echo(json_text.dumps(rows, indent=2, ensure_ascii=False, default=plainly))
            return
        for each in found:
            marks = [
                "this computer" if each.is_here else "",
                f"last seen {each.seen_at.astimezone():%Y-%m-%d %H:%M}",
                f"{each.behind} changes behind" if each.behind else "up to date",
                f"its clock is {each.clock_error / 1000:+,.0f} s off" if abs(each.clock_error) > _AHEAD else "",
                "let in no more" if each.revoked_at else "",
            ]
            typer.echo(f"{each.id}  {each.name} ({each.role}), {each.version}: {', '.join(mark for mark in marks if mark)}")

    return devices


def sync_command(where: Where) -> Callable[..., int]:
    """The command `sync`."""

    def sync(
        once: Annotated[bool, typer.Option("--once", help="Exchange once, and end.")] = False,
        verify: Annotated[bool, typer.Option("--verify", help="Once, and compare what is here and there, value by value.")] = False,
        json: Annotated[bool, typer.Option("--json", help="Once, as JSON with stable keys.")] = False,
    ) -> int:
        """Exchange with the shared space all the time, until stopped with Ctrl-C; or once.

        Once, the status is 1 when it did not come to an end, or something needs a person.
        """
        from app.services import syncing  # noqa: PLC0415 (as above)
        from app.services.opening import at_desk  # noqa: PLC0415
        from app.sync.exchange import outcome_of  # noqa: PLC0415

        here = where()
        logs.start(here.paths)
        with at_desk(here) as desk:
            if not (once or verify or json):
                return _keep_on(desk, here.paths)
            try:
                synced = syncing.sync_once(desk, here.paths)
            except Problem as problem:
                if not json:
                    raise
                typer.echo(_as_json(outcome_of(problem).value, None, None, None, problem))
                return 1
            found, later = _compared(desk, here.paths) if verify and synced.turn.problem is None else (None, None)
            return _told(synced, json, found, later)

    return sync


def _keep_on(desk: "Desk", paths: Paths) -> int:
    """Sync until Ctrl-C, and say how it stands whenever that changes. What other programs write here leaves soon, too."""
    from app.services import syncing  # noqa: PLC0415 (as above)

    state = syncing.link_state(desk)
    if state is None:
        raise Problem(Trouble.NOT_LINKED)
    said: list[str] = []

    def told(state: "State") -> None:
        problem = f" ({plain_sentence(state.problem)})" if state.problem is not None else ""
        line = f"{state.stage.value}{f', {state.waiting} waiting' if state.waiting else ''}{problem}"
        if said[-1:] != [line] and state.stage != "syncing":
            said[:] = [line]
            typer.echo(line)

    stop = threading.Event()
    # By hand: a KeyboardInterrupt that comes while a connection is given back would be swallowed there.
    before = {each: signal.signal(each, lambda *_: stop.set()) for each in (signal.SIGINT, signal.SIGTERM)}
    syncer = syncing.background(desk, paths, told, lambda _tables: None, lambda: None)
    syncer.start()
    try:
        while (state := syncing.link_state(desk)) is not None and not stop.wait(_LOOK):
            if state.waiting:
                syncer.nudge()
    finally:
        syncer.close()
        for each, handler in before.items():
            signal.signal(each, handler)
    return _STOPPED if stop.is_set() else 0


def _compared(desk: "Desk", paths: Paths) -> "tuple[Verified | None, Problem | None]":
    """What is here and what the hub holds, compared; or what came in between."""
    from app.services import syncing  # noqa: PLC0415 (as above)

    try:
        found = syncing.verify(desk, paths)
    except Problem as problem:
        return None, problem
    return (found, None) if found.turn.problem is None else (None, found.turn.problem)


def _as_json(outcome: str, turn: "Turn | None", state: "LinkState | None", verified: "Verified | None", problem: "Problem | None") -> str:
    """What `sync --once --json` prints."""
    said: dict[str, Any] = {
        "state": outcome,
        "pushed": turn.pushed if turn else 0,
        "pulled": turn.pulled if turn else 0,
        "waiting": state.waiting if state else 0,
        "quarantined": state.quarantined if state else 0,
        "conflicts": state.conflicts if state else 0,
        "head": state.head if state else 0,
        "digest_equal": None if verified is None else verified.same,
        "records": None if verified is None else verified.records,
        "clock_wrong": turn.clock_wrong if turn else False,
        "problem": None if problem is None else problem.trouble.value,
    }
    return json_text.dumps(said, indent=2)


def _told(synced: "Synced", json: bool, verified: "Verified | None", later: Problem | None = None) -> int:
    """Print what an exchange came to, and what came of comparing (`later`: a problem there); the exit status."""
    from app.sync.exchange import outcome_of  # noqa: PLC0415 (as above)

    turn, state = synced.turn, synced.state
    equal = None if verified is None else verified.same
    problem = later or turn.problem
    if json:
        typer.echo(_as_json((outcome_of(later) if later else turn.outcome).value, turn, state, verified, problem))
    else:
        if problem is not None:
            typer.echo(plain_sentence(problem), err=True)
        if turn.clock_wrong:
            typer.echo(plain_sentence(Problem(Trouble.CLOCK_WRONG)), err=True)
        typer.echo(f"Sent {turn.pushed}, fetched {turn.pulled}; {state.waiting} wait to be sent.")
        if verified is not None and verified.same:
            typer.echo(f"This computer and the server hold the same {verified.records:,} records.")
        elif verified is not None:
            typer.echo("This computer and the server do not hold the same yet; the next exchange goes on with it.", err=True)
        if state.quarantined:
            typer.echo(f"{state.quarantined} rows were set aside: the window says which, and why.")
        if synced.stayed_out:
            typer.echo(f"{synced.stayed_out} grown-ups of this computer were not taken along: the shared space has its own.")
    return 0 if problem is None and not state.waiting and equal is not False else 1
