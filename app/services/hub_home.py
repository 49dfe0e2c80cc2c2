"""Which hub this computer looks after: `server init` writes it down, so that the other commands need not be told.

The password of the hub's database lies with the other secrets, never in the file.
"""

import hashlib
import json
import ssl
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from app.data.address import DatabaseAddress
from app.learning.problems import Problem, Trouble
from app.sync.transports.hub_address import HubAddress
from app.system import disk
from app.system.paths import Paths
from app.system.secrets import Secrets

_PASSWORD = "hub-database"  # noqa: S105 (the name that it is kept under)


@dataclass(frozen=True, slots=True)
class HubHome:
    """A hub that is looked after from here. `address` is what devices are told, None as long as nobody has said it."""

    database: DatabaseAddress
    address: HubAddress | None = None


def remember(paths: Paths, home: HubHome) -> None:
    """Write down the hub. Raises Problem FOLDER_NOT_WRITABLE or DISK_FULL."""
    kept = {**asdict(home.database), "password": ""}
    told = None if home.address is None else str(home.address)
    paths.make(paths.home)
    disk.write_whole(paths.hub_file, json.dumps({"database": kept, "address": told}, indent=2).encode())
    if home.database.password:
        Secrets(paths).keep(_PASSWORD, home.database.password)


def hub_home(paths: Paths, database: str | None = None) -> HubHome:
    """The hub that `database` (a URL) names, else the one written down here.

    Raises Problem DATABASE_ADDRESS_WRONG, DATABASE_NOT_SECURE, HUB_UNKNOWN.
    """
    known = _known(paths)
    if database:
        named = DatabaseAddress.parse(database)
        same = known is not None and _place(known.database) == _place(named)
        return HubHome(named, known.address if same and known else None)
    if known is None:
        raise Problem(Trouble.HUB_UNKNOWN)
    if known.database.password:
        return known
    return replace(known, database=replace(known.database, password=Secrets(paths).recall(_PASSWORD) or ""))


def forget(paths: Paths, address: DatabaseAddress) -> None:
    """The hub is gone: know it no more, if it is the one that was known."""
    known = _known(paths)
    if known is not None and _place(known.database) == _place(address):
        paths.hub_file.unlink(missing_ok=True)
        Secrets(paths).forget(_PASSWORD)


def certificate_files(paths: Paths) -> tuple[Path, Path]:
    """Where the gateway's own certificate and its key lie, if it has made them."""
    return paths.gateway / "certificate.pem", paths.gateway / "key.pem"


def fingerprint_of(certificate: Path) -> str | None:
    """The fingerprint by which devices know a certificate; None when there is none."""
    try:
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate.read_text("ascii"))).hexdigest()
    except (OSError, ValueError):
        return None


def _known(paths: Paths) -> HubHome | None:
    try:
        kept = json.loads(paths.hub_file.read_bytes())
        parts = kept["database"] | {"options": tuple((str(name), str(value)) for name, value in kept["database"]["options"])}
        return HubHome(DatabaseAddress(**parts), HubAddress.parse(kept["address"]) if kept["address"] else None)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _place(address: DatabaseAddress) -> tuple[str, int, str]:
    return address.host, address.port, address.database
