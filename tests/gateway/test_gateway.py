"""The gateway as a device meets it: the hub's functions over HTTP, and nothing else."""

import json
import re
import socket
import threading
import time
import zlib
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from app.data.database import Database
from app.learning.ids import SpaceId
from app.learning.problems import Problem
from app.sync.protocol import Function, HubRefusal, Refused
from app.sync.transports.https import HttpsTransport
from app.sync.transports.hub_address import HubAddress
from tests.support.gateways import Caller, Gateway, a_space_record, gateway, new_invite, new_space


def test_a_device_comes_in_says_hello_and_pushes(caller: Caller) -> None:
    assert caller.hello()["head"] == 0
    assert caller.push({"spaces": [a_space_record(caller.space)]})["stored"] == 1
    assert caller.hello()["head"] == 1
    page = caller.call(Function.PULL, **caller.proofs(), cursor=0, limit=100)
    assert page["rows"]["records"]["spaces"][0]["name"] == "Class"


def test_a_refusal_has_its_status_and_its_facts(served: Gateway, caller: Caller) -> None:
    caller.secret = "0" * 64
    with pytest.raises(HubRefusal) as caught:
        caller.hello()
    assert (caught.value.why, caught.value.facts["reason"]) == (Refused.UNKNOWN, "secret")
    answer = httpx.post(
        f"{served.url}/rpc/hello", json=caller.proofs(), headers={"lettergrove-space": str(caller.space)}, trust_env=False
    )
    assert answer.status_code == 401
    assert answer.json()["code"] == "PT401"


def test_only_the_functions_of_the_hub_can_be_called(served: Gateway, transport: HttpsTransport) -> None:
    with httpx.Client(base_url=served.url, trust_env=False) as web:
        for path in ("/rpc/found", "/rpc/heads", "/rpc/hello;drop", "/rpc/__class__"):
            answer = web.post(path, content="{}", headers={"lettergrove-space": str(uuid4())})
            assert (answer.status_code, answer.json()["code"]) == (404, "PT404"), path
        assert web.get("/rpc/hello").status_code == 405
        assert web.get("/").status_code == 404
        assert web.get("/docs").status_code == 404


def test_it_says_that_it_is_well(served: Gateway) -> None:
    answer = httpx.get(f"{served.url}/healthz", trust_env=False)
    assert answer.status_code == 200
    assert answer.json()["ok"] is True


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"", {}, 400),
        (b"[]", {}, 400),
        (b"not json", {}, 400),
        (b'"' + b"\\u0000" + b'"', {}, 400),
        (b'{"device": "\xff"}', {}, 400),
        (b'{"device": "\\ud800"}', {}, 400),
        (b"[" * 100_000, {}, 400),
        (b"{}", {"content-encoding": "gzip"}, 400),
        (zlib.compress(b"{}", wbits=31)[:-3], {"content-encoding": "gzip"}, 400),
        (b"{}", {"content-encoding": "br"}, 400),
        (b" " * 3_000_000, {}, 413),
        (zlib.compress(b" " * 5_000_000, wbits=31), {"content-encoding": "gzip"}, 413),
        (b"{}", {"lettergrove-space": "x"}, 400),
        (b"{}", {"lettergrove-space": "' OR 1=1"}, 400),
    ],
)
def test_a_hostile_body_is_refused(served: Gateway, body: bytes, headers: dict[str, str], status: int) -> None:
    answer = httpx.post(f"{served.url}/rpc/hello", content=body, headers={"lettergrove-space": str(uuid4()), **headers}, trust_env=False)
    assert answer.status_code == status
    assert set(answer.json()) == {"code", "message", "details"}


def test_a_bomb_takes_no_more_memory_than_a_body_may_have(served: Gateway) -> None:
    bomb = zlib.compress(b" " * 400_000_000, 9, wbits=31)
    began = time.monotonic()
    answer = httpx.post(
        f"{served.url}/rpc/hello", content=bomb, headers={"lettergrove-space": str(uuid4()), "content-encoding": "gzip"}, trust_env=False
    )
    assert answer.status_code == 413
    assert time.monotonic() - began < 10


def test_a_body_longer_than_it_said_is_left(served: Gateway) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as plug:
        plug.sendall(
            f"POST /rpc/hello HTTP/1.1\r\nHost: x\r\nLettergrove-Space: {uuid4()}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
        )
        said = b""
        piece = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
        for _ in range(100):
            try:
                plug.sendall(piece)
            except OSError:
                break
        while b"PT413" not in said and (part := plug.recv(4096)):
            said += part
    assert b"413" in said.splitlines()[0]


def test_a_device_that_calls_too_often_waits_and_others_do_not(hub: Database, space: SpaceId, tmp_path: Path) -> None:
    with ExitStack() as stack:
        running = stack.enter_context(gateway(hub, tmp_path / "strict", "--device-rate", "1"))
        busy, quiet = (HttpsTransport(HubAddress.parse(running.url), device=uuid4()) for _ in range(2))
        stack.callback(busy.close)
        stack.callback(quiet.close)
        refused = []
        for _ in range(12):
            with pytest.raises(HubRefusal) as caught:
                busy.call(Function.HELLO, space, "{}")
            refused.append(caught.value)
        too_many = [each for each in refused if each.why is Refused.TOO_MANY]
        assert 0 < len(too_many) <= 9, "three at once are allowed"
        assert 0 < too_many[0].facts["after"] <= 1
        with pytest.raises(HubRefusal) as other:
            quiet.call(Function.HELLO, space, "{}")
        assert other.value.why is Refused.MALFORMED


