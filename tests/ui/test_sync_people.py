"""What tired people do on the page about sharing: join without signing in again, hand an invitation on, mend what needs them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from app.data.address import DatabaseAddress
from app.learning.problems import Problem, Trouble
from app.services import carrying, children, linking
from app.sync.invites import Invite
from app.sync.state import Stage, State
from app.sync.transports.hub_address import HubAddress
from app.system.clock import now
from app.system.paths import Paths
from app.ui.linking import page_words
from app.ui.linking.invite_box import InviteBox
from app.ui.linking.invite_paper import Invitation, page_image
from app.ui.linking.join_card import JoinCard
from app.ui.linking.rail_line import RailLine
from app.ui.linking.sync_words import moment, server_name, standing, why
from app.ui.linking.value_words import value_words
from app.ui.pages.join import JoinPage
from app.ui.pages.welcome import Welcome
from app.ui.painting.lettering import isolated
from app.ui.routes import Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import PasswordField, TextField
from app.ui.widgets.label import Label
from tests.support.child_side import LONG, Playhouse
from tests.support.computers import Computer
from tests.support.database import copy_of_template
from tests.support.gateways import gateway
from tests.support.grown_up_side import answered, named, press, said, signed_in
from tests.support.shared_window import SharedPlace, joined, page_of

PASSPHRASE = "a stick in the grove"


def test_who_joins_stays_signed_in_and_on_the_page(playhouse: Playhouse, shared: SharedPlace) -> None:
    window, page = joined(playhouse, shared)
    assert window.route is Route.SYNC
    assert "This computer is up to date" in said(page)
    press(named(page, Button, "Add a computer"))
    press(named(page, Button, "Make an invitation"))  # an owner's act: who signed in before is still at the desk
    playhouse.qtbot.waitUntil(lambda: page._invite is not None, timeout=LONG)


def test_an_invitation_says_where_the_server_is_is_read_out_sign_by_sign_and_is_found_again_in_its_file(
    playhouse: Playhouse, shared: SharedPlace, tmp_path: Path
) -> None:
    _, page = joined(playhouse, shared)
    press(named(page, Button, "Add a computer"))
    press(named(page, Button, "Make an invitation"))
    playhouse.qtbot.waitUntil(lambda: page._invite is not None, timeout=LONG)
    made = page._invite
    assert made is not None
    assert f"Address of the server: {made.server}" in said(page)
    box = page.findChild(InviteBox)
    assert box is not None
    box.save(tmp_path / "invitation.txt")
    card = JoinCard(page.stage.theme, "Join a shared space")
    playhouse.qtbot.addWidget(card)
    card.take(tmp_path / "invitation.txt")
    assert card.is_written
    assert card._code.text() == made.link
    paper = Invitation("ABCD-EFGH-JKLM", made.link, made.server, "tomorrow, 22:00")
    assert paper.spelt == "Invitation: A B C D, E F G H, J K L M"
    picture = page_image(paper, 0.5, rtl=False)
    assert any(picture.pixelColor(x, y).lightness() < 128 for x in range(picture.width()) for y in range(0, picture.height(), 3))
    press(named(page, Button, "Done"))
    page.refresh()
    answered(playhouse, playhouse.windows[0])
    assert page._invite is None
    assert made.code not in said(page)


def test_who_comes_with_the_invitation_that_is_shown_is_greeted_and_the_invitation_goes(
    playhouse: Playhouse, shared: SharedPlace, server: DatabaseAddress, tmp_path: Path
) -> None:
    window, page = joined(playhouse, shared)
    press(named(page, Button, "Add a computer"))
    press(named(page, Button, "Make an invitation"))
    playhouse.qtbot.waitUntil(lambda: page._invite is not None, timeout=LONG)
    assert page._invite is not None
    with copy_of_template(server, "kitchen") as database:
        kitchen = Computer(database, Paths(tmp_path / "kitchen"))
        linking.join(kitchen.desk, kitchen.paths, page._invite.link, name="Kitchen")
        kitchen.sync()
        children.add_child(kitchen.desk, children.NewChild("Bo", languages=("en",)))
        kitchen.sync()
        playhouse.qtbot.waitUntil(lambda: "Kitchen" in said(page), timeout=3 * LONG)
        answered(playhouse, window)
        shown = {one.accessibleName()[:10] for one in page.findChildren(Label) if one.isVisible()}
        assert not shown & {"Invitation"}


def test_an_invitation_of_a_server_that_vouches_for_itself_is_not_offered_for_typing() -> None:
    pinned = Invitation("ABCD-EFGH-JKLM", "lettergrove://join?x", "", "tomorrow, 22:00")
    assert any("cannot be reached with the code alone" in step for step in pinned.steps)
    assert "Address of the server" not in pinned.letter


def test_a_computer_that_was_let_out_joins_again_with_a_new_invitation_and_shares_what_waited(
    playhouse: Playhouse, shared: SharedPlace
) -> None:
    window, page = joined(playhouse, shared)
    with shared.database.transaction() as connection:
        connection.execute(text("UPDATE sync.credentials SET revoked_at = now() WHERE space_id = :s"), {"s": shared.space})
    window.tasks.do(window, lambda desk: children.add_child(desk, children.NewChild("Bo", languages=("en",))))
    playhouse.qtbot.waitUntil(lambda: window.link.state.stage is Stage.NEEDS, timeout=3 * LONG)
    answered(playhouse, window)
    playhouse.qtbot.waitUntil(lambda: "Join again" in said(page), timeout=LONG)
    assert "does not let this computer in any more" in said(page)
    assert not any(one.isVisible() and one.text() == "Sync now" for one in page.findChildren(Button))  # one thing to do
    named(page, TextField, "Invitation").setText("ABCD-EFGH-JKLM")
    named(page, TextField, "Address of the server").setText(shared.address)
    press(named(page, Button, "Join"))
    playhouse.qtbot.waitUntil(lambda: "typing mistake" in said(page), timeout=LONG)
    assert window.link.state.stage is Stage.NEEDS  # the old link stays until there is a new one
    named(page, TextField, "Invitation").setText(shared.code())
    press(named(page, Button, "Join"))
    playhouse.qtbot.waitUntil(lambda: shared.names() == {"Mia", "Bo"}, timeout=3 * LONG)
    playhouse.qtbot.waitUntil(lambda: window.link.state.stage is Stage.UP_TO_DATE, timeout=3 * LONG)
    answered(playhouse, window)
    playhouse.qtbot.waitUntil(lambda: "Join again" not in said(page), timeout=LONG)


def test_what_is_being_typed_stays_while_the_state_changes(playhouse: Playhouse, shared: SharedPlace) -> None:
    window, page = joined(playhouse, shared)
    named(page, PasswordField, "Passphrase of the file").setText("half a sen")
    window.link._told.emit(State(Stage.OFFLINE, 3))
    answered(playhouse, window)
    assert named(page, PasswordField, "Passphrase of the file").text() == "half a sen"
    assert "3 changes wait here" in said(page)


def test_a_result_of_the_check_is_not_shown_any_more_when_the_server_is_away(playhouse: Playhouse, shared: SharedPlace) -> None:
    window, page = joined(playhouse, shared)
    press(named(page, Button, "Check that"))
    playhouse.qtbot.waitUntil(lambda: "hold the same" in said(page), timeout=3 * LONG)
    window.link._told.emit(State(Stage.OFFLINE, 0))
    answered(playhouse, window)
    assert "hold the same" not in said(page)


def test_a_new_state_is_announced_once_and_progress_is_not(playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)  # the edge of the world: what a screen reader would be told
    window = signed_in(playhouse)
    page_of(playhouse, window)
    for state in (State(Stage.SYNCING, 0, 1, 9), State(Stage.SYNCING, 0, 5, 9), State(Stage.UP_TO_DATE), State(Stage.UP_TO_DATE)):
        window.link._told.emit(state)
        QApplication.processEvents()
    assert heard == ["Sharing 1 of 9", "This computer is up to date"]
    assert window.findChild(RailLine) is not None


def test_a_problem_below_a_field_is_read_out_with_the_field(playhouse: Playhouse) -> None:
    page = page_of(playhouse, signed_in(playhouse))
    assert "Good once" in named(page, TextField, "Invitation").accessibleDescription()
    named(page, TextField, "Invitation").setText("ABCD-EFGH-JKLM")
    named(page, TextField, "Address of the server").setText("https://localhost:1")
    press(named(page, Button, "Join"))
    playhouse.qtbot.waitUntil(lambda: "typing mistake" in said(page), timeout=LONG)
    assert "typing mistake" in named(page, TextField, "Invitation").accessibleDescription()


def test_a_short_passphrase_is_said_before_a_file_is_looked_for(playhouse: Playhouse) -> None:
    page = page_of(playhouse, signed_in(playhouse))
    press(named(page, Button, "Take in a file"))  # no window of the system opens: it would hold the test up
    assert "too short" in said(page)


def test_a_new_computer_becomes_a_copy_by_a_file_on_a_stick(
    playhouse: Playhouse, empty_house: Playhouse, server: DatabaseAddress, tmp_path: Path
) -> None:
    stick = tmp_path / "stick.lettergrove"
    carrying.carry_out(playhouse.desk, stick, PASSPHRASE)
    with copy_of_template(server, "second") as second:
        house = replace(empty_house, address=second.address, desk=replace(empty_house.desk, database=second), windows=[])
        window = house.open()
        first = house.page(window, Welcome)
        invited = next(one for one in _soon(house, first) if one.text().startswith("I was invited"))
        house.qtbot.waitUntil(invited.isVisible, timeout=3 * LONG)
        press(named(first, Button, "I was invited"))
        page = house.page(window, JoinPage)
        assert not [one for one in page.findChildren(Button) if one.isVisible() and one.text() == "Write a file"]
        page._stick.into.emit(stick, PASSPHRASE)
        house.qtbot.waitUntil(lambda: window.route is Route.WHO, timeout=3 * LONG)
        answered(house, window)
        with second.reading() as connection:
            assert connection.execute(text("SELECT name FROM children")).scalars().all() == ["Mia"]
        house.close(window)


def test_a_name_from_the_right_keeps_the_signs_around_it_in_their_places() -> None:
    assert isolated("Mia") == "Mia"
    assert isolated("\u0645\u0631\u064a\u0645") == "\u2068\u0645\u0631\u064a\u0645\u2069"


def test_values_are_said_as_the_pages_say_them_that_edit_them(qtbot: object) -> None:
    del qtbot
    assert value_words("friend", "owl") == "Owl"
    assert value_words("scarf", "#E0A02F") == "Scarf 3"
    assert value_words("scarf", "#123456") == "another colour"
    assert value_words("deleted_at", None) == "kept"
    assert value_words("deleted_at", "2026-11-20T10:00:00+00:00") == "removed"
    assert value_words("role", "teacher") == "Teacher"
    assert value_words("born", "2021-05-01") == "May 2021"
    assert value_words("value", True) == "on"
    assert value_words("value", {"a": 1}) == "“{\"a\": 1}”"
    assert value_words("name", "Mia") == "“Mia”"


def test_words_of_the_server_and_of_times_are_short(qtbot: object) -> None:
    del qtbot
    assert server_name("https://owner@school.example.org:8443/x") == "school.example.org:8443"
    assert server_name("postgresql:///hub?host=/run/postgresql") == "a server on this computer"
    assert server_name("postgresql://owner@:5432/hub?host=%2Frun") == "a server on this computer"
    assert moment(now(), now()).startswith("today, ")
    offline = standing(State(Stage.OFFLINE, 1, synced_at=now()), now())
    assert offline.more == "Nothing is lost: 1 change waits here and goes out by itself. Last shared just now."
    needs = standing(State(Stage.NEEDS, problem=Problem(Trouble.LINK_ENDED)), now())
    assert "let this computer in" not in needs.more  # the banner says it, once
    assert "newer Lettergrove" in why("check", outward=False)
    assert "The 3 children" in page_words.who_moves(3)


def test_a_server_with_another_certificate_is_told_in_the_card_and_joined_once_the_invitation_is_right(
    playhouse: Playhouse, shared: SharedPlace, tmp_path: Path
) -> None:
    with gateway(shared.database, tmp_path / "gateway", "--tls-self-signed") as served:
        window = signed_in(playhouse)
        page = page_of(playhouse, window)
        named(page, TextField, "Invitation").setText(shared.code())
        named(page, TextField, "Address of the server").setText(served.url.replace("localhost", "127.0.0.1"))
        press(named(page, Button, "Join"))
        playhouse.qtbot.waitUntil(lambda: "cannot prove that it is the shared server" in said(page), timeout=3 * LONG)
        assert named(page, Button, "Join").isEnabled()
        code = named(page, TextField, "Invitation").text()
        link = Invite(HubAddress.parse(f"https://127.0.0.1:{served.port}"), code, shared.space, served.fingerprint).link
        named(page, TextField, "Invitation").setText(link)
        press(named(page, Button, "Join"))
        playhouse.qtbot.waitUntil(lambda: window.link.state.stage is Stage.UP_TO_DATE, timeout=3 * LONG)
        answered(playhouse, window)
        playhouse.qtbot.waitUntil(lambda: page._computers is not None, timeout=LONG)
        press(named(page, Button, "Add a computer"))
        press(named(page, Button, "Make an invitation"))
        playhouse.qtbot.waitUntil(lambda: page._invite is not None, timeout=LONG)
        assert "Address of the server:" not in said(page)  # code and address alone would be refused
        assert "cannot be reached with the code alone" in said(page)


def test_a_file_that_is_none_of_ours_is_told_in_its_card(playhouse: Playhouse, tmp_path: Path) -> None:
    window = signed_in(playhouse)
    page = page_of(playhouse, window)
    (tmp_path / "letter.txt").write_text("Dear teacher", encoding="utf-8")
    named(page, PasswordField, "Passphrase of the file").setText(PASSPHRASE)
    page._carrier._into(tmp_path / "letter.txt", PASSPHRASE)
    playhouse.qtbot.waitUntil(lambda: "This is not a file that carries changes." in said(page), timeout=LONG)


def _soon(house: Playhouse, first: Welcome) -> list[Button]:
    """The buttons of the first page, as soon as the way in for the invited is among them."""
    house.qtbot.waitUntil(lambda: any(one.text().startswith("I was invited") for one in first.findChildren(Button)), timeout=3 * LONG)
    return first.findChildren(Button)
