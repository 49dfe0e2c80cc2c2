"""The page about sharing, with a hub behind it: joining, what is shared, what was edited twice, inviting, leaving; and a new computer."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from app.data.address import DatabaseAddress
from app.learning.people import Role
from app.learning.problems import Problem, Trouble
from app.services import children, grown_ups
from app.sync.state import Stage, State
from app.ui.linking.computers_card import ComputersCard
from app.ui.linking.join_card import JoinCard
from app.ui.linking.sync_words import standing
from app.ui.pages.join import JoinPage
from app.ui.pages.welcome import Welcome
from app.ui.routes import Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import TextField
from tests.support.child_side import LONG, PASSWORD, Playhouse
from tests.support.grown_up_side import answered, controls, cut_off, named, press, said, signed_in, undo
from tests.support.shared_window import SharedPlace, join, joined, page_of


def test_a_household_becomes_the_shared_space_that_it_was_invited_to(playhouse: Playhouse, shared: SharedPlace) -> None:
    window, page = joined(playhouse, shared)
    assert shared.names() == {"Mia"}
    assert "This computer is up to date" in said(page)
    assert "Computers" in said(page)
    assert "this one alone" in said(page)
    assert [cut_off(one) for one in controls(page) if cut_off(one)] == []
    assert [one for one in controls(window) if not one.accessibleName()] == []


def test_what_is_changed_here_reaches_the_hub_by_itself(playhouse: Playhouse, shared: SharedPlace) -> None:
    window, _ = joined(playhouse, shared)
    window.tasks.do(window, lambda desk: children.add_child(desk, children.NewChild("Bo", languages=("en",))))
    playhouse.qtbot.waitUntil(lambda: shared.names() == {"Mia", "Bo"}, timeout=3 * LONG)


def test_a_wrong_code_is_said_below_its_field_and_keeps_what_was_written(playhouse: Playhouse, shared: SharedPlace) -> None:
    window = signed_in(playhouse)
    page = page_of(playhouse, window)
    assert "This computer keeps to itself" in said(page)
    named(page, TextField, "Invitation").setText("ABCD-EFGH-JKLM")
    named(page, TextField, "Address of the server").setText(shared.address)
    press(named(page, Button, "Join"))
    card = page.findChild(JoinCard)
    playhouse.qtbot.waitUntil(lambda: "typing mistake" in said(page), timeout=LONG)
    assert card is not None
    assert named(page, TextField, "Invitation").text() == "ABCD-EFGH-JKLM"
    assert named(page, Button, "Join").isEnabled()


def test_an_invitation_comes_from_a_file_too(playhouse: Playhouse, tmp_path: Path) -> None:
    page = page_of(playhouse, signed_in(playhouse))
    card = page.findChild(JoinCard)
    assert card is not None
    letter = tmp_path / "invitation.txt"
    letter.write_text("Dear teacher,\n lettergrove://join?hub=https%3A%2F%2Fschool&code=AAAA\n", encoding="utf-8")
    card.take(letter)
    assert named(page, TextField, "Invitation").text().startswith("lettergrove://join")
    assert not card._hub_row.isVisible()  # the link says where it is
    with pytest.raises(Problem) as missing:
        card.take(tmp_path / "nothing")
    assert missing.value.trouble is Trouble.FILE_NOT_READABLE


def test_both_hold_the_same_is_said_with_the_number_of_records(playhouse: Playhouse, shared: SharedPlace) -> None:
    _, page = joined(playhouse, shared)
    press(named(page, Button, "Check that"))
    playhouse.qtbot.waitUntil(lambda: "hold the same" in said(page), timeout=3 * LONG)


def test_one_more_computer_is_invited_and_can_be_disconnected(playhouse: Playhouse, shared: SharedPlace) -> None:
    window, page = joined(playhouse, shared)
    press(named(page, Button, "Add a computer"))
    press(named(page, Button, "Make an invitation"))
    playhouse.qtbot.waitUntil(lambda: page._invite is not None, timeout=LONG)
    assert page._invite is not None
    code = page._invite.code
    playhouse.qtbot.waitUntil(lambda: code in said(page), timeout=LONG)
    press(named(page, Button, "Copy the link"))
    assert QApplication.clipboard().text() == page._invite.link
    with shared.database.transaction() as connection:
        row = connection.execute(text("SELECT * FROM sync.credentials WHERE space_id = :s"), {"s": shared.space}).mappings().one()
        other = {**row, "device_id": uuid4(), "name": "Old laptop", "last_answer": None, "last_batch": None}
        columns = ", ".join(other)
        connection.execute(text(f"INSERT INTO sync.credentials ({columns}) VALUES ({', '.join(f':{one}' for one in other)})"), other)
    page._ask_for_computers()
    playhouse.qtbot.waitUntil(lambda: "Old laptop" in said(page), timeout=LONG)
    cut = named(page, Button, "Disconnect Old laptop")
    press(cut)
    assert cut.text() == "Press again to disconnect"
    press(cut)
    playhouse.qtbot.waitUntil(lambda: page._computers is not None and any(one.revoked_at for one in page._computers), timeout=LONG)
    assert page.findChild(ComputersCard) is not None
    assert window.route is Route.SYNC


def test_a_value_edited_in_two_places_is_shown_and_put_back(playhouse: Playhouse, shared: SharedPlace) -> None:
    window, page = joined(playhouse, shared)
    lost = {"value": json.dumps("Maya"), "kept": json.dumps("Mia"), "stamp": str(uuid4())}
    with playhouse.desk.database.transaction() as connection:
        connection.execute(
            text(
                "INSERT INTO sync.conflicts (space_id, name, row_id, column_name, kept, kept_stamp, lost, lost_stamp, mine)"
                " SELECT space_id, 'children', id, 'name', CAST(:kept AS jsonb), CAST(:stamp AS uuid), CAST(:value AS jsonb),"
                " CAST(:stamp AS uuid), true FROM children"
            ),
            lost,
        )
    page.refresh()
    answered(playhouse, window)
    assert "Counts now: “Mia” | Written here: “Maya”, just now" in said(page)
    press(named(page, Button, "Put back"))
    answered(playhouse, window)
    playhouse.qtbot.waitUntil(lambda: shared.names() == {"Maya"}, timeout=3 * LONG)
    undo(playhouse, window)
    playhouse.qtbot.waitUntil(lambda: shared.names() == {"Mia"}, timeout=3 * LONG)
    assert "Edited in two places" in said(page)


def test_leaving_asks_twice_and_keeps_everything(playhouse: Playhouse, shared: SharedPlace) -> None:
    window, page = joined(playhouse, shared)
    leave = named(page, Button, "Leave the shared space")
    press(leave)
    assert window.link.state.stage is Stage.UP_TO_DATE
    press(leave)
    playhouse.qtbot.waitUntil(lambda: "Join a shared space" in said(page), timeout=LONG)
    assert len(children.list_children(playhouse.desk)) == 1


def test_a_helper_is_told_who_may_join(playhouse: Playhouse) -> None:
    helper = grown_ups.add_grown_up(playhouse.desk, "Hanna", PASSWORD, Role.HELPER).value
    page = page_of(playhouse, signed_in(playhouse, who=helper))
    assert "Joining a shared space is for owners." in said(page)
    assert page.findChild(JoinCard) is None


def test_a_new_computer_becomes_a_copy_of_the_shared_space(
    playhouse: Playhouse, empty_house: Playhouse, shared: SharedPlace, server: DatabaseAddress, tmp_path: Path
) -> None:
    first, _ = joined(playhouse, shared)
    playhouse.close(first)
    from tests.support.database import copy_of_template  # noqa: PLC0415 (a second computer, for this test alone)

    with copy_of_template(server, "second") as second:
        house = replace(empty_house, address=second.address, desk=replace(empty_house.desk, database=second), windows=[])
        window = house.open()
        house.page(window, Welcome)
        window.go(Route.JOIN)
        page = house.page(window, JoinPage)
        assert [cut_off(one) for one in controls(page) if cut_off(one)] == []
        join(house, page, shared)
        house.qtbot.waitUntil(lambda: window.route is Route.WHO, timeout=3 * LONG)
        answered(house, window)
        with second.reading() as connection:
            assert connection.execute(text("SELECT name FROM children")).scalars().all() == ["Mia"]
        house.close(window)


@pytest.mark.parametrize("stage", list(Stage))
def test_every_state_has_words_a_sign_and_a_note_of_its_own(stage: Stage, playhouse: Playhouse) -> None:
    now = playhouse.desk.now()
    problem = Problem(Trouble.LINK_ENDED) if stage is Stage.NEEDS else None
    words = standing(State(stage, 3, 4, 12, now, problem), now)
    assert words.title
    assert words.whole
    assert words.note
    assert words.icon
    others = {standing(State(other, 3, 4, 12, now, problem), now).icon for other in Stage if other is not stage}
    assert words.icon not in others
