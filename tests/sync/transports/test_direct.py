"""Straight to a hub's own PostgreSQL: it proves who it is, may be restarted, and may not be a hub at all."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.data.hub import install
from app.learning.problems import Problem, Trouble
from app.sync.protocol import Function, HubRefusal, Refused
from app.sync.transports.direct import DirectTransport
from app.sync.transports.hub_address import HubAddress
from app.sync.transports.ways import open_way, way_to
from tests.support.clusters import ask
from tests.support.gateways import Caller, new_invite, new_space
from tests.support.servers import SECRET, OwnServer, free_port, installed_major, own_server, url_of

SPACE = UUID(int=7)


@pytest.fixture(scope="module")
def proven() -> Iterator[tuple[OwnServer, Path]]:
    """Somebody's server with TLS, a hub in its database `hub`, and the certificate that proves it."""
    binaries = installed_major(15)
    if binaries is None or shutil.which("openssl") is None:
        pytest.skip("needs PostgreSQL 15 with TLS and openssl")
    with own_server(binaries) as server:
        server.stop()
        certificate = server.speak_tls()
        server.start()
        ask(server.address, "CREATE DATABASE hub")
        database = Database.open(server.address.for_database("hub"))
        with database.transaction() as connection:
            install.install(connection)
        database.close()
        yield server, certificate


def address_of(server: OwnServer, certificate: Path, host: str = "localhost", database: str = "hub") -> DatabaseAddress:
    options = (("sslmode", "verify-full"), ("sslrootcert", str(certificate)))
    return replace(server.address.for_database(database), host=host, options=options)


def trouble(address: DatabaseAddress) -> Trouble:
    transport = DirectTransport(address)
    with pytest.raises(Problem) as caught:
        transport.call(Function.HELLO, SPACE, "{}")
    transport.close()
    assert SECRET not in str(caught.value)
    return caught.value.trouble


def test_a_hub_that_proves_itself_is_spoken_to_by_the_way_that_was_kept(proven: tuple[OwnServer, Path]) -> None:
    server, certificate = proven
    url = f"{url_of(replace(server.address, host='localhost').for_database('hub'))}?sslmode=verify-full&sslrootcert={certificate}"
    way = way_to(HubAddress.parse(url), None)
    transport = open_way(way, SECRET)
    database = Database.open(server.address.for_database("hub"))
    device = Caller(transport, new_space(database))
    device.enrol(new_invite(database, device.space))
    assert device.hello()["head"] == 0
    transport.close()
    database.close()


def test_another_host_than_the_certificates_gets_no_word(proven: tuple[OwnServer, Path]) -> None:
    assert trouble(address_of(*proven, host="127.0.0.1")) is Trouble.HUB_NOT_TRUSTED


def test_what_is_not_there_or_no_hub_is_told_apart(proven: tuple[OwnServer, Path]) -> None:
    server, certificate = proven
    address = address_of(server, certificate)
    assert trouble(replace(address, port=free_port())) is Trouble.HUB_UNREACHABLE
    assert trouble(address.for_database("nothing")) is Trouble.HUB_WRONG
    assert trouble(address.for_database("postgres")) is Trouble.HUB_WRONG
    assert trouble(replace(address, password="wrong")) is Trouble.DATABASE_REFUSED_PASSWORD


def test_a_server_that_ended_its_connections_is_met_on_a_new_one(proven: tuple[OwnServer, Path]) -> None:
    server, certificate = proven
    transport = DirectTransport(address_of(server, certificate))
    for again in (True, False):
        with pytest.raises(HubRefusal) as caught:
            transport.call(Function.HELLO, SPACE, "{}")
        assert caught.value.why is Refused.MALFORMED
        if again:
            ended = ask(server.address, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'hub'")
            assert ended == 1
    transport.close()


@pytest.mark.parametrize("body", ["", "no json", "[" * 100_000, '"\\u0000"', '{"device": "\\ud800"}', json.dumps({"device": "x" * 10_000})])
def test_a_body_that_is_none_is_a_refusal_and_nothing_else(proven: tuple[OwnServer, Path], body: str) -> None:
    transport = DirectTransport(address_of(*proven))
    with pytest.raises(HubRefusal) as caught:
        transport.call(Function.PUSH, uuid4(), body)
    transport.close()
    assert caught.value.why is Refused.MALFORMED


def test_the_secrets_of_a_call_are_not_in_its_statement(proven: tuple[OwnServer, Path]) -> None:
    server, certificate = proven
    transport = DirectTransport(address_of(server, certificate))
    secret = "5ec4e7" * 10
    with pytest.raises(HubRefusal):
        transport.call(Function.HELLO, SPACE, json.dumps({"device": str(SPACE), "secret": secret}))
    seen = ask(server.address, "SELECT string_agg(query, ' ') FROM pg_stat_activity WHERE datname = 'hub'")
    transport.close()
    assert "sync_api.hello($1, $2" in str(seen)
    assert secret not in str(seen)
