"""The words of an RTF, as Outlook packs them into a winmail.dat (MS-OXRTFCP, MS-OXRTFEX). Linear and bounded."""

from __future__ import annotations

import re
import struct

from saath.channels.email.charsets import decode
from saath.core.text import unescape

MAX_OCTETS = 4_000_000
_RING = 4_096

_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
_START = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbol"
    rb"ArialTimes New RomanCourier{\colortbl\red0\green0\blue0" b"\r\n" rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)  # fmt: skip
_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\u(-?\d{1,6}) ?\??|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z])|([{}])|([^\\{}]+)"
)
_SKIPPED = frozenset(
    {b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"generator", b"listtable", b"listoverridetable",
     b"themedata", b"datastore", b"object", b"header", b"footer", b"mhtmltag"}
)  # fmt: skip
_BREAKS = {b"par": "\n", b"line": "\n", b"tab": "\t", b"cell": "\t", b"row": "\n", b"emdash": "—", b"endash": "–",
           b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•"}  # fmt: skip
_TAG = re.compile(r"<[^<>]*>")


def unpacked_rtf(packed: bytes) -> bytes:
    """Return the RTF of a compressed property; b'' where it is none. Its length is held to MAX_OCTETS."""
    if len(packed) < 16:
        return b""
    _, size, kind, _ = struct.unpack_from("<IIII", packed)
    if kind == _PLAIN:
        return packed[16 : 16 + min(size, MAX_OCTETS)]
    if kind != _PACKED:
        return b""
    return _inflated(packed, min(size, MAX_OCTETS))


def _inflated(packed: bytes, size: int) -> bytes:
    """Undo the LZ77 over a ring of 4,096 octets that begins with the words common in every RTF."""
    window, write = bytearray(_START.ljust(_RING, b"\x00")), len(_START)
    out, offset = bytearray(), 16
    while offset < len(packed) and len(out) < size:
        control, offset = packed[offset], offset + 1
        for bit in range(8):
            is_reference = bool(control >> bit & 1)
            token = packed[offset : offset + 1 + is_reference]
            offset += len(token)
            if len(token) <= is_reference:
                return bytes(out[:size])
            where, length = _reference(token) if is_reference else (0, 1)
            if is_reference and where == write:
                return bytes(out[:size])
            for step in range(length):
                octet = window[(where + step) % _RING] if is_reference else token[0]
                out.append(octet)
                window[write] = octet
                write = (write + 1) % _RING
    return bytes(out[:size])


def _reference(token: bytes) -> tuple[int, int]:
    return token[0] << 4 | token[1] >> 4, (token[1] & 15) + 2


def text_from_rtf(rtf: bytes) -> str:
    """Return the words; of HTML that hides in RTF (\\fromhtml1) those too. '' where it is no RTF."""
    if not rtf.lstrip().startswith(b"{\\rtf"):
        return ""
    return _Words().of(rtf[:MAX_OCTETS]).strip()


class _Words:
    """The words read so far, and for each open group whether it is skipped."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.octets = bytearray()
        self.charset = "cp1252"
        self.skips = [False]
        self.is_starred = False

    def of(self, rtf: bytes) -> str:
        for token in _TOKEN.finditer(rtf):
            self._read(token)
        self._flush()
        return (
            unescape(_TAG.sub("", "".join(self.words))) if b"\\fromhtml" in rtf[:500] else "".join(self.words)
        )

    def _read(self, token: re.Match[bytes]) -> None:
        octet, letter, word, number, symbol, brace, text = token.groups()
        if brace:
            self._group(brace)
        elif word:
            self._control(word, number)
        elif symbol == b"*":
            self.is_starred = True
        elif self.skips[-1]:
            return
        elif octet:
            self.octets.append(int(octet, 16))
        elif letter:
            self._flush()
            self.words.append(chr(int(letter) % 0x10000))
        elif symbol:
            self.octets += {b"~": b" ", b"_": b"-", b"-": b""}.get(symbol, symbol)
        elif text:
            self.octets += text.replace(b"\r", b"").replace(b"\n", b"")

    def _group(self, brace: bytes) -> None:
        self.is_starred = False
        if brace == b"{":
            self.skips.append(self.skips[-1])
        elif len(self.skips) > 1:
            self.skips.pop()

    def _control(self, word: bytes, number: bytes | None) -> None:
        if word in _SKIPPED or (self.is_starred and word != b"htmltag"):
            self.skips[-1] = True
        self.is_starred = False
        if word == b"ansicpg" and number:
            self.charset = f"cp{number.decode()}"
        if word in _BREAKS and not self.skips[-1]:
            self._flush()
            self.words.append(_BREAKS[word])

    def _flush(self) -> None:
        if self.octets:
            self.words.append(decode(bytes(self.octets), self.charset))
            self.octets.clear()
