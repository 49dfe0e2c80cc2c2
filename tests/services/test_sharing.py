"""Computers that share a space: joining with data of one's own, agreeing, leaving, and what goes wrong on the way."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import text

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.learning.ids import SpaceId
from app.learning.people import Role, SpaceKind
from app.learning.problems import Problem, Trouble
from app.services import carrying, devices, differences, linking, settings, spaces, syncing
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
from app.system.paths import Paths
from tests.support.database import copy_of_template
from tests.support.gateways import Gateway, gateway, hub_database, new_invite, new_space

PASSWORD = "a grove of letters"


@dataclass(slots=True)
class Computer:
    """A computer: its database, and its folder for secrets."""

    database: Database
    paths: Paths

    @property
    def desk(self) -> Desk:
        """Its desk, with its oldest owner at it where it has a space."""
        desk = Desk(self.database, None, None, now, new_id)
        space = spaces.current_space(desk)
        if space is None:
            return desk
        desk = replace(desk, space=space.id)
        owner = next((each for each in list_grown_ups(desk) if each.role is Role.OWNER), None)
        return replace(desk, grown_up=owner.id if owner else None)

    def found(self, name: str, *children: str) -> None:
        """Begin on its own."""
        desk = Desk(self.database, None, None, now, new_id)
        spaces.found_space(desk, SpaceKind.HOUSEHOLD, name, f"Parent of {name}", PASSWORD, None, ["en"])
        for child in children:
            add_child(self.desk, NewChild(child, languages=("en",)))

    def names(self) -> list[str]:
        """The names of its children."""
        return sorted(child.name for child in list_children(self.desk))

    def sync(self) -> syncing.Synced:
        """Exchange once, as the command does."""
        synced = syncing.sync_once(replace(self.desk, grown_up=None), self.paths)
        assert synced.turn.outcome is Outcome.DONE, synced.turn
        return synced

    def join(self, invite: str, hub: str | None = None) -> linking.Joined:
        """Join, and fetch what is there."""
        joined = linking.join(self.desk, self.paths, invite, hub).value
        self.sync()
        return joined


@pytest.fixture(scope="module")
def hub(server: DatabaseAddress, run_folder: Path) -> Iterator[Database]:
    """A hub."""
    with hub_database(server, run_folder) as database:
        yield database


@pytest.fixture(scope="module")
def served(hub: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """Its gateway, with a certificate of its own making."""
    with gateway(hub, tmp_path_factory.mktemp("gateway"), "--tls-self-signed") as running:
        yield running


BOTH = pytest.mark.parametrize("invited", ["gateway", "direct"], indirect=True)


@pytest.fixture
def invited(request: pytest.FixtureRequest, hub: Database, served: Gateway) -> Callable[..., str]:
    """`invited(space, role)` is the link of an invite, by the gateway or straight to the hub's database."""

    def link(space: SpaceId, role: Role = Role.OWNER) -> str:
        code = new_invite(hub, space, role)
        if getattr(request, "param", "gateway") == "direct":
            return Invite(HubAddress(hub.address.host, str(hub.address), hub.address), code, space).link
        return Invite(HubAddress.parse(f"https://127.0.0.1:{served.port}"), code, space, served.fingerprint).link

    return link


@pytest.fixture
def computers(server: DatabaseAddress, tmp_path: Path) -> Iterator[Callable[[], Computer]]:
    """`computers()` is one more computer, with nothing on it."""
    with ExitStack() as stack:
        made: list[Computer] = []

        def computer() -> Computer:
            database = stack.enter_context(copy_of_template(server, "computer"))
            made.append(Computer(database, Paths(tmp_path / f"home{len(made)}")))
            return made[-1]

        yield computer


def same(hub: Database, *computers: Computer) -> bool:
    """Whether all hold the same as the hub, value by value."""
    for computer in computers:
        computer.sync()
    return all(syncing.verify(computer.desk, computer.paths).same for computer in (*computers, computers[0]))


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
    assert same(hub, kitchen, tablet)
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
    assert same(hub, home, granny)


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
    assert same(hub, office, class_)


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
    assert same(hub, one, two)
    assert one.names() == two.names() == ["Maria"]


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
    assert same(hub, one, two)


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
    assert abs(listed["Kitchen"].clock_error) < 5000
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
    stranger = replace(one.desk, grown_up=new_id())
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


