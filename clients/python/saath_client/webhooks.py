"""What a shop tells: whether it is really from there (Standard Webhooks 1.0)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any

TOLERANCE_SECONDS = 300


class NotFromTheShop(Exception):
    """The signature is missing or wrong, or the time is not now."""


def read_webhook(
    secret: str, headers: Mapping[str, str], body: bytes, *, now: float | None = None
) -> dict[str, Any]:
    """Return what a webhook tells, once its signature and time are right; raises `NotFromTheShop`.

    `body` is what came, octet by octet; `secret` begins with “whsec_”. Keep `webhook-id` and let what comes again pass: a
    delivery whose answer was lost comes with the same one.
    """
    found = {name.lower(): value for name, value in headers.items()}
    try:
        identifier, stamp = found["webhook-id"], int(found["webhook-timestamp"])
        signatures = found["webhook-signature"].split()
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except (KeyError, ValueError) as error:
        raise NotFromTheShop("headers are missing or cannot be read") from error
    if abs((time.time() if now is None else now) - stamp) > TOLERANCE_SECONDS:
        raise NotFromTheShop("the time is not now")
    signed = f"{identifier}.{stamp}.".encode() + body
    wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    if not any(hmac.compare_digest(wanted.encode(), each.encode()) for each in signatures):
        raise NotFromTheShop("the signature is wrong")
    told: dict[str, Any] = json.loads(body)
    return told
