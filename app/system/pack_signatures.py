"""Who made a pack: an ed25519 signature over its manifest, which names the hash of every file; and the names grown-ups gave to signers.

Trust on first use: nobody vouches for a key but the grown-up who installs its first pack and gives it a name. From then on a pack of the
same id is taken from that key alone.
"""

import base64
import binascii
import hashlib
import json
from pathlib import Path
from typing import Any

from app.learning.packs import refuse
from app.learning.problems import Problem, Trouble
from app.system import disk
from app.system.paths import Paths

_SAID = b"lettergrove-pack-1\n"  # before the manifest: what is signed here can be meant for nothing else
_LONGEST_NAME = 60


def signer_of(signature: bytes | None, manifest: bytes) -> str | None:
    """The public key (base64) that signed a manifest; None when it is not signed. Problem PACK_REFUSED when the signature is wrong."""
    if signature is None:
        return None
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 (30 ms, for those who install alone)
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    try:
        facts = json.loads(signature)
        key, proof = base64.b64decode(facts["key"], validate=True), base64.b64decode(facts["signature"], validate=True)
        if facts["algorithm"] != "ed25519":
            refuse("signature-wrong")
        Ed25519PublicKey.from_public_bytes(key).verify(proof, _SAID + manifest)
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error, InvalidSignature) as error:
        raise Problem(Trouble.PACK_REFUSED, reason="signature-wrong") from error
    return base64.b64encode(key).decode()


def signature_by(private: bytes, manifest: bytes) -> bytes:
    """The signature file of a manifest. `private` are the 32 bytes of an ed25519 key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 (as above)

    key = Ed25519PrivateKey.from_private_bytes(private)
    facts = {
        "algorithm": "ed25519",
        "key": base64.b64encode(key.public_key().public_bytes_raw()).decode(),
        "signature": base64.b64encode(key.sign(_SAID + manifest)).decode(),
    }
    return json.dumps(facts, indent=1).encode()


def fingerprint(key: str) -> str:
    """Eight groups of four by which two people can compare a key over the telephone."""
    digest = hashlib.sha256(base64.b64decode(key)).hexdigest()[:32]
    return " ".join(digest[at : at + 4] for at in range(0, 32, 4))


class Signers:
    """The names that grown-ups of this computer gave to keys."""

    def __init__(self, paths: Paths) -> None:
        self._paths, self._file = paths, paths.packs / "signers.json"

    def names(self) -> dict[str, str]:
        """Key -> name. A file that cannot be read knows nobody."""
        try:
            facts: Any = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return {str(key): str(name) for key, name in facts.items()} if isinstance(facts, dict) else {}

    def give(self, key: str, name: str) -> None:
        """Name a key, in place of an earlier name. Problem DISK_FULL, FOLDER_NOT_WRITABLE."""
        clean = " ".join("".join(one if one.isprintable() else " " for one in name).split())[:_LONGEST_NAME]
        if clean:
            self._paths.make(self._paths.packs)
            disk.write_whole(self._file, json.dumps(self.names() | {key: clean}, ensure_ascii=False, indent=1).encode())


def read_private(file: Path) -> bytes:
    """A private key from its file, made when the file is not there, for its owner alone. Problem FOLDER_NOT_WRITABLE, PACK_NOT_FETCHED."""
    import secrets  # noqa: PLC0415 (only who makes packs)

    if not file.exists():
        disk.write_whole(file, base64.b64encode(secrets.token_bytes(32)) + b"\n")
    try:
        key = base64.b64decode(file.read_text("ascii").strip(), validate=True)
    except (OSError, ValueError) as error:
        raise Problem(Trouble.PACK_NOT_FETCHED, reason=f"{file.name} is no key") from error
    if len(key) != 32:
        raise Problem(Trouble.PACK_NOT_FETCHED, reason=f"{file.name} is no key")
    return key
