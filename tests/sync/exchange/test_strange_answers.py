"""JSON that is no answer of a hub, as the sign-in page of a network says it: nothing is taken for acknowledged, nothing ends."""

import json
import threading
from contextlib import ExitStack
from uuid import uuid4

import pytest

from app.data.replica import conflicts
from app.learning.problems import Problem, Trouble
from app.sync import answers, listening
from app.sync.exchange import Exchange
from app.sync.listening import Listener
from app.sync.protocol import Function
from app.sync.transports.https import HttpsTransport
from app.sync.transports.hub_address import HubAddress
from app.sync.turn import Outcome
from app.sync.verifying import verify
from tests.support.replicas import Replica, World, play, same
from tests.support.tcp_proxy import saying

STRANGE = [
    b"{}", b"[]", b"null", b"5", b'"ok"', b'{"head": NaN}', b"[" * 100_000, b"not json",
    b'{"status": "login required", "head": "7", "rows": [], "refused": 5, "token": null, "more": "no"}',
    b'{"head": true, "chain": "x", "cursor": true, "rows": {}, "erased": [], "more": false}',
    b'{"head": 7, "chain": "x", "before": null, "token": "x", "refused": [], "conflicts": []}',
]  # fmt: skip


def as_gateway(body: bytes) -> bytes:
    lines = ["HTTP/1.1 200 OK", "Content-Type: application/json", f"Content-Length: {len(body)}", "Connection: close", "", ""]
    return "\r\n".join(lines).encode() + body


@pytest.mark.parametrize("body", STRANGE)
def test_json_of_somebody_else_ends_an_exchange_without_taking_anything_for_done(world: World, one: Replica, body: bytes) -> None:
    usual, before = one.transport, one.link()
    with ExitStack() as stack:
        port = stack.enter_context(saying(as_gateway(body)))
        one.transport = HttpsTransport(HubAddress.parse(f"http://127.0.0.1:{port}"))
        stack.callback(one.transport.close)
        for waits in (0, 3):
            play(one, world.home, waits, first=waits)
            turn = one.turn()
            assert turn.outcome is Outcome.OFFLINE
            assert turn.problem is not None
            assert turn.problem.trouble is Trouble.HUB_ANSWER_BROKEN
            assert one.waiting() == waits
        assert verify(Exchange(one.device)).turn.outcome is Outcome.OFFLINE
    one.transport = usual
    assert (one.link().cursor, one.link().token) == (before.cursor, before.token)
    one.done()
    same(one)
    with one.database.reading() as connection:
        assert conflicts.count_open(connection, world.home.space) == 0


@pytest.mark.parametrize("function", list(Function))
@pytest.mark.parametrize("body", STRANGE[:8])
def test_no_function_takes_it_for_an_answer(function: Function, body: bytes) -> None:
    wanted = {"devices": (list,)} if function is Function.ADMIN else {}
    with pytest.raises(Problem) as caught:
        answers.read(function, body.decode(), **wanted)
    assert caught.value.trouble is Trouble.HUB_ANSWER_BROKEN


def test_an_unknown_role_is_no_answer_to_enrol() -> None:
    said = {"role": "boss", "token": str(uuid4()), "genesis": "x", "empty": False}
    with pytest.raises(Problem):
        answers.read(Function.ENROL, json.dumps(said))
    assert answers.read(Function.ENROL, json.dumps(said | {"role": "helper", "later": 1}))["role"] == "helper"


def test_who_listens_goes_on_listening_after_it(one: Replica, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "_AFTER_ERROR", 0.01)
    heard = threading.Event()
    news = json.dumps({"head": one.link().cursor + 1, "chain": "x"}).encode()
    with ExitStack() as stack:
        port = stack.enter_context(saying(*(as_gateway(body) for body in [*STRANGE, news])))
        one.transport = HttpsTransport(HubAddress.parse(f"http://127.0.0.1:{port}"))
        listener = Listener(one.device, one.link(), True, lambda: True, heard.set)
        stack.callback(listener.join, 5)
        stack.callback(listener.close)
        stack.callback(one.transport.close)
        assert heard.wait(10)
