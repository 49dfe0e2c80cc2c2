"""Two windows of one class on one database: what is done in one is soon seen in the other."""

from __future__ import annotations

from dataclasses import replace

from app.services import children
from app.services.change import Topic
from app.services.children import NewChild
from app.services.neighbours import changed, figures
from app.ui.linking import neighbours
from app.ui.pages.children import ChildrenPage
from app.ui.routes import Route
from tests.support.child_side import LONG, Playhouse
from tests.support.grown_up_side import gone_to, said, signed_in


def test_a_child_that_is_added_in_one_window_appears_in_the_other(playhouse: Playhouse) -> None:
    playhouse.address = replace(playhouse.address, embedded=False)  # a server that others reach too
    here, there = signed_in(playhouse), signed_in(playhouse)
    page = gone_to(playhouse, there, Route.CHILDREN, ChildrenPage)
    playhouse.qtbot.waitUntil(lambda: bool(there._neighbours._seen), timeout=LONG)
    here.tasks.do(here, lambda desk: children.add_child(desk, NewChild("Bo", languages=("en",))))
    playhouse.qtbot.waitUntil(lambda: "Bo" in said(page), timeout=LONG + 2 * neighbours.LOOK_MS)


def test_nothing_is_news_twice_and_nothing_before_the_first_look(playhouse: Playhouse) -> None:
    first = figures(playhouse.desk)
    assert changed({}, first) == frozenset()
    assert changed(first, figures(playhouse.desk)) == frozenset()
    children.change_child(playhouse.desk, playhouse.child.id, name="Mio")
    assert changed(first, figures(playhouse.desk)) == {Topic.CHILDREN}
