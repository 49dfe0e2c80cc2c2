"""Carrying for a page: writes and takes in the files of its card, off every thread that anybody waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.learning.problems import Problem, Trouble
from app.ui.linking.carry_card import CarryCard
from app.ui.linking.sync_words import number
from app.ui.painting.lettering import isolated
from app.ui.words import tr

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QObject

    from app.services.carrying import CarriedIn, CarriedOut
    from app.services.change import Change
    from app.services.desk import Desk
    from app.ui.linking.watch import Errand
    from app.ui.stage import Stage


class Carrier:
    """`page` is whom the answers are for; `errand` is what is under way."""

    def __init__(self, stage: Stage, page: QObject) -> None:
        self._stage, self._page = stage, page
        self._card: CarryCard | None = None
        self._errand: Errand | None = None

    def card(self, is_here: bool = True) -> CarryCard:
        """A new card for the page; an older one is forgotten."""
        card = self._card = CarryCard(self._stage.theme, is_here)
        card.out.connect(self._out)
        card.into.connect(self._into)
        return card

    @property
    def is_written(self) -> bool:
        """Whether somebody is writing a passphrase just now."""
        return self._card is not None and self._card.is_written

    def leave(self) -> None:
        """Wait for it no longer."""
        if self._errand is not None:
            self._errand.cancel()

    def _out(self, file: Path, passphrase: str) -> None:
        def work(desk: Desk, _cancelled: object, _report: object) -> Change[CarriedOut]:
            from app.services import carrying  # noqa: PLC0415 (loads the database code)

            return carrying.carry_out(desk, file, passphrase)

        def done(change: Change[CarriedOut]) -> None:
            self._busy(False)
            name = isolated(change.value.file.name)
            self._stage.toast(tr("{count} rows were written to {file}", count=number(change.value.rows), file=name))

        self._begin()
        self._errand = self._stage.link.ask_hub(self._page, work, done, self._not_carried)

    def _into(self, file: Path, passphrase: str, join: bool = False) -> None:
        def work(desk: Desk, _cancelled: object, _report: object) -> Change[CarriedIn]:
            from app.services import carrying  # noqa: PLC0415 (loads the database code)

            return carrying.carry_in(desk, file, passphrase, join)

        def done(change: Change[CarriedIn]) -> None:
            self._busy(False)
            self._stage.tasks.changed.emit(change.topics)
            self._stage.link.find_space()
            self._stage.toast(tr("{count} rows were taken in", count=number(change.value.stored)))

        def refused(problem: Problem) -> None:
            self._busy(False)
            if problem.trouble is Trouble.CARRY_OTHER_SPACE and self._card is not None:
                self._card.ask_to_join(str(problem.facts.get("name", "")), lambda: self._into(file, passphrase, join=True))
            else:
                self._not_carried(problem)

        self._begin()
        self._errand = self._stage.link.ask_hub(self._page, work, done, refused)

    def _not_carried(self, problem: Problem) -> None:
        self._busy(False)
        if self._card is not None:
            self._card.show_problem(problem)

    def _begin(self) -> None:
        self._busy(True)
        if self._card is not None:
            self._card.show_problem(None)

    def _busy(self, busy: bool) -> None:
        if self._card is not None:
            self._card.show_busy(busy)
