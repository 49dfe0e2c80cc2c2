"""The home folder: where it is, how it is made, and what is said when it cannot be."""

import errno
import os
import stat
from pathlib import Path

import pytest

from app.learning.problems import Problem, Trouble
from app.system import disk
from app.system.paths import HOME_VARIABLE, Paths


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def full_disk(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_the_home_is_where_the_variable_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "here"))
    assert Paths.usual().home == tmp_path / "here"


def test_without_the_variable_the_home_is_the_users_own_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(HOME_VARIABLE, raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert Paths.usual().home.name == "lettergrove"


def test_naming_a_place_makes_nothing(paths: Paths) -> None:
    assert {paths.cluster, paths.logs, paths.cache, paths.backups}
    assert not paths.home.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_folder_is_made_for_its_owner_alone(paths: Paths) -> None:
    paths.make(paths.logs)
    assert (mode(paths.home), mode(paths.logs)) == (0o700, 0o700)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_folder_that_exists_keeps_its_mode(paths: Paths) -> None:
    paths.home.mkdir(parents=True)
    paths.home.chmod(0o755)
    paths.make(paths.logs)
    assert mode(paths.home) == 0o755


def test_a_home_below_a_file_is_told_as_not_writable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    paths = Paths(tmp_path / "file" / "home")
    with pytest.raises(Problem) as caught:
        paths.make(paths.logs)
    assert caught.value.trouble is Trouble.FOLDER_NOT_WRITABLE
    assert "home" in str(caught.value.facts["path"])


def test_a_full_disk_is_told_and_leaves_the_old_file(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    paths.make(paths.home)
    disk.write_whole(paths.settings_file, b"old")
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(Problem) as caught:
        disk.write_whole(paths.settings_file, b"new")
    assert caught.value.trouble is Trouble.DISK_FULL
    assert paths.settings_file.read_bytes() == b"old"
    assert [path.name for path in paths.home.iterdir()] == ["settings.json"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_file_is_readable_for_its_owner_alone_whatever_the_umask(paths: Paths) -> None:
    paths.make(paths.home)
    before = os.umask(0)
    try:
        disk.write_whole(paths.settings_file, b"mine")
    finally:
        os.umask(before)
    assert mode(paths.settings_file) == 0o600
