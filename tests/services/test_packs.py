"""Packs from outside in a space: letters, words and sounds are there at once, what was learned stays when they go, roles are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from app.learning.letters import Spoken
from app.learning.mastery import Game
from app.learning.people import Role
from app.learning.problems import Problem, Trouble
from app.services import children, grown_ups, languages, packs, play, trees
from app.services.children import NewChild
from app.services.packs import PackView
from app.system.pack_making import make
from app.system.pack_shelf import Shelf
from app.system.pack_signatures import Signers
from app.system.paths import Paths
from tests.services.conftest import PASSWORD, Home
from tests.support.leaks import ExpectLog
from tests.support.packs import LANGUAGE, folder, language_files, more_files, zipped

KEY = bytes(range(32))
VOICES = frozenset({"en-us"})


@pytest.fixture(autouse=True)
def no_packs() -> Iterator[None]:
    yield
    languages.take_up(())


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "home")


@pytest.fixture
def grovish(tmp_path: Path) -> Path:
    return make(folder(tmp_path / "grovish", language_files()), tmp_path / "grovish.zip", KEY)


def test_a_language_of_a_pack_is_offered_played_and_heard_like_the_others(home: Home, paths: Paths, grovish: Path) -> None:
    installed = packs.install(home.desk, paths, grovish, VOICES).value
    assert (installed.sample, installed.signed is not None, installed.signer) == ("a o m t", True, None)
    offer = next(one for one in languages.offered() if one.language == LANGUAGE)
    assert offer.recorded
    heard = languages.recorded()
    assert heard["none-grovish", Spoken("amo")].is_file()
    child = children.add_child(home.desk, NewChild("Oto", languages=(LANGUAGE,))).value
    languages.switch_on(home.desk, LANGUAGE)
    assert LANGUAGE in trees.switched_on(home.desk)
    begun = play.begin(home.child_side, child.id, Game.LISTEN_AND_FIND).value
    question = play.next_round(home.child_side, begun.play_session)
    assert question is not None
    assert {tile.text for tile in question.tiles} <= {"a", "o", "m", "t"}
    word = languages.pack(LANGUAGE).letter("a").words[0]
    assert Path(word.picture.removeprefix("@")).is_file()


def test_a_pack_adds_words_and_an_order_and_takes_them_away_again(home: Home, paths: Paths, tmp_path: Path) -> None:
    file = zipped(tmp_path / "more.zip", more_files(), id="more-en", language="en")
    change = packs.install(home.desk, paths, file, VOICES)
    english = languages.pack("en")
    assert english.letter("b").words[-1].text == "bobbin"
    assert "backwards" in next(offer for offer in languages.offered() if offer.language == "en").orders
    assert change.undo is not None
    change.undo(home.desk)
    assert "bobbin" not in {word.text for word in languages.pack("en").letter("b").words}


def test_when_a_pack_is_removed_its_child_is_told_calmly_and_all_is_there_when_it_comes_back(
    home: Home, paths: Paths, grovish: Path
) -> None:
    packs.install(home.desk, paths, grovish, VOICES)
    child = children.add_child(home.desk, NewChild("Oto", languages=(LANGUAGE,))).value
    play.begin(home.child_side, child.id, Game.LISTEN_AND_FIND)
    removed = packs.remove(home.desk, paths, "grovish")
    with pytest.raises(Problem) as told:
        play.begin(home.child_side, child.id, Game.LISTEN_AND_FIND)
    assert told.value.trouble is Trouble.LANGUAGE_UNKNOWN
    assert [(one.id, one.removed) for one in packs.listing(paths)] == [("grovish", True)]
    assert removed.undo is not None
    removed.undo(home.desk)
    assert play.begin(home.child_side, child.id, Game.LISTEN_AND_FIND).value.language == LANGUAGE


def test_who_signed_it_is_known_by_name_from_the_second_time_on(home: Home, paths: Paths, grovish: Path, tmp_path: Path) -> None:
    assert packs.look_into(paths, grovish).signer is None
    packs.install(home.desk, paths, grovish, VOICES, signer_name="Ada of the Mills")
    newer = make(folder(tmp_path / "next", language_files(), version=2), tmp_path / "next.zip", KEY)
    seen: PackView = packs.look_into(paths, newer)
    assert (seen.signer, seen.version) == ("Ada of the Mills", 2)
    assert len(Signers(paths).names()) == 1


def test_looking_into_a_pack_installs_nothing(paths: Paths, grovish: Path) -> None:
    packs.look_into(paths, grovish)
    assert packs.listing(paths) == ()


def test_the_letters_of_the_program_cannot_be_replaced(home: Home, paths: Paths, tmp_path: Path) -> None:
    files = {"letters/en.json": language_files(language="en")[f"letters/{LANGUAGE}.json"], "pictures/amo.png": b"x"}
    with pytest.raises(Problem) as told:
        packs.install(home.desk, paths, zipped(tmp_path / "en.zip", files, language="en", id="en"), VOICES)
    assert told.value.facts["reason"] == "language-there"


def test_a_helper_and_the_child_side_may_not_install_or_remove(home: Home, paths: Paths, grovish: Path) -> None:
    helper = grown_ups.add_grown_up(home.desk, "Hanna", PASSWORD, Role.HELPER).value
    for desk in (replace(home.desk, grown_up=helper.id), home.child_side):
        with pytest.raises(Problem) as told:
            packs.install(desk, paths, grovish, VOICES)
        assert told.value.trouble is Trouble.NOT_ALLOWED
        with pytest.raises(Problem):
            packs.remove(desk, paths, "grovish")
    assert not Shelf(paths).installed()


def test_a_pack_that_was_spoiled_on_disk_is_left_out_and_can_still_be_removed(
    home: Home, paths: Paths, grovish: Path, expect_log: ExpectLog
) -> None:
    expect_log("cannot be used")
    packs.install(home.desk, paths, grovish, VOICES)
    (paths.packs / "grovish" / "letters" / f"{LANGUAGE}.json").write_text("{")
    languages.take_up(Shelf(paths).installed())
    assert LANGUAGE not in languages.tags()
    assert [one.sample for one in packs.listing(paths)] == [""]
    packs.remove(home.desk, paths, "grovish")
    assert packs.listing(paths)[0].removed


def test_the_audit_log_tells_what_was_done_with_packs(home: Home, paths: Paths, grovish: Path) -> None:
    packs.install(home.desk, paths, grovish, VOICES)
    packs.remove(home.desk, paths, "grovish")
    packs.bring_back(home.desk, paths, "grovish")
    with home.desk.database.reading() as connection:
        rows = connection.execute(text("SELECT action FROM audit_log WHERE action LIKE 'pack%' ORDER BY occurred_at, id"))
        assert list(rows.scalars()) == ["pack-installed", "pack-removed", "pack-brought-back"]
