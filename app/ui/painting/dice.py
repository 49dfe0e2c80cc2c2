"""Chance that is the same every day: a child's tree looks tomorrow as it looks today."""

import random
import zlib


def dice(seed: int | str) -> random.Random:
    """Dice for a number or a text; the same seed throws the same on every computer."""
    number = seed if isinstance(seed, int) else zlib.crc32(seed.encode("utf-8"))
    return random.Random(number)  # noqa: S311 - drawing, not secrets
