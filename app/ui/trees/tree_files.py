"""Serves the panel that prints a tree and writes it into a file: what is written, where, and what becomes of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QDate, QLocale, QObject, QStandardPaths
from shiboken6 import isValid

from app.ui.looking.printing import ask_printer
from app.ui.painting.lettering import shown
from app.ui.theme import Theme
from app.ui.trees import paper
from app.ui.trees.drawing import Drawing
from app.ui.trees.export_panel import ExportPanel, Part
from app.ui.trees.exporting import Exporting
from app.ui.trees.paper import Format, Sheet
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtPrintSupport import QPrinter

    from app.learning.problems import Problem
    from app.ui.page import Page
    from app.ui.trees.reading import Seen
    from app.ui.trees.tree_map import TreeMap


class TreeFiles(QObject):
    """At most one file is on its way."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._under_way: Exporting | None = None
        self._panel: ExportPanel | None = None

    def serve(self, panel: ExportPanel, seen: Seen, tree: TreeMap) -> None:
        """Do what a panel asks for; `tree` says what is in sight."""

        def wanted(kind: Format | None) -> None:
            sheet = _sheet(panel, seen, tree)
            if kind is None:
                ask_printer(self._page, lambda printer: self._print(printer, sheet))
            else:
                self._write(panel, kind, sheet, free_name(folder(), _file_name(seen), kind))

        panel.wanted.connect(wanted)
        panel.stopped.connect(self._stop)

    def close(self) -> None:
        """Give up what is on its way, and wait for its thread."""
        if self._under_way is not None:
            self._under_way.close()
            self._under_way = None

    def _stop(self) -> None:
        if self._under_way is not None:
            self._under_way.stop()

    def _write(self, panel: ExportPanel, kind: Format, sheet: Callable[[], Sheet], path: Path) -> None:
        if self._under_way is not None:
            return
        self._panel = panel
        export = self._under_way = Exporting(path, kind, sheet, self)
        export.went.connect(self._went)
        export.written.connect(self._written)
        export.stopped.connect(self._ended)
        export.failed.connect(self._failed)
        panel.show_share(0.0)
        export.start()

    def _went(self, share: float) -> None:
        if self._under_way is not None and self._panel is not None and isValid(self._panel):
            self._panel.show_share(share)

    def _ended(self) -> None:
        if self._under_way is not None:
            self._under_way.close()
            self._under_way.deleteLater()
            self._under_way = None
        if self._panel is not None and isValid(self._panel):
            self._panel.show_share(None)

    def _written(self, where: Path) -> None:
        self._ended()
        if self._panel is not None and isValid(self._panel):
            self._panel.show_written(where)
        self._page.stage.toast(tr("Saved in {folder}", folder=where.parent.name))

    def _failed(self, problem: Problem) -> None:
        self._ended()
        self._page.stage.show_problem(problem)

    def _print(self, printer: QPrinter, sheet: Callable[[], Sheet]) -> None:
        def put(_: object) -> None:
            paper.put_on(printer, sheet(), lambda _share: True)

        said = tr("Sent to {printer}", printer=printer.printerName() or tr("the printer"))
        self._page.stage.tasks.ask(self._page, put, lambda _: self._page.stage.toast(said))


def _sheet(panel: ExportPanel, seen: Seen, tree: TreeMap) -> Callable[[], Sheet]:
    """What is to be drawn, as it is now; the drawing is made in the thread that uses it."""
    shape, part, progress = seen.shape, panel.part, panel.with_progress
    only = np.array([shape.number[skill] for skill in shape.view.path], np.int64) if part is Part.WAY else None
    box = tree.seen() if part is Part.SEEN else shape.bounds if only is None else shape.around(only.tolist())
    name = shown(shape.view.tree.name, 60)
    day = QLocale().toString(QDate(seen.now.year, seen.now.month, seen.now.day), "d MMMM yyyy")
    title = tr("{child}: {tree}, {day}", child=shown(seen.child.name, 60), tree=name, day=day) if progress else name

    def made() -> Sheet:
        drawing = Drawing(Theme.of("light"), shape, seen.script, seen.drawing.by, seen.now, plain=not progress, vector=True)
        return Sheet(drawing, box, only, title)

    return made


def _file_name(seen: Seen) -> str:
    """Whose tree it is, and which."""
    return plain_name(f"{shown(seen.child.name, 40)} - {shown(seen.shape.view.tree.name, 40)}")


def plain_name(name: str) -> str:
    """A name that every file system takes."""
    kept = "".join(one if one.isalnum() or one in " -_." or ord(one) > 127 else " " for one in shown(name, 90))
    return kept.strip(" .") or tr("Skill tree")


def folder() -> Path:
    """Where people look for their papers."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) if documents and Path(documents).is_dir() else Path.home()


def free_name(folder: Path, name: str, ending: str) -> Path:
    """A file name that is not taken: an older file is never overwritten."""
    number, path = 1, folder / f"{name}.{ending}"
    while path.exists():
        number += 1
        path = folder / f"{name} {number}.{ending}"
    return path
