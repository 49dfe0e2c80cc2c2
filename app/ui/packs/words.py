"""What is said of a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.packs import PackView


def from_whom(pack: PackView) -> str:
    """Who made it, as far as that can be known."""
    if pack.signed is None:
        return tr("Not signed")
    return tr("From {name}, whom you know", name=pack.signer) if pack.signer else tr("Signed by someone new")


def in_short(pack: PackView) -> str:
    """Language, makers, skill trees, licence and size in one line."""
    parts = [tr("Language {language}", language=pack.language)]
    if pack.authors:
        parts.append(tr("by {authors}", authors=", ".join(pack.authors)))
    if pack.trees:
        parts.append(tr("skill trees: {names}", names=", ".join(pack.trees)))
    parts += [tr("licence {licence}", licence=pack.licence), size_of(pack.size)]
    return " · ".join(parts)


def size_of(size: float) -> str:
    """Bytes for a person."""
    return tr("{size} kB", size=max(1, round(size / 1e3))) if size < 1e6 else tr("{size} MB", size=f"{size / 1e6:.1f}")
