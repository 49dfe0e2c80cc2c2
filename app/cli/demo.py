"""`demo`: plants a believable household or class."""

from collections.abc import Callable
from typing import Annotated

import typer

from app.cli.doors import Where
from app.system import logs
from app.system.sentences import plain_sentence


def demo_command(where: Where) -> Callable[..., None]:
    """The command `demo`."""

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
