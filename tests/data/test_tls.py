"""Servers that must prove who they are."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from app.data import certificates
from app.data.address import DatabaseAddress
from app.data.backups import back_up, check
from app.data.database import Database
from app.learning.problems import Problem, Trouble
from tests.support.servers import OwnServer, installed_major, own_server


@pytest.fixture(scope="module")
def proven() -> Iterator[tuple[OwnServer, Path]]:
    """A server with TLS, and the certificate that proves it."""
    binaries = installed_major(15)
    if binaries is None or shutil.which("openssl") is None:
        pytest.skip("needs PostgreSQL 15 with TLS and openssl")
    with own_server(binaries) as server:
        server.stop()
        certificate = server.speak_tls()
        server.start()
        yield server, certificate


def address_of(server: OwnServer, **options: str) -> DatabaseAddress:
    return replace(server.address, host="localhost", options=tuple(options.items()))


def test_a_server_that_proves_itself_is_used_over_tls(proven: tuple[OwnServer, Path], tmp_path: Path) -> None:
    server, certificate = proven
    address = address_of(server, sslmode="verify-full", sslrootcert=str(certificate))
    database = Database.open(address)
    with database.reading() as connection:
        assert connection.execute(text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")).scalar_one() is True
    database.close()
    assert check(back_up(address, tmp_path)) >= 0, "with the system's pg_dump: the wheel's speaks no TLS"


def test_the_authorities_of_this_computer_are_asked_when_none_is_named(
    proven: tuple[OwnServer, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, certificate = proven
    for options in ({"sslmode": "verify-full"}, {"sslmode": "verify-full", "sslrootcert": "system"}):
        monkeypatch.delenv("SSL_CERT_FILE", raising=False)
        certificates.trusted_file.cache_clear()
        with pytest.raises(Problem) as caught:
            Database.open(address_of(server, **options))
        assert caught.value.trouble is Trouble.DATABASE_NOT_SECURE
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        certificates.trusted_file.cache_clear()
        Database.open(address_of(server, **options)).close()
    certificates.trusted_file.cache_clear()


def test_a_server_with_anothers_name_is_refused(proven: tuple[OwnServer, Path]) -> None:
    server, certificate = proven
    address = replace(address_of(server, sslmode="verify-full", sslrootcert=str(certificate)), host="127.0.0.1")
    with pytest.raises(Problem) as caught:
        Database.open(address)
    assert caught.value.trouble is Trouble.DATABASE_NOT_SECURE


def test_this_computer_has_authorities_to_ask() -> None:
    certificates.trusted_file.cache_clear()
    found = certificates.trusted_file()
    if found == "system":
        pytest.skip("this computer trusts nobody (the Debian package ca-certificates is not installed)")
    assert os.path.getsize(found) > 1000  # noqa: PTH202 (of a text)
