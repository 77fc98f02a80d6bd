"""A push service and the app behind it, in one small server on this machine: to see what a push is.

A phone has both: the service is UnifiedPush or the browser's, and opening what was sealed is done by the system or by a library.
"""

from __future__ import annotations

import json
import os
from base64 import urlsafe_b64encode
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


class Receiver:
    """Keys of an app, and an address at which it is told; `told` is called with what each push says."""

    def __init__(self, told: Callable[[dict[str, Any]], None]) -> None:
        self._told, self._auth = told, os.urandom(16)
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._door())
        Thread(target=self._server.serve_forever, daemon=True).start()

    def subscription(self) -> dict[str, Any]:
        """Return what a browser's `PushSubscription` would say of itself (`toJSON()`)."""
        address = f"http://127.0.0.1:{self._server.server_port}/{text_of(os.urandom(16))}"
        keys = {"p256dh": text_of(point_of(self._key.public_key())), "auth": text_of(self._auth)}
        return {"endpoint": address, "expirationTime": None, "keys": keys}

    def open(self, body: bytes) -> dict[str, Any]:
        """Return what was sealed for this app (RFC 8291, RFC 8188); raises `InvalidTag` for what was not."""
        salt, theirs, sealed = body[:16], body[21:86], body[86:]
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        ours = point_of(self._key.public_key())
        shared = self._key.exchange(ec.ECDH(), key)
        secret = derived(self._auth, shared, b"WebPush: info\x00" + ours + theirs, 32)
        content_key = derived(salt, secret, b"Content-Encoding: aes128gcm\x00", 16)
        nonce = derived(salt, secret, b"Content-Encoding: nonce\x00", 12)
        plain = AESGCM(content_key).decrypt(nonce, sealed, None)
        return dict(json.loads(plain.rstrip(b"\x00")[:-1]))

    def _door(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Door(BaseHTTPRequestHandler):
            """Takes what a push service takes (RFC 8030)."""

            def do_POST(self) -> None:
                """Open a push and show it."""
                body = self.rfile.read(int(self.headers["Content-Length"]))
                try:
                    receiver._told(receiver.open(body))
                except (InvalidTag, ValueError):
                    self.send_response(400)
                else:
                    self.send_response(201)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *arguments: Any) -> None:
                """Say nothing."""

        return Door


def text_of(octets: bytes) -> str:
    """Return base64url without padding (RFC 7515, 2)."""
    return urlsafe_b64encode(octets).decode().rstrip("=")


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return a public key as an uncompressed point."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    """Return a key that follows from a secret (RFC 5869)."""
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)
