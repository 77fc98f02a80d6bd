"""The address at which a platform delivers."""

from __future__ import annotations

import re

from django.urls import reverse

from saath.orders.models import Connection
from saath.stores.links import shopper_origin
from saath.tenancy.scope import current_store_id

# What Shiprocket refuses in an address: its names, also shortened.
_REFUSED = re.compile(r"shiprocket|kartrocket|sr|kr")


def hook_address(connection: Connection) -> str:
    """Return the whole address for a platform's settings, "" while the shop has no pages for shoppers."""
    origin = shopper_origin(current_store_id())
    return origin and origin + reverse(
        "hooks:door", args=[connection.public_id], urlconf="config.urls.shopper"
    )


def is_refused_by_shiprocket(url: str) -> bool:
    """Tell whether Shiprocket will not take this address."""
    return _REFUSED.search(url.lower()) is not None
