"""What is noted about the environment, and pip's many lines in one sentence."""

from pathlib import Path

import environment
import pytest


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with locks and something that looks like an environment."""
    root = tmp_path / "a folder of Zoë"
    (root / ".venv" / "bin").mkdir(parents=True)
    (root / ".venv" / "bin" / "python").symlink_to("/bin/sh")
    for lock in (environment.RUNTIME, environment.DEVELOPMENT):
        (root / lock).write_text(f"qt==1 # of {lock}\n")
    monkeypatch.setattr(environment, "ROOT", root)
    monkeypatch.setattr(environment, "VENV", root / ".venv")
    monkeypatch.setattr(environment, "READY", root / ".venv" / "ready.json")
    return root


def install(lock: str) -> None:
    environment.note(packages={lock: environment._digest(lock)})


def test_an_environment_without_a_note_is_not_ready(project: Path) -> None:
    assert not environment.is_ready(environment.RUNTIME)


def test_the_development_lock_serves_the_program_too_but_not_the_other_way_round(project: Path) -> None:
    install(environment.DEVELOPMENT)
    assert environment.is_ready(environment.RUNTIME)

    install(environment.RUNTIME)
    assert environment.is_ready(environment.RUNTIME)
    assert not environment.is_ready(environment.DEVELOPMENT)


def test_a_changed_lock_is_installed_again(project: Path) -> None:
    install(environment.RUNTIME)
    (project / environment.RUNTIME).write_text("qt==2\n")

    assert not environment.is_ready(environment.RUNTIME)


def test_another_python_behind_the_environment_is_noticed(project: Path) -> None:
    install(environment.RUNTIME)
    link = project / ".venv" / "bin" / "python"
    link.unlink()
    link.symlink_to("/bin/cat")

    assert not environment.is_ready(environment.RUNTIME)


def test_a_moved_folder_is_made_ready_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(environment.RUNTIME)
    moved = project.rename(project.parent / "moved")
    monkeypatch.setattr(environment, "ROOT", moved)
    monkeypatch.setattr(environment, "VENV", moved / ".venv")
    monkeypatch.setattr(environment, "READY", moved / ".venv" / "ready.json")

    assert not environment.is_ready(environment.RUNTIME)


@pytest.mark.parametrize("content", ["", "[1]", "{", '{"root": 5}', "\0\0"])
def test_a_note_that_cannot_be_read_counts_as_none(project: Path, content: str) -> None:
    environment.READY.write_text(content)

    assert not environment.is_ready(environment.RUNTIME)


@pytest.mark.parametrize(
    ("errors", "sentence"),
    [
        ("WARNING: Retrying ... NewConnectionError('...: Temporary failure in name resolution')", "the network does not answer"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "not the one that the lock file names"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("SSLError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "does not trust the certificate"),
        ("ERROR: No matching distribution found for qt==9", "pip says: No matching distribution found for qt==9"),
        ("", "could not be installed"),
    ],
)
def test_what_pip_says_becomes_one_sentence(errors: str, sentence: str) -> None:
    told = environment._reason(errors)

    assert sentence in told
    assert len(told.splitlines()) == 1
