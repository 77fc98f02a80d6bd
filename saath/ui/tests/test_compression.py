"""Pages are compressed for those who take it, and nothing else is."""

from __future__ import annotations

import gzip

from django.http import HttpResponse
from django.test import RequestFactory

from saath.ui.compression import CompressionMiddleware, compressed

PAGE = "<p>नमस्ते</p>" * 200


def answer(accepts: str, content: str = PAGE, content_type: str = "text/html; charset=utf-8") -> HttpResponse:
    """Return what a browser gets that accepts these encodings."""
    middleware = CompressionMiddleware(lambda _request: HttpResponse(content, content_type=content_type))
    return middleware(RequestFactory().get("/", headers={"accept-encoding": accepts}))


def test_a_page_is_compressed_and_the_same() -> None:
    response = answer("gzip, br")
    assert response["Content-Encoding"] == "gzip"
    assert response["Content-Length"] == str(len(response.content))
    assert len(response.content) < len(PAGE.encode()) / 4
    assert gzip.decompress(response.content).decode() == PAGE


def test_whoever_takes_no_gzip_gets_the_page_as_it_is() -> None:
    response = answer("")
    assert response.content.decode() == PAGE
    assert "Accept-Encoding" in response["Vary"]


def test_scripts_and_data_made_for_a_request_are_compressed_too() -> None:
    for kind in ("text/javascript; charset=utf-8", "application/json"):
        assert answer("gzip", content_type=kind)["Content-Encoding"] == "gzip"


def test_short_pages_and_files_are_left_alone() -> None:
    assert not answer("gzip", "short").has_header("Content-Encoding")
    assert not answer("gzip", content_type="application/pdf").has_header("Content-Encoding")


def test_the_same_page_is_not_always_of_the_same_length() -> None:
    assert len({len(compressed(PAGE.encode())) for _ in range(50)}) > 1
