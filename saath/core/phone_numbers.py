"""Telephone numbers: as people write them, and as identities compare (E.164)."""

from __future__ import annotations

import phonenumbers

HERE = "IN"
"""Where a number without a country is from."""


def phone_key(written: str, *, region: str = HERE) -> str:
    """Return a number in E.164, `+919876543210`; "" for what cannot be one. Digits may be of any script.

    `region` (ISO 3166-1 alpha-2) is where a number without a country's prefix is from.
    """
    try:
        number = phonenumbers.parse(written, region.upper() or HERE)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
