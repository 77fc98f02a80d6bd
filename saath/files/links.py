"""Links to files that end by themselves. Who has one may read that file, under that name, until then."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

from saath.core.clock import now
from saath.files.errors import NoContentHost
from saath.files.models import StoredFile
from saath.files.names import clean_name
from saath.tenancy.models import Domain
from saath.tenancy.scope import current_store_id

WORKING_DAY_SECONDS = 8 * 3600

# Ends are rounded up, so that a page asked for again finds its pictures in the browser's cache.
ROUND_TO_SECONDS = 300


def signed_url(
    stored: StoredFile, *, name: str, seconds: int = WORKING_DAY_SECONDS, origin: str | None = None
) -> str:
    """A link on the content host that works for `seconds` and at most five minutes more.

    A page with many files asks for `content_origin()` once and passes it. Raises NoContentHost.
    """
    name = clean_name(name)
    token = make_token(stored, name=name, seconds=seconds, at=now())
    return f"{origin or content_origin()}/f/{token}/{quote(name, safe='')}"


def content_origin() -> str:
    """Scheme and host under which the files of the store in scope are served. Raises NoContentHost."""
    domains = Domain.objects.filter(store_id=current_store_id(), purpose=Domain.Purpose.CONTENT)
    domain = domains.order_by("pk").first()
    if domain is None:
        raise NoContentHost
    return f"{'https' if settings.SECURE_COOKIES else 'http'}://{domain.host}"


def make_token(stored: StoredFile, *, name: str, seconds: int, at: datetime) -> str:
    """The signed part of a link: which file, until when; the name is signed but not contained."""
    ends = -(-(int(at.timestamp()) + seconds) // ROUND_TO_SECONDS) * ROUND_TO_SECONDS
    return _signer(name).sign(f"{stored.public_id.hex}.{ends:x}")


def read_token(token: str, *, name: str, at: datetime) -> UUID | None:
    """The file that a token opens, or None when it is forged, of another name, or has ended."""
    try:
        public_id, ends = _signer(name).unsign(token).split(".")
    except BadSignature:
        return None
    return UUID(public_id) if at.timestamp() < int(ends, 16) else None


def _signer(name: str) -> Signer:
    return Signer(salt=f"saath.files.link:{name}", sep=".")
