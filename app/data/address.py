"""Where a database is: an address, read from a URL and kept without ever showing its password.

Kept free of SQLAlchemy and psycopg, because the address is known before the first paint and they are not loaded until after it.

TLS: to a server beyond this computer the default is `sslmode=verify-full`. `require` and `verify-ca` are accepted when the address
says so (a school's server often has a certificate of its own making); `disable`, `allow` and `prefer` are refused, because
they would send children's names in the clear or let anyone on the way ask for that.
"""

from dataclasses import dataclass, field, replace
from typing import Self
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from app.learning.problems import Problem, Trouble

_SCHEMES = frozenset({"postgresql", "postgres", "postgresql+psycopg", "postgresql+psycopg2", "postgresql+asyncpg"})
_PARTS = frozenset({"user", "password", "host", "port", "dbname"})
_OPTIONS = frozenset(
    {
        "application_name", "channel_binding", "connect_timeout", "gssencmode", "hostaddr", "keepalives", "keepalives_count",
        "keepalives_idle", "keepalives_interval", "options", "passfile", "require_auth", "sslcert", "sslcrl", "sslkey", "sslmode",
        "sslnegotiation", "sslrootcert", "sslsni", "target_session_attrs", "tcp_user_timeout",
    }
)  # fmt: skip
_SAFE_MODES = frozenset({"require", "verify-ca", "verify-full"})
_OPEN_MODES = frozenset({"disable", "allow", "prefer"})
_DRIVER_ONLY = frozenset({"prepared_statement_cache_size", "statement_cache_size", "prepare_threshold", "pool_size"})
DEFAULT_PORT = 5432
DEFAULT_DATABASE = "lettergrove"


@dataclass(frozen=True, slots=True, repr=False)
class DatabaseAddress:
    """One database of one server. `host` is a name, an IP address, or the folder of a unix socket (it begins with `/`)."""

    host: str
    port: int = DEFAULT_PORT
    database: str = DEFAULT_DATABASE
    user: str = ""
    password: str = ""
    options: tuple[tuple[str, str], ...] = field(default=())
    embedded: bool = False  # the program's own cluster: it may be stopped, upgraded and backed up with the wheel's tools

    @classmethod
    def parse(cls, text: str) -> Self:
        """The address that a URL names.

        Raises Problem: DATABASE_ADDRESS_WRONG with `reason` (and `part`), DATABASE_NOT_SECURE with `host` and `sslmode`.
        """
        scheme, _, rest = text.strip().partition("://")
        if scheme.lower() not in _SCHEMES:
            raise _wrong("scheme", scheme=scheme if rest else "")
        if any(ord(letter) < 32 for letter in text.strip()) or "\x00" in unquote(rest):
            raise _wrong("control-character")
        try:
            parts = urlsplit(f"postgresql://{rest}")
            port = parts.port
            host = unquote(parts.hostname or "")
        except ValueError as error:
            raise _wrong("host-or-port") from error
        query = _query(parts.query)
        host = query.pop("host", "") or host
        if "," in host:
            raise _wrong("several-hosts")
        address = cls(
            host=host or "localhost",
            port=_port(query.pop("port", None), port),
            database=query.pop("dbname", "") or unquote(parts.path.removeprefix("/")) or DEFAULT_DATABASE,
            user=query.pop("user", "") or unquote(parts.username or ""),
            password=query.pop("password", "") or unquote(parts.password or ""),
        )
        return replace(address, options=tuple(sorted(address._with_tls(query).items())))

    def _with_tls(self, query: dict[str, str]) -> dict[str, str]:
        mode = query.get("sslmode")
        if mode is not None and mode not in _SAFE_MODES | _OPEN_MODES:
            raise _wrong("sslmode", part=mode)
        if self.is_local:
            return query
        if mode in _OPEN_MODES:
            raise Problem(Trouble.DATABASE_NOT_SECURE, host=self.host, sslmode=mode)
        return {"sslmode": "verify-full", **query}

    @property
    def is_socket(self) -> bool:
        """Whether the server is reached through a unix socket."""
        return self.host.startswith("/")

    @property
    def is_local(self) -> bool:
        """Whether what is sent stays on this computer: a unix socket or the loopback."""
        if self.is_socket or self.host.lower().rstrip(".") in {"localhost", "ip6-localhost"}:
            return True
        import ipaddress  # noqa: PLC0415 (2 ms that the embedded database need not spend)

        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def for_database(self, name: str) -> Self:
        """The same server, another database of it."""
        return replace(self, database=name)

    def connect_arguments(self) -> dict[str, str | int]:
        """The arguments of a libpq connection, password included: for the driver only, never to be logged."""
        named: dict[str, str | int] = {"host": self.host, "port": self.port, "dbname": self.database, **dict(self.options)}
        if self.user:
            named["user"] = self.user
        if self.password:
            named["password"] = self.password
        return named

    def __str__(self) -> str:
        """A URL to show: everything but the password and what could hold one."""
        shown = {name: value for name, value in self.options if name in {"sslmode", "target_session_attrs"}}
        if self.is_socket:
            shown["host"] = self.host
        host = "" if self.is_socket else (f"[{self.host}]" if ":" in self.host else self.host)
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        query = f"?{urlencode(shown, safe='/')}" if shown else ""
        return f"postgresql://{user}{host}:{self.port}/{quote(self.database, safe='')}{query}"

    def __repr__(self) -> str:
        return f"DatabaseAddress({self})"


def _query(text: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(text, keep_blank_values=False, strict_parsing=bool(text), encoding="utf-8", errors="strict")
    except ValueError as error:
        raise _wrong("query") from error
    query: dict[str, str] = {}
    for name, value in pairs:
        known = "sslmode" if name == "ssl" else name  # asyncpg's word for it
        if known in _DRIVER_ONLY:
            continue
        if known not in _PARTS | _OPTIONS:
            raise _wrong("option", part=name)
        query[known] = {"true": "require", "True": "require"}.get(value, value) if name == "ssl" else value
    return query


def _port(in_query: str | None, in_place: int | None) -> int:
    if in_query is None:
        return in_place or DEFAULT_PORT
    if not in_query.isdecimal() or not 0 < int(in_query) < 65536:
        raise _wrong("host-or-port")
    return int(in_query)


def _wrong(reason: str, **facts: object) -> Problem:
    return Problem(Trouble.DATABASE_ADDRESS_WRONG, reason=reason, **facts)
