"""Where customers read what is promised."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Exists
from django.urls import reverse

from saath.promises.models import Standard
from saath.tenancy.models import Domain
from saath.tenancy.prepared import Given, Prepared
from saath.tenancy.scope import current_store_id

SHOPPERS = "config.urls.shopper"
HOST: Prepared[str] = Prepared(
    lambda: (
        Domain.objects.filter(
            Exists(Standard.objects.filter(store_id=Given("store"), state=Standard.State.PUBLISHED)),
            store_id=Given("store"),
            purpose=Domain.Purpose.SHOPPER,
        )
        .order_by("id")
        .values_list("host", flat=True)[:1]
    )
)


def public_address(language: str) -> str:
    """Return the address of the version in force in a language; '' where none is, or no host shows it. One statement."""
    host = HOST.first(store=current_store_id())
    if host is None:
        return ""
    scheme = "https" if settings.SESSION_COOKIE_SECURE else "http"
    return f"{scheme}://{host}{reverse('portal:standards', urlconf=SHOPPERS)}?lang={language}"
