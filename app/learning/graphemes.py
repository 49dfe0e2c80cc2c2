"""Cutting text into what a reader calls letters: extended grapheme clusters.

The rules are those of Unicode Standard Annex 29 (GB3 to GB13), told from the general categories that Python knows. Two steps
go further, as letters are taught: a conjunct of an Indic script is one cluster in Kannada too (rule GB9c leaves Kannada out: ಕ್ಷ would fall
apart), and so are Tamil's two, க்ஷ and ஶ்ரீ.
"""

from unicodedata import category

_ZWJ, _ZWNJ, _KEYCAP = 0x200D, 0x200C, 0x20E3
_REGIONAL = range(0x1F1E6, 0x1F200)
_SKIN = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
_HALF_WIDTH_MARKS = range(0xFF9E, 0xFFA0)
_PICTOGRAPHS = (
    range(0x2190, 0x2400), range(0x2460, 0x2500), range(0x25A0, 0x2800), range(0x2900, 0x2A00), range(0x2B00, 0x2C00),
    range(0x3030, 0x3031), range(0x303D, 0x303E), range(0x3297, 0x329A), range(0x1F000, 0x1F1E6), range(0x1F200, 0x1F3FB),
    range(0x1F400, 0x1FB00), range(0x1FC00, 0x1FFFE),
)  # fmt: skip
_PREPENDED = frozenset((*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0xD4E, 0x110BD, 0x110CD))
# Spacing marks by category that the annex leaves on their own (Myanmar, Tai Tham, Ahom), and two letters that it counts as marks.
_MARKS_ALONE = frozenset((
    0x102B, 0x102C, 0x1038, *range(0x1062, 0x1065), *range(0x1067, 0x106E), 0x1083, *range(0x1087, 0x108D), 0x108F,
    *range(0x109A, 0x109D), 0x1A61, 0x1A63, 0x1A64, 0xAA7B, 0xAA7D, 0x11720, 0x11721,
))  # fmt: skip
_LETTERS_AS_MARKS = frozenset((0xE33, 0xEB3))
_VIRAMAS = frozenset((0x94D, 0x9CD, 0xACD, 0xB4D, 0xC4D, 0xCCD, 0xD4D))
_CONSONANTS = (
    range(0x915, 0x93A), range(0x958, 0x960), range(0x978, 0x980), range(0x995, 0x9BA), range(0x9DC, 0x9E0), range(0x9F0, 0x9F2),
    range(0xA95, 0xABA), range(0xAF9, 0xAFA), range(0xB15, 0xB3A), range(0xB5C, 0xB60), range(0xB71, 0xB72), range(0xC15, 0xC3A),
    range(0xC58, 0xC5B), range(0xC95, 0xCBA), range(0xCDD, 0xCDF), range(0xD15, 0xD3B),
)  # fmt: skip
_TAMIL_CONJUNCTS = (("க்", "ஷ"), ("ஶ்", "ர"))


def _within(code: int, ranges: tuple[range, ...]) -> bool:
    return any(code in part for part in ranges)


def is_mark(character: str) -> bool:
    """Whether a character joins the one before it: combining and spacing marks, joiners, skin tones, tags."""
    code = ord(character)
    if code in (_ZWJ, _ZWNJ) or code in _LETTERS_AS_MARKS or code in _SKIN or code in _TAGS or code in _HALF_WIDTH_MARKS:
        return True
    return category(character) in ("Mn", "Me", "Mc") and code not in _MARKS_ALONE


def _hangul(code: int) -> str:
    """The part that a code plays in a Korean syllable: L, V, T, LV, LVT, or nothing."""
    if 0x1100 <= code <= 0x115F or 0xA960 <= code <= 0xA97C:
        return "L"
    if 0x1160 <= code <= 0x11A7 or 0xD7B0 <= code <= 0xD7C6:
        return "V"
    if 0x11A8 <= code <= 0x11FF or 0xD7CB <= code <= 0xD7FB:
        return "T"
    if 0xAC00 <= code <= 0xD7A3:
        return "LVT" if (code - 0xAC00) % 28 else "LV"
    return ""


def _joins_hangul(before: int, after: int) -> bool:
    left, right = _hangul(before), _hangul(after)
    if left == "L":
        return right in ("L", "V", "LV", "LVT")
    if left in ("LV", "V"):
        return right in ("V", "T")
    return left in ("LVT", "T") and right == "T"


def _joins_conjunct(cluster: str, after: str) -> bool:
    """Whether a consonant goes on with the conjunct at the end of the cluster: its marks since the last consonant hold a virama."""
    if any(cluster.endswith(left) and after == right for left, right in _TAMIL_CONJUNCTS):
        return True
    if not _within(ord(after), _CONSONANTS):
        return False
    linked = False
    for character in reversed(cluster):
        if ord(character) in _VIRAMAS:
            linked = True
        elif _within(ord(character), _CONSONANTS):
            return linked
        elif category(character) != "Mn" and ord(character) != _ZWJ:
            return False
    return False


def _joins_picture(cluster: str, after: str) -> bool:
    """Whether a pictograph goes on with the one before a zero-width joiner."""
    if not cluster.endswith("\u200d") or not _within(ord(after), _PICTOGRAPHS):
        return False
    before = next((character for character in reversed(cluster[:-1]) if not is_mark(character)), "")
    return bool(before) and _within(ord(before), _PICTOGRAPHS)


def _joins(cluster: str, after: str) -> bool:
    """Whether no border lies between a cluster and the character after it."""
    before, code = ord(cluster[-1]), ord(after)
    if (cluster[-1], after) == ("\r", "\n"):
        return True
    if category(cluster[-1]) in ("Cc", "Zl", "Zp", "Cs") or category(after) in ("Cc", "Zl", "Zp", "Cs"):
        return False
    if is_mark(after) or code == _KEYCAP or before in _PREPENDED:
        return True
    if before in _REGIONAL and code in _REGIONAL:
        return sum(ord(character) in _REGIONAL for character in cluster) % 2 == 1
    return _joins_hangul(before, code) or _joins_conjunct(cluster, after) or _joins_picture(cluster, after)


def clusters(text: str) -> tuple[str, ...]:
    """The extended grapheme clusters of a text, in order; joined they are the text again."""
    found: list[str] = []
    for character in text:
        if found and _joins(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    return tuple(found)
