"""Handing a message to a push service (RFC 8030)."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings

from saath.team.push.encryption import encrypt
from saath.team.push.vapid import authorization

KEPT_SECONDS = 4 * 3600
# What rings is old news for a device that was switched off meanwhile.
KEPT_SECONDS_OF_RING = 120
MOST_ENDPOINT = 1000
MOST_ANSWER_BYTES = 64 * 1024


class Gone(Exception):
    """The browser takes nothing any more: its subscription is over."""


class NotNow(Exception):
    """The push service asks to come again later."""


def may_be_endpoint(address: str) -> bool:
    """Tell whether an address that a browser names may be called: https, or a host that the owner has listed.

    Where its name leads is checked at each call.
    """
    parts = urlsplit(address)
    is_listed = parts.hostname in settings.ALLOWED_PRIVATE_HOSTS
    is_plain = not parts.username and not parts.password and len(address) <= MOST_ENDPOINT
    return (
        bool(parts.hostname)
        and is_plain
        and (parts.scheme == "https" or (is_listed and parts.scheme == "http"))
    )


def push(
    plain: bytes,
    *,
    endpoint: str,
    p256dh: str,
    auth: str,
    contact: str,
    at: float,
    kept_seconds: int = KEPT_SECONDS,
) -> None:
    """Send a message once; the service keeps it so long for a device that is off.

    Raises Gone, NotNow, ValueError where it was refused, and what `core.http` raises.
    """
    from saath.core.http import client  # here, as it brings httpx, which no page needs

    body = encrypt(plain, p256dh=p256dh, auth=auth)
    headers = {
        "Authorization": authorization(endpoint, contact=contact, at=at),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(kept_seconds),
        "Urgency": "high",
    }
    with client(max_bytes=MOST_ANSWER_BYTES) as line:
        line.follow_redirects = False
        status = line.post(endpoint, content=body, headers=headers).status_code
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        raise Gone
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise NotNow
    if status >= HTTPStatus.MULTIPLE_CHOICES:
        raise ValueError(f"the push service answered {status}")
