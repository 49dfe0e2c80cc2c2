"""Asking which printer: the system's own print window, opened without holding anything up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPageSize

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget


def ask_printer(parent: QWidget, then: Callable[[QPrinter], None]) -> None:
    """Let a person choose a printer and hand it to `then`, on A4 without margins. Nothing happens when it is given up."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 (it asks the print system, and hardly anybody prints)

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()))
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: then(printer))
    dialog.setModal(True)
    dialog.show()
