"""Pictures: the five states look different without colour, night and day differ, and the studio paints beside the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, Qt, QThread
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.learning.people import Avatar, Friend
from app.learning.skills import Status
from app.ui import fonts
from app.ui.painting.brush import Brush
from app.ui.painting.colours import contrast
from app.ui.painting.faces import Mood
from app.ui.painting.friends import portrait, standing
from app.ui.painting.glade import draw_glade
from app.ui.painting.grove_land import draw_grove_land
from app.ui.painting.pictures import forget_all, image_of, kept, painted
from app.ui.painting.pip import draw_pip
from app.ui.painting.shapes import circle, curve, lobed, ribbon
from app.ui.painting.studio import Studio
from app.ui.painting.tree_state import TreeState, state_mark, tree_state
from app.ui.painting.trees import BUILDS, Species, Tree, draw_tree, species_of
from app.ui.theme import Theme
from tests.support.leaks import ExpectLog

WAY = ((-70.0, 766.0, 90.0), (560.0, 784.0, 90.0), (1030.0, 684.0, 98.0), (500.0, 574.0, 68.0))


@pytest.fixture(autouse=True)
def _fresh(qapp: QApplication) -> Iterator[None]:
    fonts.add_application_fonts()
    yield
    forget_all()


def _grey(image: QImage) -> bytes:
    return bytes(image.convertToFormat(QImage.Format.Format_Grayscale8).scaled(48, 48).constBits())


def _difference(one: bytes, other: bytes) -> float:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_five_states_differ_without_colour(theme: str) -> None:
    def grey(state: TreeState) -> bytes:
        return _grey(image_of(240, 240, 1, Theme.of(theme), lambda brush: draw_tree(brush, 120, 200, 160, Tree("m", state, leaves=1))))

    pictures = [grey(state) for state in TreeState]

    assert min(_difference(a, b) for i, a in enumerate(pictures) for b in pictures[:i]) > 2


def test_the_signs_of_the_states_differ_without_colour() -> None:
    def mark(state: TreeState) -> bytes:
        return _grey(image_of(48, 48, 1, Theme.of(), lambda brush: state_mark(brush, 24, 24, 44, state, "#FFFFFF")))

    marks = [mark(state) for state in TreeState]

    assert min(_difference(a, b) for i, a in enumerate(marks) for b in marks[:i]) > 1


def test_a_status_has_its_state_and_thirst_comes_first() -> None:
    assert [tree_state(status) for status in Status] == [TreeState.NOT_YET, TreeState.READY, TreeState.GROWING, TreeState.BLOOMED]
    assert tree_state(Status.BLOOMED, needs_water=True) is TreeState.NEEDS_WATER


def test_a_tree_is_the_same_each_day_and_its_letter_makes_it_its_own() -> None:
    def tree(letter: str) -> QImage:
        return image_of(240, 240, 1, Theme.of(), lambda brush: draw_tree(brush, 120, 200, 160, Tree(letter, TreeState.BLOOMED)))

    assert tree("m") == tree("m")
    assert tree("m") != tree("n")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("species", Species)
def test_no_painted_pixel_behind_a_letter_is_too_bright_for_it(theme: str, species: Species) -> None:
    worn, build, height = Theme.of(theme), BUILDS[species], 180
    image = image_of(220, 240, 1, worn, lambda brush: draw_tree(brush, 110, 220, height, Tree("", TreeState.BLOOMED, species)))
    letter = worn.scene("letter")
    # where an "o" of usual width stands: the inner third of the crown
    rx, ry = height * build.rx * 0.33, height * build.ry * 0.33
    cy = 220 - height * build.middle + (height * build.ry * 0.22 if build.lobes == 0 else 0)
    behind = [image.pixelColor(x, y) for x in range(round(110 - rx), round(110 + rx)) for y in range(round(cy - ry), round(cy + ry))]

    assert min(contrast(letter, pixel) for pixel in {colour.rgb(): colour for colour in behind}.values()) >= 3.0


def test_a_growing_tree_is_taller_with_each_leaf() -> None:
    def top(leaves: int) -> int:
        drawn = Tree("m", TreeState.GROWING, leaves=leaves, bare=True)
        image = image_of(200, 240, 1, Theme.of(), lambda brush: draw_tree(brush, 100, 220, 180, drawn))
        return next(y for y in range(240) if any(image.pixelColor(x, y).alpha() for x in range(0, 200, 2)))

    assert top(0) > top(1) > top(2) > top(3)


def test_every_species_comes_round() -> None:
    assert [species_of(i) for i in range(7)] == list(Species)
    assert species_of(7) is Species.OAK


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("friend", Friend)
def test_every_friend_is_drawn_in_every_mood(theme: str, friend: Friend) -> None:
    pictures = []
    for mood in Mood:
        avatar = Avatar(friend)

        def draw(brush: Brush, mood: Mood = mood, avatar: Avatar = avatar) -> None:
            portrait(brush, 30, 30, 30, avatar, mood)
            standing(brush, 100, 110, 100, avatar, mood, wave=True)

        pictures.append(_grey(image_of(140, 120, 1, Theme.of(theme), draw)))

    assert len(set(pictures)) == len(Mood)


def test_an_avatar_shows_its_scarf_and_its_backdrop() -> None:
    def picture(avatar: Avatar) -> QImage:
        return image_of(80, 80, 1, Theme.of(), lambda brush: portrait(brush, 40, 40, 40, avatar))

    plain = picture(Avatar())

    assert picture(Avatar(scarf="#3E9B63")) != plain
    assert picture(Avatar(backdrop="#DCEEF5")) != plain


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_land_is_turned_over_for_right_to_left(theme: str) -> None:
    def land(mirrored: bool) -> QImage:
        return image_of(320, 200, 1, Theme.of(theme), lambda brush: draw_grove_land(brush, 320, 200, WAY, mirrored))

    plain, turned = land(False), land(True)

    assert plain != turned
    # grain and light on single pixels may differ by a shade: the picture as a whole is the mirror image
    assert _difference(_grey(plain.flipped(Qt.Orientation.Horizontal)), _grey(turned)) < 4


@pytest.mark.parametrize(("width", "height"), [(1024, 600), (600, 900), (2560, 700)])
def test_the_land_covers_a_window_of_any_shape(width: int, height: int) -> None:
    for draw in (lambda brush: draw_grove_land(brush, width, height, WAY), lambda brush: draw_glade(brush, width, height)):
        image = image_of(width, height, 0.25, Theme.of(), draw)
        corners = ((1, 1), (image.width() - 2, 1), (1, image.height() - 2), (image.width() - 2, image.height() - 2))
        assert all(image.pixelColor(x, y).alpha() == 255 for x, y in corners)


def test_pip_opens_the_beak_and_turns_round() -> None:
    def pip(beak: float, flip: bool = False) -> QImage:
        return image_of(200, 140, 1, Theme.of(), lambda brush: draw_pip(brush, 100, 130, 120, beak, flip))

    assert pip(0) != pip(1)
    assert _difference(_grey(pip(1).flipped(Qt.Orientation.Horizontal)), _grey(pip(1, True))) < 3


def test_a_painter_ends_before_an_exception_leaves() -> None:
    image = QImage(10, 10, QImage.Format.Format_ARGB32_Premultiplied)

    with pytest.raises(ZeroDivisionError), Brush.on(image, Theme.of()) as brush:
        _ = 1 / 0

    assert not brush.painter.isActive()


def test_a_picture_is_painted_once() -> None:
    times: list[Brush] = []
    for _ in range(3):
        painted(("a",), 10, 10, 1, Theme.of(), times.append)

    assert len(times) == 1


def test_shapes_close_and_have_their_size() -> None:
    assert circle(5, 5, 3).boundingRect().width() == pytest.approx(6)
    assert lobed(0, 0, 50, 30, 9).contains(circle(0, 0, 20))
    assert curve([(3, 4), (10, 0), (10, 10)]).currentPosition() == QPointF(3, 4)  # closed where it began
    road, line = ribbon(WAY)
    assert road.contains(line.pointAtPercent(0.5))


def test_the_studio_paints_beside_the_window_and_says_when_it_is_done(qtbot: QtBot) -> None:
    studio = Studio()
    here, there = QThread.currentThread(), []

    def draw(brush: Brush) -> None:
        there.append(QThread.currentThread())
        brush.dot(5, 5, 5, "ink")

    with qtbot.waitSignal(studio.done) as told:
        assert studio.ask(("dot",), 10, 10, 1, Theme.of(), draw) is None
        assert studio.ask(("dot",), 10, 10, 1, Theme.of(), draw) is None  # asked twice, painted once

    studio.wait()
    assert told.args == [("dot",)]
    assert studio.ask(("dot",), 10, 10, 1, Theme.of(), draw) is not None
    assert len(there) == 1
    assert there[0] is not here
    studio.close()


def test_a_drawing_that_fails_does_not_stop_the_studio(expect_log: ExpectLog) -> None:
    expect_log("could not be painted")
    studio = Studio()

    studio.ask(("bad",), 16, 16, 1, Theme.of(), lambda brush: brush.dot(1, 1, 1, "mauve"))
    studio.ask(("good",), 16, 16, 1, Theme.of(), lambda brush: brush.dot(1, 1, 1, "ink"))
    studio.wait()

    assert kept(("good", "light", 16, 16, 1)) is not None
    studio.close()
