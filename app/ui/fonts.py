"""Which font draws what: words to read, letters to learn, pictures of words.

Words are set in Manrope, which comes with the program's packages; letters that are taught in Andika where it is installed, otherwise in
the Noto (or the system's own) font of the script. The script's own family is always named first: a family list whose first font lacks
the script makes Qt warn and pick by chance.
"""

import importlib.util
import sys
import unicodedata
from bisect import bisect_right
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from app.learning.people import Letterform
from app.system.fonts import fonts_of

# First code point of a stretch, and the ISO 15924 name of its script. "Zyyy" stretches are drawn by any font.
_STRETCHES = (
    (0x0000, "Latn"), (0x0370, "Grek"), (0x0400, "Cyrl"), (0x0530, "Armn"), (0x0590, "Hebr"), (0x0600, "Arab"), (0x0700, "Latn"),
    (0x0750, "Arab"), (0x0780, "Latn"), (0x08A0, "Arab"), (0x0900, "Deva"), (0x0980, "Beng"), (0x0A00, "Guru"), (0x0A80, "Gujr"),
    (0x0B00, "Orya"), (0x0B80, "Taml"), (0x0C00, "Telu"), (0x0C80, "Knda"), (0x0D00, "Mlym"), (0x0D80, "Sinh"), (0x0E00, "Thai"),
    (0x0E80, "Laoo"), (0x0F00, "Tibt"), (0x1000, "Mymr"), (0x10A0, "Geor"), (0x1100, "Hang"), (0x1200, "Ethi"), (0x13A0, "Latn"),
    (0x1780, "Khmr"), (0x1800, "Latn"), (0x1C90, "Geor"), (0x1CC0, "Latn"), (0x1F00, "Grek"), (0x2000, "Latn"), (0x2E80, "Hani"),
    (0x3040, "Hira"), (0x30A0, "Kana"), (0x3100, "Hani"), (0x3130, "Hang"), (0x3190, "Hani"), (0xA000, "Latn"),
    (0xAC00, "Hang"), (0xD7B0, "Latn"), (0xFB1D, "Hebr"), (0xFB50, "Arab"), (0xFE00, "Latn"), (0xFE70, "Arab"), (0xFF00, "Latn"),
)  # fmt: skip
_STARTS = tuple(start for start, _ in _STRETCHES)

