"""Where everything is kept: in the folder of this computer, or on a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.sync.state import Stage as LinkStage
from app.ui.looking.setting_rows import SettingRow
from app.ui.widgets.buttons import PlainButton
from app.ui.widgets.card import Card
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.stage import Stage


class PlaceCard(Card):
    """`server` is the address of a server without its password; empty for the database of this computer."""

    def __init__(self, stage: Stage, server: str) -> None:
        super().__init__(stage.theme, tr("Where it is kept"))
        folder = PlainButton(stage.theme, tr("Open the folder"), "desktop")
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(stage.paths.home))))
        if server:
            self.add(SettingRow(stage.theme, tr("On a server"), server))
            self.add(SettingRow(stage.theme, tr("Settings and sounds of this computer"), str(stage.paths.home), folder))
        else:
            alone = stage.link.state.stage is LinkStage.OFF
            where = tr("In {folder}.", folder=stage.paths.home)
            leaves = tr("Nothing leaves this computer.") if alone else tr("It is shared: see Sync.")
            note = f"{where} {leaves}"
            self.add(SettingRow(stage.theme, tr("On this computer"), note, folder))
