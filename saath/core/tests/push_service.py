"""A push service and a browser for tests: it takes messages as RFC 8030 says, and opens them as RFC 8291 does."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from saath.core.push.encryption import CURVE, content_keys, from_text, public_point, to_text


@dataclass
class Browser:
    """A subscription with its private halves."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(CURVE))
    auth: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def keys(self) -> dict[str, str]:
        return {"p256dh": to_text(public_point(self.key.public_key())), "auth": to_text(self.auth)}

    def open(self, body: bytes) -> dict[str, Any]:
        """Return what was pushed; an exception of the library where it was not for this browser."""
        salt, size, their_point, sealed = body[:16], body[20], body[21:86], body[86:]
        assert size == len(their_point)
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, their_point)
        own_point = public_point(self.key.public_key())
        shared = self.key.exchange(ec.ECDH(), theirs)
        key, nonce = content_keys(shared, self.auth, own_point, their_point, salt)
        plain = AESGCM(key).decrypt(nonce, sealed, None)
        assert plain.endswith(b"\x02")
        return dict(json.loads(plain[:-1]))


@dataclass
class PushService:
    """What came, and what is answered."""

    port: int = 0
    status: int = 201
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}/push/a-browser"


def claims_of(authorization: str) -> dict[str, Any]:
    """Return what a VAPID header claims, once its signature fits its key (RFC 8292)."""
    token, key = (part.split("=", 1)[1] for part in authorization.removeprefix("vapid ").split(", "))
    head, claims, signature = token.split(".")
    octets = from_text(signature)
    der = encode_dss_signature(int.from_bytes(octets[:32], "big"), int.from_bytes(octets[32:], "big"))
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, from_text(key))
    try:
        public.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise AssertionError("the signature does not fit") from error
    return dict(json.loads(from_text(claims)))


@contextmanager
def push_service() -> Iterator[PushService]:
    """Serve on loopback until the block ends."""
    service = PushService()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            service.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            service.headers.append(dict(self.headers))
            self.send_response(service.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        service.port = server.server_address[1]
        Thread(target=server.serve_forever, daemon=True).start()
        yield service
        server.shutdown()
