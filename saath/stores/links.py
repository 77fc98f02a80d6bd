"""The links of a shop's staff pages, and the secret in the link of an invitation."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from saath.stores.models import Invitation
from saath.tenancy.models import Domain


def new_secret(public_id: UUID, sent_at: datetime) -> str:
    """The secret of an invitation's link.  It follows from the signing key, which is outside the database."""
    return salted_hmac(
        "saath.invitation", f"{public_id}:{sent_at.timestamp()}", algorithm="sha256"
    ).hexdigest()


def hash_secret(secret: str) -> str:
    """What the database keeps of it.  The secret is long and random, so one plain SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def invitation_link(invitation: Invitation) -> str:
    """The whole address that lets the invited person in, once."""
    secret = new_secret(invitation.public_id, invitation.sent_at)
    return staff_origin(invitation.store.pk) + reverse(
        "stores:join", args=[secret], urlconf="config.urls.staff"
    )


def staff_origin(store_id: int) -> str:
    """Scheme and host of a shop's staff pages; empty while it has none."""
    return _origin(store_id, Domain.Purpose.STAFF)


def shopper_origin(store_id: int) -> str:
    """Scheme and host of the pages for a shop's customers; empty while it has none."""
    return _origin(store_id, Domain.Purpose.SHOPPER)


def _origin(store_id: int, purpose: Domain.Purpose) -> str:
    domain = Domain.objects.filter(store_id=store_id, purpose=purpose).order_by("id").first()
    scheme = "https" if settings.SESSION_COOKIE_SECURE else "http"
    return f"{scheme}://{domain.host}" if domain else ""
