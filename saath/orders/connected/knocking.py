"""A delivery is sent to our own address, as a platform would."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx

from saath.core import http
from saath.core.errors import SaathError
from saath.core.outside import AddressRefused, NameUnknown, checked_addresses

WAIT_SECONDS = 15.0


def knock(url: str, body: bytes, headers: dict[str, str]) -> tuple[str, str]:
    """Send a delivery to an address; return what came of it, and the host or status that says more."""
    parts = urlsplit(url)
    if not parts.hostname:
        return "no-address", ""
    try:
        checked_addresses(parts.hostname, parts.port or (443 if parts.scheme == "https" else 80))
        with http.client(total_seconds=WAIT_SECONDS) as client:
            answer = client.post(url, content=body, headers=headers, follow_redirects=False)
    except NameUnknown:
        return "unknown", parts.hostname
    except AddressRefused:
        return "private", parts.hostname
    except httpx.ConnectError as error:
        return "certificate" if "CERTIFICATE" in str(error).upper() else "closed", parts.netloc
    except (httpx.HTTPError, SaathError):
        return "silent", parts.netloc
    return ("ok" if answer.status_code == 200 else "refused"), str(answer.status_code)