def waiting(device: Caller, seconds: float = 20) -> "tuple[threading.Thread, list[tuple[float, dict[str, object]]]]":
    """A poll that is held, in a thread; what it answered, and when."""
    answers: list[tuple[float, dict[str, object]]] = []

    def ask() -> None:
        said = device.hello(wait=seconds)
        answers.append((time.monotonic(), said))

    thread = threading.Thread(target=ask)
    thread.start()
    return thread, answers


def second(hub: Database, served: Gateway, first: Caller) -> Caller:
    other = Caller(HttpsTransport(HubAddress.parse(served.url)), first.space)
    other.enrol(new_invite(hub, first.space))
    return other


def test_a_push_wakes_whoever_waits_for_news_of_the_space(hub: Database, served: Gateway, caller: Caller) -> None:
    other = second(hub, served, caller)
    thread, answers = waiting(other)
    time.sleep(0.3)
    assert not answers
    began = time.monotonic()
    caller.push({"spaces": [a_space_record(caller.space)]})
    thread.join(5)
    other.transport.close()
    assert answers[0][1]["head"] == 1
    assert answers[0][0] - began < 3, "by far less than the wait"


def test_news_that_came_another_way_wakes_too(hub: Database, served: Gateway, caller: Caller) -> None:
    from app.sync.transports.direct import DirectTransport  # noqa: PLC0415

    other = Caller(DirectTransport(hub.address), caller.space)
    other.enrol(new_invite(hub, caller.space))
    thread, answers = waiting(caller)
    time.sleep(0.3)
    began = time.monotonic()
    other.push({"spaces": [a_space_record(caller.space)]})
    thread.join(5)
    other.transport.close()
    assert answers[0][1]["head"] == 1
    assert answers[0][0] - began < 3


def test_who_waits_is_not_woken_by_another_space_and_gets_an_answer_in_the_end(hub: Database, served: Gateway, caller: Caller) -> None:
    elsewhere = new_space(hub)
    other = Caller(HttpsTransport(HubAddress.parse(served.url)), elsewhere)
    other.enrol(new_invite(hub, elsewhere))
    thread, answers = waiting(caller, 1.0)
    began = time.monotonic()
    other.push({"spaces": [a_space_record(elsewhere)]})
    thread.join(5)
    other.transport.close()
    assert answers[0][1]["head"] == 0
    assert 0.7 < answers[0][0] - began < 8


def test_who_is_behind_already_does_not_wait(caller: Caller) -> None:
    genesis = caller.pulled
    caller.push({"spaces": [a_space_record(caller.space)]})
    caller.pulled = genesis
    began = time.monotonic()
    assert caller.hello(wait=20)["head"] == 1
    assert time.monotonic() - began < 8


def test_closing_the_transport_ends_a_call_that_is_held(caller: Caller) -> None:
    ended: list[float] = []

    def ask() -> None:
        with pytest.raises(Problem):
            caller.hello(wait=20)
        ended.append(time.monotonic())

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.3)
    began = time.monotonic()
    caller.transport.close()
    thread.join(5)
    assert ended[0] - began < 4


def test_the_access_log_says_who_and_what_and_nothing_secret(hub: Database, served: Gateway, caller: Caller) -> None:
    code = new_invite(hub, caller.space)
    Caller(caller.transport, caller.space).enrol(code)
    caller.push({"spaces": [a_space_record(caller.space, "Pelargonie")]})
    with pytest.raises(HubRefusal):
        Caller(caller.transport, caller.space).enrol(code)
    log = served.log.read_text()
    lines = [json.loads(line.partition("app.gateway.access_log: ")[2]) for line in log.splitlines() if "app.gateway.access_log" in line]
    mine = [line for line in lines if line.get("space") == str(caller.space)]
    assert {line["function"] for line in mine} == {"enrol", "push"}
    assert mine[-1]["status"] == 401
    assert all(line["took"] >= 0 and line["received"] > 100 for line in mine)
    for secret in (caller.secret, code, caller.token, "Pelargonie"):
        assert secret not in log
    assert not re.search(r"[0-9a-f]{64}", log)


def test_only_a_trusted_proxy_says_who_calls(hub: Database, served: Gateway, tmp_path: Path) -> None:
    said = {"x-forwarded-for": "203.0.113.9", "lettergrove-space": str(uuid4())}
    with gateway(hub, tmp_path / "behind", "--behind-proxy", "127.0.0.1") as behind:
        for running in (served, behind):
            httpx.post(f"{running.url}/rpc/hello", content="{}", headers=said, trust_env=False)
        assert "203.0.113.9" in behind.log.read_text()
    assert "203.0.113.9" not in served.log.read_text()
