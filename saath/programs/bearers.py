"""Secrets that whoever bears them uses: tokens, codes, and the secrets of apps.

`saath_`, 43 letters and digits that say 256 random bits, and six that are their checksum: so that a scanner of
repositories knows one without asking anybody, and a mistyped one costs no look into the database.
"""

from __future__ import annotations

import hashlib
import secrets
import zlib

PREFIX = "saath_"
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BYTES, BODY_LETTERS, CHECK_LETTERS = 32, 43, 6
LENGTH = len(PREFIX) + BODY_LETTERS + CHECK_LETTERS
HASH_LETTERS = 64


def new_bearer() -> str:
    """Return a new secret of 256 random bits."""
    body = PREFIX + _letters(int.from_bytes(secrets.token_bytes(BYTES)), BODY_LETTERS)
    return body + _checksum(body)


def is_bearer(text: str) -> bool:
    """Tell whether a text has the form and the checksum of a secret of ours."""
    if len(text) != LENGTH or not text.startswith(PREFIX) or not text.isascii():
        return False
    return text[-CHECK_LETTERS:] == _checksum(text[:-CHECK_LETTERS])


def hash_of(bearer: str) -> str:
    """Return what the database keeps of a secret. It is long and random, so one plain SHA-256 is enough."""
    return hashlib.sha256(bearer.encode()).hexdigest()


def _checksum(body: str) -> str:
    return _letters(zlib.crc32(body.encode()), CHECK_LETTERS)


def _letters(number: int, count: int) -> str:
    letters = ""
    for _each in range(count):
        number, place = divmod(number, len(ALPHABET))
        letters = ALPHABET[place] + letters
    return letters
