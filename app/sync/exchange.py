"""One exchange between this computer and its hub: what waits is sent, what is new there is fetched. No threads, no sleep.

The order of calls is that of docs/sync.md: a batch that was sent and not answered is settled first. Every step is written down in the
database before the next call, so an exchange may end at any instruction and is simply done again.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from app.data.contract import CONTRACT, TABLE
from app.data.database import Connection
from app.data.folding import refold_waiting
from app.data.replica import acknowledging, applying, conflicts, erasing, freezing, links, marks, quarantine, runs, staging
from app.data.replica.freezing import Batch
from app.data.replica.lasting import not_waiting_for_disk
from app.data.replica.links import Link, Position
from app.learning.problems import Problem, Trouble
from app.sync import answers
from app.sync.healing import Healing, problem_of
from app.sync.protocol import MOST_BYTES, Function, HubRefusal
from app.sync.turn import Device, Outcome, Tally, Turn

T = TypeVar("T")
_NOTED_EVERY = timedelta(minutes=10)  # an exchange that moved nothing is written down no more often
_OFFLINE = frozenset({Trouble.HUB_UNREACHABLE, Trouble.HUB_BUSY, Trouble.HUB_ANSWER_BROKEN})
_NEEDS = frozenset(
    {
        Trouble.LINK_ENDED,
        Trouble.PROGRAM_TOO_OLD,
        Trouble.HUB_TOO_OLD,
        Trouble.HUB_NOT_TRUSTED,
        Trouble.HUB_WRONG,
        Trouble.HUB_WITHOUT_RIGHTS,
        Trouble.DATABASE_REFUSED_PASSWORD,
        Trouble.DISK_FULL,
    }
)


class CancelledError(Exception):
    """The person, or the end of the program, asked for it; what was done so far is kept."""


class Exchange:
    """Exchanges of one space. `cancelled` is asked between two calls; `report` is told rows done and rows expected."""

    def __init__(
        self,
        device: Device,
        cancelled: Callable[[], bool] = lambda: False,
        report: Callable[[int, int], None] = lambda _done, _expected: None,
    ) -> None:
        self.device = device
        self._cancelled = cancelled
        self._report = report
        self._healing = Healing(device, self.call)
        self._seen = False  # everything that the hub had when it answered last

    def turn(self) -> Turn:
        """Exchange everything once. What goes wrong is told by the turn, not raised, save for mistakes of our own."""
        tally = Tally(self._report)
        began = self._now()
        link = None
        try:
            link = self.run(lambda connection: links.find(connection, self.device.space))
            if link is None:
                return tally.ended(Outcome.OFF)
            self._healed(lambda: self._exchange(tally), tally)
            turn = tally.ended(Outcome.DONE)
        except CancelledError:
            turn = tally.ended(Outcome.CANCELLED)
        except HubRefusal as refusal:
            turn = _failed(tally, problem_of(refusal))
        except Problem as problem:
            turn = _failed(tally, problem)
        try:
            self._note(link, turn, began)
        except Problem as problem:  # on a full disk not even that can be written down, and what went wrong first matters more
            turn = _failed(tally, problem) if turn.problem is None else turn
        return turn

    def call(self, function: Function, body: str, **more: tuple[type, ...]) -> dict[str, Any]:
        """The answer of the hub, with `more` in it (`answers.read`). Raises HubRefusal; Problem HUB_ANSWER_BROKEN, and the transport's."""
        if self._cancelled():
            raise CancelledError
        return answers.read(function, self.device.transport.call(function, self.device.space, body), **more)

    def proofs(self, link: Link) -> dict[str, Any]:
        """Who this device is and what it proves: part of every body. Raises Problem LINK_ENDED when its secret is gone."""
        secret = self.device.keys.secret_of(link.device)
        if secret is None:
            raise Problem(Trouble.LINK_ENDED, reason="secret")
        return {
            "device": str(link.device),
            "secret": secret,
            "contract": CONTRACT,
            "clock": self.device.clock_ms(),
            "token": str(link.token),
            "acked": {"seq": link.acked.seq, "chain": link.acked.chain},
            "pulled": {"seq": link.pulled.seq, "chain": link.pulled.chain},
        }

    def link(self) -> Link:
        """The space's link as it is now. Raises Problem LINK_ENDED when it was taken away in the middle."""
        link = self.run(lambda connection: links.find(connection, self.device.space))
        if link is None:
            raise Problem(Trouble.LINK_ENDED, reason="unlinked")
        return link

    def push(self, tally: Tally) -> None:
        """Send everything that waits, erasures last."""
        while (batch := self.run(self._next_batch)) is not None:
            link = self.link()
            if batch.rows:
                body = json.dumps(self.proofs(link) | {"batch": str(batch.id)})
                answer = self._sent(f'{body[:-1]}, "changes": {batch.changes}}}')
            else:  # what was marked is not there any more
                answer = {}
            self.run(lambda connection, b=batch, a=answer: self._acknowledge(connection, b, a, tally))  # type: ignore[misc]  # lambda's defaults
            tally.moved(batch.rows)
            self._healing.went_well()
        self._healing.over()
        self._erase(tally)

    def pull(self, tally: Tally, again: bool = False) -> None:
        """Fetch everything that is new there and put it in, in one transaction. `again`: all that there is."""
        link = self.link()
        cursor = 0 if again or link.contract != CONTRACT else link.cursor
        pulled, pages, fetched, staged = link.pulled, 0, 0, 0
        erased: list[dict[str, str]] = []
        while True:
            asked = self.proofs(replace(link, pulled=pulled)) | {"cursor": cursor, "limit": self.device.most_pulled}
            answer = self.call(Function.PULL, json.dumps(asked))
            tally.expect(max(0, int(answer["head"]) - cursor) if not pages else 0)
            cursor, pulled = int(answer["cursor"]), Position(answer["head"], answer["chain"])
            parts, rows = staging.parts_of(answer["rows"])
            if pages or answer["more"]:
                staged += self.run(lambda connection, a=answer, p=pages: staging.add_page(connection, link.space, p, a["rows"]))  # type: ignore[misc]  # as above
            erased += answer["erased"]
            fetched += rows
            tally.moved(rows)
            pages += 1
            if not answer["more"]:
                break
        if fetched or erased or (cursor, pulled) != (link.cursor, link.pulled):
            after = replace(link, cursor=cursor, pulled=pulled, contract=CONTRACT)
            given = staged if pages > 1 else parts
            if not self.run(lambda connection: self._apply(connection, after, given, erased, tally, again)):
                return self.pull(tally, again)
        tally.head = pulled.seq
        tally.pulled += fetched
        self._seen = True
        return None

    def _exchange(self, tally: Tally) -> None:
        link, waits, settled = self.run(self._look)
        tally.expect(waits)
        self._seen = False
        if settled and (link.cursor == 0 or waits > self.device.most_pushed or link.contract != CONTRACT):
            self.pull(tally)  # first, so that what we send then need not come back
        if waits or not settled or tally.tables:
            self.push(tally)
        again = self.run(lambda connection: quarantine.inward_due(connection, link.space))
        if again or not self._seen:
            self.pull(tally, again)
        if (tally.tables or tally.pushed) and self._retry_orphans():
            self.push(tally)
        self.fold()

    def _look(self, connection: Connection) -> tuple[Link, int, bool]:
        """The link, how many rows wait, and whether no batch is without its answer."""
        space = self.device.space
        link = links.find(connection, space)
        if link is None:
            raise Problem(Trouble.LINK_ENDED, reason="unlinked")
        waits = marks.waiting(connection, space)
        if waits:  # perhaps the parents of rows that had none are among what waits
            waits += quarantine.retry(connection, space, quarantine.ORPHAN)
        return link, waits, freezing.unanswered(connection, space) is None

    def _retry_orphans(self) -> int:
        return self.run(lambda connection: quarantine.retry(connection, self.device.space, quarantine.ORPHAN))

    def _next_batch(self, connection: Connection) -> Batch | None:
        space = self.device.space
        most = self._healing.most_pushed
        return freezing.unanswered(connection, space) or freezing.freeze(connection, space, uuid4(), most, MOST_BYTES)

    def _sent(self, body: str) -> dict[str, Any]:
        try:
            return self.call(Function.PUSH, body)
        except (HubRefusal, Problem) as error:
            said = str(error)
            if not isinstance(error, Problem) or error.trouble is Trouble.HUB_FAILED:
                self.run(lambda connection: freezing.note_try(connection, self.device.space, said))
            raise

    def _acknowledge(self, connection: Connection, batch: Batch, answer: dict[str, Any], tally: Tally) -> None:
        space = self.device.space
        not_waiting_for_disk(connection)  # lost with the power, the batch is sent again and answered as it was
        refused = acknowledging.acknowledge(connection, space, batch, answer)
        link = links.find(connection, space)
        if not answer or link is None:
            return
        mine = [one for one in answer["conflicts"] if one["mine"]]
        head = Position(answer["head"], answer["chain"])
        whole = answer["before"] == link.cursor and not refused and not mine
        self._seen = whole and not answer.get("again")  # an answer given again is of what the hub had then
        after = replace(link, token=UUID(answer["token"]), acked=head)
        links.keep(connection, replace(after, pulled=head, cursor=head.seq) if whole else after)
        tally.pushed += batch.rows - refused
        tally.quarantined += refused
        tally.conflicts += len(answer["conflicts"])
        tally.head = head.seq

    def _erase(self, tally: Tally) -> None:
        space = self.device.space
        for table, row in self.run(lambda connection: marks.erasures(connection, space)):
            body = self.proofs(self.link()) | {"do": "erase", "table": table, "id": str(row)}
            self.call(Function.ADMIN, json.dumps(body))
            self.run(lambda connection, t=table, r=row: marks.erased(connection, space, t, r))  # type: ignore[misc]  # as above
            tally.erased += 1
            self._seen = False

    def _apply(
        self, connection: Connection, link: Link, given: dict[str, str] | int, erased: list[dict[str, str]], tally: Tally, again: bool
    ) -> bool:
        """Put in the parts of the one answer there was, or the stage; False when that is not whole any more: the server has crashed."""
        if isinstance(given, int) and staging.count(connection, link.space) != given:
            return False
        applying.begin(connection)
        if again:
            quarantine.let_in(connection, link.space)
        if isinstance(given, int):
            applied = applying.apply_stage(connection, link.space)
        else:
            applied = applying.apply_parts(connection, link.space, given)
        for name in dict.fromkeys(one["table"] for one in erased):
            if name in TABLE:
                erasing.erase(connection, link.space, TABLE[name], [UUID(one["id"]) for one in erased if one["table"] == name])
        links.keep(connection, link)
        tally.conflicts += applied.conflicts
        tally.quarantined += applied.set_aside
        tally.tables |= applied.tables | {one["table"] for one in erased}
        return True

    def fold(self) -> None:
        """Fold what has come, child by child."""
        device = self.device
        while self.run(lambda connection: refold_waiting(connection, device.space, device.rules_of)):
            if self._cancelled():
                raise CancelledError

    def _healed(self, work: Callable[[], None], tally: Tally) -> None:
        """Do it, and again after each refusal that this computer can mend by itself."""
        while True:
            try:
                return work()
            except HubRefusal as refusal:
                if not self._healing.heal(refusal, self.link(), tally):
                    raise

    def _note(self, link: Link | None, turn: Turn, began: datetime) -> None:
        """Write the turn down; one that moved nothing only now and then."""
        moved = turn.pushed or turn.pulled or turn.erased or turn.quarantined or turn.outcome is not Outcome.DONE
        last = None if link is None else link.synced_at
        if link is None or not (moved or last is None or began - last > _NOTED_EVERY or link.needs):
            return
        said = None if turn.problem is None else str(turn.problem)
        run = runs.Run(
            began, self._now(), turn.outcome.value, turn.pushed, turn.pulled, turn.erased, turn.conflicts, turn.quarantined, turn.head, said
        )

        def note(connection: Connection) -> None:
            not_waiting_for_disk(connection)
            runs.note(connection, link.space, run)
            conflicts.forget_old(connection)
            if turn.outcome is Outcome.DONE:
                links.note_synced(connection, link.space)
            elif turn.outcome is Outcome.NEEDS and turn.problem is not None:
                links.note_need(connection, link.space, turn.problem.trouble.value)

        self.run(note)

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self.device.clock_ms() / 1000, UTC)

    def run(self, work: Callable[[Connection], T]) -> T:
        """A unit of work in this computer's database, done again where what stopped it passes by itself."""
        return self.device.database.run(work)


def outcome_of(problem: Problem) -> Outcome:
    """How an exchange has ended that this problem ended."""
    if problem.trouble is Trouble.NOT_LINKED:
        return Outcome.OFF
    return Outcome.NEEDS if problem.trouble in _NEEDS else Outcome.OFFLINE if problem.trouble in _OFFLINE else Outcome.FAILED


def _failed(tally: Tally, problem: Problem) -> Turn:
    return tally.ended(outcome_of(problem), problem)
