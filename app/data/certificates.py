"""The authorities that this computer trusts, as one file.

libpq's `sslrootcert=system` means nothing to the driver's own OpenSSL, whose folder of certificates exists on no computer.
"""

import os
import ssl
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_USUAL = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)


def authorities(arguments: Mapping[str, object]) -> dict[str, str]:
    """The `sslrootcert` that arguments of a connection still need: where the server must prove itself and none is named."""
    proves = str(arguments.get("sslmode", "")).startswith("verify")
    return {"sslrootcert": trusted_file()} if proves and arguments.get("sslrootcert", "system") == "system" else {}


@cache
def trusted_file() -> str:
    """The path of a PEM file with the system's authorities; `system` when there is none (then the server cannot be proved)."""
    named = os.environ.get("SSL_CERT_FILE") or ssl.get_default_verify_paths().cafile
    for path in (named, *_USUAL):
        if path and Path(path).is_file():
            return path
    authorities = ssl.create_default_context().get_ca_certs(binary_form=True)  # Windows and macOS keep them in a store
    if not authorities:
        return "system"
    handle, path = tempfile.mkstemp(prefix="lettergrove-authorities-", suffix=".pem")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.writelines(ssl.DER_cert_to_PEM_cert(authority) for authority in authorities)
    return path
