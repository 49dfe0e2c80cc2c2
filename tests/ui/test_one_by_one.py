"""Things done one after the other: each in its turn, all of them, and none after they were called off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.one_by_one import OneByOne

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QObject]:
    owner = QObject()
    yield owner
    owner.deleteLater()
    QApplication.processEvents()


def counting(done: list[int], upto: int) -> Iterator[None]:
    for number in range(upto):
        done.append(number)
        yield


def test_the_first_step_is_taken_at_once_and_the_others_in_their_turns(owner: QObject, qtbot: QtBot) -> None:
    done: list[int] = []
    slowly = OneByOne(owner, 0)
    slowly.take(counting(done, 3))
    assert done == [0]
    assert slowly.busy
    qtbot.waitUntil(lambda: not slowly.busy)
    assert done == [0, 1, 2]


def test_other_steps_replace_those_that_wait(owner: QObject, qtbot: QtBot) -> None:
    done: list[int] = []
    slowly = OneByOne(owner, 0)
    slowly.take(counting(done, 50))
    slowly.take(counting(done, 2))
    qtbot.waitUntil(lambda: not slowly.busy)
    assert done == [0, 0, 1]


def test_what_is_left_can_be_done_now_or_never(owner: QObject, qtbot: QtBot) -> None:
    done: list[int] = []
    slowly = OneByOne(owner, 0)
    slowly.take(counting(done, 3))
    slowly.finish()
    assert done == [0, 1, 2]
    slowly.take(counting(done, 3))
    slowly.stop()
    qtbot.wait(20)
    assert done == [0, 1, 2, 0]


def test_things_are_shown_one_after_the_other(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    things = [QWidget(page) for _ in range(3)]
    for thing in things:
        thing.hide()
    page.show()
    slowly = OneByOne(page)
    slowly.show(things)
    assert [thing.isVisible() for thing in things] == [True, False, False]
    things[1].deleteLater()
    qtbot.waitUntil(lambda: not slowly.busy)
    assert things[2].isVisible()
