"""Signed tokens that expire, each good for one purpose."""

from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.errors import BadInput


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


def _salt(purpose: str) -> str:
    return f"saath.token.{purpose}"
