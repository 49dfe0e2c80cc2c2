"""The marks of the tracing scorer hold on made-up hands, and the evaluation reads drawings from a folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.learning.tracing import USUAL
from app.system import resources
from app.ui.tracing.raster import SIDE, raster_of
from tests.benchmarks import tracing


@pytest.fixture
def few_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "_HANDS", 4)
    monkeypatch.setattr(tracing, "_SCRIBBLES", 8)


def test_what_ships_keeps_its_marks_on_a_few_made_up_hands(qtbot: QtBot, few_hands: None) -> None:
    del qtbot
    samples = tracing.made_up()
    models = {letter: model for letter in sorted({one.letter for one in samples}) if (model := tracing.model_for(letter)) is not None}
    assert len(models) == 52
    figures = tracing.marks(list(tracing.trials(samples, models)), USUAL, "shipped")
    assert len(figures) == 6
    assert figures[0].value < 0.25, "two clumsy hands in four: the mark itself is measured on sixteen"
    assert not [f"{figure.name}: {figure.value:.3f}" for figure in figures[1:] if not figure.holds]


def test_drawings_in_a_folder_are_measured_like_the_made_up_ones(qtbot: QtBot, few_hands: None, tmp_path: Path) -> None:
    del qtbot
    samples = [one for one in tracing.made_up() if one.letter in "abdpqo"]
    lines = [[[[x, y, 0] for x, y in line] for line in one.lines] for one in samples]
    told = [{"letter": one.letter, "drawer": one.drawer, "strokes": drawn} for one, drawn in zip(samples, lines, strict=True)]
    (tmp_path / "all.json").write_text(json.dumps([*told, {"letter": "☃", "strokes": []}]), "utf-8")
    read = tracing.read_folder(tmp_path)
    assert [one.letter for one in read] == [*[one.letter for one in samples], "☃"]
    figures = {figure.name: figure.value for figure in tracing.measure(str(tmp_path))}
    assert figures["shipped: own letter refused"] < 0.4
    assert figures["shipped: b d p q accepted"] <= 0.1


def test_a_file_of_another_form_is_named(tmp_path: Path) -> None:
    (tmp_path / "wrong.json").write_text('[{"letter": "a"}]', "utf-8")
    with pytest.raises(ValueError, match=r"wrong\.json"):
        tracing.read_folder(tmp_path)


def test_a_raster_is_the_shaped_cluster_not_its_code_points(qtbot: QtBot) -> None:
    del qtbot
    assert len(raster_of("क्ष", "Deva")) == SIDE * SIDE
    assert raster_of("क्ष", "Deva") != raster_of("क", "Deva")
    for text, script in (("m", "Latn"), ("क्ष", "Deva"), ("ب", "Arab"), ("ש", "Hebr")):
        assert 200 < sum(byte > 127 for byte in raster_of(text, script)) < 4000


def test_every_small_and_capital_latin_letter_has_its_strokes() -> None:
    strokes = json.loads(resources.strokes_text())
    assert set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == set(strokes)
    assert all(0 <= x <= 110 and 0 <= y <= 110 for lines in strokes.values() for line in lines for x, y in line)
