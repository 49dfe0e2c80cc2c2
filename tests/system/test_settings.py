"""Settings of this computer: what is good in their file stays, what is not is set aside and told."""

import dataclasses
import json
import os
import stat
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.problems import Problem, Trouble
from app.system import settings
from app.system.paths import Paths
from app.system.settings import ComputerSettings, Direction, LessMovement, OpenAs, ThemeChoice, WindowPlace

CHOSEN = st.builds(
    ComputerSettings,
    theme=st.sampled_from(ThemeChoice),
    text_size=st.sampled_from(settings.TEXT_SIZES),
    less_movement=st.sampled_from(LessMovement),
    direction=st.sampled_from(Direction),
    easy_reading=st.booleans(),
    kiosk=st.booleans(),
    volume=st.floats(0, 1),
    open_as=st.sampled_from(OpenAs),
    geometry=st.none() | st.builds(WindowPlace, st.integers(-9_000, 9_000), st.integers(-9_000, 9_000), st.integers(1, 9_000), st.just(7)),
    last_child=st.dictionaries(st.text(max_size=9), st.text(max_size=9), max_size=3),
    database=st.sampled_from(["", "postgresql://someone@host/grove"]),
    unknown=st.dictionaries(st.just("from_a_newer_version"), st.integers() | st.lists(st.booleans())),
)


def written(paths: Paths, content: object) -> None:
    paths.make(paths.home)
    paths.settings_file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())


def test_without_a_file_the_defaults_hold_and_nothing_is_wrong(paths: Paths) -> None:
    assert settings.load(paths) == (ComputerSettings(), None)


@given(chosen=CHOSEN)
def test_what_is_saved_is_what_is_loaded(tmp_path_factory: pytest.TempPathFactory, chosen: ComputerSettings) -> None:
    paths = Paths(tmp_path_factory.getbasetemp() / "round-trip")
    settings.save(paths, chosen)
    assert settings.load(paths) == (chosen, None)


def test_a_truncated_file_is_set_aside(paths: Paths) -> None:
    written(paths, b'{"theme": "da')
    loaded, problem = settings.load(paths)
    assert loaded == ComputerSettings()
    assert problem is not None
    assert problem.trouble is Trouble.SETTINGS_BROKEN
    assert (paths.home / "settings.broken-1.json").read_bytes() == b'{"theme": "da'
    assert settings.load(paths) == (ComputerSettings(), None)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[]", b"null", b"NaN", b"[" * 100_000, b" " * 1_000_001, b'{"a":1}{"b":2}'])
def test_a_file_of_something_else_is_set_aside(paths: Paths, content: bytes) -> None:
    written(paths, content)
    loaded, problem = settings.load(paths)
    assert loaded == ComputerSettings()
    assert problem is not None
    assert (paths.home / "settings.broken-1.json").read_bytes() == content


def test_what_is_good_in_a_partly_wrong_file_stays(paths: Paths) -> None:
    written(paths, {"theme": "dark", "volume": 7, "text_size": 1.25, "last_child": {"space": 3}, "newer": [1]})
    loaded, problem = settings.load(paths)
    assert loaded == ComputerSettings(theme=ThemeChoice.DARK, text_size=1.25, unknown={"newer": [1]})
    assert problem is not None
    assert problem.facts["names"] == ("last_child", "volume")
    assert settings.load(paths) == (loaded, None)


def test_every_broken_file_is_kept(paths: Paths) -> None:
    for number in (1, 2, 3):
        written(paths, f"broken {number}".encode())
        settings.load(paths)
    kept = sorted(path.name for path in paths.home.glob("settings.broken-*"))
    assert kept == ["settings.broken-1.json", "settings.broken-2.json", "settings.broken-3.json"]


WRONG: dict[str, list[Any]] = {
    "theme": ["purple", 1, None, []],
    "text_size": [1.1, "1.0", True, None],
    "less_movement": ["maybe"],
    "direction": ["up"],
    "easy_reading": [1, "yes"],
    "kiosk": [1, "yes"],
    "volume": [-0.1, 1.1, float("nan"), float("inf"), "loud", True, 10**400],
    "open_as": ["grandmother"],
    "geometry": [{"x": 1}, {"x": 0, "y": 0, "width": 0, "height": 5}, {"x": 1e12, "y": 0, "width": 9, "height": 9}, "100x100"],
    "last_child": [{"a": 1}, [], "x"],
    "database": ["postgresql://someone:secret@host/grove", "postgresql://host/grove?password=secret", 5],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_value_is_refused_in_the_file_and_in_the_program(paths: Paths, name: str, value: object) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, OverflowError)):
        ComputerSettings(**{name: value})  # type: ignore[arg-type]  # the wrong type is the point
    written(paths, {name: value})
    loaded, problem = settings.load(paths)
    assert loaded == ComputerSettings()
    assert problem is not None
    assert problem.facts["names"] == (name,)


def test_every_setting_has_wrong_values_in_these_tests() -> None:
    assert WRONG.keys() == {each.name for each in dataclasses.fields(ComputerSettings)} - {"unknown"}


def test_a_password_in_the_address_is_never_repeated_in_the_error() -> None:
    with pytest.raises(ValueError, match="postgresql") as caught:
        ComputerSettings(database="postgresql://someone:secret@host/grove")
    assert "secret" not in str(caught.value)


def test_a_folder_in_place_of_the_file_does_not_stop_the_program(paths: Paths) -> None:
    paths.make(paths.home)
    paths.settings_file.mkdir()
    loaded, problem = settings.load(paths)
    assert loaded == ComputerSettings()
    assert problem is not None
    assert settings.load(paths) == (loaded, None)


def test_when_the_broken_file_cannot_be_set_aside_the_settings_hold_all_the_same(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    written(paths, {"theme": "dark", "volume": "loud"})

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(type(paths.settings_file), "rename", refuse)
    loaded, problem = settings.load(paths)
    assert loaded.theme is ThemeChoice.DARK
    assert problem is not None
    assert problem.facts["kept"] == str(paths.settings_file)


def test_saving_where_nothing_can_be_written_is_told(paths: Paths) -> None:
    paths.home.write_text("a file")
    with pytest.raises(Problem) as caught:
        settings.save(paths, ComputerSettings())
    assert caught.value.trouble is Trouble.FOLDER_NOT_WRITABLE


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_file_is_for_its_owner_alone(paths: Paths) -> None:
    settings.save(paths, ComputerSettings())
    assert stat.S_IMODE(paths.settings_file.stat().st_mode) == 0o600
