"""Code that nothing uses is found; what Qt, Alembic and the table of pages use is not."""

from pathlib import Path

import dead_code


def found(folder: Path, text: str) -> list[str]:
    (folder / "app").mkdir(exist_ok=True)
    (folder / "app" / "part.py").write_text(text)
    return dead_code.faults(folder)


def test_a_function_that_nobody_calls_is_found(tmp_path: Path) -> None:
    assert found(tmp_path, "def forgotten():\n    return 1\n") == ["app/part.py:1: unused function 'forgotten'"]
    assert found(tmp_path, "def known():\n    return 1\n\n\nknown()\n") == []


def test_a_method_that_qt_calls_and_a_page_named_in_the_table_are_not(tmp_path: Path) -> None:
    text = 'PAGES = {1: "app.ui.pages.who:Who"}\nprint(PAGES)\n\n\nclass Who:\n    def paintEvent(self):\n        return 1\n'

    assert found(tmp_path, text) == []


def test_a_field_that_is_not_read_yet_is_left_alone_but_an_unused_import_is_not(tmp_path: Path) -> None:
    assert found(tmp_path, "class Facts:\n    size: int\n\n\nFacts()\n") == []
    assert found(tmp_path, "import os\n") == ["app/part.py:1: unused import 'os'"]