def test_a_file_brings_two_computers_without_a_network_together(computers: Callable[[], Computer], tmp_path: Path) -> None:
    one, two, file = computers(), computers(), tmp_path / "stick" / "a.carry"
    file.parent.mkdir()
    one.found("Class", "Ann", "Ben")
    carried = carrying.carry_out(one.desk, file, "long and winding").value
    assert carried.everything
    assert file.stat().st_mode & 0o777 == 0o600
    done = carrying.carry_in(two.desk, file, "long and winding").value
    assert done.stored == carried.rows
    assert two.names() == ["Ann", "Ben"]

    change_child(one.desk, list_children(one.desk)[0].id, name="Anna")
    add_child(two.desk, NewChild("Cem", languages=("en",)))
    for source, target in ((one, two), (two, one), (one, two)):
        carrying.carry_out(source.desk, file, "long and winding")
        carrying.carry_in(target.desk, file, "long and winding")
    assert one.names() == two.names() == ["Anna", "Ben", "Cem"]
    assert carrying.carry_in(two.desk, file, "long and winding").value.stored == 0, "twice is once"


def test_a_linked_computer_sends_on_what_a_file_brought(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str], tmp_path: Path
) -> None:
    space, online, offline, file = new_space(hub), computers(), computers(), tmp_path / "a.carry"
    online.found("Class", "Ann")
    online.join(invited(space))
    offline.join(invited(space))
    add_child(offline.desk, NewChild("Ben", languages=("en",)))
    carried = carrying.carry_out(offline.desk, file, "long and winding").value
    assert not carried.everything
    assert carried.rows < 10
    carrying.carry_in(online.desk, file, "long and winding")
    assert online.names() == ["Ann", "Ben"]
    assert same(hub, online, offline)
    assert offline.names() == ["Ann", "Ben"]


def test_a_file_that_is_no_good_changes_nothing(computers: Callable[[], Computer], tmp_path: Path) -> None:
    one, two, file = computers(), computers(), tmp_path / "a.carry"
    one.found("Class", "Ann")
    carrying.carry_out(one.desk, file, "long and winding")
    two.found("Home", "Tom")
    whole = file.read_bytes()

    def trouble(content: bytes | None, passphrase: str = "long and winding") -> Trouble:
        if content is None:
            file.unlink()
        else:
            file.write_bytes(content)
        with pytest.raises(Problem) as caught:
            carrying.carry_in(two.desk, file, passphrase, join=True)
        return caught.value.trouble

    assert trouble(whole[: len(whole) // 2]) is Trouble.CARRY_BROKEN
    assert trouble(whole, "another one") is Trouble.CARRY_PASSPHRASE_WRONG
    assert trouble(b"hello") is Trouble.CARRY_NO_FILE_OF_OURS
    file.write_bytes(whole)
    with pytest.raises(Problem) as caught:
        carrying.carry_in(two.desk, file, "long and winding")
    assert (caught.value.trouble, caught.value.facts["name"]) == (Trouble.CARRY_OTHER_SPACE, "Class")
    assert two.names() == ["Tom"]
    carrying.carry_in(two.desk, file, "long and winding", join=True)
    assert two.names() == ["Ann", "Tom"]
    assert trouble(None) is Trouble.FILE_NOT_READABLE
    with pytest.raises(Problem) as short:
        carrying.carry_out(one.desk, file, "short")
    assert short.value.trouble is Trouble.PASSWORD_TOO_SHORT
    assert list(tmp_path.glob(".*")) == [], "nothing half-written is left"


def test_a_helpers_file_does_not_change_what_a_helper_may_not(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str], tmp_path: Path
) -> None:
    space, office, helper, file = new_space(hub), computers(), computers(), tmp_path / "a.carry"
    office.found("School", "Ann")
    office.join(invited(space))
    helper.join(invited(space, Role.HELPER))
    with helper.database.transaction() as connection:
        connection.execute(text("UPDATE children SET name = 'Not Ann'"))
        connection.execute(text("UPDATE memberships SET role = 'helper'"))
    carrying.carry_out(replace(helper.desk, grown_up=None), file, "long and winding", everything=True)
    carrying.carry_in(office.desk, file, "long and winding")
    assert office.names() == ["Ann"]
    assert [each.role for each in list_grown_ups(office.desk)] == [Role.OWNER]


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
