"""Sync: how this computer stands with the shared space, who shares it, what was not agreed on; joining and leaving."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from app.learning.people import Role
from app.learning.problems import Problem, Trouble
from app.learning.roles import Action
from app.services import carrying, devices, differences, linking, syncing
from app.services.change import Change, Topic
from app.sync.state import Stage as LinkStage
from app.sync.turn import Outcome
from app.ui.grown_up_page import GrownUpPage
from app.ui.linking.carry_card import CarryCard
from app.ui.linking.computers_card import ComputersCard
from app.ui.linking.differences_cards import EditedTwiceCard, SetAsideCard
from app.ui.linking.exchanges_card import ExchangesCard
from app.ui.linking.join_card import JoinCard
from app.ui.linking.state_card import StateCard
from app.ui.linking.sync_words import number
from app.ui.looking.setting_rows import SettingRow
from app.ui.people import saying
from app.ui.people.acting import allowed
from app.ui.widgets.banner import Banner
from app.ui.widgets.card import Card
from app.ui.widgets.sure_button import SureButton
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from app.services.carrying import CarriedIn, CarriedOut
    from app.services.desk import Desk
    from app.services.devices import NewInvite, SharedComputer
    from app.services.differences import EditedTwice, SetAside
    from app.services.linking import Joined
    from app.services.syncing import LinkState
    from app.sync.state import State
    from app.sync.verifying import Verified
    from app.system.paths import Paths
    from app.ui.linking.watch import Errand
    from app.ui.stage import Stage


@dataclass(frozen=True, slots=True)
class _Found:
    link: LinkState | None
    may: frozenset[Action]
    aside: tuple[SetAside, ...]
    edited: tuple[EditedTwice, ...]


def _read(desk: Desk) -> _Found:
    return _Found(syncing.link_state(desk), allowed(desk), differences.set_aside(desk), differences.edited_twice(desk))


def _verified(desk: Desk, cancelled: Callable[[], bool], report: Callable[[int, int], None], paths: Paths) -> Verified:
    return syncing.verify(desk, paths, cancelled, report)


class SyncPage(GrownUpPage):
    """Never in the way: everything that waits for a server can be left, and the page with it."""

    title: ClassVar[str] = "Sync"
    lives_by: ClassVar[frozenset[Topic]] = frozenset({Topic.SPACE})

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, tr("Sync"), tr("What children do is kept here, and shared only with the computers below."))
        self._found: _Found | None = None
        self._computers: tuple[SharedComputer, ...] | None = None
        self._invite: NewInvite | None = None
        self._checked = ""
        self._state: StateCard | None = None
        self._join: JoinCard | None = None
        self._card: ComputersCard | None = None
        self._carry: CarryCard | None = None
        self._errands: list[Errand] = []
        self._stage_before = stage.link.state.stage
        stage.link.stated.connect(self._stated)

    def refresh(self) -> None:
        """Ask for what is known here, then the server for the computers."""
        self.stage.tasks.ask(self, _read, self._show)

    def leave(self) -> None:
        """Wait for the server no longer."""
        super().leave()
        self.stage.link.stated.disconnect(self._stated)
        for errand in self._errands:
            errand.cancel()

    def _show(self, found: _Found) -> None:
        first, self._found = self._found is None or self._found.link is None, found
        if found.link is None:
            self._computers = None
            self.fill(self._standing, *([self._joining] if Action.LINK in found.may else [self._not_yours]), *self._carrying(found))
            return
        edited = [partial(self._edited, found.edited)] if found.edited else []
        aside = [partial(self._aside, found.aside)] if found.aside else []
        share = [self._sharing] if self._computers is not None else []
        exchanges = partial(ExchangesCard, self.stage.theme, found.link.runs)
        leaving = [self._leaving] if Action.LINK in found.may else []
        self.fill(self._standing, *edited, *aside, *share, *self._carrying(found), exchanges, *leaving)
        if first:
            self._ask_for_computers()

    # parts

    def _standing(self) -> StateCard:
        link = None if self._found is None or self._found.link is None else self._found.link.hub
        card = self._state = StateCard(self.stage.theme, self.stage.link.state, link)
        card.sync_now.connect(self.stage.link.sync_now)
        card.stop.connect(self.stage.link.stop)
        card.check.connect(self._check)
        card.show_check(self._checked)
        return card

    def _joining(self) -> JoinCard:
        note = tr("Whoever looks after a shared space can invite this computer. What is here moves into it; nothing there is overwritten.")
        card = self._join = JoinCard(self.stage.theme, note)
        card.wanted.connect(self._do_join)
        card.given_up.connect(self._give_up)
        return card

    def _not_yours(self) -> Banner:
        return Banner(self.stage.theme, "lock", tr("Joining a shared space is for owners."), tr("Ask one of them to sign in here."))

    def _sharing(self) -> ComputersCard:
        owner = self._found is not None and Action.LINK in self._found.may and self._is_owner_there()
        card = self._card = ComputersCard(self.stage.theme, self._computers or (), owner)
        card.revoke.connect(self._revoke)
        card.invite.connect(self._do_invite)
        if self._invite is not None:
            card.show_invite(self._invite)
        return card

    def _edited(self, edited: tuple[EditedTwice, ...]) -> EditedTwiceCard:
        card = EditedTwiceCard(self.stage.theme, edited)
        back = tr("Put back; the other computers get it too")
        card.put_back.connect(lambda one: self._do(partial(differences.put_back, edited=one), back))
        card.leave.connect(lambda one: self._do(partial(differences.leave_as_is, edited=one), tr("It stays as it is")))
        return card

    def _aside(self, rows: tuple[SetAside, ...]) -> SetAsideCard:
        card = SetAsideCard(self.stage.theme, rows)
        card.again.connect(lambda: self._do(differences.send_again, tr("It is sent again")))
        return card

    def _carrying(self, found: _Found) -> list[Callable[[], CarryCard]]:
        return [self._carry_card] if Action.LINK in found.may else []

    def _carry_card(self) -> CarryCard:
        card = self._carry = CarryCard(self.stage.theme)
        card.out.connect(self._carry_out)
        card.into.connect(self._carry_in)
        return card

    def _leaving(self) -> Card:
        theme = self.stage.theme
        card = Card(theme, tr("Leave the shared space"))
        leave = SureButton(theme, tr("Leave"), tr("Press again to leave"), "close", tr("Leave the shared space"))
        leave.sure.connect(lambda: self._do(partial(linking.unlink, paths=self.stage.paths), tr("This computer keeps to itself now")))
        note = tr("Everything stays on this computer. What happens here from then on is not shared.")
        card.add(SettingRow(theme, tr("This computer keeps to itself"), note, leave))
        return card

    # asking the server

    def _ask_hub(self, work: Callable[..., Any], then: Callable[[Any], None], otherwise: Callable[[Problem], None] | None = None,
                 moved: Callable[[int, int], None] = lambda _done, _expected: None) -> None:
        self._errands.append(self.stage.link.ask_hub(self, work, then, otherwise, moved))

    def _ask_for_computers(self) -> None:
        paths = self.stage.paths
        self._ask_hub(lambda desk, _c, _r: devices.list_devices(desk, paths), self._show_computers, lambda _: None)  # the state says why

    def _show_computers(self, computers: tuple[SharedComputer, ...]) -> None:
        self._computers = computers
        if self._found is not None:
            self._show(self._found)

    def _is_owner_there(self) -> bool:
        return any(each.is_here and each.role is Role.OWNER for each in self._computers or ())

    def _do_invite(self, role: Role) -> None:
        paths = self.stage.paths

        def made(change: Change[NewInvite]) -> None:
            self._invite = change.value
            if self._card is not None:
                self._card.show_invite(change.value)

        self._ask_hub(lambda desk, _c, _r: devices.invite_device(desk, paths, role), made)

    def _revoke(self, computer: UUID) -> None:
        paths = self.stage.paths

        def done(_: Change[None]) -> None:
            self.stage.toast(tr("It is let in no more; what it has stays on it"))
            self._ask_for_computers()

        self._ask_hub(lambda desk, _c, _r: devices.revoke_device(desk, paths, computer), done)

    def _check(self) -> None:
        paths = self.stage.paths
        self._say(tr("Comparing, row by row …"), busy=True)

        def moved(done: int, expected: int) -> None:
            self._say(tr("Sharing {done} of {expected} first", done=number(done), expected=number(expected)), busy=True)

        work = partial(_verified, paths=paths)
        self._ask_hub(work, self._compared, self._not_compared, moved)

    def _compared(self, found: Verified) -> None:
        if found.same:
            said = tr("This computer and the server hold the same {count} records.", count=number(found.records))
            if found.repaired:
                many = tr("{count} rows differed and were exchanged.")
                said += " " + saying.counted(found.repaired, tr("One row differed and was exchanged."), many)
            if found.aside:
                said += " " + saying.counted(found.aside, tr("One row is set aside."), tr("{count} rows are set aside."))
        elif found.turn.outcome is Outcome.DONE:
            said = tr("They do not hold the same yet: somebody is playing just now. Check again in a minute.")
        else:
            said = tr("It could not be compared: the server did not answer. Nothing is lost.")
        self._say(said)
        self.refresh()

    def _not_compared(self, problem: Problem) -> None:
        self._say("")
        self.stage.show_problem(problem, self._check)

    def _say(self, said: str, busy: bool = False) -> None:
        self._checked = "" if busy else said
        if self._state is not None:
            self._state.show_check(said, busy)

    # joining

    def _do_join(self, invite: str, hub: str) -> None:
        paths, card = self.stage.paths, self._join
        if card is None:
            return
        card.show_problem(None)
        card.show_busy(True)
        self._ask_hub(lambda desk, _c, _r: linking.join(desk, paths, invite, hub or None), self._joined, self._not_joined)

    def _joined(self, change: Change[Joined]) -> None:
        self._join = None
        self.stage.link.begin()
        self.stage.link.find_space()
        self.stage.tasks.changed.emit(change.topics)
        self.stage.toast(tr("Joined. What is here is being shared."))

    def _not_joined(self, problem: Problem) -> None:
        if self._join is None:
            return
        self._join.show_busy(False)
        if not self._join.show_problem(problem):
            self.stage.show_problem(problem)

    def _give_up(self) -> None:
        for errand in self._errands:
            errand.cancel()
        if self._join is not None:
            self._join.show_busy(False)

    # carrying

    def _carry_out(self, file: Path, passphrase: str) -> None:
        def done(change: Change[CarriedOut]) -> None:
            self._carry_busy(False)
            self.stage.toast(tr("{count} rows were written to {file}", count=number(change.value.rows), file=change.value.file.name))

        self._carry_busy(True)
        self._ask_hub(lambda desk, _c, _r: carrying.carry_out(desk, file, passphrase), done, self._not_carried)

    def _carry_in(self, file: Path, passphrase: str, join: bool = False) -> None:
        def done(change: Change[CarriedIn]) -> None:
            self._carry_busy(False)
            self.stage.tasks.changed.emit(change.topics)
            self.stage.link.find_space()
            self.stage.toast(tr("{count} rows were taken in", count=number(change.value.stored)))

        def refused(problem: Problem) -> None:
            self._carry_busy(False)
            if problem.trouble is Trouble.CARRY_OTHER_SPACE and self._carry is not None:
                self._carry.ask_to_join(str(problem.facts.get("name", "")), lambda: self._carry_in(file, passphrase, join=True))
            else:
                self._not_carried(problem)

        self._carry_busy(True)
        self._ask_hub(lambda desk, _c, _r: carrying.carry_in(desk, file, passphrase, join), done, refused)

    def _not_carried(self, problem: Problem) -> None:
        self._carry_busy(False)
        if self._carry is None or not self._carry.show_problem(problem):
            self.stage.show_problem(problem)

    def _carry_busy(self, busy: bool) -> None:
        if self._carry is not None:
            self._carry.show_busy(busy)

    # doing here

    def _do(self, change: Callable[[Desk], Change[Any]], said: str) -> None:
        self.stage.tasks.do(self, change, lambda done: self.stage.toast(said, done))

    def _stated(self, state: State) -> None:
        if self._state is not None:
            self._state.show_state(state)
        settled, self._stage_before = state.stage is not LinkStage.SYNCING and state.stage is not self._stage_before, state.stage
        if settled and not (self._carry is not None and self._carry.is_written):
            self.refresh()  # what waits, the last exchanges
