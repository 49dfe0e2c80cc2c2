"""Runs the gateway in this process until it is told to stop (SIGTERM, Ctrl-C): held polls are let go, running calls end, then it ends."""

import socket
import ssl
from collections.abc import Callable
from types import FrameType

import uvicorn

from app.data.hub_calls import HubCalls
from app.gateway.certificate import own_certificate
from app.gateway.door import Door
from app.gateway.limits import Limits
from app.learning.problems import Problem, Trouble
from app.services.hub_serving import Serving
from app.system import clock

_MOST_AT_ONCE = 5_000  # connections and calls; who comes then is told to come again later
_LAST_CALLS = 10  # seconds for calls that run when the gateway is told to stop


def serve(serving: Serving, ready: Callable[[], None]) -> None:
    """Serve until told to stop. `ready` is called when callers are taken.

    Raises Problem PORT_TAKEN, CERTIFICATE_WRONG, and those of the hub when it cannot be reached at the beginning.
    """
    if serving.own and serving.certificate and serving.key:
        own_certificate(serving.certificate, serving.key, clock.now())
    hub = HubCalls(serving.hub, serving.connections)
    hub.heads(())
    door = Door(hub, serving.connections, Limits(device_rate=serving.device_rate, address_rate=serving.address_rate))
    try:
        with _listening(serving.host, serving.port) as plug:
            _Server(_config(serving, door), door, ready).run(sockets=[plug])
    finally:
        door.close()


class _Server(uvicorn.Server):
    """uvicorn's server, which ends with status 0 when it is told to stop, and lets held polls go at once."""

    def __init__(self, config: uvicorn.Config, door: Door, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._door = door
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._door.polls.end()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """The first signal ends it; another one changes nothing."""
        del sig, frame
        self.should_exit = True


def _config(serving: Serving, door: Door) -> uvicorn.Config:
    config = uvicorn.Config(
        door.app,
        log_config=None,
        access_log=False,  # ours says more, and nothing secret
        server_header=False,
        lifespan="off",
        ws="none",
        proxy_headers=bool(serving.proxies),
        forwarded_allow_ips=list(serving.proxies),
        timeout_keep_alive=75,
        limit_concurrency=_MOST_AT_ONCE,
        timeout_graceful_shutdown=_LAST_CALLS,
        ssl_certfile=serving.certificate,
        ssl_keyfile=serving.key,
    )
    try:
        config.load()
    except (ssl.SSLError, OSError) as error:
        raise Problem(Trouble.CERTIFICATE_WRONG, reason=str(error)) from error
    return config


def _listening(host: str, port: int) -> socket.socket:
    """A socket that takes callers; on every address of this computer when no host is named.

    It says that it speaks TCP, which `create_server` leaves open: only then asyncio sends small answers at once (measured: 1.5 ms instead
    of 41 for a hello).
    """
    both = not host and socket.has_dualstack_ipv6()
    family = socket.AF_INET6 if both or ":" in host else socket.AF_INET
    try:
        plug = socket.create_server((host, port), family=family, backlog=2048, dualstack_ipv6=both)
    except (OSError, OverflowError) as error:
        raise Problem(Trouble.PORT_TAKEN, port=port, host=host, reason=str(error)) from error
    return socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, fileno=plug.detach())
