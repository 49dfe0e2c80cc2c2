"""Folding attempts into standings, and keeping them."""

from sqlalchemy import Connection

from app.data.queries import attempts, mastery
from app.learning.ids import SpaceId
from app.learning.mastery import Attempt, Rules, Standing, fold, is_in_order, refold


def fold_in(connection: Connection, space: SpaceId, attempt: Attempt, rules: Rules) -> tuple[Standing | None, Standing]:
    """The standing before and with an attempt that is stored already, kept.

    An attempt that is earlier than the last one folded (a clock set back, a late arrival) has its skill refolded from all attempts. The
    caller has locked the child.
    """
    before = mastery.of_skill(connection, space, attempt.child, attempt.skill)
    if is_in_order(before, attempt):
        after = fold(before, attempt, rules)
        mastery.keep(connection, space, [after])
        return before, after
    bloom = None if before is None else before.bloomed_at
    refolded = refold(attempts.of_skill(connection, space, attempt.child, attempt.skill), rules, bloom)
    assert refolded is not None  # noqa: S101 (for the type checker: the attempt itself is among the facts)
    mastery.keep(connection, space, [refolded], refold=True)
    return before, refolded
