"""Invites: the code that a person types, and the link that holds it together with where the hub is.

A code is eleven random signs and one that checks them, of an alphabet without 0, 1, I, L and O: 54 bits, good for one use and one day.
The alphabet has 31 signs and the check is a sum weighted by place modulo 31, a prime: it finds every single wrong sign and every two
signs that changed places.
"""

import hashlib
import re
import secrets
import unicodedata
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import UUID

from app.learning.ids import SpaceId
from app.learning.problems import Problem, Trouble
from app.sync.transports.hub_address import HubAddress

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH = 12
_SCHEME = "lettergrove"
_LINK = re.compile(rf"\b{_SCHEME}:\S*", re.IGNORECASE)
_FINGERPRINT = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Invite:
    """What a person brings along to join. Without a link only the code is known, and the hub's address was told beside it."""

    hub: HubAddress
    code: str
    space: SpaceId | None = None
    fingerprint: str | None = None

    @property
    def link(self) -> str:
        """The invite as one text to paste or to send."""
        parts = {"hub": str(self.hub), "space": self.space, "code": spaced(self.code), "fingerprint": self.fingerprint}
        return f"{_SCHEME}://join?{urlencode({name: part for name, part in parts.items() if part})}"


def new_code() -> str:
    """A code that nobody can guess."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH - 1))
    return drawn + _ALPHABET[-_sum(drawn) * pow(_LENGTH, -1, len(_ALPHABET)) % len(_ALPHABET)]


def spaced(code: str) -> str:
    """A code as it is shown: in three groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def code_in(typed: str) -> str:
    """The code that someone typed, with whatever spaces, hyphens and small letters. Raises Problem CODE_MISTYPED."""
    code = "".join(sign for sign in unicodedata.normalize("NFKC", typed).upper() if sign.isalnum())
    if len(code) != _LENGTH or any(sign not in _ALPHABET for sign in code) or _sum(code) % len(_ALPHABET):
        raise Problem(Trouble.CODE_MISTYPED)
    return code


def hash_of(code: str) -> str:
    """What the hub keeps of a code."""
    return hashlib.sha256(code.encode()).hexdigest()


def invite_in(text: str, hub: str | None = None) -> Invite:
    """The invite in a link, wherever it stands in a text, or in a code with the hub's address beside it.

    Behind a `#` the address may have the fingerprint of the hub's certificate. Raises Problem CODE_MISTYPED, HUB_ADDRESS_MISSING,
    HUB_ADDRESS_WRONG, HUB_NOT_SECURE, DATABASE_*.
    """
    link = _LINK.search(text)
    said = _parts(link.group()) if link else {"code": text}
    if hub:
        said["hub"] = hub
    code = code_in(said.get("code", ""))
    address, _, behind = said.get("hub", "").partition("#")
    if not address:
        raise Problem(Trouble.HUB_ADDRESS_MISSING)
    fingerprint = (behind or said.get("fingerprint", "")).replace(":", "").lower()
    if fingerprint and not _FINGERPRINT.fullmatch(fingerprint):
        raise Problem(Trouble.HUB_ADDRESS_WRONG if behind else Trouble.CODE_MISTYPED)
    try:
        space = SpaceId(UUID(said["space"])) if "space" in said else None
    except ValueError as error:
        raise Problem(Trouble.CODE_MISTYPED) from error
    return Invite(HubAddress.parse(address), code, space, fingerprint or None)


def _parts(link: str) -> dict[str, str]:
    """What a link says. Raises Problem CODE_MISTYPED."""
    try:
        return {name: values[0] for name, values in parse_qs(urlsplit(link).query, strict_parsing=True).items()}
    except ValueError as error:
        raise Problem(Trouble.CODE_MISTYPED) from error


def _sum(signs: str) -> int:
    return sum(place * _ALPHABET.index(sign) for place, sign in enumerate(signs, 1))
