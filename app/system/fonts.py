"""Fonts: where the package's own lies, and which families each script wants. Which of them are here is asked of Qt, in the window."""

from dataclasses import dataclass

UI_FAMILY = "Manrope"


@dataclass(frozen=True, slots=True)
class ScriptFonts:
    """The families that show a script well to a child, best first, and the Debian packages that bring one of them."""

    families: tuple[str, ...]
    packages: tuple[str, ...]


_NOTO_CORE = "fonts-noto-core"
_CJK = "fonts-noto-cjk"
# Andika was drawn for people who learn to read: single-storey a and g, and no two letters alike
_LATIN = ScriptFonts(("Andika", "Noto Sans", "DejaVu Sans"), ("fonts-sil-andika", _NOTO_CORE))
EMOJI = ScriptFonts(("Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji"), ("fonts-noto-color-emoji",))


def _indic(name: str, mac: str) -> ScriptFonts:
    return ScriptFonts((f"Noto Sans {name}", mac, "Nirmala UI", f"Lohit {name}"), (_NOTO_CORE,))


_BY_SCRIPT = {
    "Latn": _LATIN,
    "Cyrl": _LATIN,
    "Grek": ScriptFonts(("Noto Sans", "DejaVu Sans"), (_NOTO_CORE,)),
    "Deva": _indic("Devanagari", "Kohinoor Devanagari"),
    "Beng": _indic("Bengali", "Kohinoor Bangla"),
    "Guru": _indic("Gurmukhi", "Gurmukhi MN"),
    "Gujr": _indic("Gujarati", "Kohinoor Gujarati"),
    "Orya": _indic("Oriya", "Oriya MN"),
    "Taml": _indic("Tamil", "Tamil MN"),
    "Telu": _indic("Telugu", "Kohinoor Telugu"),
    "Knda": _indic("Kannada", "Kannada MN"),
    "Mlym": _indic("Malayalam", "Malayalam MN"),
    "Hebr": ScriptFonts(("Noto Sans Hebrew", "Arial Hebrew", "Segoe UI", "DejaVu Sans"), (_NOTO_CORE,)),
    "Arab": ScriptFonts(("Noto Naskh Arabic", "Noto Sans Arabic", "Geeza Pro", "Segoe UI"), (_NOTO_CORE,)),
    "Hang": ScriptFonts(("Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic"), (_CJK,)),
    "Kore": ScriptFonts(("Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic"), (_CJK,)),
    "Jpan": ScriptFonts(("Noto Sans CJK JP", "Hiragino Maru Gothic ProN", "Yu Gothic UI"), (_CJK,)),
    "Hira": ScriptFonts(("Noto Sans CJK JP", "Hiragino Maru Gothic ProN", "Yu Gothic UI"), (_CJK,)),
    "Kana": ScriptFonts(("Noto Sans CJK JP", "Hiragino Maru Gothic ProN", "Yu Gothic UI"), (_CJK,)),
}


def fonts_of(script: str) -> ScriptFonts:
    """What `script` (ISO 15924, such as "Deva") wants; for a script that is not in the table, what Noto would call it is not guessed."""
    return _BY_SCRIPT.get(script, ScriptFonts(("Noto Sans",), (_NOTO_CORE,)))
