"""Where a hub is: the address of its gateway (https) or of its database (postgresql), with nothing secret in what is shown."""

import ipaddress
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode, urlsplit

from app.data.address import DatabaseAddress
from app.learning.problems import Problem, Trouble

_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class HubAddress:
    """One hub. `url` is the gateway's, without a slash at its end; `database` is there when the hub is reached over PostgreSQL instead."""

    host: str
    url: str
    database: DatabaseAddress | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """The address that was typed; a bare name is taken as that of a gateway.

        Raises Problem: HUB_ADDRESS_WRONG, HUB_NOT_SECURE (in the clear, or without proof, beyond this computer), DATABASE_*.
        """
        text = text.strip()
        scheme = text.partition("://")[0].lower() if "://" in text else ""
        if scheme.startswith("postgres"):
            return cls._of_database(DatabaseAddress.parse(text))
        return cls._of_gateway(text if scheme else f"https://{text}")

    @classmethod
    def _of_database(cls, database: DatabaseAddress) -> Self:
        if not database.is_local and dict(database.options).get("sslmode") != "verify-full":
            raise Problem(Trouble.HUB_NOT_SECURE, host=database.host)
        return cls(database.host, _url_of(database), database)

    @classmethod
    def _of_gateway(cls, text: str) -> Self:
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError as error:
            raise Problem(Trouble.HUB_ADDRESS_WRONG) from error
        host = parts.hostname or ""
        odd = parts.username or parts.password or parts.query or parts.fragment
        if parts.scheme not in _PORTS or not _is_host(host) or odd or any(ord(letter) < 33 for letter in text):
            raise Problem(Trouble.HUB_ADDRESS_WRONG)
        if parts.scheme == "http" and not is_loopback(host):
            raise Problem(Trouble.HUB_NOT_SECURE, host=host)
        shown = f"[{host}]" if ":" in host else host
        where = shown if port in {None, _PORTS[parts.scheme]} else f"{shown}:{port}"
        return cls(host, f"{parts.scheme}://{where}{parts.path.rstrip('/')}")

    def __str__(self) -> str:
        return self.url


def _url_of(database: DatabaseAddress) -> str:
    """A database's address with all that reaching it takes, such as the file of an authority, but the password."""
    plain = replace(database, password="", options=())
    shown = dict(database.options) | ({"host": database.host} if database.is_socket else {})
    return f"{str(plain).partition('?')[0]}?{urlencode(shown)}" if shown else str(plain)


def is_loopback(host: str) -> bool:
    """Whether what is sent to a host stays on this computer."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


def _is_host(host: str) -> bool:
    """Whether a text can be a host: an IP address, or a name of labels that are no longer than names may be."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        try:
            name = host.encode("idna").decode("ascii")
        except UnicodeError:
            return False
        letters = name.replace("-", "").replace(".", "").replace("_", "")
        return bool(name) and letters.isalnum() and not name.startswith(("-", ".")) and ".." not in name
    return True
