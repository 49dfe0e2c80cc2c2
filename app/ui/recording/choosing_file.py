"""Choosing a sound file with the system's own dialog, which stands beside the window's work and never stops it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.words import tr


def ask(parent: QWidget, then: Callable[[Path], None]) -> QFileDialog:
    """Let a person choose a sound file; `then` gets it. Nothing happens when they think better of it."""
    dialog = QFileDialog(parent, tr("Choose a sound"), "", tr("Sounds") + " (*.wav *.mp3 *.flac *.ogg)")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()
    return dialog
