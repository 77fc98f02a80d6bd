"""Numbers of orders and parcels as people write them."""

from __future__ import annotations

import unicodedata

LONGEST = 60


def number_key(written: str) -> str:
    """Return what two spellings of one number have in common: letters and digits in any script, no signs, no case.

    `#PT-20418`, `pt 20418` and `PT-૨૦૪૧૮` are one.
    """
    if written.isascii():
        return "".join(filter(str.isalnum, written)).lower()[:LONGEST]
    plain = "".join(_plain(letter) for letter in unicodedata.normalize("NFKC", written))
    return plain.casefold()[:LONGEST]


def _plain(letter: str) -> str:
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    return letter if letter.isalnum() else ""
