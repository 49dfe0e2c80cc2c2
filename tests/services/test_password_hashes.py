"""Passwords are kept as argon2id with real costs, and an unknown person costs as much as a known one."""

import subprocess
import sys
import time

import pytest

from app.services.password_hashes import fits, hash_of, outdated


@pytest.fixture
def quick_hashes() -> None:
    """Here the costs are real."""


def test_a_hash_is_argon2id_with_the_costs_of_rfc_9106() -> None:
    stored = hash_of("a grove of letters")
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert stored != hash_of("a grove of letters")
    assert fits(stored, "a grove of letters")
    assert not fits(stored, "a grove of letter")
    assert not outdated(stored)


def test_what_is_no_hash_fits_nothing() -> None:
    assert not fits("not a hash", "not a hash")


def test_nobody_costs_as_much_as_somebody() -> None:
    stored = hash_of("a grove of letters")

    def seconds(hashed: str | None) -> float:
        begun = time.process_time()
        assert not fits(hashed, "wrong password")
        return time.process_time() - begun

    assert min(seconds(None) for _ in range(3)) > 0.4 * min(seconds(stored) for _ in range(3))


def test_playing_never_loads_argon2() -> None:
    code = "import sys, app.services.play, app.services.grown_ups; sys.exit('argon2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
