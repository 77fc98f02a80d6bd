"""Signatures of Standard Webhooks 1.0: HMAC-SHA256 over id, time and body.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import hmac
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence

PREFIX = "whsec_"
# The specification asks for 24 to 64.
SECRET_OCTETS = 32
HIDDEN = "•••"


def new_secret() -> str:
    """Return a secret as both sides write it."""
    return PREFIX + b64encode(secrets.token_bytes(SECRET_OCTETS)).decode()


def signature(secret: str, *, message_id: str, timestamp: int, body: str) -> str:
    """Return the signature of one message by one secret; `timestamp` is in seconds since 1970."""
    key = b64decode(secret.removeprefix(PREFIX))
    said = f"{message_id}.{timestamp}.{body}".encode()
    return "v1," + b64encode(hmac.digest(key, said, "sha256")).decode()


def headers(secrets_now: Sequence[str], *, message_id: str, timestamp: int, body: str) -> Mapping[str, str]:
    """Return the three headers; while a secret is being changed there is a signature by each that is good."""
    signed = (signature(each, message_id=message_id, timestamp=timestamp, body=body) for each in secrets_now)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signed),
    }
