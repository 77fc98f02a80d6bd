"""Who the shop says that its visitor is: a JSON Web Token (RFC 7519) under the shop's secret. Pure.

One algorithm, HS256 (RFC 7518, 3.2): the token does not choose it. Whatever is wrong refuses it, and nobody becomes
anonymous by it in silence.
"""

from __future__ import annotations

import base64
import hmac
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import isfinite
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.core.errors import BadInput
from saath.core.mail_addresses import BadAddress, canonical_key
from saath.core.text import is_storable

ALGORITHM = "HS256"
LONGEST_TOKEN = 4096
LONGEST_SUBJECT, LONGEST_NAME, LONGEST_PHONE, LONGEST_ADDRESS = 200, 200, 32, 320
LONGEST_LIFE = timedelta(days=1)
# So far may the clocks of two servers be apart.
CLOCKS_DIFFER = timedelta(minutes=1)
LEAST_SECRET_OCTETS = 32

_COMPACT = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)")


class NotProved(BadInput):
    """What the shop's page says about its visitor is not signed as it has to be."""

    message = _("We could not check who you are.")
    what_is_safe = _("Nothing was shown, and nothing was changed.")

    def __init__(self, why: str | Promise) -> None:
        super().__init__(what_to_do=why, field="identity")


@dataclass(frozen=True, slots=True)
class Person:
    """Who the shop vouches for. `subject` is the shop's own name for them, the same for ever.

    `address` is their mail address as the shop has it, and `has_proved_address` whether it knows that it is theirs.
    """

    subject: str
    name: str = ""
    address: str = field(default="", repr=False)
    has_proved_address: bool = False
    phone: str = field(default="", repr=False)

    @property
    def key(self) -> str:
        """Return by which key they are known."""
        return f"user:{self.subject}"


def read_person(token: str, secrets: Sequence[bytes], *, at: datetime) -> Person:
    """Return whom a token of the shop names. `secrets` are the good ones; the time `at` decides whether it is.

    Raises `NotProved` with what the shop has to mend.
    """
    claims = _claims(token, secrets)
    _check_times(claims, at)
    subject = _text(claims, "sub", LONGEST_SUBJECT)
    if not subject:
        raise NotProved(_("The token has no “sub”: the shop's own name for the customer."))
    address = _address(_text(claims, "email", LONGEST_ADDRESS))
    return Person(
        subject=subject,
        name=" ".join(_text(claims, "name", LONGEST_NAME).split()),
        address=address,
        has_proved_address=bool(address) and claims.get("email_verified") is True,
        phone=_text(claims, "phone", LONGEST_PHONE),
    )


def _claims(token: str, secrets: Sequence[bytes]) -> dict[str, Any]:
    """Return what a token says once its signature is good; nothing of it is looked at before but the algorithm."""
    found = _COMPACT.fullmatch(token) if len(token) <= LONGEST_TOKEN else None
    if found is None:
        raise NotProved(_("This is no signed token."))
    head, body, mark = found.groups()
    header = _object(head)
    # What is critical and not understood has to be refused (RFC 7515, 4.1.11); we understand nothing of that kind.
    if header.get("alg") != ALGORITHM or "crit" in header:
        raise NotProved(_("The token has to be signed with HS256."))
    if not _is_signed(f"{head}.{body}".encode("ascii"), _octets(mark), secrets):
        raise NotProved(_("The token is not signed with the shop's secret."))
    return _object(body)


def _is_signed(said: bytes, mark: bytes, secrets: Sequence[bytes]) -> bool:
    """Compare in constant time; a secret that is empty or short signs nothing."""
    good = [secret for secret in secrets if len(secret) >= LEAST_SECRET_OCTETS]
    return any([hmac.compare_digest(hmac.digest(secret, said, "sha256"), mark) for secret in good])


def _check_times(claims: dict[str, Any], at: datetime) -> None:
    ends, begins, now = _moment(claims, "exp"), _moment(claims, "nbf"), at.timestamp()
    if ends is None:
        raise NotProved(_("The token has no “exp”: the second at which it ends."))
    if ends <= now:
        raise NotProved(_("The token has expired. Load the page again."))
    if ends > now + (LONGEST_LIFE + CLOCKS_DIFFER).total_seconds():
        raise NotProved(_("The token lasts for more than a day."))
    if begins is not None and begins > now + CLOCKS_DIFFER.total_seconds():
        raise NotProved(_("The token is not good yet."))


def _moment(claims: dict[str, Any], name: str) -> float | None:
    """Return a time in seconds since 1970 (RFC 7519, 2: NumericDate), None where the token has none."""
    value = claims.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotProved(_("A time in the token is no number of seconds."))
    try:
        seconds = float(value)
    except OverflowError:
        seconds = float("inf")
    if not isfinite(seconds):
        raise NotProved(_("A time in the token is no number of seconds."))
    return seconds


def _text(claims: dict[str, Any], name: str, longest: int) -> str:
    value = claims.get(name, "")
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > longest or not is_storable(value):
        raise NotProved(_("“%(name)s” in the token is no text, or too long.") % {"name": name})
    return value.strip()


def _address(written: str) -> str:
    if not written:
        return ""
    try:
        canonical_key(written)
    except BadAddress:
        raise NotProved(_("“email” in the token is no e-mail address.")) from None
    return written


def _object(part: str) -> dict[str, Any]:
    try:
        found = json.loads(_octets(part))
    except (ValueError, RecursionError):
        raise NotProved(_("This is no signed token.")) from None
    if not isinstance(found, dict):
        raise NotProved(_("This is no signed token."))
    return found


def _octets(part: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except ValueError:
        raise NotProved(_("This is no signed token.")) from None
