"""A certificate of the gateway's own making, for a class server that no authority vouches for: devices know it by its fingerprint."""

import ipaddress
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.system import disk

_YEARS = timedelta(days=3650)  # the fingerprint is what is trusted; a class must not stop because a date went by


def own_certificate(certificate: Path, key: Path, now: datetime) -> None:
    """Make a certificate and its key where there is none yet; one that is there stays, because invites carry its fingerprint.

    Raises Problem FOLDER_NOT_WRITABLE or DISK_FULL.
    """
    if certificate.exists() and key.exists():
        return
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Lettergrove class server")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now.astimezone(UTC) - timedelta(days=1))
        .not_valid_after(now.astimezone(UTC) + _YEARS)
        .add_extension(x509.SubjectAlternativeName(_names()), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(private, hashes.SHA256())
    )
    secret = private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    disk.write_whole(key, secret)
    disk.write_whole(certificate, made.public_bytes(serialization.Encoding.PEM))


def _names() -> list[x509.GeneralName]:
    """The names that this computer goes by, for programs that look at them."""
    names: list[x509.GeneralName] = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    here = socket.gethostname()
    if here.isascii() and here != "localhost":
        names.append(x509.DNSName(here))
    return names
