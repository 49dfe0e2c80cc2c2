"""HTTPS to a hub's gateway: one connection that is kept, bodies packed with gzip both ways, nothing longer than it may be.

What answers need not be the gateway: a sign-in page of a network, a proxy with a page of its own, half a body. Each is told apart, because
each has another remedy, and none of them may be taken for an answer.
"""

import json
import socket
import ssl
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Final
from uuid import UUID
from weakref import WeakSet

import httpx

from app.learning.problems import Problem, Trouble
from app.sync.protocol import Function, HubRefusal
from app.sync.transports.hub_address import HubAddress, is_loopback
from app.sync.transports.pinning import trusting_authorities, trusting_only
from app.sync.transports.refusals import refusal
from app.system import clock

LONGEST_WAIT = 25  # seconds that a gateway holds a poll open
_LONGEST_ANSWER: Final = 64 * 1024 * 1024  # bytes, unpacked
_SLOWEST = 500  # bytes a second: what arrives more slowly, a minute long, is somebody who only keeps us waiting
_WORTH_PACKING = 300  # bytes: an exchange that has nothing to say is longer, and less than 1 kB on the wire with it
_QUICK = 1  # gzip's level: a third of the time of the usual one, for a tenth more bytes
_CONNECTED = frozenset({"connection.connect_tcp.complete", "connection.start_tls.complete"})
_CONNECT, _ANSWER = 10.0, LONGEST_WAIT + 20.0  # seconds; an answer may come as late as a held poll and a slow push

# What the gateway says of a hub that could not do it just now. It is no refusal: no row of a batch is to be suspected for it.
_OF_THE_HUB = {503: Trouble.HUB_BUSY, 507: Trouble.HUB_FULL}


