"""Sync: how this computer stands with the shared space, who shares it, what was not agreed on; joining and leaving."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from shiboken6 import isValid

from app.learning.people import Role, SpaceKind
from app.learning.problems import Problem
from app.learning.roles import Action
from app.services import children, devices, differences, linking, spaces, syncing
from app.services.change import Change, Topic
from app.services.link_mending import mended_by_invite
from app.sync.state import Stage as LinkStage
from app.sync.turn import Outcome
from app.system.clock import now
from app.ui.announcing import announce
from app.ui.grown_up_page import GrownUpPage
from app.ui.linking import page_words
from app.ui.linking.carrier import Carrier
from app.ui.linking.computers_card import ComputersCard
from app.ui.linking.differences_cards import EditedTwiceCard, SetAsideCard
from app.ui.linking.exchanges_card import ExchangesCard
from app.ui.linking.join_card import JoinCard
from app.ui.linking.line_row import LineRow
from app.ui.linking.state_card import StateCard
from app.ui.linking.sync_words import clock_time, number
from app.ui.painting.lettering import isolated, shown
from app.ui.people import saying
from app.ui.people.acting import allowed
from app.ui.widgets.banner import Banner
from app.ui.widgets.card import Card
from app.ui.widgets.sure_button import SureButton
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

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


_ROUGHLY = 60_000  # ms of a clock's error that are not looked at


@dataclass(frozen=True, slots=True)
class _Found:
    link: LinkState | None
    kind: SpaceKind
    children: int
    may: frozenset[Action]
    aside: tuple[SetAside, ...]
    edited: tuple[EditedTwice, ...]


def _read(desk: Desk) -> _Found:
    space = spaces.current_space(desk)
    kind, here = (SpaceKind.HOUSEHOLD, 0) if space is None else (space.kind, len(children.list_children(desk)))
    aside, edited = (differences.set_aside(desk), differences.edited_twice(desk)) if space is not None else ((), ())
    return _Found(syncing.link_state(desk), kind, here, allowed(desk), aside, edited)


def _seen(computer: SharedComputer) -> object:
    """What is shown of a computer, but when it was there last."""
    hour = computer.seen_at.replace(minute=0, second=0, microsecond=0)
    return replace(computer, seen_at=hour, clock_error=computer.clock_error // _ROUGHLY)


def _verified(desk: Desk, cancelled: Callable[[], bool], report: Callable[[int, int], None], paths: Paths) -> Verified:
    return syncing.verify(desk, paths, cancelled, report)


class SyncPage(GrownUpPage):
    """Never in the way: everything that waits for a server can be left, and the page with it."""

    title: ClassVar[str] = "Sync"
    lives_by: ClassVar[frozenset[Topic]] = frozenset({Topic.SPACE})
    widest: ClassVar[int] = 1120

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, tr("Sync"), page_words.about(linked=False))
        self._found: _Found | None = None
        self._computers: tuple[SharedComputer, ...] | None = None
        self._invite: NewInvite | None = None
        self._checked: tuple[str, bool] = ("", False)
        self._checking: Errand | None = None
        self._all_edited = self._asking = False
        self._state: StateCard | None = None
        self._join: JoinCard | None = None
        self._card: ComputersCard | None = None
        self._carrier = Carrier(stage, self)
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
        self._carrier.leave()
        for errand in self._errands:
            errand.cancel()

    def _show(self, found: _Found) -> None:
        first, self._found = self._found is None or self._found.link is None, found
        mine = Action.LINK in found.may
        self.bar.set_words(tr("Sync"), page_words.about(linked=found.link is not None))
        if found.link is None:
            self._computers = self._invite = None
            self.fill(self._standing, *([self._joining, self._carrying] if mine else [self._not_yours]))
            return
        again = [self._joining] if mine and mended_by_invite(found.link.needs) else []
        edited = [partial(self._edited, found.edited)] if found.edited else []
        aside = [partial(self._aside, found.aside)] if found.aside else []
        share = [self._sharing] if self._computers is not None else []
        exchanges = partial(ExchangesCard, self.stage.theme, found.link.runs)
        self.fill(self._standing, *again, *edited, *aside, *share, *([self._carrying] if mine else []), exchanges,
                  *([self._leaving] if mine else []))  # fmt: skip
        if first or self._computers is None:
            self._ask_for_computers()

    # parts

    def _standing(self) -> StateCard:
        link = None if self._found is None or self._found.link is None else self._found.link.hub
        card = self._state = StateCard(self.stage.theme, self.stage.link.state, link)
        card.sync_now.connect(self.stage.link.sync_now)
        card.stop.connect(self.stage.link.stop)
        card.check.connect(self._check)
        card.leave_check.connect(self._leave_check)
        card.show_check(self._checked[0], same=self._checked[1])
        return card

    def _joining(self) -> JoinCard:
        if self._found is not None and self._found.link is not None:
            card = JoinCard(self.stage.theme, tr("Join again"), page_words.what_again())
        else:
            moving = page_words.who_moves(0 if self._found is None else self._found.children)
            card = JoinCard(self.stage.theme, tr("Join a shared space"), moving, page_words.who_invites())
        self._join = card
        card.wanted.connect(self._do_join)
        card.given_up.connect(self._give_up)
        return card

    def _not_yours(self) -> Banner:
        return Banner(self.stage.theme, "lock", tr("Joining a shared space is for owners."), tr("Ask one of them to sign in here."))

    def _sharing(self) -> ComputersCard:
        owner = self._found is not None and Action.LINK in self._found.may and self._is_owner_there()
        usual = Role.TEACHER if self._found is not None and self._found.kind is SpaceKind.CLASSROOM else Role.OWNER
        card = self._card = ComputersCard(self.stage.theme, self._computers or (), owner, usual)
        card.revoke.connect(self._revoke)
        card.invite.connect(self._do_invite)
        if card.box is not None:
            card.box.done.connect(self._forget_invite)
        if self._invite is not None:
            card.show_invite(self._invite)
        return card

    def _edited(self, edited: tuple[EditedTwice, ...]) -> EditedTwiceCard:
        card = EditedTwiceCard(self.stage.theme, edited, self._all_edited)
        card.all_wanted.connect(self._show_all_edited)
        back = tr("Put back; the other computers get it too")
        card.put_back.connect(lambda one: self._do(partial(differences.put_back, edited=one), back))
        card.leave.connect(lambda one: self._do(partial(differences.leave_as_is, edited=one), tr("It stays as it is")))
        return card

    def _show_all_edited(self) -> None:
        self._all_edited = True
        if self._found is not None:
            self._show(self._found)

    def _aside(self, rows: tuple[SetAside, ...]) -> SetAsideCard:
        card = SetAsideCard(self.stage.theme, rows)
        card.again.connect(lambda: self._do(differences.send_again, tr("It is sent again")))
        return card

    def _carrying(self) -> Card:
        return self._carrier.card()

    def _leaving(self) -> Card:
        theme = self.stage.theme
        card = Card(theme, tr("Leave the shared space"))
        leave = SureButton(theme, tr("Leave"), tr("Press again to leave"), "close", tr("Leave the shared space"))
        leave.sure.connect(lambda: self._do(partial(linking.unlink, paths=self.stage.paths), tr("This computer keeps to itself now")))
        note = tr("Everything stays on this computer. What happens here from then on is not shared, and nothing new comes.")
        card.add(LineRow(theme, tr("This computer keeps to itself again"), [note], [leave]))
        return card

    # asking the server

    def _ask_hub(self, work: Callable[..., Any], then: Callable[[Any], None], otherwise: Callable[[Problem], None] | None = None,
                 moved: Callable[[int, int], None] = lambda _done, _expected: None) -> Errand:
        errand = self.stage.link.ask_hub(self, work, then, otherwise, moved)
        self._errands.append(errand)
        return errand

    def _ask_for_computers(self) -> None:
        if self._asking or self.stage.link.state.stage is LinkStage.SYNCING:
            return  # when that has ended the page is made anew, and asks
        paths, self._asking = self.stage.paths, True
        self._ask_hub(lambda desk, _c, _r: devices.list_devices(desk, paths), self._show_computers, self._no_computers)

    def _no_computers(self, problem: Problem) -> None:
        """The state says why."""
        del problem
        self._asking = False

    def _show_computers(self, computers: tuple[SharedComputer, ...]) -> None:
        self._asking = False
        before, self._computers = self._computers, computers
        self._greet(before, computers)
        if self._found is not None and [_seen(each) for each in before or ()] != [_seen(each) for each in computers]:
            self._show(self._found)

    def _greet(self, before: tuple[SharedComputer, ...] | None, computers: tuple[SharedComputer, ...]) -> None:
        """Say who has come with the invitation that is on the page: it is used up."""
        if before is None or self._invite is None:
            return
        known = {each.id for each in before}
        for each in computers:
            if each.id not in known:
                self._invite = None
                self.stage.toast(tr("{name} shares now", name=isolated(shown(each.name, 60))))

    def _forget_invite(self) -> None:
        self._invite = None

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
        self._checking = self._ask_hub(work, self._compared, self._not_compared, moved)

    def _leave_check(self) -> None:
        if self._checking is not None:
            self._checking.cancel()
        self._say("")

    def _compared(self, found: Verified) -> None:
        if found.same:
            same = tr("Checked at {time}: this computer and the server hold the same {count} records.")
            said = same.format(time=clock_time(now()), count=number(found.records))
            if found.repaired:
                many = tr("{count} rows differed and were exchanged.")
                said += " " + saying.counted(found.repaired, tr("One row differed and was exchanged."), many)
            if found.aside:
                said += " " + saying.counted(found.aside, tr("One row is set aside."), tr("{count} rows are set aside."))
        elif found.turn.outcome is Outcome.DONE:
            said = tr("They do not hold the same yet: somebody is playing just now. Check again in a minute.")
        else:
            said = tr("It could not be compared: the server did not answer. Nothing is lost.")
        self._say(said, same=found.same)
        announce(self, said)
        self.refresh()

    def _not_compared(self, problem: Problem) -> None:
        self._say("")
        self.stage.show_problem(problem, self._check)

    def _say(self, said: str, busy: bool = False, same: bool = False) -> None:
        self._checked = ("", False) if busy else (said, same)
        if self._state is not None:
            self._state.show_check(said, busy, same)

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
        self._join.show_problem(problem)

    def _give_up(self) -> None:
        for errand in self._errands:
            errand.cancel()
        if self._join is not None:
            self._join.show_busy(False)

    # doing here

    def _do(self, change: Callable[[Desk], Change[Any]], said: str) -> None:
        self.stage.tasks.do(self, change, lambda done: self.stage.toast(said, done))

    def _stated(self, state: State) -> None:
        if self._state is not None:
            self._state.show_state(state)
        settled, self._stage_before = state.stage is not LinkStage.SYNCING and state.stage is not self._stage_before, state.stage
        if state.stage in {LinkStage.OFFLINE, LinkStage.NEEDS}:
            self._checked = ("", False)
        if settled and not self._is_used:
            self.refresh()  # what waits, the last exchanges
            if state.stage is LinkStage.UP_TO_DATE and self._computers is not None:
                self._ask_for_computers()  # somebody may have come

    @property
    def is_whole(self) -> bool:
        """Whether all is shown that can be known: where there is a link, also what the server says."""
        return self._found is not None and not self.filling and (self._found.link is None or self._computers is not None)

    @property
    def _is_used(self) -> bool:
        """Whether somebody is writing on the page, or inviting: it is not made anew under their hands."""
        joining = self._join is not None and isValid(self._join) and self._join.is_written
        inviting = self._card is not None and isValid(self._card) and self._card.is_open and self._invite is None
        return joining or inviting or self._carrier.is_written
