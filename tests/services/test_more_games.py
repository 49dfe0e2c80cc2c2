"""The games that play with letters that were met: their sittings on the database, and which game comes next."""

from __future__ import annotations

import pytest

from app.data.queries import attempts, mastery
from app.learning.games.letter_pairs import PairsCourse
from app.learning.games.rounds import Course, Outcome
from app.learning.games.spreads import SpreadCourse
from app.learning.ids import AttemptId, ChildId, PlaySessionId
from app.learning.mastery import Game, refold, rules_for
from app.learning.next_game import FIRST_GAMES
from app.learning.problems import Problem, Trouble
from app.learning.skills import graph_of
from app.services import children, game_offer, looking, play
from app.services.languages import pack
from app.services.trees import tree_in
from app.system.ids import new_id
from tests.services.conftest import Home
from tests.services.playing import play_all, press, wrong_place
from tests.support.database import Queries
from tests.support.knowing import knows


def turn_over(home: Home, session: PlaySessionId, course: PairsCourse, place: int) -> Outcome:
    """Press a card as the page does: an answer is kept before the card is turned."""
    choice = course.asks(place)
    if choice is not None:
        answer = play.Answer(
            AttemptId(new_id()), session, choice.question, course.try_number, choice.pressed, course.aided, 900
        )
        play.record_answer(home.child_side, answer)
    return course.press(place)


def board_of(home: Home, session: PlaySessionId) -> PairsCourse:
    board = play.next_board(home.child_side, session)
    assert board is not None
    return PairsCourse(board)


@pytest.mark.parametrize("game", [Game.ODD_ONE_OUT, Game.ALPHABET_TRAIN])
def test_a_sitting_goes_to_its_end_and_its_standings_are_what_its_answers_add_up_to(home: Home, game: Game) -> None:
    knows(home.desk, home.child)
    begun = play.begin(home.child_side, home.child.id, game).value
    assert play_all(home.child_side, begun.play_session, wrong=1) == begun.turns == 8
    result = play.finish(home.child_side, begun.play_session).value
    assert (result.turns, result.right) == (8, 0)
    if game is not Game.ODD_ONE_OUT:
        return  # its skills stood already, by answers that these tests have not given
    with home.desk.database.reading() as connection:
        facts = attempts.of_child(connection, home.space.id, home.child.id)
        standings = mastery.of_child(connection, home.space.id, home.child.id)
        skills = graph_of(tree_in(connection, home.space.id, pack("en"))).skills
    for skill in {one.skill for one in facts}:
        assert standings[skill] == refold([one for one in facts if one.skill == skill], rules_for(skills[skill], pack("en")))


def carry_all(home: Home, session: PlaySessionId, slips: int = 0) -> int:
    """Play a game of carrying to its end, with so many wrong places first; how many letters were brought home."""
    carried = 0
    while (spread := play.next_spread(home.child_side, session)) is not None:
        course = SpreadCourse(spread)
        while not course.over:
            question = course.open[-1]
            moves = [course.move(question, each) for each in course.free]
            wrong = [move for move in moves if not course.fits(*divmod(move, len(spread.among))) and course.asks(move) is not None]
            right = next(move for move in moves if move not in wrong and course.asks(move) is not None)
            for move in (*wrong[:slips], right):
                choice = course.asks(move)
                assert choice is not None
                answer = play.Answer(
                    AttemptId(new_id()), session, choice.question, choice.try_number, choice.pressed, choice.aided, 700
                )
                kept = play.record_answer(home.child_side, answer).value
                assert kept.correct == (move == right)
                course.press(move)
            carried += 1
    return carried


@pytest.mark.parametrize("game", [Game.LETTERS_HOME, Game.BUILD_WORD])
@pytest.mark.parametrize("slips", [0, 1, 3])
def test_what_is_carried_is_kept_with_its_first_tries_and_its_standings_are_what_its_answers_add_up_to(
    home: Home, game: Game, slips: int
) -> None:
    knows(home.desk, home.child, letters=16)
    begun = play.begin(home.child_side, home.child.id, game).value
    carried = carry_all(home, begun.play_session, slips)
    result = play.finish(home.child_side, begun.play_session).value
    kept = looking.session_answers(home.desk, begun.play_session)
    assert (result.turns, len({one.turn for one in kept})) == (carried, carried)
    assert sum(one.try_number == 1 for one in kept) == carried
    if not slips:
        assert result.right == carried
    if game is Game.BUILD_WORD:
        assert begun.turns == len({one.prompt for one in kept}) == 4
        return  # its skills stood already, by answers that these tests have not given
    with home.desk.database.reading() as connection:
        facts = attempts.of_child(connection, home.space.id, home.child.id)
        standings = mastery.of_child(connection, home.space.id, home.child.id)
        skills = graph_of(tree_in(connection, home.space.id, pack("en"))).skills
    for skill in {one.skill for one in facts}:
        assert standings[skill] == refold([one for one in facts if one.skill == skill], rules_for(skills[skill], pack("en")))