class HttpsTransport:
    """A hub reached through its gateway. `fingerprint` pins the gateway's certificate; `device` is for its rate limit alone."""

    holds_polls = True
    patience = 60_000  # ms that an answer may take however slowly it comes

    def __init__(self, address: HubAddress, fingerprint: str | None = None, device: UUID | None = None) -> None:
        self.host = address.host
        self._rpc = f"{address.url}/rpc/"
        self._plugs: WeakSet[socket.socket] = WeakSet()
        self._client = httpx.Client(
            verify=trusting_only(fingerprint) if fingerprint else trusting_authorities(),
            timeout=httpx.Timeout(_ANSWER, connect=_CONNECT),
            limits=httpx.Limits(max_connections=2, keepalive_expiry=60),
            trust_env=not fingerprint and not is_loopback(address.host),  # a proxy of the school, but not to a computer beside us
            headers={"accept": "application/json", "accept-encoding": "gzip", "user-agent": "lettergrove"}
            | ({"lettergrove-device": str(device)} if device else {}),
        )

    def call(self, function: Function, space: UUID, body: str) -> str:
        """See `Transport.call`. Raises also Problem HUB_NOT_TRUSTED, HUB_BUSY, HUB_FULL, HUB_ANSWER_BROKEN."""
        return self._post(function.value, body, {"lettergrove-space": str(space)})

    def space_of_code(self, code: str) -> UUID | None:
        """The space of an invite whose code was typed without its link; None when there is none. Raises as `call` does."""
        said = self._post("space_of_code", json.dumps({"code": code}), {})
        try:
            found = json.loads(said)["space"]
            return None if found is None else UUID(found)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise Problem(Trouble.HUB_ANSWER_BROKEN, host=self.host, reason="no space") from error

    def _post(self, function: str, body: str, headers: dict[str, str]) -> str:
        content = body.encode("utf-8", "surrogatepass")
        headers = {"content-type": "application/json", **headers}
        if len(content) > _WORTH_PACKING:
            content = zlib.compress(content, _QUICK, wbits=31)
            headers["content-encoding"] = "gzip"
        try:
            traced = {"trace": self._traced}
            with self._client.stream("POST", f"{self._rpc}{function}", content=content, headers=headers, extensions=traced) as answer:
                return self._read(answer, _unpacked(self._arriving(answer), answer.headers.get("content-encoding", "").lower() == "gzip"))
        except (httpx.HTTPError, RuntimeError) as error:  # a client that was closed meanwhile
            raise self._problem(error) from error
        except (zlib.error, UnicodeDecodeError) as error:
            raise Problem(Trouble.HUB_ANSWER_BROKEN, host=self.host, reason=type(error).__name__) from error

    def close(self) -> None:
        """Let go of connections; a call that waits ends at once. May be called twice, and from another thread."""
        for plug in list(self._plugs):
            with suppress(OSError):
                socket.socket.shutdown(plug, socket.SHUT_RDWR)  # closing alone would leave a thread that reads from it waiting
        self._client.close()

    def _traced(self, event: str, info: Mapping[str, Any]) -> None:
        """Remember the sockets of new connections."""
        if event in _CONNECTED:
            plug = info["return_value"].get_extra_info("socket")
            if isinstance(plug, socket.socket):
                self._plugs.add(plug)

    def _arriving(self, answer: httpx.Response) -> Iterator[bytes]:
        """What comes over the line, in pieces, as long as it comes to an end some day."""
        began, arrived = clock.elapsed_ms(), 0
        for piece in answer.iter_raw():
            yield piece
            arrived += len(piece)
            if arrived > _LONGEST_ANSWER:
                raise Problem(Trouble.HUB_ANSWER_BROKEN, host=self.host, reason="too-long")
            if arrived < (clock.elapsed_ms() - began - self.patience) / 1000 * _SLOWEST:
                raise Problem(Trouble.HUB_ANSWER_BROKEN, host=self.host, reason="too-slow")

    def _read(self, answer: httpx.Response, parts: Iterator[bytes]) -> str:
        content = bytearray()
        for part in parts:
            content += part
            if len(content) > _LONGEST_ANSWER:
                raise Problem(Trouble.HUB_ANSWER_BROKEN, host=self.host, reason="too-long")
        told = answer.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"
        if told and answer.status_code == httpx.codes.OK:
            return content.decode()
        if told and answer.status_code in _OF_THE_HUB:
            raise Problem(_OF_THE_HUB[answer.status_code], host=self.host, status=answer.status_code)
        refused = _refusal_in(bytes(content)) if told else None
        raise refused or self._not_the_gateway(answer.status_code)

    def _not_the_gateway(self, status: int) -> Problem:
        """What a status without the gateway's words means: something in between that is busy or lost its server, or another server."""
        between = status in {408, 425, 429, 500, 502, 503, 504}
        return Problem(Trouble.HUB_BUSY if between else Trouble.HUB_WRONG, host=self.host, status=status)

    def _problem(self, error: httpx.HTTPError | RuntimeError) -> Problem:
        reason = _reason(error)
        if isinstance(reason, ssl.SSLCertVerificationError):
            return Problem(Trouble.HUB_NOT_TRUSTED, host=self.host, reason=getattr(reason, "verify_message", str(reason)))
        if isinstance(reason, ssl.SSLError) and reason.reason in {"WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST"}:
            return Problem(Trouble.HUB_WRONG, host=self.host, reason="speaks no TLS")
        if isinstance(error, httpx.RemoteProtocolError | httpx.ReadError | httpx.DecodingError):
            return Problem(Trouble.HUB_ANSWER_BROKEN, host=self.host, reason=type(error).__name__)
        return Problem(Trouble.HUB_UNREACHABLE, host=self.host, reason=type(error).__name__)


def _unpacked(arriving: Iterator[bytes], packed: bool) -> Iterator[bytes]:
    """The body as it is meant, in pieces; never more than some of it at once, however well it was packed. Raises zlib.error."""
    if not packed:
        yield from arriving
        return
    unpacker = zlib.decompressobj(wbits=31)
    for piece in arriving:
        waiting = piece
        while waiting:
            yield unpacker.decompress(waiting, 1 << 20)
            waiting = unpacker.unconsumed_tail
        if unpacker.eof:  # what comes behind the end, perhaps for ever, is not asked for
            return
    if not unpacker.eof:
        raise zlib.error("the end is missing")


def _refusal_in(content: bytes) -> HubRefusal | None:
    """The refusal that the gateway put into words, None when the body is not one."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        return None
    state = said.get("code") if isinstance(said, dict) else None
    if not isinstance(state, str) or not state.startswith("PT"):
        return None
    details = said.get("details")
    return refusal(state, details if isinstance(details, str) else None)


def _reason(error: BaseException) -> BaseException:
    """The innermost cause of an error of the network."""
    while (cause := error.__cause__ or error.__context__) is not None:
        error = cause
    return error
