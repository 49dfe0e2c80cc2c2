"""About: version, licences, and what can be copied for somebody who helps, which names no child and no password."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from app import __version__
from app.system.licences import stands_on
from app.ui.looking.data_table import DataTable
from app.ui.pages.about import About
from app.ui.routes import Route
from app.ui.widgets.buttons import Button
from tests.support.child_side import LONG, PASSWORD, Playhouse
from tests.support.grown_up_side import answered, gone_to, named, press, said, signed_in


def test_it_says_version_and_licence_and_what_it_stands_on(playhouse: Playhouse) -> None:
    page = gone_to(playhouse, signed_in(playhouse), Route.ABOUT, About)
    playhouse.qtbot.waitUntil(lambda: bool(page.findChildren(DataTable)), timeout=LONG)
    assert __version__ in said(page)
    assert "GPL-3.0-or-later" in said(page)
    table = page.findChildren(DataTable)[0]
    assert table.topLevelItemCount() == len(stands_on())


def test_everything_it_stands_on_has_a_name_and_a_licence() -> None:
    found = {one.name.lower(): one for one in stands_on()}
    assert {"sqlalchemy", "psycopg", "postgresql", "qt", "espeak-ng"} <= set(found)
    assert "LGPL" in found["qt"].licence
    assert all(one.licence for one in found.values())
    assert "lettergrove" not in found


def test_what_is_copied_names_no_child_and_no_password(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = gone_to(playhouse, window, Route.ABOUT, About)
    answered(playhouse, window)
    press(named(page, Button, "Copy what is known"))
    text = QGuiApplication.clipboard().text()
    assert __version__ in text
    assert "PostgreSQL" in text
    assert playhouse.child.name not in text
    assert PASSWORD not in text
