"""The seam between window and data: order, dropping, announcing, failing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QObject

from app.learning.problems import Problem, Trouble
from app.services.change import Change, Topic
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.services.desk import Desk


class _Drawer:
    """Stands where the desk's database would: the seam only ever closes it."""

    closed = False

    def close(self) -> None:
        self.closed = True


class _Desk:
    def __init__(self) -> None:
        self.database = _Drawer()


@pytest.fixture
def desk() -> _Desk:
    return _Desk()


@pytest.fixture
def make(qapp: object) -> Iterator[Callable[[Callable[[], object]], Tasks]]:
    made: list[Tasks] = []

    def tasks(open_desk: Callable[[], object]) -> Tasks:
        made.append(Tasks(cast("Callable[[], Desk]", open_desk)))
        return made[-1]

    yield tasks
    for each in made:
        assert each.close()
        each.deleteLater()


def _given(_: object, number: int) -> int:
    return number


def test_work_given_before_the_database_is_open_waits_and_runs_in_order(qtbot: QtBot, make: Callable[..., Tasks], desk: _Desk) -> None:
    tasks, owner, heard = make(lambda: desk), QObject(), list[int]()
    for number in range(5):
        tasks.ask(owner, partial(_given, number=number), heard.append)
    tasks.start()
    qtbot.waitUntil(lambda: heard == [0, 1, 2, 3, 4])


def test_work_runs_off_the_gui_thread_and_answers_on_it(qtbot: QtBot, make: Callable[..., Tasks], desk: _Desk) -> None:
    tasks, owner, threads = make(lambda: desk), QObject(), list[int]()
    tasks.start()
    tasks.ask(owner, lambda _: threading.get_ident(), lambda there: threads.extend((there, threading.get_ident())))
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] != threads[1] == threading.get_ident()


def test_the_answer_for_an_owner_that_has_gone_is_dropped(qtbot: QtBot, make: Callable[..., Tasks], desk: _Desk) -> None:
    tasks, gone, still, heard = make(lambda: desk), QObject(), QObject(), list[str]()
    tasks.start()
    go_on = threading.Event()
    tasks.ask(gone, lambda _: go_on.wait(5), lambda _: heard.append("gone"))
    gone.deleteLater()
    qtbot.wait(20)
    go_on.set()
    tasks.ask(still, lambda _: None, lambda _: heard.append("still"))
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["still"]


def test_a_cancelled_read_is_not_begun_and_not_answered(qtbot: QtBot, make: Callable[..., Tasks], desk: _Desk) -> None:
    tasks, owner, ran, heard = make(lambda: desk), QObject(), list[str](), list[str]()
    tasks.ask(owner, lambda _: ran.append("ran"), lambda _: heard.append("heard")).cancelled = True
    tasks.ask(owner, lambda _: None, lambda _: heard.append("next"))
    tasks.start()
    qtbot.waitUntil(lambda: heard == ["next"])
    assert ran == []


def test_a_change_announces_its_topics_even_when_its_owner_has_gone(qtbot: QtBot, make: Callable[..., Tasks], desk: _Desk) -> None:
    tasks, owner = make(lambda: desk), QObject()
    tasks.do(owner, lambda _: Change(None, frozenset({Topic.CHILDREN})))
    owner.deleteLater()
    with qtbot.waitSignal(tasks.changed) as announced:
        tasks.start()
    assert announced.args == [frozenset({Topic.CHILDREN})]


def test_a_problem_goes_to_whoever_takes_it_and_otherwise_to_the_window(qtbot: QtBot, make: Callable[..., Tasks], desk: _Desk) -> None:
    def fail(_: object) -> None:
        raise Problem(Trouble.DISK_FULL)

    tasks, owner, taken = make(lambda: desk), QObject(), list[Problem]()
    tasks.start()
    tasks.ask(owner, fail, lambda _: None, taken.append)
    with qtbot.waitSignal(tasks.troubled) as troubled:
        tasks.ask(owner, fail, lambda _: None)
    assert [problem.trouble for problem in taken] == [Trouble.DISK_FULL]
    assert cast("list[Problem]", troubled.args)[0].trouble is Trouble.DISK_FULL


def test_an_unexpected_error_is_logged_and_becomes_a_problem(qtbot: QtBot, make: Callable[..., Tasks], desk: _Desk,
                                                             caplog: pytest.LogCaptureFixture) -> None:
    tasks, owner = make(lambda: desk), QObject()
    tasks.start()
    with qtbot.waitSignal(tasks.troubled) as troubled:
        tasks.ask(owner, lambda _: 1 // 0, lambda _: None)
    assert cast("list[Problem]", troubled.args)[0].trouble is Trouble.UNEXPECTED
    assert "ZeroDivisionError" in caplog.text
    caplog.clear()


def test_opening_can_be_tried_again_and_nothing_that_was_asked_is_lost(qtbot: QtBot, make: Callable[..., Tasks], desk: _Desk) -> None:
    tries = list[str]()

    def open_desk() -> _Desk:
        tries.append("try")
        if len(tries) == 1:
            raise Problem(Trouble.DATABASE_UNREACHABLE)
        return desk

    tasks, owner, heard = make(open_desk), QObject(), list[str]()
    with qtbot.waitSignal(tasks.not_opened):
        tasks.start()
    tasks.ask(owner, lambda _: "answer", heard.append)
    tasks.start()
    qtbot.waitUntil(lambda: heard == ["answer"])


def test_closing_keeps_the_changes_that_were_given_and_closes_the_database(make: Callable[..., Tasks], desk: _Desk) -> None:
    tasks, owner, kept = make(lambda: desk), QObject(), list[int]()

    def change(_: object, number: int) -> Change[None]:
        kept.append(number)
        return Change(None, frozenset())

    tasks.start()
    for number in range(20):
        tasks.do(owner, partial(change, number=number))
    assert tasks.close()
    assert kept == list(range(20))
    assert desk.database.closed


def test_waiting_is_shown_only_when_it_takes_longer_than_a_blink(qtbot: QtBot, make: Callable[..., Tasks], desk: _Desk) -> None:
    tasks, owner, shown, heard = make(lambda: desk), QObject(), list[bool](), list[object]()
    tasks.waiting.connect(shown.append)
    tasks.start()
    tasks.ask(owner, lambda _: None, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert shown == []
    go_on = threading.Event()
    tasks.ask(owner, lambda _: go_on.wait(5), heard.append)
    qtbot.waitUntil(lambda: shown == [True], timeout=3000)
    go_on.set()
    qtbot.waitUntil(lambda: shown == [True, False], timeout=3000)
