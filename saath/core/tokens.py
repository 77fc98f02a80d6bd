"""Signed tokens that expire, each good for one purpose."""

import base64
import binascii
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.errors import BadInput

# Of an id of 128 bits, and of the 80 bits of its signature, in base32.
_ID_LETTERS, _MARK_LETTERS = 26, 16


class BadToken(BadInput):
    """The token was changed, or made for something else."""

    message = _("This link is not complete.")
    what_is_safe = _("Nothing was changed.")
    what_to_do = _("Open it again from the message that it came in.")


class ExpiredToken(BadToken):
    """The token was good, but its time is over."""

    message = _("This link has expired.")
    what_to_do = _("Ask for a new one.")


def make_token(purpose: str, data: Any, *, lasts: timedelta, at: datetime | None = None) -> str:
    """Sign JSON `data` for `purpose`, good for `lasts` from `at` (now). Signed, not hidden."""
    expires = int(((at or now()) + lasts).timestamp())
    return signing.dumps([expires, data], salt=_salt(purpose))


def read_token(purpose: str, token: str, *, at: datetime | None = None) -> Any:
    """The data of a token made for `purpose`; compared in constant time. Raises BadToken, ExpiredToken."""
    try:
        expires, data = signing.loads(token, salt=_salt(purpose))
    except (signing.BadSignature, ValueError) as error:
        raise BadToken from error
    if (at or now()).timestamp() >= expires:
        raise ExpiredToken
    return data


def bearer_token(header: str) -> str:
    """Return the token of an Authorization header (RFC 6750, 2.1), '' where it holds none."""
    scheme, _blank, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def seal_id(purpose: str, public_id: UUID) -> str:
    """Sign a row's id for `purpose`, short enough for a line of plain text and the same every time.

    The row itself knows until when it is good. 42 letters that bear a change of case.
    """
    return _letters(public_id.bytes) + _mark(purpose, public_id)


def open_id(purpose: str, sealed: str) -> UUID:
    """Return the id that `seal_id` signed for `purpose`; compared in constant time. Raises BadToken."""
    try:
        public_id = UUID(bytes=base64.b32decode(sealed[:_ID_LETTERS].upper() + "======"))
    except (binascii.Error, ValueError) as error:
        raise BadToken from error
    if not constant_time_compare(sealed[_ID_LETTERS:].lower(), _mark(purpose, public_id)):
        raise BadToken
    return public_id


def _mark(purpose: str, public_id: UUID) -> str:
    signed = salted_hmac(_salt(purpose), public_id.hex, algorithm="sha256").digest()
    return _letters(signed)[:_MARK_LETTERS]


def _letters(octets: bytes) -> str:
    return base64.b32encode(octets).decode("ascii").rstrip("=").lower()


def _salt(purpose: str) -> str:
    return f"saath.token.{purpose}"
