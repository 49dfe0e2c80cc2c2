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
from app.data.replica import acknowledging, applying, conflicts, erased, erasing, freezing, links, marks, quarantine, runs
from app.data.replica.freezing import Batch
from app.data.replica.lasting import not_waiting_for_disk
from app.data.replica.links import Link, Position
from app.data.replica.outlook import Outlook, look
from app.data.replica.staging import Fetched
from app.learning.problems import Problem, Trouble
from app.sync import answers
from app.sync.healing import Healing, problem_of
from app.sync.protocol import MOST_BYTES, Function, HubRefusal, Refused
from app.sync.turn import Device, Outcome, Tally, Turn

T = TypeVar("T")
_NOTED_EVERY = timedelta(minutes=10)  # an exchange that moved nothing is written down no more often
_OFFLINE = frozenset({Trouble.HUB_UNREACHABLE, Trouble.HUB_BUSY, Trouble.HUB_FULL, Trouble.HUB_ANSWER_BROKEN})
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
        self._outlook: Outlook | None = None  # as the last step found it, in its transaction
        self._frozen: Batch | None = None  # made with the last look, to be sent next
        self._tally: Tally | None = None  # of the turn that is under way
        self._began = self._now()
        self._seen = False  # everything that the hub had when it answered last

    def turn(self) -> Turn:
        """Exchange everything once. What goes wrong is told by the turn, not raised, save for mistakes of our own."""
        tally = self._tally = Tally(self._report)
        self._began = self._now()
        self._outlook = self._frozen = None
        linked = False
        try:
            self._outlook, self._frozen = self.run(self._opened)
            linked = self._outlook is not None
            if linked:
                self._healed(lambda: self._exchange(tally), tally)
            turn = tally.ended(Outcome.DONE if linked else Outcome.OFF)
        except CancelledError:
            turn = tally.ended(Outcome.CANCELLED)
        except HubRefusal as refusal:
            turn = _failed(tally, problem_of(refusal))
        except Problem as problem:
            turn = _failed(tally, problem)
        finally:
            self._tally = None
        try:
            return self._noted(turn, tally) if linked else turn
        except Problem as problem:  # on a full disk not even that can be written down, and what went wrong first matters more
            return _failed(tally, problem) if turn.problem is None else turn

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
        """The space's link as the last step left it. Raises Problem LINK_ENDED when it was taken away in the middle."""
        return self._there().link

    def push(self, tally: Tally) -> None:
        """Send everything that waits. Who was erased comes first: a hub that went back must not show them while the rest is sent."""
        while True:
            if self._erases_next():
                self._erase(tally)
            batch = self._next_batch()
            if batch is None:
                break
            answer: dict[str, Any] = {}  # where what was marked is not there any more
            after = None
            if batch.rows:
                body = json.dumps(self.proofs(self.link()) | {"batch": str(batch.id)})
                answer = self._sent(f'{body[:-1]}, "changes": {batch.changes}}}')
                after = self._answered(self.link(), batch, answer, tally)
            self._outlook = self.run(lambda connection, b=batch, a=answer, to=after: self._acknowledge(connection, b, a, to))  # type: ignore[misc]  # lambda's defaults
            tally.moved(batch.rows)
            self._healing.went_well()
        self._healing.over()

    def pull(self, tally: Tally, again: bool = False) -> None:
        """Fetch everything that is new there and put it in, in one transaction. `again`: all that there is."""
        link = self.link()
        cursor = 0 if again or link.contract != CONTRACT else link.cursor
        pulled, fetched, count, first = link.pulled, Fetched(), 0, True
        gone: list[dict[str, str]] = []
        while True:
            asked = self.proofs(replace(link, pulled=pulled)) | {"cursor": cursor, "limit": self.device.most_pulled}
            answer = self.call(Function.PULL, json.dumps(asked))
            tally.expect(max(0, int(answer["head"]) - cursor) if first else 0)
            cursor, pulled = int(answer["cursor"]), Position(answer["head"], answer["chain"])
            rows = fetched.take(answer["rows"])
            gone += answer["erased"]
            count += rows
            tally.moved(rows)
            if not answer["more"]:
                break
            fetched.make_room(self.run, link.space)
            first = False
        if count or gone or (cursor, pulled) != (link.cursor, link.pulled):
            after = replace(link, cursor=cursor, pulled=pulled, contract=CONTRACT)
            if not self.run(lambda connection: self._apply(connection, after, fetched, gone, tally, again)):
                return self.pull(tally, again)
        tally.head = pulled.seq
        tally.pulled += count
        self._seen = True
        return None

    def _exchange(self, tally: Tally) -> None:
        outlook = self._there()
        tally.expect(outlook.rows)
        self._seen = False
        if self._fetches_first(outlook):
            self.pull(tally)
        self.push(tally)
        if self._there().due or self._there().risen or not self._seen:
            self.pull(tally, self._there().due)
        if self._there().orphans and tally.moved_something and self._retry_orphans():
            self.push(tally)
        self.fold()

    def _fetches_first(self, outlook: Outlook) -> bool:
        """Whether to fetch before sending, so that what is sent then need not come back."""
        return not outlook.unanswered and (outlook.link.cursor == 0 or outlook.rows > self.device.most_pushed or outlook.risen)

    def _opened(self, connection: Connection) -> tuple[Outlook | None, Batch | None]:
        """How things stand, and what is sent first, frozen; no outlook where the space is not linked."""
        space = self.device.space
        outlook = look(connection, space)
        if outlook is not None and outlook.rows and outlook.orphans:  # perhaps their parents are among what waits
            quarantine.retry(connection, space, quarantine.ORPHAN)
            outlook = look(connection, space)
        if outlook is None or self._fetches_first(outlook):
            return outlook, None
        return outlook, self._batch(connection, outlook)

    def _chosen(self, connection: Connection) -> tuple[Outlook, Batch | None]:
        outlook = _linked(look(connection, self.device.space))
        return outlook, self._batch(connection, outlook)

    def _batch(self, connection: Connection, outlook: Outlook) -> Batch | None:
        """What is sent next: the batch that has no answer yet, else a new one."""
        space = self.device.space
        if outlook.unanswered:
            return freezing.unanswered(connection, space)
        if outlook.erasures or not outlook.tables:
            return None
        return freezing.freeze(connection, space, uuid4(), outlook.tables, self._healing.most_pushed, MOST_BYTES)

    def _erases_next(self) -> bool:
        """Whether people are to be erased on the hub now: there are some, and no batch that was frozen is without its answer."""
        return self._frozen is None and self._there().erasures and not self._there().unanswered

    def _next_batch(self) -> Batch | None:
        """What is sent next, written down; None when nothing waits."""
        batch, self._frozen = self._frozen, None
        if batch is None and self._there().sends:
            self._outlook, batch = self.run(self._chosen)
        return batch

    def _there(self) -> Outlook:
        """As the last step left it; looked at anew where that is not known. Raises Problem LINK_ENDED."""
        if self._outlook is None:
            self._outlook = self.run(lambda connection: _linked(look(connection, self.device.space)))
        return self._outlook

    def _closed(self, connection: Connection, outlook: Outlook) -> Outlook:
        """What a step leaves to be done; the step that leaves nothing writes the turn down in its own transaction."""
        tally = self._tally
        if tally is None or not self._seen or outlook.waits or (outlook.orphans and tally.moved_something):
            return outlook
        tally.noted = True
        synced_at = self._note_done(connection, outlook.link, tally.ended(Outcome.DONE))
        return replace(outlook, link=replace(outlook.link, synced_at=synced_at, needs=None))

    def _retry_orphans(self) -> int:
        self._outlook = None
        return self.run(lambda connection: quarantine.retry(connection, self.device.space, quarantine.ORPHAN))

    def _sent(self, body: str) -> dict[str, Any]:
        try:
            return self.call(Function.PUSH, body)
        except (HubRefusal, Problem) as error:
            said = str(error)
            if not isinstance(error, Problem) or error.trouble is Trouble.HUB_FAILED:
                self.run(lambda connection: freezing.note_try(connection, self.device.space, said))
            raise

    def _answered(self, link: Link, batch: Batch, answer: dict[str, Any], tally: Tally) -> Link:
        """The link after the hub's answer to a batch."""
        refused = len(answer["refused"])
        mine = any(one["mine"] for one in answer["conflicts"])
        head = Position(answer["head"], answer["chain"])
        whole = answer["before"] == link.cursor and not refused and not mine
        self._seen = whole and not answer.get("again")  # an answer given again is of what the hub had then
        tally.pushed += batch.rows - refused
        tally.quarantined += refused
        tally.conflicts += len(answer["conflicts"])
        tally.head = head.seq
        after = replace(link, token=UUID(answer["token"]), acked=head)
        return replace(after, pulled=head, cursor=head.seq) if whole else after

    def _acknowledge(self, connection: Connection, batch: Batch, answer: dict[str, Any], after: Link | None) -> Outlook:
        space = self.device.space
        all_sent = acknowledging.acknowledge(connection, space, batch, answer)
        if after is None or not all_sent:
            if after is not None:
                links.advance(connection, after)
            return self._closed(connection, _linked(look(connection, space)))
        if not links.advance(connection, after):
            raise Problem(Trouble.LINK_ENDED, reason="unlinked")
        return self._closed(connection, replace(self._there(), link=after, rows=0, tables=(), erasures=False, unanswered=False))

    def _erase(self, tally: Tally) -> None:
        """Erase on the hub whom it does not know to be erased. A device that may not erase hands back the word that a hub gave it.

        Where the hub does not take it (another hub gave it), the rows stay away from this device, and that is all that it may do.
        """
        space = self.device.space
        waiting = self.run(lambda connection: marks.erasures(connection, space))
        proofs = self.run(lambda connection: erased.proofs(connection, space)) if waiting else {}
        for table, row in waiting:
            said: dict[str, Any] = {"table": table, "id": str(row), "proof": proofs.get((table, row))}
            asked = {name: value for name, value in said.items() if value is not None}
            try:
                body = json.dumps(self.proofs(self.link()) | {"do": "erase"} | asked)
                answer = self.call(Function.ADMIN, body, head=(int,), chain=(str,))
            except HubRefusal as refusal:
                if refusal.why is not Refused.FORBIDDEN:
                    raise
                after = None
            else:
                after = replace(self.link(), acked=Position(answer["head"], answer["chain"]))
                said["proof"] = answer.get("proof")
                tally.erased += 1
                self._seen = False
            self.run(lambda connection, one=said, to=after: self._told(connection, one, to))  # type: ignore[misc]  # lambda's defaults
        self._outlook = None

    def _told(self, connection: Connection, one: dict[str, Any], after: Link | None) -> None:
        """Write down that the hub knows: `after` proves it, so that a hub which goes back behind it is found out."""
        if after is not None:
            links.advance(connection, after)
        marks.erased(connection, self.device.space, one["table"], UUID(one["id"]))
        erased.remember(connection, self.device.space, [one])

    def _apply(
        self, connection: Connection, link: Link, fetched: Fetched, gone: list[dict[str, str]], tally: Tally, again: bool
    ) -> bool:
        """Put in what was fetched; False when that is not whole any more: the server has crashed."""
        if not fetched.is_whole(connection, link.space):
            return False
        applying.begin(connection)
        if again:
            quarantine.let_in(connection, link.space)
        applied = applying.apply(connection, link.space, fetched)
        for name in dict.fromkeys(one["table"] for one in gone):
            if name in TABLE:
                erasing.erase(connection, link.space, TABLE[name], [UUID(one["id"]) for one in gone if one["table"] == name])
        erased.remember(connection, link.space, gone)
        links.keep(connection, link)
        self._outlook = replace(self._there(), link=link, due=self._there().due and not again, folds=True)
        tally.conflicts += applied.conflicts
        tally.quarantined += applied.set_aside
        tally.tables |= applied.tables | {one["table"] for one in gone}
        return True

    def fold(self) -> None:
        """Fold what has come, child by child."""
        while self._there().folds:
            if self._cancelled():
                raise CancelledError
            self._outlook = self.run(self._fold)

    def _fold(self, connection: Connection) -> Outlook:
        more = refold_waiting(connection, self.device.space, self.device.rules_of)
        return self._closed(connection, replace(self._there(), folds=more))

    def _healed(self, work: Callable[[], None], tally: Tally) -> None:
        """Do it, and again after each refusal that this computer can mend by itself."""
        while True:
            try:
                return work()
            except HubRefusal as refusal:
                self._outlook = self._frozen = None
                if not self._healing.heal(refusal, self.link(), tally):
                    raise

    def _noted(self, turn: Turn, tally: Tally) -> Turn:
        """Write the turn down, if its last step has not; one that moved nothing only now and then."""
        if turn.outcome is Outcome.DONE:
            link = self._there().link
            last = link.synced_at
            if not tally.noted and (turn.moved or last is None or self._began - last > _NOTED_EVERY or link.needs):
                last = self.run(lambda connection: self._note_done(connection, link, turn))
            return replace(turn, link=replace(link, synced_at=last, needs=None), waiting=self._there().rows)
        self.run(lambda connection: self._note_failed(connection, turn))
        return turn

    def _note_done(self, connection: Connection, link: Link, turn: Turn) -> datetime | None:
        """Write down that both sides hold the same; when that was."""
        if link.synced_at is None or link.synced_at.astimezone(UTC).hour != self._began.hour:  # often enough
            runs.forget_old(connection)
            conflicts.forget_old(connection)
        return runs.note_synced(connection, link.space, self._run_of(turn))

    def _note_failed(self, connection: Connection, turn: Turn) -> None:
        not_waiting_for_disk(connection)
        runs.note(connection, self.device.space, self._run_of(turn))
        if turn.outcome is Outcome.NEEDS and turn.problem is not None:
            links.note_need(connection, self.device.space, turn.problem.trouble.value)

    def _run_of(self, turn: Turn) -> runs.Run:
        said = None if turn.problem is None else str(turn.problem)
        counts = (turn.pushed, turn.pulled, turn.erased, turn.conflicts, turn.quarantined)
        return runs.Run(self._began, self._now(), turn.outcome.value, *counts, turn.head, said)

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


def _linked(found: Outlook | None) -> Outlook:
    """How things stand with the link. Raises Problem LINK_ENDED where there is none any more."""
    if found is None:
        raise Problem(Trouble.LINK_ENDED, reason="unlinked")
    return found
