"""Telephone numbers: as people write them, and as identities compare (E.164)."""

from __future__ import annotations

import re

import phonenumbers

HERE = "IN"
"""Where a number without a country is from."""
COUNTRY = "+91"
# A mobile number from here, plainly written: most that come are, and reading one takes 20 µs.
_MOBILE = re.compile(r"[6-9][0-9]{9}")


def phone_key(written: str, *, region: str = HERE) -> str:
    """Return a number in E.164, `+919876543210`; "" for what cannot be one. Digits may be of any script.

    `region` (ISO 3166-1 alpha-2) is where a number without a country's prefix is from.
    """
    plain = written.removeprefix(COUNTRY)
    if _MOBILE.fullmatch(plain) and (plain != written or region == HERE):
        return COUNTRY + plain
    try:
        number = phonenumbers.parse(written, region.upper() or HERE)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
