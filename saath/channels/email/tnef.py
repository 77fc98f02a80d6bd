"""winmail.dat: what Outlook wraps text and files in (MS-OXTNEF), opened without trusting a length in it.

Nothing here raises on broken octets: what can be read until the break is returned.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from saath.channels.email.charsets import decode
from saath.channels.email.rtf import text_from_rtf, unpacked_rtf
from saath.channels.email.tnef_properties import Value, properties_of

MAX_FILES = 200
MAX_OCTETS = 60_000_000

_SIGNATURE = 0x223E9F78
_SUBJECT, _BODY, _PROPERTIES = 0x8004, 0x800C, 0x9003
_NEXT_FILE, _FILE_NAME, _FILE_DATA, _FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_CODE_PAGE = 0x9007

_TEXT, _RTF, _HTML = 0x1000, 0x1009, 0x1013
_LONG_NAME, _SHORT_NAME, _CONTENT_TYPE, _CONTENT_ID, _OBJECT = 0x3707, 0x3704, 0x370E, 0x3712, 0x3701

CONTENT_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})


@dataclass(slots=True)
class WrappedFile:
    """A file of the wrapping."""

    name: str = ""
    content_type: str = ""
    content_id: str = ""
    data: bytes = field(default=b"", repr=False)


@dataclass(slots=True)
class Unwrapped:
    """What was in it; `text` and `page` are '' where there is none."""

    text: str = ""
    page: str = ""
    files: list[WrappedFile] = field(default_factory=list)


def unwrap(octets: bytes) -> Unwrapped | None:
    """Return what a winmail.dat holds, None where these octets are none."""
    if len(octets) < 6 or len(octets) > MAX_OCTETS or struct.unpack_from("<I", octets)[0] != _SIGNATURE:
        return None
    found, charset, rtf = Unwrapped(), "", b""
    for name, data in _attributes(octets):
        if name == _CODE_PAGE and len(data) >= 4:
            charset = f"cp{struct.unpack_from('<I', data)[0]}"
        elif name == _BODY:
            found.text = _words(data, charset)
        elif name == _PROPERTIES:
            properties = properties_of(data)
            rtf = _octets(properties.get(_RTF)) or rtf
            found.text = found.text or _text(properties.get(_TEXT), charset)
            found.page = _text(properties.get(_HTML), charset) or found.page
        elif name == _NEXT_FILE and len(found.files) < MAX_FILES:
            found.files.append(WrappedFile())
        elif found.files:
            _tell_file(found.files[-1], name, data, charset)
    if not found.text and not found.page and rtf:
        found.text = text_from_rtf(unpacked_rtf(rtf))
    found.files = [file for file in found.files if file.data]
    return found


def _attributes(octets: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield name and octets of every attribute up to the first whose length is a lie."""
    offset = 6
    while offset + 9 <= len(octets):
        _, name, _, length = struct.unpack_from("<BHHI", octets, offset)
        offset += 9
        if offset + length > len(octets):
            return
        yield name, octets[offset : offset + length]
        offset += length + 2


def _tell_file(file: WrappedFile, name: int, data: bytes, charset: str) -> None:
    if name == _FILE_NAME:
        file.name = file.name or _words(data, charset)
    elif name == _FILE_DATA:
        file.data = data
    elif name == _FILE_PROPERTIES:
        properties = properties_of(data)
        file.name = _text(properties.get(_LONG_NAME) or properties.get(_SHORT_NAME), charset) or file.name
        file.content_type = _text(properties.get(_CONTENT_TYPE), charset)
        file.content_id = _text(properties.get(_CONTENT_ID), charset)
        file.data = file.data or _octets(properties.get(_OBJECT))


def _text(value: Value | None, charset: str) -> str:
    if isinstance(value, bytes):
        return _words(value, charset)
    return value.rstrip("\x00").replace("\r\n", "\n") if isinstance(value, str) else ""


def _words(data: bytes, charset: str) -> str:
    return decode(data.rstrip(b"\x00"), charset).replace("\r\n", "\n")


def _octets(value: Value | None) -> bytes:
    return value if isinstance(value, bytes) else b""