_KOREAN = ("NanumGothic", "Noto Sans KR", "Noto Sans CJK KR", "Malgun Gothic", "Apple SD Gothic Neo")
_JAPANESE = ("MotoyaLMaru", "Noto Sans JP", "Noto Sans CJK JP", "UD Digi Kyokasho N-R", "Yu Gothic UI", "Hiragino Maru Gothic ProN")
# Debian's fonts first, then those of Windows and macOS. Arabic and Persian are taught in Naskh, Urdu in Nastaliq, Thai with loops.
_LETTERS: dict[str, tuple[str, ...]] = {
    "Deva": ("Noto Sans Devanagari", "Nirmala UI", "Kohinoor Devanagari", "Devanagari MT"),
    "Aran": ("Noto Nastaliq Urdu", "Urdu Typesetting", "Noto Nastaliq Urdu UI"),
    "Arab": ("Noto Naskh Arabic", "Noto Sans Arabic", "Segoe UI", "Geeza Pro"),
    "Hebr": ("Noto Sans Hebrew", "Segoe UI", "Arial Hebrew"),
    "Grek": ("Noto Sans", "Segoe UI", "Helvetica Neue"),
    "Geor": ("Noto Sans Georgian", "Sylfaen", "Helvetica Neue"),
    "Armn": ("Noto Sans Armenian", "Sylfaen", "Mshtakan"),
    "Beng": ("Noto Sans Bengali", "Nirmala UI", "Kohinoor Bangla"),
    "Guru": ("Noto Sans Gurmukhi", "Nirmala UI", "Gurmukhi MN"),
    "Gujr": ("Noto Sans Gujarati", "Nirmala UI", "Kohinoor Gujarati"),
    "Orya": ("Noto Sans Oriya", "Nirmala UI", "Oriya MN"),
    "Taml": ("Noto Sans Tamil", "Nirmala UI", "Tamil MN"),
    "Telu": ("Noto Sans Telugu", "Nirmala UI", "Kohinoor Telugu"),
    "Knda": ("Noto Sans Kannada", "Nirmala UI", "Kannada MN"),
    "Mlym": ("Noto Sans Malayalam", "Nirmala UI", "Malayalam MN"),
    "Sinh": ("Noto Sans Sinhala", "Nirmala UI", "Sinhala MN"),
    "Thai": ("Noto Looped Thai", "Noto Sans Thai", "Leelawadee UI", "Thonburi"),
    "Laoo": ("Noto Looped Lao", "Noto Sans Lao", "Leelawadee UI", "Lao MN"),
    "Tibt": ("Noto Serif Tibetan", "Microsoft Himalaya", "Kailasa"),
    "Mymr": ("Noto Sans Myanmar", "Myanmar Text", "Myanmar MN"),
    "Khmr": ("Noto Sans Khmer", "Leelawadee UI", "Khmer MN"),
    "Ethi": ("Noto Sans Ethiopic", "Ebrima", "Kefa"),
    "Hang": _KOREAN,
    "Kore": _KOREAN,
    "Hira": _JAPANESE,
    "Kana": _JAPANESE,
    "Jpan": _JAPANESE,
    "Hani": ("Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC"),
}
_SCHOOL = ("Andika", "Noto Sans", "Segoe UI", "Helvetica Neue", "Arial")
_PRINT = ("Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "DejaVu Sans")
# Other faces of a script, for finding a letter again in whatever it is printed. Those that are installed are used, in this order.
_OTHERS: dict[str, tuple[str, ...]] = {
    "Aran": ("Noto Naskh Arabic", "Segoe UI", "Geeza Pro"),
    "Arab": ("Noto Kufi Arabic", "Noto Sans Arabic", "Arial", "Times New Roman"),
    "Hebr": ("Noto Serif Hebrew", "Arial", "Times New Roman"),
    "Kore": ("NanumMyeongjo", "NanumSquareRound", "Batang", "AppleMyungjo"),
    "Jpan": ("Noto Serif CJK JP", "Noto Sans CJK JP", "Yu Mincho", "Hiragino Mincho ProN"),
    "Latn": ("Noto Serif", "DejaVu Sans", "Georgia", "Comic Sans MS", "Times New Roman"),
}
_SERIF_OF = {
    "Deva": "Devanagari", "Beng": "Bengali", "Guru": "Gurmukhi", "Gujr": "Gujarati", "Taml": "Tamil", "Telu": "Telugu", "Knda": "Kannada",
    "Mlym": "Malayalam", "Sinh": "Sinhala", "Armn": "Armenian", "Geor": "Georgian", "Ethi": "Ethiopic",
}  # fmt: skip
_PICTURES = ("Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji")
_SAMPLES = {"Deva": "कअ", "Arab": "اب", "Hebr": "אב", "Grek": "αω", "Cyrl": "аж", "Latn": "añ", "Beng": "কঅ", "Guru": "ਕਅ", "Thai": "กข"}


class Reading(StrEnum):
    """Which face words are set in."""

    USUAL = "usual"  # Manrope
    EASY = "easy"  # Andika with wider spacing, for those who read better so


def add_application_fonts() -> bool:
    """Make Manrope known to Qt (needs a QGuiApplication). False when the package has no such file: then Noto Sans reads."""
    # A text in two scripts that each need a font of their own (a name may be anything) is drawn right, by two fonts; Qt would still warn
    # that the first of them lacks the second script, on every paint.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    found = importlib.util.find_spec("font_manrope")  # not imported: the package walks its folder when it is
    if found is None or found.origin is None:
        return False
    folder = Path(found.origin).parent / "files"
    # The static cuts: Qt keeps the variable file at its lightest weight.
    files = [folder / f"Manrope-{cut}.ttf" for cut in ("Medium", "SemiBold", "Bold", "ExtraBold")]
    added = [QFontDatabase.addApplicationFont(str(file)) for file in files if file.exists()]
    return len(added) == len(files) and min(added) >= 0


@lru_cache(maxsize=2048)
def _script_of(text: str) -> str:
    first = ""
    for character in text:
        if character.isalpha() or unicodedata.category(character) == "Mc":
            script = _STRETCHES[bisect_right(_STARTS, ord(character)) - 1][1]
            if script in _LETTERS:
                return script
            first = first or script
    return first or "Latn"


def script_of(text: str) -> str:
    """The ISO 15924 script of `text`: its first one with a font of its own, otherwise that of its first letter. Looks at 200 characters.

    Fonts of other scripts draw Latin as well, not the other way round; so "Anaya मीना" is Devanagari.
    """
    return _script_of(text[:200])


def letter_families(script: str, letterform: Letterform = Letterform.SCHOOL) -> tuple[str, ...]:
    """The families to try for letters of `script`, best first."""
    return _LETTERS.get(script) or (_SCHOOL if letterform is Letterform.SCHOOL else _PRINT)


def _font(families: tuple[str, ...], px: float, weight: int) -> QFont:
    font = QFont()
    font.setFamilies(list(families))
    font.setPixelSize(max(1, round(px)))
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font


@lru_cache(maxsize=256)
def reading_font(px: float, weight: int = 500, script: str = "Latn", reading: Reading = Reading.USUAL) -> QFont:
    """The font for words in `script`. Shared: copy it (`QFont(font)`) before changing it."""
    own = _LETTERS.get(script, ())
    latin = ("Manrope", *_PRINT) if reading is Reading.USUAL else _SCHOOL
    font = _font((*own, *latin), px, weight)
    if reading is Reading.EASY:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, px * 0.035)
        font.setWordSpacing(px * 0.16)
    return font


