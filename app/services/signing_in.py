"""Signing in: passwords asked, counted when wrong, and changed.

Wrong passwords are counted in the row, so that a restart clears no lock-out; `app.learning.passwords` says how long it lasts. Hashing
(a tenth of a second) happens outside the transaction; the count is written under the row's lock, so that two guesses at once count as two.
"""

from __future__ import annotations

from datetime import datetime

from app.data.queries import grown_ups as queries
from app.learning import passwords
from app.learning.ids import GrownUpId
from app.learning.people import GrownUp
from app.learning.problems import Problem, Trouble
from app.learning.roles import Action
from app.services.audit import Deed, note
from app.services.change import Change, Topic
from app.services.desk import Desk, space_of
from app.services.password_hashes import fits, hash_of, outdated
from app.services.permission import permitted


def sign_in(desk: Desk, grown_up: GrownUpId, password: str) -> Change[GrownUp]:
    """The grown-up whose password this is.

    Raises Problem PASSWORD_WRONG, or LOCKED_OUT (until: aware local time) while the door is shut, right password or not. Someone unknown
    or taken out costs the same time and gives PASSWORD_WRONG.
    """
    known = _proved(desk, grown_up, password)
    with desk.database.transaction() as connection:
        if outdated(known.password_hash or ""):
            queries.set_password(connection, space_of(desk), grown_up, hash_of(password))
        queries.note_sign_in(connection, space_of(desk), grown_up, failed_attempts=0, locked_until=None)
        note(desk, connection, Deed.SIGNED_IN, grown_up)
    return Change(known.grown_up, frozenset())


def change_password(desk: Desk, grown_up: GrownUpId, password: str, current: str | None = None) -> Change[None]:
    """A new password. One's own needs `current`; another's is set by who may look after grown-ups, who needs none.

    Raises Problem NOT_ALLOWED, NOT_FOUND, PASSWORD_WRONG, LOCKED_OUT, PASSWORD_TOO_SHORT. A lock-out of that grown-up ends.
    """
    passwords.check(password)
    own = grown_up == desk.grown_up
    if own:
        _proved(desk, grown_up, current or "")
    hashed = hash_of(password)
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.CHANGE_OWN_PASSWORD if own else Action.MANAGE_GROWN_UPS)
        if not queries.set_password(connection, space_of(desk), grown_up, hashed):
            raise Problem(Trouble.NOT_FOUND, what="grown-up")
        note(desk, connection, Deed.PASSWORD_CHANGED, grown_up)
    return Change(None, frozenset({Topic.GROWN_UPS}))


def _proved(desk: Desk, grown_up: GrownUpId, password: str) -> queries.SignIn:
    """What is known of a grown-up, once the password has proved to be theirs."""
    with desk.database.transaction() as connection:
        known = queries.sign_in_of(connection, space_of(desk), grown_up)
    if known is not None and (until := _shut_until(known, desk.now())):
        raise Problem(Trouble.LOCKED_OUT, until=until)
    if not fits(None if known is None else known.password_hash, password):
        raise _counted(desk, grown_up)
    assert known is not None  # noqa: S101 (for the type checker: nothing fits where there is no hash)
    return known


def _counted(desk: Desk, grown_up: GrownUpId) -> Problem:
    """Count a wrong password, shut the door when there were too many, and say what is so now."""
    with desk.database.transaction() as connection:
        known = queries.sign_in_of(connection, space_of(desk), grown_up)
        if known is None:
            return Problem(Trouble.PASSWORD_WRONG)
        wrong = known.failed_attempts + 1
        until = passwords.locked_until(wrong, desk.now(), desk.now())
        queries.note_sign_in(connection, space_of(desk), grown_up, failed_attempts=wrong, locked_until=until)
        if until is None:
            return Problem(Trouble.PASSWORD_WRONG)
        note(desk, connection, Deed.LOCKED_OUT, grown_up, wrong=wrong)
    return Problem(Trouble.LOCKED_OUT, until=until)


def _shut_until(known: queries.SignIn, now: datetime) -> datetime | None:
    """Until when the door is shut. A clock that was set back does not keep it shut for longer than the wait itself."""
    if known.locked_until is None or known.locked_until <= now:
        return None
    return min(known.locked_until.astimezone(now.tzinfo), now + passwords.wait_after(known.failed_attempts))
