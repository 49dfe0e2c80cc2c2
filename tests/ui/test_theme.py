"""The theme: its colours can be read, its movements keep still when asked, and Qt is told the same."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.painting.colours import contrast
from app.ui.theme import Motion, Theme, ThemeName, system_theme, system_wants_less_movement, theme_of
from app.ui.tokens import roles, theme_tokens

THEMES = [theme.value for theme in ThemeName]
TONES = ("primary", "sun", "water", "bloom", "clay", "plum")
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-soft", "ink-quiet") for ground in ("paper", "surface", "sunken")),
    *((f"on-{tone}", tone) for tone in TONES),
    *((f"on-{tone}-soft", f"{tone}-soft") for tone in (*TONES, "seed")),
    ("on-tile", "tile"),
    ("on-primary", "primary-hover"),
    ("on-primary", "primary-pressed"),
]
SHAPES = [
    *((shape, ground) for shape in ("line-strong", "focus") for ground in ("surface", "paper")),
    ("seed", "surface"),
    ("heat-3", "surface"),
]
CHILD_TEXT = [("on-tile", "tile"), ("on-yes", "yes")]
CHILD_SHAPES = [("on-go", "go"), ("on-paper", "paper"), ("on-sun", "sun"), ("on-water", "water"), ("on-resting", "resting")]


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_has_a_contrast_of_four_and_a_half(name: str, ink: str, ground: str) -> None:
    colours = theme_tokens(name).colours

    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_that_carry_meaning_have_a_contrast_of_three(name: str, shape: str, ground: str) -> None:
    colours = theme_tokens(name).colours

    assert contrast(colours[shape], colours[ground]) >= 3.0


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "ground"), CHILD_TEXT)
def test_letters_on_tiles_can_be_read(name: str, ink: str, ground: str) -> None:
    assert contrast(theme_tokens(name).child[ink], theme_tokens(name).child[ground]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "ground"), CHILD_SHAPES)
def test_icons_on_pebbles_and_letters_that_rest_can_be_seen(name: str, ink: str, ground: str) -> None:
    assert contrast(theme_tokens(name).child[ink], theme_tokens(name).child[ground]) >= 3.0


@pytest.mark.parametrize("name", THEMES)
def test_a_letter_can_be_read_on_every_crown(name: str) -> None:
    tokens = theme_tokens(name)
    grounds = (*tokens.crowns, tokens.scene["canopy-thirsty"], tokens.scene["canopy-young"], tokens.scene["acorn"])

    assert min(contrast(tokens.scene["letter"], ground) for ground in grounds) >= 4.5


def test_the_extremes_of_contrast_are_those_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


def test_the_same_wishes_give_the_same_theme() -> None:
    assert Theme.of("dark", 1.25) is Theme.of("dark", 1.25)
    assert Theme.of("dark") is not Theme.of("dark", less_movement=True)


def test_an_unknown_theme_is_light_and_text_sizes_stay_within_bounds() -> None:
    assert Theme.of("sepia").name is ThemeName.LIGHT
    assert Theme.of("light", 0.1).text_size == 0.9
    assert Theme.of("light", 7).text_size == 1.5


def test_every_motion_is_named_and_keeps_still_with_less_movement() -> None:
    usual, calm = Theme.of(), Theme.of(less_movement=True)

    assert all(usual.motion(motion).ms > 0 for motion in Motion)
    assert all(calm.motion(motion).ms <= 200 for motion in Motion)
    assert calm.motion(Motion.PRESS).ms == calm.motion(Motion.HOP).ms == calm.motion(Motion.BREATHE).ms == 0


def test_controls_grow_with_the_text() -> None:
    assert Theme.of("light", 1).control_height() == 40
    assert Theme.of("light", 1.5).control_height() > 40
    assert Theme.of("light", 1.5).role("body").px == roles()["body"].px * 1.5


def test_easy_reading_gives_lines_more_room() -> None:
    assert Theme.of(easy_reading=True).role("body").line >= 1.5 * Theme.of().role("body").px


@pytest.mark.parametrize("name", THEMES)
def test_qt_is_given_the_same_colours(qapp: QApplication, name: str) -> None:
    theme = Theme.of(name)

    palette = theme.palette()

    assert palette.color(QPalette.ColorRole.Window) == theme.colour("paper")
    assert palette.color(QPalette.ColorRole.Text) == theme.colour("ink")


def test_what_the_system_asks_for_is_one_of_the_themes(qapp: QApplication) -> None:
    assert system_theme() in set(ThemeName)
    assert system_wants_less_movement() in {True, False}


def test_a_widget_wears_the_theme_of_the_nearest_parent_that_has_one(qtbot: QtBot) -> None:
    outer, inner = QWidget(), QWidget()
    qtbot.addWidget(outer)
    inner.setParent(outer)
    outer.theme = Theme.of("dark")  # type: ignore[attr-defined]  # as our own widgets have it

    assert theme_of(inner) is Theme.of("dark")


def test_an_unknown_colour_is_an_error_and_not_black() -> None:
    with pytest.raises(KeyError):
        Theme.of().colour("mauve")


def test_twenty_thousand_calls_that_return_nothing_do_not_lose_none(qapp: QApplication) -> None:
    # PySide6 6.12.0 on Python 3.11 loses one reference to None on each such call and aborts after a few thousand
    thing = QObject()
    for _ in range(20_000):
        assert thing.setObjectName("x") is None  # type: ignore[func-returns-value]  # that it returns nothing is the point
