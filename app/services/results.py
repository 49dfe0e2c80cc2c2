"""What came out of a play session: which skills grew, which bloomed, and which letter is next."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from app.data.queries import attempts, badges, mastery
from app.learning.badges import Award
from app.learning.grove import trees_in_grove
from app.learning.letters import LetterPack, form
from app.learning.mastery import Attempt, refold, rules_for
from app.learning.play_sessions import PlaySession
from app.learning.skills import Skill, SkillTree, Status, graph_of
from app.learning.statistics import right_at_once
from app.services.children import found, one_child
from app.services.desk import Desk, space_of
from app.services.languages import pack
from app.services.playing import Growth, SittingResult
from app.services.settings import preferences_of
from app.services.trees import tree_in

if TYPE_CHECKING:
    from app.data.database import Connection


def result_of(connection: Connection, desk: Desk, session: PlaySession, now: datetime) -> SittingResult:
    """The result of a play session, told from the facts: asking again gives the same. A fixed number of queries."""
    space, letters = space_of(desk), pack(session.language)
    tree = tree_in(connection, space, letters)
    given = attempts.of_play_session(connection, space, session.id)
    whole = one_child(connection, desk, session.child)
    history = attempts.of_skills(connection, space, whole, {one.skill for one in given})
    won = badges.of_play_session(connection, space, session.id)
    preferences = preferences_of(connection, desk, found(connection, desk, whole), whole)
    standings = mastery.of_child(connection, space, whole.id)
    grown = _growths(tree, letters, history, session)
    blooms = {badge.skill for badge in won if badge.award is Award.BLOOM}
    trees = trees_in_grove(letters, tree, standings, preferences, now)
    in_bloom = {lead for one in trees if one.status is Status.BLOOMED for lead in one.leads}
    bloomed = tuple(one for one in grown if one.skill in blooms & in_bloom)
    return SittingResult(
        play_session=session.id,
        child=session.child,
        game=session.game,
        turns=len({one.turn for one in given}),
        right=right_at_once(given),
        grew=tuple(one for one in grown if one not in bloomed and (_has_grown(one) or one.skill in blooms)),
        bloomed=bloomed,
        badges=won,
        next_letter=next((one.letter for one in trees if one.is_next and one.status is not Status.BLOOMED), None),
    )


def _has_grown(one: Growth) -> bool:
    return one.leaves_after > one.leaves_before or one.status_before is Status.READY


def _growths(tree: SkillTree, letters: LetterPack, history: tuple[Attempt, ...], session: PlaySession) -> list[Growth]:
    """Every skill of the session as it was before its first answer in it and after its last, in the order they came up."""
    order = dict.fromkeys(one.skill for one in history if one.play_session == session.id)
    skills = graph_of(tree).skills
    return [_growth(skills[key], letters, [one for one in history if one.skill == key], session) for key in order if key in skills]


def _growth(skill: Skill, letters: LetterPack, history: list[Attempt], session: PlaySession) -> Growth:
    rules = rules_for(skill, letters)
    own = [place for place, one in enumerate(history) if one.play_session == session.id]
    before, after = refold(history[: own[0]], rules), refold(history[: own[-1] + 1], rules)
    known = skill.letter in letters.keys
    return Growth(
        skill=skill.id,
        letter=skill.letter,
        text=form(letters.letter(skill.letter), skill.case) if known else skill.letter,
        status_before=Status.READY if before is None else before.status,
        status_after=Status.READY if after is None else after.status,
        leaves_before=0 if before is None else before.leaves,
        leaves_after=0 if after is None else after.leaves,
    )
