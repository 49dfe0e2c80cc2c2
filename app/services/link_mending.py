"""What a link needs, where only a new invite helps. Light: the window asks it before any database code is loaded."""

from app.learning.problems import Trouble

_MENDED = frozenset({Trouble.LINK_ENDED.value, Trouble.HUB_NOT_TRUSTED.value})


def mended_by_invite(needs: str | None) -> bool:
    """Whether what a link needs is a new invite: it was ended, or the server has another certificate."""
    return needs in _MENDED
