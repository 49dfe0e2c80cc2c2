"""The secrets of this computer's links: of its devices by their id, and the password of a hub's database by its address."""

from dataclasses import dataclass
from uuid import UUID

from app.sync.transports.hub_address import HubAddress
from app.system.paths import Paths
from app.system.secrets import Secrets


@dataclass(frozen=True, slots=True)
class LinkKeys:
    """The keys that an exchange asks for, kept with the other secrets of this computer."""

    paths: Paths

    def secret_of(self, device: UUID) -> str | None:
        """See `Keys.secret_of`."""
        return Secrets(self.paths).recall(f"device-{device}")

    def keep(self, device: UUID, secret: str) -> None:
        """See `Keys.keep`. Raises Problem FOLDER_NOT_WRITABLE or DISK_FULL."""
        Secrets(self.paths).keep(f"device-{device}", secret)

    def forget(self, device: UUID) -> None:
        """See `Keys.forget`."""
        Secrets(self.paths).forget(f"device-{device}")

    def keep_password(self, hub: HubAddress) -> None:
        """Keep the password of a hub's database, if its address has one."""
        if hub.database is not None and hub.database.password:
            Secrets(self.paths).keep(f"hub-{hub}", hub.database.password)

    def password_for(self, way: str) -> str:
        """The password of the hub's database at the end of this way; empty when there is none."""
        return (Secrets(self.paths).recall(f"hub-{way}") or "") if way.startswith("postgres") else ""
