"""The door of the gateway: `POST /rpc/{function}` passes a body on to the hub, `GET /healthz` says whether the hub is there.

The space stands in the header `Lettergrove-Space`, so that a body goes through as the text it is; `Lettergrove-Device` is for the rate
limit alone. A refusal PTnnn becomes status nnn with `{"code", "message", "details"}`.
"""

import asyncio
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from uuid import UUID

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.data.hub_calls import FUNCTIONS, HubCalls, HubSaidNo
from app.gateway import access_log
from app.gateway.bodies import BadBody, answer, text_of
from app.gateway.limits import Buckets, Limits
from app.gateway.polls import Polls
from app.learning.problems import Problem, Trouble

T = TypeVar("T")

LONGEST_WAIT = 25  # seconds that a poll is held open
_LONG = 50_000  # characters; packing them would hold up everyone else for milliseconds
_FIND = "space_of_code"
_STATUSES = {Trouble.HUB_BUSY: 503, Trouble.HUB_UNREACHABLE: 503, Trouble.HUB_FULL: 507}


class Door:
    """The service on a hub. `threads` calls run at once; the others wait their turn."""

    def __init__(self, hub: HubCalls, threads: int, limits: Limits) -> None:
        self._hub = hub
        self._limits = limits
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="hub")
        self._devices = Buckets(limits.device_rate)
        self._addresses = Buckets(limits.address_rate)
        self.polls = Polls(lambda spaces: self._beside(lambda: hub.heads(spaces)), limits.waiting)
        self.app = Starlette(
            routes=[Route("/rpc/{function}", self._rpc, methods=["POST"]), Route("/healthz", self._health, methods=["GET"])]
        )

    def close(self) -> None:
        """Let go of threads and connections, when nothing is served any more."""
        self._threads.shutdown()
        self._hub.close()

    async def _health(self, request: Request) -> Response:
        try:
            await self._beside(lambda: self._hub.heads(()))
        except (Problem, HubSaidNo):
            return answer(request, '{"ok":false}', 503)
        return answer(request, json.dumps({"ok": True, "waiting": self.polls.count}))

    async def _rpc(self, request: Request) -> Response:
        began = time.monotonic()
        call = access_log.Call(request.client.host if request.client else "", request.path_params["function"])
        try:
            text = await self._done(request, call)
            response = await self._beside(lambda: answer(request, text)) if len(text) > _LONG else answer(request, text)
        except BadBody as bad:
            response = _refused(request, call, bad.state, bad.said)
        except HubSaidNo as no:
            response = _refused(request, call, no.state, no.message, no.detail)
        except Problem as problem:
            status = _STATUSES.get(problem.trouble, 502)
            response = _refused(request, call, f"PT{status}", problem.trouble.value)
        call.status, call.sent = response.status_code, len(response.body)
        call.took = (time.monotonic() - began) * 1000 - call.held
        access_log.note(call)
        return response

    async def _done(self, request: Request, call: access_log.Call) -> str:
        if call.function not in FUNCTIONS and call.function != _FIND:
            call.function = "?"  # whatever was sent, it is not for the log
            raise HubSaidNo("PT404", "there is no such function")
        space, device = _id_in(request, "lettergrove-space"), _id_in(request, "lettergrove-device")
        call.space, call.device = str(space) if space else None, str(device) if device else None
        self._take_turn(call)
        if call.function == _FIND:
            return await self._found(await text_of(request, self._limits.packed, self._limits.unpacked))
        if space is None:
            raise HubSaidNo("PT400", "the space is missing")
        body = await text_of(request, self._limits.packed, self._limits.unpacked)
        call.received = len(body)
        text = await self._beside(lambda: self._hub.call(call.function, space, body))
        if call.function == "push":
            self._wake(space, body, text)
        if call.function == "hello":
            return await self._held(request, call, space, body, text)
        return text

    async def _found(self, body: str) -> str:
        """The space of a code: for a device that was told the code and not the link."""
        try:
            code = json.loads(body)["code"]
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise HubSaidNo("PT400", "the code is missing") from error
        if not isinstance(code, str) or len(code) > 100:
            raise HubSaidNo("PT400", "the code is no code")
        space = await self._beside(lambda: self._hub.space_of_code(code))
        return json.dumps({"space": None if space is None else str(space)})

    def _take_turn(self, call: access_log.Call) -> None:
        """Raises HubSaidNo PT429 when this device, or its address, has called too often."""
        now = time.monotonic()
        after = self._addresses.take(call.address, now) or self._devices.take(f"{call.address} {call.device}", now)
        if after:
            raise HubSaidNo("PT429", "too many calls", json.dumps({"after": round(after, 2)}))

    def _wake(self, space: UUID, body: str, text: str) -> None:
        """Wake those who wait for what a push has brought. What is too long to be read here is found by looking at the heads."""
        if len(body) + len(text) < _LONG:
            said = json.loads(text)
            self.polls.wake(space, said["head"], str(json.loads(body)["device"]), said["before"])

    async def _held(self, request: Request, call: access_log.Call, space: UUID, body: str, text: str) -> str:
        """The answer to a hello that waits for news: as it is when there is some already, else, later, `head` alone.

        The hub is not asked again: by then the device may prove more than it did when it began to wait.
        """
        device, wanted, pulled = _wait_in(body)
        if not wanted or json.loads(text)["head"] > pulled:
            return text
        began = time.monotonic()
        gone = request.receive()  # the body is read: what is received next is the end
        head = await self.polls.wait(space, device, pulled, wanted, gone)
        call.held = (time.monotonic() - began) * 1000
        return json.dumps({"head": head})

    async def _beside(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


def _refused(request: Request, call: access_log.Call, state: str, said: str, detail: str | None = None) -> Response:
    call.state = state
    status = int(state[2:]) if state[2:].isdecimal() and 400 <= int(state[2:]) <= 599 else 400
    after = {"retry_after": "1"} if status in {429, 503} else {}
    return answer(request, json.dumps({"code": state, "message": said, "details": detail}), status, **after)


def _id_in(request: Request, header: str) -> UUID | None:
    try:
        return UUID(request.headers.get(header, ""))
    except ValueError:
        return None


def _wait_in(body: str) -> tuple[str, float, int]:
    """The device of a hello, how many seconds it wants to wait for news, and the place in the space's history up to which it knows it."""
    try:
        said: Any = json.loads(body)
        wait, pulled = said.get("wait", 0), said["pulled"]["seq"]
        return str(said["device"]), max(0.0, min(float(wait), LONGEST_WAIT)), int(pulled)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return "", 0.0, 0
