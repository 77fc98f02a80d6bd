"""What a file is, by its bytes: the sender's word and the name's extension are not asked."""

import codecs
from os import SEEK_END
from pathlib import Path
from typing import IO

UNKNOWN = "application/octet-stream"
PLAIN_TEXT = "text/plain"
EMPTY = "application/x-empty"
HEAD_BYTES = 8192
FOOT_BYTES = 1024

# puremagic knows some by one or two letters; such a short match says nothing.
SURE_BYTES = 3

# puremagic takes every zip archive for a letter of Word; what an archive holds tells its kind.
ZIP_START = b"PK\x03\x04"
ZIP = "application/zip"
_OFFICE = "application/vnd.openxmlformats-officedocument"
ZIP_TYPES = {
    b"word/document": f"{_OFFICE}.wordprocessingml.document",
    b"xl/workbook": f"{_OFFICE}.spreadsheetml.sheet",
    b"ppt/presentation": f"{_OFFICE}.presentationml.presentation",
    b"mimetypeapplication/vnd.oasis.opendocument.text": "application/vnd.oasis.opendocument.text",
    b"mimetypeapplication/epub+zip": "application/epub+zip",
}

_TEXT_SIGNS = frozenset({*range(0x20, 0x7F), *range(0x80, 0x100), *b"\t\n\r\f\x1b"})


def sniff(path: Path) -> str:
    """The media type of a file on disk: a magic number, else UTF-8 text, else unknown."""
    with path.open("rb") as file:
        return sniff_stream(file)


def sniff_stream(file: IO[bytes]) -> str:
    """The media type of what a stream holds, which stands at its beginning again afterwards."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    size = file.seek(0, SEEK_END)
    file.seek(max(0, size - FOOT_BYTES))
    foot = file.read()
    file.seek(0)
    return sniff_bytes(head, foot)


def sniff_bytes(head: bytes, foot: bytes = b"") -> str:
    """The media type by the first 8 kB and the last 1 kB."""
    if not head:
        return EMPTY
    if head.startswith(ZIP_START):
        return next((kind for sign, kind in ZIP_TYPES.items() if sign in head or sign in foot), ZIP)
    import puremagic  # here, as it reads its list of 1 MB when imported, and most processes store no file

    try:
        matches = puremagic.magic_string(head + foot)
    except puremagic.PureError:
        matches = []
    for match in matches:
        if match.mime_type and len(match.byte_match) >= SURE_BYTES:
            return str(match.mime_type)
    return PLAIN_TEXT if _is_text(head) else UNKNOWN


def _is_text(head: bytes) -> bool:
    if not _TEXT_SIGNS.issuperset(head):
        return False
    try:
        # A character that the end of the head cuts is no fault of the text.
        codecs.getincrementaldecoder("utf-8")().decode(head, final=False)
    except UnicodeDecodeError:
        return False
    return True
