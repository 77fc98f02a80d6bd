"""MAPI properties inside a winmail.dat (MS-OXTNEF 2.1.3.4), as far as text and files need them."""

from __future__ import annotations

import struct

Value = bytes | str | int

MAX_PROPERTIES = 2_000
_MAX_VALUES = 100

_FIXED = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x0014: 8,
          0x0040: 8, 0x0048: 16}  # fmt: skip
_TEXT8, _TEXT16, _OBJECT, _BINARY = 0x001E, 0x001F, 0x000D, 0x0102
_SEVERAL = 0x1000
_FIRST_NAMED = 0x8000
_OBJECT_KIND_OCTETS = 16


def properties_of(data: bytes) -> dict[int, Value]:
    """Return the properties by their id, the first value of each; those before a break where it is broken."""
    found: dict[int, Value] = {}
    try:
        (count,) = struct.unpack_from("<I", data)
        offset = 4
        for _ in range(min(count, MAX_PROPERTIES)):
            kind, name = struct.unpack_from("<HH", data, offset)
            offset = _behind_name(data, offset + 4) if name >= _FIRST_NAMED else offset + 4
            value, offset = _value(data, offset, kind)
            if value is not None:
                found.setdefault(name, value)
    except (struct.error, UnicodeError, KeyError, OverflowError):
        pass
    return found


def _behind_name(data: bytes, offset: int) -> int:
    (kind,) = struct.unpack_from("<I", data, offset + 16)
    if kind == 0:
        return offset + 24
    (length,) = struct.unpack_from("<I", data, offset + 20)
    return offset + 24 + _padded(length)


def _value(data: bytes, offset: int, kind: int) -> tuple[Value | None, int]:
    bare = kind & ~_SEVERAL
    if bare in _FIXED and not kind & _SEVERAL:
        width = _FIXED[bare]
        return (int.from_bytes(data[offset : offset + 4], "little") if width == 4 else None), offset + width
    (count,) = struct.unpack_from("<I", data, offset)
    offset += 4
    first: Value | None = None
    for position in range(min(count, _MAX_VALUES)):
        if bare in _FIXED:
            offset += _FIXED[bare]
            continue
        (length,) = struct.unpack_from("<I", data, offset)
        octets = data[offset + 4 : offset + 4 + length]
        offset += 4 + _padded(length)
        if position == 0:
            first = _read(octets, bare)
    return first, offset


def _read(octets: bytes, kind: int) -> Value:
    if kind == _TEXT16:
        return octets.decode("utf-16-le", "replace").rstrip("\x00")
    if kind == _OBJECT:
        return octets[_OBJECT_KIND_OCTETS:]
    if kind in (_TEXT8, _BINARY):
        return octets
    raise KeyError(kind)


def _padded(length: int) -> int:
    return (length + 3) & ~3
