"""TLS to a gateway: by the authorities that this computer trusts, or by the fingerprint that stood in the invite.

The latter is for a class server with a certificate of its own making. A fingerprint is the SHA-256 of the certificate, in lower-case
hexadecimal without colons.
"""

import hashlib
import hmac
import ssl
from typing import Any

from app.data.certificates import trusted_file


def trusting_authorities() -> ssl.SSLContext:
    """A context in which the server's certificate has to be signed by an authority of this computer, for the name that was asked."""
    authorities = trusted_file()
    return ssl.create_default_context(cafile=None if authorities == "system" else authorities)


def trusting_only(fingerprint: str) -> ssl.SSLContext:
    """A context in which only the certificate with this fingerprint is good, whatever name and date stand in it.

    The certificate is looked at as the last step of the handshake, before anything is sent.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # the fingerprint is the proof
    context.sslsocket_class = _socket_that_trusts_only(fingerprint)
    return context


def _socket_that_trusts_only(fingerprint: str) -> type[ssl.SSLSocket]:
    class Pinned(ssl.SSLSocket):
        """A socket that ends the handshake when another certificate is shown."""

        def do_handshake(self, *arguments: Any) -> None:  # noqa: ANN401 (passed on as they are)
            super().do_handshake(*arguments)
            shown = hashlib.sha256(self.getpeercert(binary_form=True) or b"").hexdigest()
            if not hmac.compare_digest(shown, fingerprint):
                raise ssl.SSLCertVerificationError(1, "the certificate is not the one of the invite")

    return Pinned
