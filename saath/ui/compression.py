"""Pages travel compressed: on a phone's slow line that is most of the wait."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from gzip import GzipFile
from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

LEAST_BYTES = 1_000
# The higher levels take twice the time for a tenth less.
LEVEL = 1
# A page that shows both a secret and what a stranger chose must not tell the secret by its length
# (BREACH, CVE-2013-3587): each answer is longer by a random part, and the CSRF token looks different on every page.
MOST_PADDING_BYTES = 100


class CompressionMiddleware:
    """Compress pages for whoever takes gzip; static files are compressed when they are collected."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, compressed where that is worth it."""
        response = self.get_response(request)
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
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
    packed = BytesIO()
    padding = "x" * secrets.randbelow(MOST_PADDING_BYTES)
    with GzipFile(filename=padding, mode="wb", compresslevel=LEVEL, fileobj=packed, mtime=0) as file:
        file.write(content)
    return packed.getvalue()
