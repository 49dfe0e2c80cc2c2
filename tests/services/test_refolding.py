"""What an older program, or one with fewer letters, left out of a standing is folded by itself when it knows better."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from app.data.database import Database
from app.data.queries import attempts, children, mastery, skills
from app.data.tables.attempts import GAME_OF
from app.learning.ids import AttemptId
from app.learning.mastery import Game, refold
from app.services import carrying, demo, languages, opening, packs, play, refolding
from app.services.children import NewChild, add_child, list_children
from app.services.desk import Desk
from app.services.playing import Answer
from app.services.skill_rules import rules_of
from app.system.clock import now
from app.system.ids import new_id
from app.system.pack_making import make
from tests.support.computers import Computer
from tests.support.gateways import new_space
from tests.support.packs import LANGUAGE, folder, language_files

WORDS = "long and winding"
NEWER = 99  # the number of a game that only a newer program knows


@pytest.fixture(autouse=True)
def no_packs() -> Iterator[None]:
    yield
    languages.take_up(())


def planted(computer: Computer) -> None:
    """A household with some days of play, half of it in a game that came with a newer program."""
    demo.plant(Desk(computer.database, None, None, now, new_id), 2, 4, 1)
    with computer.database.transaction() as connection:
        connection.execute(text("UPDATE attempts SET game = :newer WHERE game = 1"), {"newer": NEWER})


def waiting(computer: Computer) -> int:
    with computer.database.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM sync.refolds")).scalar_one())


def folded(computer: Computer) -> int:
    """Fold all that waits, as the window does; in how many steps."""
    steps = 0
    while refolding.fold_some(computer.desk).value:
        steps += 1
    return steps


def answers(computer: Computer) -> int:
    """How many answers the standings are made of."""
    with computer.database.reading() as connection:
        return int(connection.execute(text("SELECT coalesce(sum(attempts), 0) FROM mastery")).scalar_one())


def made(computer: Computer) -> int:
    with computer.database.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM attempts")).scalar_one())


def as_if_folded_today(computer: Computer) -> bool:
    """Whether every standing is what its attempts add up to by the rules of now."""
    desk = computer.desk
    assert desk.space is not None
    with computer.database.reading() as connection:
        for child in children.list_all(connection, desk.space):
            for skill, standing in mastery.of_child(connection, desk.space, child.id).items():
                (known,) = skills.find_many(connection, desk.space, [skill])
                bloomed = standing.bloomed_at
                if standing != refold(attempts.of_skill(connection, desk.space, child.id, skill), rules_of(known), bloomed):
                    return False
    return True


def test_answers_in_a_game_that_came_with_an_upgrade_are_folded_by_a_computer_that_is_not_linked(
    computers: Callable[[], Computer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer, older, file = computers(), computers(), tmp_path / "a.carry"
    planted(newer)
    carrying.carry_out(newer.desk, file, WORDS)
    carrying.carry_in(older.desk, file, WORDS)
    assert refolding.note_what_is_new(older.desk)
    folded(older)
    before = answers(older)
    assert 0 < before < made(older), "the older program leaves out what it does not know"
    assert not refolding.note_what_is_new(older.desk)

    monkeypatch.setitem(GAME_OF, NEWER, Game.LISTEN_AND_FIND)  # the upgrade
    assert refolding.note_what_is_new(older.desk)
    assert folded(older) > 1
    assert answers(older) == made(older)
    assert as_if_folded_today(older)
    assert not refolding.note_what_is_new(older.desk)
    assert waiting(older) == 0


def test_the_first_start_after_an_upgrade_notes_it_and_an_exchange_of_a_linked_computer_folds_it(
    hub: Database,
    computers: Callable[[], Computer],
    invited: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    space, newer, older = new_space(hub), computers(), computers()
    planted(newer)
    newer.join(invited(space))
    older.join(invited(space))
    assert answers(older) < made(older)
    monkeypatch.setitem(GAME_OF, NEWER, Game.LISTEN_AND_FIND)
    opening.open_desk(older.paths, older.database.address, None).database.close()
    assert waiting(older) > 0
    older.sync()
    assert waiting(older) == 0
    assert answers(older) == made(older)
    assert as_if_folded_today(older)


def test_a_start_with_the_program_of_the_last_one_folds_nothing(computers: Callable[[], Computer]) -> None:
    one = computers()
    demo.plant(Desk(one.database, None, None, now, new_id), 2, 4, 1)
    for _ in range(2):
        opening.open_desk(one.paths, one.database.address, None).database.close()
        assert waiting(one) == 0, "what this program has folded itself is as it should be"


def test_answers_at_letters_that_a_pack_brings_later_are_folded_by_its_rules(computers: Callable[[], Computer], tmp_path: Path) -> None:
    there, here, file = computers(), computers(), tmp_path / "a.carry"
    grovish = make(folder(tmp_path / "grovish", language_files()), tmp_path / "grovish.zip", bytes(range(32)))
    there.found("Class")
    packs.install(there.desk, there.paths, grovish, frozenset())
    child = add_child(there.desk, NewChild("Oto", languages=(LANGUAGE,))).value
    languages.switch_on(there.desk, LANGUAGE)
    begun = play.begin(there.desk, child.id, Game.LISTEN_AND_FIND).value
    while (question := play.next_round(there.desk, begun.play_session)) is not None:
        right = next(place for place, tile in enumerate(question.tiles) if tile.text == question.asked)
        play.record_answer(there.desk, Answer(AttemptId(new_id()), begun.play_session, question, 1, right, False, 900))
    assert as_if_folded_today(there)
    carrying.carry_out(there.desk, file, WORDS)

    languages.take_up(())  # the other computer has no such letters
    carrying.carry_in(here.desk, file, WORDS)
    refolding.note_what_is_new(here.desk)
    folded(here)
    assert answers(here) == made(here) > 0
    assert as_if_folded_today(here)
    packs.install(here.desk, here.paths, grovish, frozenset())
    assert waiting(here) > 0
    assert not as_if_folded_today(here)
    folded(here)
    assert as_if_folded_today(here)
    pack = packs.listing(here.paths)[0].id
    packs.remove(here.desk, here.paths, pack)
    refolding.note_what_is_new(here.desk)
    assert waiting(here) == 0, "another program on this database may have the letters: nothing is folded by lesser rules again"
    packs.bring_back(here.desk, here.paths, pack)
    assert waiting(here) == 0
    assert [one.name for one in list_children(replace(here.desk, grown_up=None))] == ["Oto"]
