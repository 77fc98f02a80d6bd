"""Pages travel compressed: on a phone's slow line that is most of the wait."""

from __future__ import annotations

import secrets
import struct
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from isal import isal_zlib

LEAST_BYTES = 1_000
TYPES = ("text/html", "text/javascript", "application/json")
# Of 0 to 3: the last takes twice the time for a thirtieth less.
LEVEL = 2
RAW = -15  # deflate without a header of its own
# RFC 1952, 2.3: gzip, deflate, with a file name, of no time, no extra flags, of an unknown system.
HEADER = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff"
# A page that shows both a secret and what a stranger chose must not tell the secret by its length
# (BREACH, CVE-2013-3587): each answer is longer by a random part, and the CSRF token looks different on every page.
MOST_PADDING_BYTES = 100


class CompressionMiddleware:
    """Compress what is made for one request, for whoever takes gzip; static files are compressed when they are collected."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, compressed where that is worth it."""
        response = self.get_response(request)
        if response.streaming or not response.headers.get("Content-Type", "").startswith(TYPES):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        is_taken = "gzip" in request.headers.get("Accept-Encoding", "")
        if is_taken and len(response.content) >= LEAST_BYTES and not response.has_header("Content-Encoding"):
            response.content = compressed(response.content)
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Content-Length"] = str(len(response.content))
        return response


def compressed(content: bytes) -> bytes:
    """Return the content as gzip (RFC 1952), with a file name of random length in its header."""
    padding = b"x" * secrets.randbelow(MOST_PADDING_BYTES)
    end = struct.pack("<LL", isal_zlib.crc32(content), len(content))
    return b"".join((HEADER, padding, b"\0", isal_zlib.compress(content, LEVEL, RAW), end))
