"""The secrets of this computer's links: of its devices by their id, and the password of a hub's database by its address."""

from uuid import UUID

from app.sync.transports.hub_address import HubAddress
from app.system.paths import Paths
from app.system.secrets import Secrets


class LinkKeys:
    """The keys that an exchange asks for, kept with the other secrets of this computer.

    Every call to a hub needs one, so what was read once is remembered: a keyring takes milliseconds, and one that hangs three seconds.
    """

    def __init__(self, paths: Paths) -> None:
        self._secrets = Secrets(paths)
        self._known: dict[str, str] = {}

    def secret_of(self, device: UUID) -> str | None:
        """See `Keys.secret_of`."""
        return self._recalled(f"device-{device}")

    def keep(self, device: UUID, secret: str) -> None:
        """See `Keys.keep`. Raises Problem FOLDER_NOT_WRITABLE or DISK_FULL."""
        self._secrets.keep(f"device-{device}", secret)
        self._known[f"device-{device}"] = secret

    def forget(self, device: UUID) -> None:
        """See `Keys.forget`."""
        self._known.pop(f"device-{device}", None)
        self._secrets.forget(f"device-{device}")

    def keep_password(self, hub: HubAddress) -> None:
        """Keep the password of a hub's database, if its address has one."""
        if hub.database is not None and hub.database.password:
            self._secrets.keep(f"hub-{hub}", hub.database.password)

    def password_for(self, way: str) -> str:
        """The password of the hub's database at the end of this way; empty when there is none."""
        return (self._recalled(f"hub-{way}") or "") if way.startswith("postgres") else ""

    def _recalled(self, name: str) -> str | None:
        if name not in self._known:
            found = self._secrets.recall(name)
            if found is None:
                return None
            self._known[name] = found
        return self._known[name]
