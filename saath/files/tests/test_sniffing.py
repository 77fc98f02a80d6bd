"""Media types by bytes."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from saath.files.sniffing import EMPTY, HEAD_BYTES, PLAIN_TEXT, UNKNOWN, sniff, sniff_bytes


def picture_bytes(kind: str) -> bytes:
    target = BytesIO()
    Image.new("RGB", (8, 8), "red").save(target, kind)
    return target.getvalue()


def zip_bytes(name: str = "a.txt") -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr(name, "a")
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (picture_bytes("JPEG"), "image/jpeg"),
        (picture_bytes("PNG"), "image/png"),
        (picture_bytes("GIF"), "image/gif"),
        (picture_bytes("WEBP"), "image/webp"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "application/pdf"),
        (zip_bytes(), "application/zip"),
        (zip_bytes("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"", EMPTY),
        ("नमस्ते, ऑर्डर कहाँ है?".encode(), PLAIN_TEXT),
        (b"order;amount\n1;2\n", PLAIN_TEXT),
        (b"\x00\x01\x02\x03", UNKNOWN),
        (b"caf\xe9 noir", UNKNOWN),
    ],
)
def test_type_is_what_the_bytes_are(data: bytes, content_type: str) -> None:
    assert sniff_bytes(data, data[-1024:]) == content_type


def test_name_is_not_asked(tmp_path: Path) -> None:
    path = tmp_path / "holiday.jpg"
    path.write_bytes(b"MZ\x90\x00\x03\x00\x00\x00 this program cannot be run")
    assert not sniff(path).startswith("image/")


def test_text_cut_inside_a_letter_is_text(tmp_path: Path) -> None:
    path = tmp_path / "letter"
    path.write_text("x" + "क" * HEAD_BYTES)
    assert sniff(path) == PLAIN_TEXT
