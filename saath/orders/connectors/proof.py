"""That a delivery comes from who knows the secret, told in constant time."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence

from saath.orders.connectors.base import BadSignature, Headers


def header(headers: Headers, name: str) -> str:
    """Return a header in whatever case it came, "" where it did not."""
    wanted = name.casefold()
    return next((value for key, value in headers.items() if key.casefold() == wanted), "")


def signature_of(body: bytes, secret: str) -> str:
    """Return the HMAC-SHA256 of the raw bytes in base64 (RFC 2104, RFC 4648), as these platforms send it."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def check_signature(claimed: str, body: bytes, secrets: Sequence[str]) -> None:
    """Accept a signature that one of the secrets makes. Raises BadSignature."""
    _check(claimed, [signature_of(body, secret) for secret in secrets if secret])


def check_token(claimed: str, secrets: Sequence[str]) -> None:
    """Accept a token that is one of the secrets. Raises BadSignature."""
    _check(claimed, [secret for secret in secrets if secret])


def _check(claimed: str, accepted: Sequence[str]) -> None:
    # All are compared, so that the time tells nothing of which one matched.
    said = claimed.strip().encode(errors="replace")
    if not any([hmac.compare_digest(said, each.encode()) for each in accepted]):
        raise BadSignature("the signature is missing or wrong")


def digest(*parts: str | bytes) -> str:
    """Return a short name of what came, where the platform gives it none."""
    joined = b"\0".join(part if isinstance(part, bytes) else part.encode(errors="replace") for part in parts)
    return hashlib.sha256(joined).hexdigest()[:40]
