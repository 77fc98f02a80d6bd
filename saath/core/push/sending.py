"""Handing a message to a push service (RFC 8030)."""

from __future__ import annotations

import re
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings

from saath.core.push.encryption import encrypt
from saath.core.push.vapid import authorization

MOST_ENDPOINT = 1000
MOST_ANSWER_BYTES = 64 * 1024
# Whoever subscribes names the server: it holds up none of our work for long.
TOTAL_SECONDS = 5.0
# What RFC 3986 lets stand in an address.
PLAIN = re.compile(r"[!#-;=?-\[\]_a-z~]+")


class Gone(Exception):
    """The browser takes nothing any more: its subscription is over."""


class NotNow(Exception):
    """The push service asks to come again later."""


def may_be_endpoint(address: str) -> bool:
    """Tell whether an address that a browser names may be called: https, or a host that the owner has listed.

    Where its name leads is checked at each call.
    """
    if len(address) > MOST_ENDPOINT or not PLAIN.fullmatch(address):
        return False
    try:
        parts, port = urlsplit(address), urlsplit(address).port
    except ValueError:
        return False
    is_listed = parts.hostname in settings.ALLOWED_PRIVATE_HOSTS
    is_nobodys = not parts.username and not parts.password
    is_web = parts.scheme == "https" or (is_listed and parts.scheme == "http")
    return bool(parts.hostname) and port != 0 and is_nobodys and is_web


def push(
    plain: bytes,
    *,
    endpoint: str,
    p256dh: str,
    auth: str,
    contact: str,
    at: float,
    kept_seconds: int,
    topic: str = "",
) -> None:
    """Send a message once; the service keeps it so long for a device that is off, and of one `topic` only the newest.

    Raises Gone, NotNow, ValueError where it was refused, and what `core.http` raises.
    """
    import httpx  # here and below, as no page needs it

    from saath.core.http import client

    body = encrypt(plain, p256dh=p256dh, auth=auth)
    headers = {
        "Authorization": authorization(endpoint, contact=contact, at=at),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(kept_seconds),
        "Urgency": "high",
        **({"Topic": topic} if topic else {}),
    }
    with client(max_bytes=MOST_ANSWER_BYTES, total_seconds=TOTAL_SECONDS) as line:
        line.follow_redirects = False
        try:
            status = line.post(endpoint, content=body, headers=headers).status_code
        except (httpx.InvalidURL, ValueError) as error:
            raise ValueError("the push service has no address") from error
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        raise Gone
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise NotNow
    if status >= HTTPStatus.MULTIPLE_CHOICES:
        raise ValueError(f"the push service answered {status}")
