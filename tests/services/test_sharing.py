"""Computers that share a space: joining with data of one's own, agreeing, leaving, and what goes wrong on the way."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.learning.ids import GrownUpId, SkillId, TreeId
from app.learning.mastery import Rules
from app.learning.people import Case, Role
from app.learning.problems import Problem, Trouble
from app.learning.skills import Aspect, Skill
from app.services import devices, differences, linking, refolding, settings, spaces, syncing
from app.services.children import NewChild, add_child, change_child, list_children
from app.services.demo import plant
from app.services.desk import Desk
from app.services.grown_ups import list_grown_ups
from app.services.setting_kinds import SettingKey
from app.sync.invites import Invite
from app.sync.transports.hub_address import HubAddress
from app.sync.turn import Outcome
from app.system.clock import now
from app.system.ids import new_id
from tests.support.computers import Computer, same
from tests.support.gateways import Gateway, new_invite, new_space

BOTH = pytest.mark.parametrize("invited", ["gateway", "direct"], indirect=True)


@BOTH
def test_a_household_that_began_alone_founds_the_shared_space_and_a_new_computer_becomes_a_full_copy(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str]
) -> None:
    space, kitchen, tablet = new_space(hub), computers(), computers()
    plant(Desk(kitchen.database, None, None, now, new_id), 2, 12, 1)
    names = kitchen.names()

    joined = kitchen.join(invited(space))
    assert (joined.empty, joined.role) == (True, "owner")
    assert kitchen.desk.space == space
    assert kitchen.names() == names

    assert tablet.join(invited(space)).empty is False
    assert tablet.names() == names
    assert tablet.desk.grown_up == kitchen.desk.grown_up
    assert same(kitchen, tablet)
    for table in ("attempts", "mastery", "practice_days", "badges"):
        counts = [_count(computer, table) for computer in (kitchen, tablet)]
        assert counts[0] == counts[1] > 0, table


@BOTH
def test_a_computer_with_data_of_its_own_brings_them_along_and_overwrites_nothing(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str]
) -> None:
    space, home, granny = new_space(hub), computers(), computers()
    home.found("The Mills", "Mia")
    settings.change(home.desk, None, SettingKey.ROUNDS, 9)
    home.join(invited(space))
    granny.found("Granny's", "Tom", "Mia")
    settings.change(granny.desk, None, SettingKey.ROUNDS, 11)
    granny.join(invited(space))
    granny.sync()
    home.sync()

    assert home.names() == granny.names() == ["Mia", "Mia", "Tom"]
    for computer in (home, granny):
        found = spaces.current_space(computer.desk)
        assert found is not None
        assert (found.id, found.name) == (space, "The Mills")
        assert settings.read(computer.desk, None).rounds == 9
        assert len(list_grown_ups(computer.desk)) == 2
    assert same(home, granny)


def test_answers_in_letters_that_are_on_another_computer_only_are_kept_all_the_same() -> None:
    far = Skill(SkillId(new_id()), TreeId(new_id()), "q", "x-pack", "q", Case.LOWER, Aspect.SOUND, 0)
    assert refolding.rules_of(far) == Rules(games=1)


def test_a_teachers_computer_brings_its_children_and_not_its_grown_ups(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str]
) -> None:
    space, office, class_ = new_space(hub), computers(), computers()
    office.found("School")
    office.join(invited(space))
    class_.found("Class", "Ann", "Ben")
    linking.join(class_.desk, class_.paths, invited(space, Role.TEACHER))
    assert class_.sync().stayed_out == 1
    office.sync()
    assert office.names() == ["Ann", "Ben"]
    assert [each.name for each in list_grown_ups(class_.desk)] == ["Parent of School"]
    assert same(office, class_)


def test_a_helpers_invite_does_not_take_children_along_and_leaves_them_where_they_are(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str]
) -> None:
    space, office, home = new_space(hub), computers(), computers()
    office.found("School", "Ann")
    office.join(invited(space))
    home.found("Home", "Tom")
    with pytest.raises(Problem) as caught:
        linking.join(home.desk, home.paths, invited(space, Role.HELPER))
    assert caught.value.trouble is Trouble.JOIN_NEEDS_ROLE
    assert home.names() == ["Tom"]
    assert syncing.link_state(home.desk) is None


@BOTH
def test_an_edit_travels_and_the_one_that_lost_can_be_put_back(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str]
) -> None:
    space, one, two = new_space(hub), computers(), computers()
    one.found("Home", "Mia")
    one.join(invited(space))
    two.join(invited(space))
    child = list_children(one.desk)[0].id
    change_child(one.desk, child, name="Maria")
    change_child(two.desk, child, name="Mimi")
    one.sync()
    two.sync()
    one.sync()
    assert one.names() == two.names() == ["Mimi"]
    edited = [found for computer in (one, two) for found in differences.edited_twice(computer.desk)]
    assert {(each.what, each.name, each.column, each.kept, each.lost) for each in edited} == {("children", "Mimi", "name", "Mimi", "Maria")}
    loser = one if differences.edited_twice(one.desk) else two
    differences.put_back(loser.desk, differences.edited_twice(loser.desk)[0].id)
    assert differences.edited_twice(loser.desk) == ()
    loser.sync()
    assert same(one, two)
    assert one.names() == two.names() == ["Maria"]


def test_what_the_server_does_not_take_is_shown_with_its_reason_and_can_be_sent_again(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str]
) -> None:
    space, office, helper = new_space(hub), computers(), computers()
    office.found("School", "Ann")
    office.join(invited(space))
    helper.join(invited(space, Role.HELPER))
    add_child(helper.desk, NewChild("Tom", languages=("en",)))
    assert helper.sync().state.quarantined > 0
    shown = {(each.what, each.name, each.why, each.outward) for each in differences.set_aside(helper.desk)}
    assert ("children", "Tom", "forbidden", True) in shown
    office.sync()
    assert office.names() == ["Ann"]
    assert differences.send_again(helper.desk).value == len(shown)
    assert helper.sync().state.quarantined == len(shown), "asked again, refused again, and still here"
    assert helper.names() == ["Ann", "Tom"]


def test_a_value_that_lost_can_be_left_as_it_is(hub: Database, computers: Callable[[], Computer], invited: Callable[..., str]) -> None:
    space, one, two = new_space(hub), computers(), computers()
    one.found("Home", "Mia")
    one.join(invited(space))
    two.join(invited(space))
    child = list_children(one.desk)[0].id
    change_child(one.desk, child, name="Maria")
    change_child(two.desk, child, name="Mimi")
    one.sync()
    two.sync()
    edited = differences.edited_twice(two.desk) or differences.edited_twice(one.desk)
    seen = two if differences.edited_twice(two.desk) else one
    with pytest.raises(Problem) as caught:
        differences.leave_as_is(replace(seen.desk, grown_up=None), edited[0].id)
    assert caught.value.trouble is Trouble.NOT_ALLOWED
    differences.leave_as_is(seen.desk, edited[0].id)
    assert differences.edited_twice(seen.desk) == ()
    with pytest.raises(Problem) as gone:
        differences.put_back(seen.desk, edited[0].id)
    assert gone.value.trouble is Trouble.NOT_FOUND


def test_leaving_keeps_everything_and_joining_again_loses_nothing(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str]
) -> None:
    space, one, two = new_space(hub), computers(), computers()
    one.found("Home", "Mia")
    one.join(invited(space))
    two.join(invited(space))
    linking.unlink(two.desk, two.paths)
    assert syncing.link_state(two.desk) is None
    with pytest.raises(Problem) as caught:
        syncing.sync_once(two.desk, two.paths)
    assert caught.value.trouble is Trouble.NOT_LINKED
    add_child(two.desk, NewChild("Tom", languages=("en",)))
    add_child(one.desk, NewChild("Ann", languages=("en",)))
    one.sync()
    two.join(invited(space))
    one.sync()
    assert one.names() == two.names() == ["Ann", "Mia", "Tom"]
    assert same(one, two)


def test_codes_that_do_not_open_anything_each_have_their_sentence(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str], served: Gateway
) -> None:
    space, one, two = new_space(hub), computers(), computers()
    one.found("Home", "Mia")
    link = invited(space)
    one.join(link)
    assert trouble_of_joining(two, link) is Trouble.CODE_USED
    assert trouble_of_joining(two, Invite(_way(link), "2" * 12, space, _pin(link)).link) is Trouble.CODE_UNKNOWN
    expired = invited(space)
    with hub.transaction() as connection:
        connection.execute(text("UPDATE sync.invites SET expires_at = now() - interval '1 minute' WHERE used_at IS NULL"))
    assert trouble_of_joining(two, expired) is Trouble.CODE_EXPIRED
    assert trouble_of_joining(one, invited(space)) is Trouble.ALREADY_LINKED
    assert trouble_of_joining(two, "lettergrove://join?code=what") is Trouble.CODE_MISTYPED
    assert two.names() == [] if two.desk.space else True


def test_a_code_alone_finds_its_space(hub: Database, computers: Callable[[], Computer], served: Gateway) -> None:
    space, one = new_space(hub), computers()
    one.found("Home", "Mia")
    one.join(new_invite(hub, space), f"127.0.0.1:{served.port}#{served.fingerprint}")
    assert one.desk.space == space
    two = computers()
    two.join(new_invite(hub, space), _typed(hub.address))
    assert two.names() == ["Mia"]


def test_an_answer_that_was_lost_does_not_use_the_invite_up(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    space, one = new_space(hub), computers()
    one.found("Home", "Mia")
    link = invited(space)
    with monkeypatch.context() as patch:
        patch.setattr("app.sync.joining.settle", _power_cut)
        with pytest.raises(KeyboardInterrupt):
            linking.join(one.desk, one.paths, link)
    assert one.join(link).empty
    assert one.names() == ["Mia"]


def test_what_was_here_moves_in_the_next_time_when_the_power_goes_in_between(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    space, one, two = new_space(hub), computers(), computers()
    one.found("Home", "Mia")
    one.join(invited(space))
    two.found("Away", "Tom")
    with monkeypatch.context() as patch:
        patch.setattr("app.sync.joining.move_in", _power_cut)
        with pytest.raises(KeyboardInterrupt):
            two.join(invited(space))
    two.sync()
    assert two.names() == ["Mia", "Tom"]
    assert same(one, two)


def test_another_certificate_than_that_of_the_invite_gets_nothing(
    hub: Database, computers: Callable[[], Computer], served: Gateway
) -> None:
    space, one = new_space(hub), computers()
    address = HubAddress.parse(f"https://127.0.0.1:{served.port}")
    for fingerprint in ("00" * 32, None):
        assert trouble_of_joining(one, Invite(address, new_invite(hub, space), space, fingerprint).link) is Trouble.HUB_NOT_TRUSTED


def test_computers_are_listed_invited_and_let_in_no_more(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str]
) -> None:
    space, one, two = new_space(hub), computers(), computers()
    one.found("Home", "Mia")
    one.join(invited(space))
    invite = devices.invite_device(one.desk, one.paths, Role.TEACHER).value
    linking.join(two.desk, two.paths, invite.link, name="Kitchen")
    two.sync()
    listed = {each.name: each for each in devices.list_devices(one.desk, one.paths)}
    assert (listed["Kitchen"].role, listed["Kitchen"].is_here) == (Role.TEACHER, False)
    assert abs(listed["Kitchen"].clock_error) < 60_000
    here = next(each for each in listed.values() if each.is_here)
    assert here.behind == 0, "what it sent itself does not count"
    with pytest.raises(Problem) as refused:
        devices.revoke_device(replace(two.desk, grown_up=None), two.paths, listed["Kitchen"].id)
    assert refused.value.trouble is Trouble.LINK_NOT_ALLOWED

    devices.revoke_device(one.desk, one.paths, listed["Kitchen"].id)
    add_child(one.desk, NewChild("Tom", languages=("en",)))
    change_child(two.desk, list_children(two.desk)[0].id, name="Mimi")
    synced = syncing.sync_once(replace(two.desk, grown_up=None), two.paths)
    assert synced.turn.problem is not None
    assert (synced.turn.outcome, synced.turn.problem.trouble) == (Outcome.NEEDS, Trouble.LINK_ENDED)
    assert two.names() == ["Mimi"], "what is here stays, and waits"
    assert synced.state.waiting > 0


def test_who_is_at_the_desk_needs_to_be_an_owner(hub: Database, computers: Callable[[], Computer], invited: Callable[..., str]) -> None:
    space, one = new_space(hub), computers()
    one.found("Home", "Mia")
    stranger = replace(one.desk, grown_up=GrownUpId(new_id()))
    with pytest.raises(Problem) as caught:
        linking.join(stranger, one.paths, invited(space))
    assert caught.value.trouble is Trouble.NOT_ALLOWED


def test_a_first_computer_without_anything_founds_the_shared_space_itself(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str]
) -> None:
    space, one, two = new_space(hub), computers(), computers()
    one.join(invited(space))
    one.found("Fresh", "Mia")
    assert one.desk.space == space
    one.sync()
    two.join(invited(space))
    assert two.names() == ["Mia"]


def test_secrets_are_in_no_log_no_statement_and_no_link_of_the_database(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str], served: Gateway
) -> None:
    space, one = new_space(hub), computers()
    one.found("Home", "Mia")
    link = invited(space)
    one.join(link)
    with one.database.reading() as connection:
        device = connection.execute(text("SELECT device_id FROM sync.state")).scalar_one()
        kept = "".join(str(row) for row in connection.execute(text("SELECT * FROM sync.state")))
    secret = one.paths.secrets_file.read_text()
    secret = secret[secret.index(f"device-{device}") :].split('"')[2]
    assert len(secret) == 64
    assert one.paths.secrets_file.stat().st_mode & 0o777 == 0o600
    with hub.reading() as connection:
        seen = "".join(str(row) for row in connection.execute(text("SELECT query FROM pg_stat_activity")))
    for where in (kept, seen, served.log.read_text()):
        assert secret not in where
        assert invite_code(link) not in where


def trouble_of_joining(computer: Computer, invite: str) -> Trouble:
    with pytest.raises(Problem) as caught:
        linking.join(computer.desk, computer.paths, invite)
    return caught.value.trouble


def invite_code(link: str) -> str:
    return link.partition("code=")[2].partition("&")[0]


def _way(link: str) -> HubAddress:
    from app.sync.invites import invite_in  # noqa: PLC0415

    return invite_in(link).hub


def _pin(link: str) -> str | None:
    return link.partition("fingerprint=")[2] or None


def _typed(address: DatabaseAddress) -> str:
    return str(address)


def _power_cut(*_: object) -> None:
    raise KeyboardInterrupt


def _count(computer: Computer, table: str) -> int:
    with computer.database.reading() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())
