"""An invitation on paper, and as a text to carry: the code to read out, where the server is, and what to do with it, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage

from app.ui.looking import password_paper
from app.ui.looking.password_paper import DPI, HIGH, WIDE
from app.ui.painting.brush import Brush
from app.ui.theme import Theme
from app.ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice

_EDGE, _GAP = 56.0, 14.0


@dataclass(frozen=True, slots=True)
class Invitation:
    """`server` is its address as it is typed beside the code; empty where only the link holds all that is needed. `until` in words."""

    code: str
    link: str
    server: str
    until: str

    @property
    def spelt(self) -> str:
        """The code as it is read out, sign by sign."""
        groups = (" ".join(group) for group in self.code.split("-"))
        return tr("Invitation: {code}", code=", ".join(groups))

    @property
    def steps(self) -> tuple[str, ...]:
        """What to do with it on the other computer."""
        typed = tr("3. Type the code and the address, or paste the link, or take it from the file.")
        return (
            tr("For one computer, until {moment}.", moment=self.until),
            tr("1. Start Lettergrove on the other computer."),
            tr("2. New there: press “I was invited”. Otherwise: in the pages for grown-ups, Sync."),
            typed if self.server else tr("3. Paste the link, or take it from the file: this server cannot be reached with the code alone."),
        )

    @property
    def letter(self) -> str:
        """The invitation as a text, of which the other computer finds the link."""
        address = [tr("Address of the server: {address}", address=self.server)] if self.server else []
        return "\n".join((tr("An invitation to Lettergrove"), "", self.code, *address, "", *self.steps, "", self.link, ""))


def page_image(paper: Invitation, dots: float, rtl: bool) -> QImage:
    """The page with `dots` for each point. GUI thread."""
    image = QImage(round(WIDE * dots), round(HIGH * dots), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    with Brush.on(image, Theme.of("light")) as brush:
        brush.painter.scale(dots, dots)
        top = _EDGE
        for words, role in _lines(paper):
            box = QRectF(_EDGE, top, WIDE - 2 * _EDGE, HIGH - top)
            top += brush.paragraph(box, words, role, "ink", align) + _GAP
    return image


def put_on(device: QPagedPaintDevice, paper: Invitation, rtl: bool) -> None:
    """Fill a page of a printer or a PDF."""
    password_paper.put_on(device, [page_image(paper, DPI / 72, rtl)])


def _lines(paper: Invitation) -> list[tuple[str, str]]:
    """Words and their role, from the top."""
    server = [(tr("Address of the server: {address}", address=paper.server), "title-3")] if paper.server else []
    return [(tr("An invitation to Lettergrove"), "title-2"), (paper.code, "display"), *server, *((step, "body") for step in paper.steps)]
