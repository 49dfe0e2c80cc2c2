"""Missing libraries and fonts: found by trying, installed where no password is asked for, else named in one line."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import apt
import environment
import machine
import pytest
from wording import Unready


@pytest.fixture
def without_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    """An ordinary user of Debian, with sudo, which asks for a password."""
    monkeypatch.setattr(apt, "usable", lambda: False)
    monkeypatch.setattr(apt, "present", lambda: True)
    monkeypatch.setattr(apt, "_is_root", lambda: False)
    monkeypatch.setattr(apt, "_lists_known", lambda: True)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")


def test_a_library_that_is_not_there_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "LIBRARIES", {"libc.so.6": "libc6", "libof-nowhere.so.1": "libof-nowhere1"})

    assert machine.libraries_missing("offscreen") == {"libof-nowhere.so.1": "libof-nowhere1"}


def test_a_display_needs_more_than_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_loads", lambda name: False)

    assert machine.libraries_missing("offscreen").keys() < machine.libraries_missing("display").keys()


def test_fonts_are_looked_for_by_their_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "Andika-Regular.ttf").touch()
    monkeypatch.setattr(machine, "_font_folders", lambda: [tmp_path, tmp_path / "missing"])

    assert machine.fonts_missing() == {"NotoSansDevanagari": "fonts-noto-core", "NotoColorEmoji": "fonts-noto-color-emoji"}


def test_without_rights_the_one_line_names_libraries_and_fonts_together(without_rights: None) -> None:
    with pytest.raises(Unready) as told:
        machine._bring_in({"libGL.so.1": "libgl1"}, {"Andika": "fonts-sil-andika"})

    assert "    sudo apt-get install -y fonts-sil-andika libgl1\n" in str(told.value)


def test_missing_fonts_alone_stop_nothing(without_rights: None, capsys: pytest.CaptureFixture[str]) -> None:
    machine._bring_in({}, {"Andika": "fonts-sil-andika"})

    assert "sudo apt-get install -y fonts-sil-andika" in capsys.readouterr().out


def test_a_library_nobody_knows_a_package_for_is_named_all_the_same(without_rights: None) -> None:
    with pytest.raises(Unready, match=r"libstrange\.so\.7"):
        machine._bring_in({"libstrange.so.7": ""}, {})


def test_with_rights_it_is_installed_and_a_failure_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[str] = []

    def install(packages: Iterable[str]) -> str:
        asked.extend(packages)
        return "" if len(asked) == 1 else "Unable to locate package"

    monkeypatch.setattr(apt, "usable", lambda: True)
    monkeypatch.setattr(apt, "install", install)

    machine._bring_in({"libGL.so.1": "libgl1"}, {})
    assert asked == ["libgl1"]

    with pytest.raises(Unready):
        machine._bring_in({"libEGL.so.1": "libegl1"}, {})
    assert "Unable to locate package" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("root", "sudo", "lists", "line"),
    [
        (True, False, True, "apt-get install -y a b"),
        (False, True, True, "sudo apt-get install -y a b"),
        (False, False, True, "su -c 'apt-get install -y a b'"),
        (False, True, False, "sudo sh -c 'apt-get update && apt-get install -y a b'"),
        (True, True, False, "apt-get update && apt-get install -y a b"),
    ],
)
def test_the_one_line_is_for_who_types_it(root: bool, sudo: bool, lists: bool, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apt, "_is_root", lambda: root)
    monkeypatch.setattr(apt, "_lists_known", lambda: lists)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if sudo else None)

    assert apt.line(["b", "a"]) == line


def test_qt_finds_all_its_libraries_here() -> None:
    if not environment.VENV.exists():
        pytest.skip("the tests run from another environment than .venv")

    assert machine.not_found_by_qt("offscreen") == set()


def test_every_part_of_qt_that_the_program_imports_is_looked_at() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (environment.ROOT / "app").rglob("*.py"))

    assert set(re.findall(r"PySide6\.Qt(\w+)", code)) <= set(machine.QT_MODULES)
