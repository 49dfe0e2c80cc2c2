"""House rules that no linter knows."""

from pathlib import Path

import house
import pytest


def found(folder: Path, name: str, text: str) -> list[str]:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return house.faults(folder)


def test_a_file_past_400_lines_is_two_files(tmp_path: Path) -> None:
    assert found(tmp_path, "app/long.py", "x = 1\n" * 400) == []
    assert "401 lines" in found(tmp_path, "app/long.py", "x = 1\n" * 401)[0]


def test_a_file_says_what_is_in_it(tmp_path: Path) -> None:
    assert "utils does not" in found(tmp_path, "app/data/utils.py", "x = 1\n")[0]


@pytest.mark.parametrize(
    "line",
    ["open('/root/.cache/x')", "cd /work/main", "--extra-index-url=there", "pip install --find-links x", "cp /tmp/probe/bin/uv ."],
)
def test_nothing_is_tied_to_one_machine(line: str, tmp_path: Path) -> None:
    assert "belongs to one machine" in found(tmp_path, "docs/a.md", f"first\n{line}\n")[0]


@pytest.mark.parametrize("line", ["see https://www.postgresql.org/docs/", "a folder such as work/main", "/tmp/.X11-unix", "$HOME/tmp/x"])
def test_ordinary_text_is_left_alone(line: str, tmp_path: Path) -> None:
    assert found(tmp_path, "docs/a.md", line) == []


def test_a_picture_is_not_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\xff\xfe/root/x")

    assert house.faults(tmp_path) == []


def test_what_tools_made_is_left_alone_without_git_too(tmp_path: Path) -> None:
    assert found(tmp_path, ".mypy_cache/a.json", "/root/x/y") == []
    assert found(tmp_path, "build/log.txt", "/root/x/y") == []
    assert len(found(tmp_path, ".ci/run", "cd /root/x")) == 1
