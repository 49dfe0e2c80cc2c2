"""A home for each test, whose name has a space and letters beyond ASCII, as a person's folder may."""

from pathlib import Path

import pytest

from app.system.paths import Paths


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "Zoë’s grove कमल")
