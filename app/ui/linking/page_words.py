"""What the pages Sync and Join say about themselves, and about what happens when a computer joins."""

from app.ui.people import saying
from app.ui.words import tr


def about(linked: bool) -> str:
    """The line below the title of the page Sync."""
    if linked:
        return tr("What children do is kept here, and shared only with the computers below.")
    return tr("What children do stays on this computer, until it joins a shared space.")


def who_moves(children: int) -> str:
    """What of this computer comes into the shared space."""
    if not children:
        return tr("Everything in the shared space comes to this computer.")
    one = tr("The child on this computer moves in with all that was played. Nothing in the shared space is overwritten.")
    many = tr("The {count} children on this computer move in with all that was played. Nothing in the shared space is overwritten.")
    return saying.counted(children, one, many)


def who_invites() -> str:
    """Where an invitation comes from, and what to do where there is nobody who could make one."""
    return tr(
        "The invitation is made on a computer that shares already (Sync, Add a computer), or by whoever looks after the shared server."
        " Where there is no server, carry a file, as below."
    )


def what_again() -> str:
    """What a new invitation does for a computer that was let out."""
    return tr("With a new invitation everything goes on as before, and what waits here is shared then.")
