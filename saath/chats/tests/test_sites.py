"""What people write for the address of their shop, and what a browser makes of it."""

from __future__ import annotations

import pytest

from saath.chats.sites import MOST_SITES, origin_of, read_sites
from saath.core.errors import BadInput


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("https://www.shop.in", "https://www.shop.in"),
        ("www.shop.in", "https://www.shop.in"),
        ("HTTPS://WWW.Shop.IN/", "https://www.shop.in"),
        ("https://shop.in/products?page=2#top", "https://shop.in"),
        ("https://shop.in:443", "https://shop.in"),
        ("https://shop.in:8443/", "https://shop.in:8443"),
        ("पाँचतकिये.भारत", "https://xn--h1b4bo4b1a8a2gm7e.xn--h2brj9c"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://127.0.0.1:9000/index.html", "http://127.0.0.1:9000"),
    ],
)
def test_the_origin_is_kept_and_the_rest_left_away(written: str, origin: str) -> None:
    assert origin_of(written) == origin


@pytest.mark.parametrize(
    "written",
    [
        "http://shop.in", "ftp://shop.in", "https://*.shop.in", "*", "https://shop", "https://", "https://10.0.0.7",
        "https://user:word@shop.in", "https://shop.in:99999", "https://shop.in:port", "https://[::1", "javascript:alert(1)",
        "https://sh op.in", "https://shop..in", "https://-shop.in", "https://shop.in';script-src", "data:text/html,x",
    ],
)  # fmt: skip
def test_what_is_no_safe_site_is_refused_by_name(written: str) -> None:
    with pytest.raises(BadInput, match=r".") as refused:
        origin_of(written)
    assert refused.value.field == "sites"


def test_lines_name_each_site_once() -> None:
    assert read_sites(" https://a.in \n\na.in\r\nhttps://b.in/x\n") == ["https://a.in", "https://b.in"]
    assert read_sites("  \n ") == []


def test_there_is_an_end_to_sites() -> None:
    with pytest.raises(BadInput):
        read_sites("\n".join(f"https://s{number}.in" for number in range(MOST_SITES + 1)))
