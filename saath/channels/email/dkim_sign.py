"""Signing what leaves (DKIM, RFC 6376 and 8301): a key for a domain, its DNS record, and the header.

RSA of 2048 bits with SHA-256 over relaxed headers and body: what every receiver checks.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

BITS = 2048


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The private half (PEM) of the key that `SELECTOR._domainkey.DOMAIN` publishes."""

    domain: str
    selector: str
    private: str = field(repr=False)


def new_key_pair() -> tuple[str, str]:
    """Return a new private key as PEM and its public half as the `p=` of a record holds it."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return private.decode("ascii"), base64.b64encode(public).decode("ascii")


def record_of(public: str) -> str:
    """Return what DNS has to say of a key (RFC 6376, 3.6.1)."""
    return f"v=DKIM1; k=rsa; p={public}"


def keys_as_text(keys: Iterable[SigningKey]) -> str:
    """Return keys as an option of an account."""
    return json.dumps([asdict(key) for key in keys])


def keys_from_text(text: str) -> list[SigningKey]:
    """Return the keys of an account's option, [] of ''."""
    return [SigningKey(**each) for each in json.loads(text or "[]")]


def sign(octets: bytes, keys: Sequence[SigningKey]) -> bytes:
    """Return the mail with one signature for each key in front."""
    if not keys:
        return octets
    from dkim import DKIM  # here, as few processes sign: 6 MB

    signed = octets
    for key in keys:
        header = DKIM(octets).sign(
            key.selector.encode("ascii"),
            key.domain.encode("ascii"),
            key.private.encode("ascii"),
            canonicalize=(b"relaxed", b"relaxed"),
        )
        signed = header + signed
    return signed
