"""Tokens as a shop's own server signs them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta
from typing import Any

from saath.core.clock import now

SECRET = "a-secret-of-the-shop-that-is-long-enough"


def signed(
    sub: str | None = "4711",
    *,
    secret: str = SECRET,
    algorithm: str = "HS256",
    at: datetime | None = None,
    header: dict[str, Any] | None = None,
    **claims: Any,
) -> str:
    """Return a token for an hour; a claim of None is left out."""
    said = {"sub": sub, "exp": int(((at or now()) + timedelta(hours=1)).timestamp()), **claims}
    head = {"alg": algorithm, "typ": "JWT", **(header or {})}
    body = {name: value for name, value in said.items() if value is not None}
    return sealed(json.dumps(head), json.dumps(body), secret=secret, algorithm=algorithm)


def sealed(head: str, body: str, *, secret: str = SECRET, algorithm: str = "HS256") -> str:
    """Return two texts with their signature, "" where the algorithm is none."""
    text = f"{part(head.encode())}.{part(body.encode())}"
    if algorithm == "none":
        return f"{text}."
    digest = hashlib.sha512 if algorithm == "HS512" else hashlib.sha256
    return f"{text}.{part(hmac.new(secret.encode(), text.encode(), digest).digest())}"


def part(octets: bytes) -> str:
    """Return octets as a token has them."""
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")