def letter_font(px: float, script: str = "Latn", letterform: Letterform = Letterform.SCHOOL, weight: int = 700) -> QFont:
    """The font that letters are taught in. Not shared: a QFont looks up its engine per thread, and letters are painted in two threads."""
    return _font(letter_families(script, letterform), px, weight)


@lru_cache(maxsize=128)
def _look(script: str, letterform: Letterform, look: int) -> tuple[str, int, bool]:
    """The family, weight and slant of a look of a script; those beyond the installed families are heavier, lighter or slanted."""
    own = letter_families(script, letterform)
    others = _OTHERS.get(script) or ((f"Noto Serif {_SERIF_OF[script]}",) if script in _SERIF_OF else _OTHERS["Latn"])
    there = [family for family in others if family not in own[:1] and QFontDatabase.hasFamily(family)]
    if look <= len(there):
        return there[look - 1], 400 if look % 2 else 700, False
    spare = look - len(there)
    return next((family for family in own if QFontDatabase.hasFamily(family)), own[0]), 400 if spare % 2 else 900, spare % 2 == 0


def look_font(px: float, script: str, letterform: Letterform, weight: int, look: int) -> QFont:
    """The font that a letter is shown in: 0 as it is taught, other looks (1, 2, ...) as it may be met elsewhere."""
    if look == 0:
        return letter_font(px, script, letterform, weight)
    family, heavy, slanted = _look(script, letterform, look)
    font = _font((family, *letter_families(script, letterform)), px, heavy)
    font.setItalic(slanted)
    return font


@lru_cache(maxsize=64)
def picture_font(px: float) -> QFont:
    """The font of word pictures. The bitmaps of Noto are 128 px: never ask for more."""
    return _font(_PICTURES, min(px, 128), 400)


@lru_cache(maxsize=128)
def can_draw(script_or_text: str, script: str = "") -> bool:
    """Whether the letters of a script (its ISO 15924 name, "Deva") or of a text can be drawn by an installed font for that script.

    A fallback font does not count: a language is not taught in whatever happens to be found. The script of a text may be named where its
    letters do not tell it: Urdu is taught in Nastaliq ("Aran").
    """
    known = script_or_text in _LETTERS or script_or_text in _SAMPLES
    script = script or (script_or_text if known else script_of(script_or_text))
    text = _SAMPLES.get(script_or_text, "") if known else script_or_text
    families = [family for family in letter_families(script) if QFontDatabase.hasFamily(family)]
    if not families:
        return False
    raw = QRawFont.fromFont(_font((families[0],), 24, 400))
    return all(raw.supportsCharacter(ord(character)) for character in text if character.isalpha())


def needed(script: str) -> str:
    """What is to be installed so that the letters of a script can be drawn: the font, and on Linux the package of Debian that has it."""
    family = letter_families(script)[0]
    return f"{family} ({fonts_of(script).packages[0]})" if sys.platform.startswith("linux") else family
