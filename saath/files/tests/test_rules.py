"""Ranges, types and names, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saath.files.names import MAX_LENGTH, UNNAMED, clean_name
from saath.files.rules import ByteRange, RangeNotSatisfiable, served_type, wanted_range


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("bytes=0-99", ByteRange(0, 99)),
        ("bytes=900-", ByteRange(900, 999)),
        ("bytes=-100", ByteRange(900, 999)),
        ("bytes=-5000", ByteRange(0, 999)),
        ("bytes=990-5000", ByteRange(990, 999)),
        ("Bytes = 0-0", ByteRange(0, 0)),
        ("", None),
        ("bytes=", None),
        ("bytes=-", None),
        ("bytes=5-2", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-1", None),
        ("bytes=٠-٩", None),
    ],
)
def test_range_is_read(header: str, wanted: ByteRange | None) -> None:
    assert wanted_range(header, 1000) == wanted


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=5000-6000", "bytes=-0"])
def test_range_behind_the_end_is_refused(header: str) -> None:
    with pytest.raises(RangeNotSatisfiable):
        wanted_range(header, 1000)


@given(st.text(), st.integers(0, 10_000))
def test_any_range_lies_in_the_file(header: str, size: int) -> None:
    try:
        wanted = wanted_range(f"bytes={header}", size)
    except RangeNotSatisfiable:
        return
    assert wanted is None or 0 <= wanted.first <= wanted.last < size


@pytest.mark.parametrize("content_type", ["text/html", "image/svg+xml", "application/xhtml+xml", "text/xml"])
def test_active_content_of_strangers_is_served_as_bytes(content_type: str) -> None:
    assert served_type("attachment", content_type) == "application/octet-stream"


def test_our_html_is_served_as_html() -> None:
    assert served_type("html", "text/plain") == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("given_name", "clean"),
    [
        ("bill.pdf", "bill.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\bill.pdf", "bill.pdf"),
        ("a\r\nSet-Cookie: b.txt", "aSet-Cookie: b.txt"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("..", UNNAMED),
        ("", UNNAMED),
        ("बिल क्र॰ ७.pdf", "बिल क्र॰ ७.pdf"),
        ("x" * 300 + ".jpeg", "x" * 115 + ".jpeg"),
    ],
)
def test_name_is_made_harmless(given_name: str, clean: str) -> None:
    assert clean_name(given_name) == clean


@given(st.text())
def test_clean_name_stays_clean(name: str) -> None:
    clean = clean_name(name)
    assert 0 < len(clean) <= MAX_LENGTH
    assert clean_name(clean) == clean
    assert not {"/", "\\", "\n", "\r", "\0"} & {*clean}
