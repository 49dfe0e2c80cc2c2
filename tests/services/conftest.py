"""A household with a desk, for every test of the services; computers and a hub for those of sharing."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.learning.ids import SpaceId
from app.learning.people import Child, GrownUp, Role, Space, SpaceKind
from app.services import spaces
from app.services.children import NewChild
from app.services.desk import Desk
from app.sync.invites import Invite
from app.sync.transports.hub_address import HubAddress
from app.system.clock import now as real_now
from app.system.ids import new_id
from app.system.paths import Paths
from tests.support.computers import Computer
from tests.support.database import copy_of_template
from tests.support.gateways import Gateway, gateway, hub_database, new_invite

PASSWORD = "a grove of letters"


@dataclass(slots=True)
class Clock:
    """A clock that a test sets."""

    time: datetime

    def __call__(self) -> datetime:
        return self.time

    def pass_(self, **span: float) -> None:
        """Let time pass, or with negative figures set the clock back."""
        self.time += timedelta(**span)


@dataclass(frozen=True, slots=True)
class Home:
    """A founded space: its desk (with the owner at it), its owner and its first child."""

    desk: Desk
    space: Space
    owner: GrownUp
    child: Child
    clock: Clock

    @property
    def child_side(self) -> Desk:
        """The desk with nobody signed in."""
        return replace(self.desk, grown_up=None)


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that cost a thousandth: the tests are about what is done with them. `test_password_hashes` undoes this."""
    from argon2 import PasswordHasher  # noqa: PLC0415 (as in the program)

    from app.services import password_hashes  # noqa: PLC0415

    monkeypatch.setattr(password_hashes, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


@pytest.fixture
def clock() -> Clock:
    """A clock at four in the afternoon of today, so that no test plays across midnight."""
    return Clock(real_now().replace(hour=16, minute=0, second=0, microsecond=0))


Found = Callable[..., Home]


def found_home(database: Database, clock: Clock, kind: SpaceKind = SpaceKind.HOUSEHOLD, languages: tuple[str, ...] = ("en",)) -> Home:
    """A household in a database; a further one where there is one already, by a desk that knows that one."""
    desk = Desk(database, None, None, clock, new_id)
    there = spaces.current_space(desk)
    desk = replace(desk, space=there.id if there else None)
    made = spaces.found_space(desk, kind, "The Mills", "Ada", PASSWORD, NewChild("Mia", languages=languages[:1]), languages).value
    assert made.child is not None
    return Home(replace(desk, space=made.space.id, grown_up=made.owner.id), made.space, made.owner, made.child, clock)


@pytest.fixture
def home(database: Database, clock: Clock) -> Home:
    """A household whose every change is rolled back."""
    return found_home(database, clock)


@pytest.fixture
def lasting_home(fresh_database: Database, clock: Clock) -> Home:
    """A household with real transactions."""
    return found_home(fresh_database, clock)


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
