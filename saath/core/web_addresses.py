"""Addresses of the web that strangers hand in: whether a browser may be sent there."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit


def web_address(written: str) -> SplitResult | None:
    """Return the parts of an address by http or https with a host; None for anything else, such as a script."""
    try:
        parts = urlsplit(written)
        host = parts.hostname
    except ValueError:
        return None
    is_web = parts.scheme in ("http", "https") and host and not re.search(r"\s", written)
    return parts if is_web else None
