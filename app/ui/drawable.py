"""Which languages can be drawn with the fonts of this computer; asked by the doctor, without a window."""

from collections.abc import Iterable

from PySide6.QtGui import QGuiApplication

from app.services.languages import pack
from app.ui.fonts import add_application_fonts, can_draw


def drawable(languages: Iterable[str]) -> dict[str, bool | None]:
    """For each language (BCP 47), whether a font for its script has all letters of its pack. Starts Qt when nothing has yet."""
    app = QGuiApplication.instance()
    if app is None:
        app = QGuiApplication(["lettergrove"])
        add_application_fonts()
    letters = {language: "".join(letter.lower for letter in pack(language).letters) for language in languages}
    found: dict[str, bool | None] = {language: can_draw(text) for language, text in letters.items()}
    del app  # kept until here: without it Qt has no fonts
    return found
