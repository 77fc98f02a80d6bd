"""Octets to text: the declared charset, then what they look like; never an exception or a silent `????`."""

from __future__ import annotations

import codecs
import re

_GUESS_OCTETS = 64_000
_FEW_BEYOND_ASCII = 0.25
_ALIASES = {
    "unicode-1-1-utf-7": "utf-7",
    "x-sjis": "shift_jis",
    "ks_c_5601-1987": "cp949",
    "x-gbk": "gbk",
    "gb2312": "gb18030",
    "iso-8859-8-i": "iso-8859-8",
    "x-mac-roman": "mac_roman",
    "iso-8859-1": "cp1252",
    "us-ascii": "cp1252",
}
# Python's own ways of writing text: no mail is in them, and punycode and idna take quadratic time.
_NO_CHARSETS = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined"})
_SURROGATES = re.compile("[\ud800-\udfff]")


def decode(data: bytes, declared: str = "") -> str:
    """Return the text. What the declared charset cannot read is read as UTF-8, then as it looks."""
    for charset in (declared, "utf-8"):
        text = _strictly(data, charset)
        if text is not None:
            return text
    return _as_it_looks(data)


def mend_surrogates(text: str) -> str:
    """Return header text in which raw 8-bit octets (surrogates, to the stdlib) are read as what they are."""
    if not _SURROGATES.search(text):
        return text
    return decode(text.encode("utf-8", "surrogateescape"))


def _strictly(data: bytes, charset: str) -> str | None:
    name = charset.strip().strip("'\"").lower()
    name = _ALIASES.get(name, name)
    if not name or (name == "cp1252" and not data.isascii() and _strictly(data, "utf-8") is not None):
        return None
    try:
        return _lookup(name).decode(data)[0]
    except (LookupError, ValueError, TypeError):
        return None


def _lookup(name: str) -> codecs.CodecInfo:
    found = codecs.lookup(name)
    # "zlib", "base64" and the like are codecs too.
    if not found._is_text_encoding or found.name in _NO_CHARSETS:
        raise LookupError(name)
    return found


def _as_it_looks(data: bytes) -> str:
    """Guess; where few octets are beyond ASCII statistics guess wrong and Latin letters are likely."""
    beyond = sum(octet > 127 for octet in data[:_GUESS_OCTETS])
    latin = _strictly(data, "windows-1252")
    if latin is not None and beyond < _FEW_BEYOND_ASCII * min(len(data), _GUESS_OCTETS):
        return latin
    from charset_normalizer import from_bytes  # here, as few mails need it: 2 MB of every process

    guess = from_bytes(data[:_GUESS_OCTETS]).best()
    return data.decode(guess.encoding if guess else "cp1252", "replace")
