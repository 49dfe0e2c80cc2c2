"""From whom a pack is: a signature fits its manifest or the pack is refused; a key is known by the name a grown-up gave it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.learning.problems import Problem, Trouble
from app.system.pack_making import make
from app.system.pack_signatures import Signers, fingerprint, read_private, signature_by, signer_of
from app.system.paths import Paths
from tests.support.packs import folder, language_files
from tests.system.test_pack_shelf import install, refused

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
MANIFEST = b'{"format": 1}'


def test_a_signature_names_its_key_and_nobody_signed_what_has_none() -> None:
    signer = signer_of(signature_by(KEY, MANIFEST), MANIFEST)
    assert signer is not None
    assert signer == signer_of(signature_by(KEY, b"other"), b"other")
    assert signer != signer_of(signature_by(OTHER, MANIFEST), MANIFEST)
    assert len(fingerprint(signer).split()) == 8
    assert signer_of(None, MANIFEST) is None


def with_signature(**changes: object) -> bytes:
    return json.dumps(json.loads(signature_by(KEY, MANIFEST)) | changes).encode()


@pytest.mark.parametrize(
    "spoiled",
    [signature_by(KEY, b"another manifest"), with_signature(algorithm="none"), with_signature(key="AAAA"), with_signature(key=5),
     with_signature(signature=""), b"{}", b"[]", b"\xff", b"[" * 100_000],
)  # fmt: skip
def test_a_signature_that_does_not_fit_is_refused(spoiled: bytes) -> None:
    with pytest.raises(Problem) as told:
        signer_of(spoiled, MANIFEST)
    assert told.value.facts["reason"] == "signature-wrong"


def test_a_signer_is_known_by_the_name_that_was_given(paths: Paths) -> None:
    signer = signer_of(signature_by(KEY, MANIFEST), MANIFEST)
    assert signer is not None
    assert Signers(paths).names() == {}
    Signers(paths).give(signer, "  Ada\n of the\tMills ")
    assert Signers(paths).names() == {signer: "Ada of the Mills"}
    Signers(paths).give(signer, "\n")
    assert Signers(paths).names() == {signer: "Ada of the Mills"}
    (paths.packs / "signers.json").write_text("[")
    assert Signers(paths).names() == {}


Made = Callable[[str, int, bytes | None], Path]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def of(name: str, version: int, key: bytes | None) -> Path:
        return make(folder(tmp_path / name, language_files(), version=version), tmp_path / f"{name}.zip", key)

    return of


def test_the_next_version_comes_from_the_same_key_or_not_at_all(paths: Paths, made: Made) -> None:
    assert install(paths, made("one", 1, KEY)).signer is not None
    assert refused(paths, made("two", 2, OTHER)).facts["reason"] == "other-signer"
    assert refused(paths, made("three", 3, None)).facts["reason"] == "other-signer"
    assert install(paths, made("four", 4, KEY)).manifest.version == 4


def test_a_manifest_that_was_changed_after_it_was_signed_is_refused(paths: Paths, made: Made, tmp_path: Path) -> None:
    with zipfile.ZipFile(made("one", 1, KEY)) as whole, zipfile.ZipFile(tmp_path / "changed.zip", "w") as changed:
        for entry in whole.infolist():
            content = whole.read(entry)
            changed.writestr(entry.filename, content.replace(b"Ada", b"Eve") if entry.filename == "manifest.json" else content)
    assert refused(paths, tmp_path / "changed.zip").facts["reason"] == "signature-wrong"


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "my.key"
    key = read_private(file)
    assert read_private(file) == key
    assert len(key) == 32
    file.write_text("no key")
    with pytest.raises(Problem) as told:
        read_private(file)
    assert told.value.trouble is Trouble.PACK_NOT_FETCHED
