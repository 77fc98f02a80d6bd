"""Message encryption for Web Push (RFC 8291) with the aes128gcm coding (RFC 8188)."""

from __future__ import annotations

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
RECORD_BYTES = 4096
MOST_BYTES = 3900
POINT_BYTES, AUTH_BYTES = 65, 16
LAST_RECORD = b"\x02"


def to_text(octets: bytes) -> str:
    """Return base64url without padding (RFC 7515, 2)."""
    return urlsafe_b64encode(octets).decode().rstrip("=")


def from_text(text: str) -> bytes:
    """Return what `to_text` was given; raises ValueError for anything else."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def public_point(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return a public key as an uncompressed point of 65 octets."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def are_keys(p256dh: str, auth: str) -> bool:
    """Tell whether a browser's two keys can be encrypted for: a point of P-256, and a secret of 16 octets."""
    try:
        point, secret = from_text(p256dh), from_text(auth)
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    except ValueError:
        return False
    is_plain = p256dh.rstrip("=") == to_text(point) and auth.rstrip("=") == to_text(secret)
    return is_plain and len(point) == POINT_BYTES and len(secret) == AUTH_BYTES


def encrypt(plain: bytes, *, p256dh: str, auth: str) -> bytes:
    """Return a message that only the browser opens; raises ValueError for one that is too long or keys that are none."""
    if len(plain) > MOST_BYTES:
        raise ValueError("a pushed message has one record of 4096 octets")
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, from_text(p256dh))
    ours = ec.generate_private_key(CURVE)
    our_point, salt = public_point(ours.public_key()), os.urandom(16)
    shared = ours.exchange(ec.ECDH(), theirs)
    key, nonce = content_keys(shared, from_text(auth), public_point(theirs), our_point, salt)
    sealed = AESGCM(key).encrypt(nonce, plain + LAST_RECORD, None)
    header = salt + RECORD_BYTES.to_bytes(4, "big") + bytes([POINT_BYTES]) + our_point
    return header + sealed


def content_keys(
    shared: bytes, auth: bytes, their_point: bytes, our_point: bytes, salt: bytes
) -> tuple[bytes, bytes]:
    """Return key and nonce of the one record (RFC 8291, 3.4): theirs is the browser's point, ours the sender's."""
    secret = _hkdf(auth, shared, b"WebPush: info\x00" + their_point + our_point, 32)
    key = _hkdf(salt, secret, b"Content-Encoding: aes128gcm\x00", 16)
    return key, _hkdf(salt, secret, b"Content-Encoding: nonce\x00", 12)


def _hkdf(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)
