"""Recording one answer: the attempt, the standing it is folded into, and the badges it earns, in one transaction.

The child is locked first, so that answers from two windows are folded one after the other.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from app.data.folding import fold_in
from app.data.queries import attempts, badges, children, mastery, play_sessions, practice_days
from app.learning.aliases import OneChild
from app.learning.badges import Badge, earned
from app.learning.ids import SpaceId
from app.learning.letters import LetterPack
from app.learning.mastery import Attempt, Rules, fold, refold, rules_for
from app.learning.play_sessions import PlaySession
from app.learning.problems import Problem, Trouble
from app.learning.skills import SkillTree, Status, graph_of
from app.services.children import found
from app.services.desk import Desk, space_of
from app.services.languages import pack
from app.services.playing import Answer, Feedback
from app.services.trees import tree_in

if TYPE_CHECKING:
    from app.data.database import Connection

LONGEST_MS = 120_000  # after two minutes the child had gone for a drink: `app.learning.statistics` counts no more either


def recorded(connection: Connection, desk: Desk, answer: Answer, now: datetime) -> Feedback:
    """Keep an answer given at `now` (aware local time). Kept before: its feedback again. Raises Problem NOT_FOUND."""
    space = space_of(desk)
    session = play_sessions.find(connection, space, answer.play_session)
    one = None if session is None else children.lock(connection, space, session.child)
    if session is None or one is None:
        raise Problem(Trouble.NOT_FOUND, what="play-session")
    letters = pack(session.language)
    tree = tree_in(connection, space, letters)
    attempt = attempt_of(answer, session, now)
    rules = _rules(tree, letters, attempt)
    if not attempts.add(connection, space, attempt):
        return _told_again(connection, space, attempt, rules, one)
    before, after = fold_in(connection, space, attempt, rules, one)
    bloomed = after.status is Status.BLOOMED and (before is None or before.status is not Status.BLOOMED)
    won = _won(connection, desk, attempt, one, bloomed, attempt.local_day != session.local_day, letters, tree)
    return Feedback(attempt.id, attempt.correct, after, 0 if before is None else before.leaves, bloomed, won)


def attempt_of(answer: Answer, session: PlaySession, now: datetime) -> Attempt:
    """The fact that an answer given at `now` (aware local time) is."""
    turn = answer.round
    return Attempt(
        id=answer.id,
        child=session.child,
        play_session=session.id,
        skill=turn.skill,
        game=session.game,
        turn=turn.turn,
        try_number=answer.try_number,
        asked=turn.asked,
        answered=turn.tiles[answer.pressed].text,
        choices=turn.choices,
        correct=answer.pressed in turn.rights,
        aided=answer.aided,
        took_ms=min(max(0, answer.took_ms), LONGEST_MS),
        occurred_at=now.astimezone(UTC),
        local_day=now.date(),
        prompt="" if turn.word is None else turn.word.text,
    )


def _rules(tree: SkillTree, letters: LetterPack, attempt: Attempt) -> Rules:
    skill = graph_of(tree).skills.get(attempt.skill)
    return Rules(games=1) if skill is None else rules_for(skill, letters)  # a skill that a grown-up took out while it was played


def _won(
    connection: Connection,
    desk: Desk,
    attempt: Attempt,
    one: OneChild,
    bloomed: bool,
    past_midnight: bool,
    letters: LetterPack,
    tree: SkillTree,
) -> tuple[Badge, ...]:
    """The badges that the attempt earns, kept.

    Only a bloom, the beginning of a play session, or one that goes on into a new day can earn one; what bloomed elsewhere and came by
    synchronising is looked for at the next beginning.
    """
    if not bloomed and not past_midnight and (attempt.turn, attempt.try_number) != (0, 1):
        return ()
    space = space_of(desk)
    standings = mastery.of_child(connection, space, one.id)
    days = [day.day for day in practice_days.of_child(connection, space, one, date.min, date.max)]
    name = found(connection, desk, one).name
    held = badges.kinds_of(connection, space, one)
    won = earned(letters, tree, standings, days, name, attempt, bloomed, held)
    return badges.add(connection, space, one.id, won)


def _told_again(connection: Connection, space: SpaceId, attempt: Attempt, rules: Rules, one: OneChild) -> Feedback:
    """The feedback of an attempt that is kept already, told from the facts."""
    history = attempts.of_skill(connection, space, one, attempt.skill)
    kept = next((one for one in history if one.id == attempt.id), None)
    if kept is None:
        raise Problem(Trouble.NOT_FOUND, what="attempt")  # the id belongs to an answer of another child or skill
    moment = (kept.occurred_at, kept.id)
    before = refold([one for one in history if (one.occurred_at, one.id) < moment], rules)
    after = fold(before, kept, rules)
    bloomed = after.status is Status.BLOOMED and (before is None or before.status is not Status.BLOOMED)
    won = badges.of_play_session(connection, space, kept.play_session)
    mine = tuple(badge for badge in won if badge.attempt == kept.id)
    return Feedback(kept.id, kept.correct, after, 0 if before is None else before.leaves, bloomed, mine)
