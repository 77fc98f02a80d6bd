"""Signing what leaves (DKIM, RFC 6376, 8301 and 8463): keys for a domain, their DNS records, and the headers.

RSA of 2048 bits is what every receiver checks; Ed25519 stands beside it for those that know it. Both sign SHA-256 over
relaxed headers and body.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

BITS = 2048


class Algorithm(StrEnum):
    """What a key is made for, as the `k=` of its record says it."""

    RSA = "rsa"
    ED25519 = "ed25519"


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A private key, PEM for RSA and base64 for Ed25519, and its public half as the `p=` of a record holds it."""

    algorithm: Algorithm
    private: str = field(repr=False)
    public: str


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The private half of the key that `SELECTOR._domainkey.DOMAIN` publishes."""

    domain: str
    selector: str
    private: str = field(repr=False)
    algorithm: str = Algorithm.RSA


def new_key_pairs() -> tuple[KeyPair, KeyPair]:
    """Return a new key of each kind, RSA first."""
    return _new_rsa(), _new_ed25519()


def _new_rsa() -> KeyPair:
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return KeyPair(Algorithm.RSA, private.decode("ascii"), base64.b64encode(public).decode("ascii"))


def _new_ed25519() -> KeyPair:
    key = Ed25519PrivateKey.generate()
    private, public = key.private_bytes_raw(), key.public_key().public_bytes_raw()
    return KeyPair(
        Algorithm.ED25519, base64.b64encode(private).decode("ascii"), base64.b64encode(public).decode("ascii")
    )


def record_of(public: str, algorithm: str) -> str:
    """Return what DNS has to say of a key (RFC 6376, 3.6.1; RFC 8463, 3)."""
    return f"v=DKIM1; k={algorithm}; p={public}"


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
            signature_algorithm=f"{key.algorithm}-sha256".encode("ascii"),
            canonicalize=(b"relaxed", b"relaxed"),
        )
        signed = header + signed
    return signed
