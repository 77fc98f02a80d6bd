"""How the shop in scope makes amends."""

from __future__ import annotations

from collections import Counter

from saath.orders.models import Order
from saath.promises.models import AmendsSettings
from saath.tenancy.models import Store
from saath.tenancy.prepared import Prepared
from saath.tenancy.scope import current_store_id

# Of so many orders, the newest, it is seen in which currencies customers pay.
LATEST = 200

SETTINGS = Prepared(lambda: AmendsSettings.objects.select_related("store", "signed_by", "allowed_by")[:1])


def amends_settings() -> AmendsSettings:
    """Return the settings of the store in scope, unsaved and with everything off where it has decided nothing."""
    return SETTINGS.first() or AmendsSettings(currency=currencies_paid_in()[0])


def currencies_paid_in() -> list[str]:
    """Return in which currencies customers of the store in scope paid of late, the most usual first, at last the shop's own."""
    newest = Order.objects.order_by("-placed_at", "-id").values_list("currency", flat=True)
    paid = [currency for currency, _count in Counter(newest[:LATEST]).most_common()]
    return list(dict.fromkeys([*paid, Store.objects.get(pk=current_store_id()).currency]))
