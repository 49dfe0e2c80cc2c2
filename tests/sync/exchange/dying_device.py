"""A device as a process of its own, which stops at a named moment of its exchange and waits to be killed.

`python -m tests.sync.exchange.dying_device`, with what it needs as JSON on its standard input.
"""

import json
import sys
import time
from typing import NoReturn
from uuid import UUID

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.data.replica import staging
from app.learning.ids import SpaceId
from app.sync.exchange import Exchange
from app.sync.protocol import Function
from app.sync.transports.direct import DirectTransport
from tests.support.replicas import Replica


def main() -> None:
    """Exchange until the moment."""
    said = json.loads(sys.stdin.read())
    here, hub = (DatabaseAddress(**said[name]) for name in ("here", "hub"))
    replica = Replica(Database.open(here), DirectTransport(hub), SpaceId(UUID(said["space"])), most_pushed=50, most_pulled=50)
    replica.keys.secrets = {UUID(device): secret for device, secret in said["secrets"].items()}
    moment = said["moment"]
    staging.MOST_HELD = 0  # pages are in the stage when it dies

    def after(function: Function) -> None:
        if moment == f"after {function.value}":
            stop()

    replica.after = after
    exchange = Exchange(replica.device)
    if moment == "applied":
        apply = exchange._apply

        def applied_and_stopped(*given: object) -> None:
            apply(*given)  # type: ignore[arg-type]  # passed on
            stop()

        exchange._apply = applied_and_stopped  # type: ignore[method-assign, assignment]  # in the middle of the transaction
    print(exchange.turn().outcome.value, flush=True)  # noqa: T201 (the parent reads it)


def stop() -> NoReturn:
    """Say so, and wait for the end."""
    print("now", flush=True)  # noqa: T201 (the parent reads it)
    while True:
        time.sleep(1)


if __name__ == "__main__":
    main()
