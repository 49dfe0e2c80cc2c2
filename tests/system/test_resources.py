"""What the program brings along is found, and what is broken in it is told with its path."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.learning.problems import Problem, Trouble
from app.system import fonts, machine, resources
from app.system.paths import Paths
from app.system.secrets import Where


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the resources that may be broken, found as a frozen program finds its own."""
    shutil.copytree(resources.folder(), tmp_path / "resources")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    _forget()
    (tmp_path / "resources" / "letters").mkdir(exist_ok=True)
    yield tmp_path / "resources"
    _forget()


def _forget() -> None:
    resources.folder.cache_clear()
    resources.icon.cache_clear()
    resources.tokens.cache_clear()


def trouble_of(code: object) -> Trouble:
    with pytest.raises(Problem) as caught:
        code()  # type: ignore[operator]  # a lambda of each test
    return caught.value.trouble


def test_tokens_and_icons_and_sounds_are_here() -> None:
    assert {"light", "dark", "contrast"} <= {name.replace("high-contrast", "contrast") for name in resources.tokens()["themes"]}
    assert b"<svg" in resources.icon("home")
    assert resources.sound_file("bloom").is_file()


def test_languages_are_the_packs_that_are_there(copy: Path) -> None:
    for old in (copy / "letters").glob("*.json"):
        old.unlink()
    (copy / "letters" / "es.json").write_text('{"language": "es"}')
    (copy / "letters" / "en.json").write_text('{"language": "en"}')
    assert resources.languages() == ("en", "es")
    assert resources.letter_pack_text("es") == '{"language": "es"}'


@pytest.mark.parametrize("language", ["xx", "", "../tokens", "en/../en", "e" * 300])
def test_a_language_that_is_not_here_is_told(language: str) -> None:
    assert trouble_of(lambda: resources.letter_pack_text(language)) is Trouble.LANGUAGE_UNKNOWN


@pytest.mark.parametrize("content", [b"", b'{"letters": [', b"\xff\xfe", b'{"a": "b"'])
def test_a_truncated_pack_is_told(copy: Path, content: bytes) -> None:
    (copy / "letters" / "zz.json").write_bytes(content)
    assert trouble_of(lambda: resources.letter_pack_text("zz")) is Trouble.RESOURCE_BROKEN


def test_a_truncated_icon_is_told_and_a_missing_one_too(copy: Path) -> None:
    (copy / "icons" / "home.svg").write_text("<svg><path")
    (copy / "icons" / "star.svg").unlink()
    for name in ("home", "star", "../tokens", "Home"):
        assert trouble_of(lambda name=name: resources.icon(name)) is Trouble.RESOURCE_BROKEN


@pytest.mark.parametrize("content", ["", "{", "[]", '{"name": "tokens"}'])
def test_broken_tokens_are_told(copy: Path, content: str) -> None:
    assert resources.tokens()
    resources.tokens.cache_clear()
    (copy / "tokens.json").write_text(content)
    assert trouble_of(resources.tokens) is Trouble.RESOURCE_BROKEN


def test_a_missing_sound_is_told(copy: Path) -> None:
    (copy / "sounds" / "yes.wav").unlink()
    assert trouble_of(lambda: resources.sound_file("yes")) is Trouble.RESOURCE_BROKEN


@pytest.mark.parametrize("script", ["Latn", "Deva", "Cyrl", "Telu", "Knda", "Hebr", "Jpan", "Kore", "Zzzz"])
def test_every_script_has_families_and_a_package_that_brings_one(script: str) -> None:
    wanted = fonts.fonts_of(script)
    assert wanted.families
    assert all(package.startswith("fonts-") for package in wanted.packages)


def test_the_facts_of_this_computer_are_told(paths: Paths) -> None:
    facts = machine.examine(paths)
    assert facts.system
    assert facts.python == ".".join(map(str, sys.version_info[:3]))
    assert facts.processors >= 1
    assert facts.memory is None or facts.memory > 100_000_000
    assert facts.disk_free is not None
    assert facts.secrets in Where
    assert not paths.home.exists()
