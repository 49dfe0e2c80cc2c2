"""The last exchanges with the server, for whoever wants to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.system.clock import now
from app.ui.linking.sync_words import moment, number
from app.ui.looking.data_table import DataTable
from app.ui.widgets.card import Card
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.data.replica.runs import Run
    from app.ui.theme import Theme


class ExchangesCard(Card):
    """A table: when, how it ended, rows sent and received."""

    def __init__(self, theme: Theme, runs: Sequence[Run]) -> None:
        super().__init__(theme, tr("Last exchanges"), tr("for whoever looks after the computers"))
        table = DataTable(theme, tr("Last exchanges"), [tr("When"), tr("Ended"), tr("Sent"), tr("Received")])
        table.setRootIsDecorated(False)
        for run in runs:
            table.add([moment(run.ended_at, now()), _ended(run.outcome), number(run.pushed), number(run.pulled)])
        self.add(table)


def _ended(outcome: str) -> str:
    return {
        "done": tr("well"), "cancelled": tr("stopped"), "offline": tr("no answer"), "failed": tr("will be tried again"),
        "needs": tr("needs you"),
    }.get(outcome, outcome)  # fmt: skip
