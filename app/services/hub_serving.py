"""How the gateway of a hub is to run: where it listens, and by which certificate devices know it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.data.address import DatabaseAddress
from app.learning.problems import Problem, Trouble
from app.services.hub_home import certificate_files, fingerprint_of
from app.sync.transports.hub_address import is_loopback
from app.system.paths import Paths


@dataclass(frozen=True, slots=True)
class Serving:
    """A gateway that is to run. `own` says that its certificate is one of its own making, to be made when it is not there.

    `host` is empty for every address of this computer; `proxies` are trusted to say who calls. Rates are calls a second.
    """

    hub: DatabaseAddress
    host: str
    port: int
    certificate: Path | None
    key: Path | None
    own: bool
    connections: int
    proxies: tuple[str, ...]
    device_rate: float
    address_rate: float

    @property
    def url(self) -> str:
        """Where it answers, as far as this computer knows its own name."""
        host = self.host or "localhost"
        return f"{'https' if self.certificate else 'http'}://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def fingerprint(self) -> str | None:
        """The fingerprint of the certificate, None without one."""
        return None if self.certificate is None else fingerprint_of(self.certificate)


def planned(
    paths: Paths,
    hub: DatabaseAddress,
    host: str | None,
    port: int,
    own: bool,
    certificate: Path | None,
    key: Path | None,
    proxies: Sequence[str],
    connections: int,
    device_rate: float,
    address_rate: float,
) -> Serving:
    """The gateway that these choices amount to.

    Without a certificate it serves this computer alone, or a proxy that brings one. Raises Problem HUB_NOT_SECURE, CERTIFICATE_WRONG, and
    FOLDER_NOT_WRITABLE or DISK_FULL where its own certificate would lie.
    """
    if own:
        paths.make(paths.gateway)
        certificate, key = certificate_files(paths)
    elif (certificate is None) != (key is None):
        raise Problem(Trouble.CERTIFICATE_WRONG, reason="one of two files")
    elif certificate is not None and fingerprint_of(certificate) is None:
        raise Problem(Trouble.CERTIFICATE_WRONG, reason="no certificate in the file")
    listen = host if host is not None else "" if certificate is not None else "127.0.0.1"
    if certificate is None and not proxies and not is_loopback(listen):
        raise Problem(Trouble.HUB_NOT_SECURE, host=listen)
    return Serving(hub, listen, port, certificate, key, own, connections, tuple(proxies), device_rate, address_rate)
