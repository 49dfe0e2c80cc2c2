"""What a device does with a refusal that it can mend by itself: docs/sync.md, "What a device does with a refusal"."""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID, uuid4

from app.data.contract import CONTRACT
from app.data.database import Connection
from app.data.replica import acknowledging, freezing, links, marks, node, restamping, staging
from app.data.replica.links import Link, Position
from app.learning.problems import Problem, Trouble
from app.sync.protocol import Function, HubRefusal, Refused
from app.sync.turn import Device, Tally

_MOST_HEALED = 40  # in one exchange: halving 5,000 rows to the one takes 13, and there may be more than one
_TRIES = 8  # as often a batch is sent before one of its rows is suspected

T = TypeVar("T")
Call = Callable[[Function, str], dict[str, Any]]


class Healing:
    """Mends what a hub refused. `most_pushed`: how many rows a batch may have now."""

    def __init__(self, device: Device, call: Call) -> None:
        self._device = device
        self._call = call
        self._suspicious = False
        self._healed = 0
        self.most_pushed = device.most_pushed

    def went_well(self) -> None:
        """A batch was accepted: the next may be larger again."""
        self._healed = 0
        self.most_pushed = min(self._device.most_pushed, self.most_pushed * 2)

    def over(self) -> None:
        """Nothing waits any more."""
        self._suspicious = False
        self.most_pushed = self._device.most_pushed

    def heal(self, refusal: HubRefusal, link: Link, tally: Tally) -> bool:
        """Whether it was mended, so that the exchange can be done again."""
        self._healed += 1
        if self._healed > _MOST_HEALED:
            return False
        match refusal.why:
            case Refused.FORKED:
                self._fork(link)
            case Refused.DIVERGED:
                self._start_again(link, refusal.facts)
            case Refused.CLOCK_AHEAD:
                tally.clock_wrong = True
                self._set_clock_back(link, int(refusal.facts["now"]))
            case Refused.TOO_LARGE:
                return self._halve(link, refusal)
            case Refused.MALFORMED | Refused.FORBIDDEN:
                return self._suspect(link, refusal)
            case _:
                return False
        return True

    def _fork(self, link: Link) -> None:
        """This database is a copy, or the original of one: it becomes a device of its own and keeps all it has."""
        device = self._device
        becomes = link.becomes or uuid4()
        if device.keys.secret_of(becomes) is None:
            device.keys.keep(becomes, secrets.token_hex(32))
        # Written down before the call, so that a lost answer can be asked for again.
        self._run(lambda connection: links.keep(connection, replace(link, becomes=becomes)))
        body = {
            "device": str(becomes),
            "secret": device.keys.secret_of(becomes),
            "contract": CONTRACT,
            "clock": device.clock_ms(),
            "was": {"device": str(link.device), "secret": device.keys.secret_of(link.device)},
        }
        answer = self._call(Function.ENROL, json.dumps(body))
        forked = replace(link, device=becomes, role=answer["role"], token=UUID(answer["token"]), acked=link.pulled, becomes=None)

        def begin_anew(connection: Connection) -> None:
            links.keep(connection, forked)
            freezing.thaw(connection, link.space)
            node.redraw(connection)

        self._run(begin_anew)

    def _start_again(self, link: Link, facts: Mapping[str, Any]) -> None:
        """The hub went back to an earlier state: everything is fetched, and everything is sent, once more. Both merge."""
        genesis = Position(0, str(facts["genesis"]))

        def forget(connection: Connection) -> None:
            links.keep(connection, replace(link, genesis=genesis.chain, acked=genesis, pulled=genesis, cursor=0))
            freezing.thaw(connection, link.space)
            staging.clear(connection, link.space)
            marks.mark_everything(connection, link.space)

        self._run(forget)

    def _set_clock_back(self, link: Link, hub_ms: int) -> None:
        def restamp(connection: Connection) -> None:
            freezing.thaw(connection, link.space)
            restamping.restamp(connection, link.space, hub_ms)

        self._run(restamp)

    def _suspect(self, link: Link, refusal: HubRefusal) -> bool:
        """After some tries one row of the batch must be at fault: halve it."""
        batch = self._run(lambda connection: freezing.unanswered(connection, link.space))
        if batch is None or (batch.tries < _TRIES and not self._suspicious):
            return False
        self._suspicious = True
        return self._halve(link, refusal)

    def _halve(self, link: Link, refusal: HubRefusal) -> bool:
        """Send half as many rows; a single row is set aside."""

        def halve(connection: Connection) -> bool:
            batch = freezing.unanswered(connection, link.space)
            if batch is None:
                return False
            if batch.rows == 1:
                why = "too-large" if refusal.why is Refused.TOO_LARGE else "refused"
                acknowledging.set_aside_alone(connection, link.space, batch, why, refusal.why.value, str(refusal.facts))
            else:
                self.most_pushed = max(1, batch.rows // 2)
                freezing.thaw(connection, link.space)
            return True

        return self._run(halve)

    def _run(self, work: Callable[[Connection], T]) -> T:
        return self._device.database.run(work)


def problem_of(refusal: HubRefusal) -> Problem:
    """What a refusal that cannot be mended here means to a person."""
    facts = refusal.facts
    match refusal.why:
        case Refused.UNKNOWN:
            return Problem(Trouble.LINK_ENDED, reason=facts.get("reason", "device"))
        case Refused.CONTRACT:
            return Problem(Trouble.PROGRAM_TOO_OLD if facts.get("reason") == "older" else Trouble.HUB_TOO_OLD)
        case Refused.FORBIDDEN:
            return Problem(Trouble.LINK_NOT_ALLOWED)
        case Refused.TOO_MANY:
            return Problem(Trouble.HUB_BUSY, after=facts.get("after", 1))
        case _:
            return Problem(Trouble.HUB_FAILED, host="", said=f"{refusal.why.value} {dict(facts)}")
