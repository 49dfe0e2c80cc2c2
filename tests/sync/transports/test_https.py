"""What answers at the address of a hub need not be its gateway; each kind of it is told apart."""

import json
import zlib
from contextlib import ExitStack
from uuid import uuid4

import pytest

from app.learning.problems import Problem, Trouble
from app.sync.protocol import Function, HubRefusal, Refused
from app.sync.transports.https import HttpsTransport
from app.sync.transports.hub_address import HubAddress
from tests.support.servers import free_port
from tests.support.tcp_proxy import saying


def answer(status: str, body: bytes, kind: str = "application/json", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def asked(said: bytes) -> str:
    with ExitStack() as stack:
        port = stack.enter_context(saying(said))
        transport = HttpsTransport(HubAddress.parse(f"http://127.0.0.1:{port}"))
        stack.callback(transport.close)
        return transport.call(Function.HELLO, uuid4(), '{"device":"x"}')


def trouble(said: bytes) -> Trouble:
    with pytest.raises(Problem) as caught:
        asked(said)
    assert caught.value.facts["host"] == "127.0.0.1"
    return caught.value.trouble


def test_an_answer_comes_as_it_was_said() -> None:
    assert asked(answer("200 OK", '{"head": 7, "name": "Žofie"}'.encode())) == '{"head": 7, "name": "Žofie"}'


def test_a_packed_answer_is_spread_out() -> None:
    packed = zlib.compress(b'{"head": 7}', wbits=31)
    assert asked(answer("200 OK", packed, content_encoding="gzip")) == '{"head": 7}'


def test_a_web_page_is_not_the_gateway() -> None:
    assert trouble(answer("200 OK", b"<html>Please sign in to this network</html>", "text/html")) is Trouble.HUB_WRONG
    assert trouble(answer("404 Not Found", b"<html>nothing here</html>", "text/html")) is Trouble.HUB_WRONG
    assert trouble(answer("302 Found", b"", "text/html", Location="http://portal.example/")) is Trouble.HUB_WRONG


def test_json_of_somebody_else_is_not_a_refusal_of_the_hub() -> None:
    assert trouble(answer("401 Unauthorized", b'{"error": "token"}')) is Trouble.HUB_WRONG
    assert trouble(answer("403 Forbidden", b'{"code": "42501", "message": "permission denied"}')) is Trouble.HUB_WRONG


@pytest.mark.parametrize("status", ["502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout", "429 Too Many Requests"])
def test_a_proxy_that_lost_its_server_is_tried_again_later(status: str) -> None:
    assert trouble(answer(status, b"<html>nginx</html>", "text/html")) is Trouble.HUB_BUSY


def test_what_the_gateway_says_of_a_hub_that_cannot_just_now_is_no_refusal_of_a_row() -> None:
    said = b'{"code": "PT%d", "message": "hub", "details": null}'
    assert trouble(answer("503 Service Unavailable", said % 503)) is Trouble.HUB_BUSY
    assert trouble(answer("507 Insufficient Storage", said % 507)) is Trouble.HUB_FULL


def test_half_an_answer_is_none() -> None:
    whole = answer("200 OK", b'{"head": 7, "rows": {}}')
    packed = answer("200 OK", zlib.compress(b'{"head": 7}', wbits=31)[:-4], content_encoding="gzip")
    for said in (whole[:-5], whole[:20], b"", packed, answer("200 OK", b"no gzip at all", content_encoding="gzip")):
        assert trouble(said) is Trouble.HUB_ANSWER_BROKEN


def test_an_answer_that_never_ends_is_left() -> None:
    bomb = zlib.compress(b" " * 70_000_000, wbits=31)
    assert len(bomb) < 100_000
    assert trouble(answer("200 OK", bomb, content_encoding="gzip")) is Trouble.HUB_ANSWER_BROKEN


def test_what_comes_behind_the_end_of_a_packed_answer_is_not_waited_for() -> None:
    packed = zlib.compress(b'{"head": 7}', wbits=31) + b" " * 100
    lines = ["HTTP/1.1 200 OK", "Content-Type: application/json", "Content-Encoding: gzip", "Transfer-Encoding: chunked", "", ""]
    never_ended = "\r\n".join(lines).encode() + f"{len(packed):x}\r\n".encode() + packed + b"\r\nffff\r\n     "
    assert asked(never_ended) == '{"head": 7}'


def test_an_answer_that_only_trickles_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HttpsTransport, "patience", 100)
    trickle = answer("200 OK", b"{" + b" " * 3_000 + b"}")
    with ExitStack() as stack:
        port = stack.enter_context(saying(trickle, pause=0.002))
        transport = HttpsTransport(HubAddress.parse(f"http://127.0.0.1:{port}"))
        stack.callback(transport.close)
        with pytest.raises(Problem) as caught:
            transport.call(Function.HELLO, uuid4(), "{}")
    assert (caught.value.trouble, caught.value.facts["reason"]) == (Trouble.HUB_ANSWER_BROKEN, "too-slow")


@pytest.mark.parametrize(("state", "details"), [("PT410", None), ("PT410", '{"genesis": 5}'), ("PT422", "{}"), ("PT422", '{"now": "x"}')])
def test_a_refusal_that_does_not_say_what_mends_it_counts_as_malformed(state: str, details: str | None) -> None:
    body = json.dumps({"code": state, "message": "x", "details": details}).encode()
    with pytest.raises(HubRefusal) as caught:
        asked(answer("410 Gone", body))
    assert caught.value.why is Refused.MALFORMED


def test_text_that_is_not_utf_8_is_broken() -> None:
    assert trouble(answer("200 OK", b'{"name": "\xff"}')) is Trouble.HUB_ANSWER_BROKEN


def test_a_refusal_keeps_its_code_and_facts() -> None:
    body = json.dumps({"code": "PT422", "message": "clock", "details": '{"now": 1234}'}).encode()
    with pytest.raises(HubRefusal) as caught:
        asked(answer("422 Unprocessable Entity", body))
    assert caught.value.why is Refused.CLOCK_AHEAD
    assert caught.value.facts == {"now": 1234}


def test_a_code_that_is_not_known_yet_counts_as_malformed() -> None:
    with pytest.raises(HubRefusal) as caught:
        asked(answer("418 Teapot", b'{"code": "PT418", "message": "tea"}'))
    assert caught.value.why is Refused.MALFORMED


def test_nobody_at_the_address() -> None:
    transport = HttpsTransport(HubAddress.parse(f"http://127.0.0.1:{free_port()}"))
    with pytest.raises(Problem) as caught:
        transport.call(Function.HELLO, uuid4(), "{}")
    transport.close()
    assert caught.value.trouble is Trouble.HUB_UNREACHABLE


def test_a_server_without_tls_is_not_the_gateway() -> None:
    with saying(answer("400 Bad Request", b"plain HTTP", "text/plain")) as port:
        transport = HttpsTransport(HubAddress.parse(f"https://127.0.0.1:{port}"))
        with pytest.raises(Problem) as caught:
            transport.call(Function.HELLO, uuid4(), "{}")
        transport.close()
    assert caught.value.trouble is Trouble.HUB_WRONG