def test_odd_one_out_goes_on_within_its_turn_after_a_restart(home: Home) -> None:
    knows(home.desk, home.child)
    begun = play.begin(home.child_side, home.child.id, Game.ODD_ONE_OUT).value
    turn = play.next_round(home.child_side, begun.play_session)
    assert turn is not None
    course = Course(turn)
    for _ in range(2):
        press(home.child_side, begun.play_session, course, wrong_place(course))
    again = play.begin(home.child_side, home.child.id, Game.ODD_ONE_OUT).value
    assert (again.pressed, again.done) == (course.resting, 0), "two tiles that are alike rest, not one twice"
    assert play.next_round(home.child_side, begun.play_session) == turn


def test_a_sitting_of_pairs_goes_to_its_end(home: Home) -> None:
    knows(home.desk, home.child)
    begun = play.begin(home.child_side, home.child.id, Game.LETTER_PAIRS).value
    found = 0
    while (board := play.next_board(home.child_side, begun.play_session)) is not None:
        assert board.turn == found
        course = PairsCourse(board)
        first = course.hidden()[0]
        turn_over(home, begun.play_session, course, first)
        assert turn_over(home, begun.play_session, course, board.partner(first)) is Outcome.RIGHT
        found += 1
    assert found == begun.turns
    result = play.finish(home.child_side, begun.play_session).value
    assert result.turns == begun.turns
    assert result.grew


def test_a_board_goes_on_after_a_restart_with_what_was_found_and_missed(home: Home) -> None:
    knows(home.desk, home.child)
    begun = play.begin(home.child_side, home.child.id, Game.LETTER_PAIRS).value
    course = board_of(home, begun.play_session)
    cards = course.board.cards
    turn_over(home, begun.play_session, course, 0)
    turn_over(home, begun.play_session, course, course.board.partner(0))
    course = board_of(home, begun.play_session)
    first = course.hidden()[0]
    course.seen.add(course.board.partner(first))
    wrong = next(place for place in course.hidden() if place not in (first, course.board.partner(first)))
    turn_over(home, begun.play_session, course, first)
    assert turn_over(home, begun.play_session, course, wrong) is Outcome.NOT_THIS
    assert play.begin(home.child_side, home.child.id, Game.LETTER_PAIRS).value.done == 1
    board = play.next_board(home.child_side, begun.play_session)
    assert board is not None
    assert (board.cards, board.found, board.turn, board.wrong) == (cards, frozenset({cards[0].letter}), 1, 1)


def test_a_child_without_letters_has_no_board_and_is_not_stuck(home: Home) -> None:
    begun = play.begin(home.child_side, home.child.id, Game.LETTER_PAIRS).value
    assert play.next_board(home.child_side, begun.play_session) is None
    assert play.finish(home.child_side, begun.play_session).value.turns == 0


def test_pairs_of_letters_and_pictures_keep_the_word_that_was_asked(home: Home) -> None:
    child = children.change_child(home.desk, home.child.id, languages=("hi",)).value
    knows(home.desk, child)
    begun = play.begin(home.child_side, child.id, Game.LETTER_PAIRS).value
    course = board_of(home, begun.play_session)
    turn_over(home, begun.play_session, course, 0)
    turn_over(home, begun.play_session, course, course.board.partner(0))
    (kept,) = looking.session_answers(home.desk, begun.play_session)
    word = course.board.words[course.board.cards[0].letter]
    assert kept.prompt == word.text


def test_a_new_child_is_offered_the_first_games_and_one_that_knows_letters_all(home: Home) -> None:
    offer = game_offer.offer(home.child_side, home.child.id)
    assert (offer.games, offer.following) == (FIRST_GAMES, Game.LISTEN_AND_FIND)
    knows(home.desk, home.child, letters=14)
    assert game_offer.offer(home.child_side, home.child.id).games == tuple(Game)


def test_what_was_left_today_goes_on_and_after_it_another_game_comes(home: Home) -> None:
    knows(home.desk, home.child)
    begun = play.begin(home.child_side, home.child.id, Game.ODD_ONE_OUT).value
    assert game_offer.offer(home.child_side, home.child.id).following is Game.ODD_ONE_OUT
    play_all(home.child_side, begun.play_session)
    play.finish(home.child_side, begun.play_session)
    home.clock.pass_(minutes=5)
    assert game_offer.offer(home.child_side, home.child.id).following in FIRST_GAMES


def test_an_offer_takes_a_fixed_number_of_queries_and_an_unknown_child_is_not_found(home: Home, queries: Queries) -> None:
    knows(home.desk, home.child)
    game_offer.offer(home.child_side, home.child.id)
    with queries.at_most(9):
        game_offer.offer(home.child_side, home.child.id)
    with pytest.raises(Problem) as caught:
        game_offer.offer(home.child_side, ChildId(new_id()))
    assert caught.value.trouble is Trouble.NOT_FOUND


def test_a_space_that_has_played_for_weeks_gets_the_new_skills_and_keeps_its_trees(home: Home) -> None:
    for day in range(3):
        begun = play.begin(home.child_side, home.child.id, FIRST_GAMES[day % 2]).value
        play_all(home.child_side, begun.play_session)
        play.finish(home.child_side, begun.play_session)
        home.clock.pass_(days=1)
    before = {tree.letter: (tree.status, tree.leaves) for tree in looking.grove(home.child_side, home.child.id).trees}
    begun = play.begin(home.child_side, home.child.id, Game.ODD_ONE_OUT).value
    play_all(home.child_side, begun.play_session, wrong=2)
    after = {tree.letter: (tree.status, tree.leaves) for tree in looking.grove(home.child_side, home.child.id).trees}
    assert after == before
