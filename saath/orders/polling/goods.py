"""What the shop sells is asked for too: a webhook may be lost, and a shop that connects has had its products for years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from saath.core.clock import now
from saath.core.secrets import SecretUnreadable
from saath.orders.actions.products import stock_stands, take_products
from saath.orders.connectors.base import PlatformError
from saath.orders.connectors.registry import PLATFORMS, platform_of
from saath.orders.keys import credentials_of
from saath.orders.models import Connection, Product
from saath.orders.polling.due import Due
from saath.tenancy.actor import Actor
from saath.tenancy.scope import every_store

ASKER = Actor.system("products of the shop's platform")
PAGES_A_TURN = 10
# Where a sale changes when its product changed, so that what did not change has the stock that it had.
TELLS_EVERY_STOCK = {"shopify"}


def shops_with_goods() -> Sequence[Due]:
    """Return the connections of every shop whose platform can be asked what is sold."""
    with every_store("one schedule asks the platforms of all shops"):
        rows = Connection.objects.filter(is_active=True, platform__in=list(PLATFORMS))
        rows = rows.exclude(credentials_sealed="").select_related("store").order_by("pk")
        return [Due(row.pk, row.store.pk) for row in rows]


def bring_goods(connection: Connection) -> bool:
    """Take the products that changed since the newest that is known; return whether there are more to be read.

    A platform that is busy, or does not let us read products, is asked again at the next round: that its key is no good
    at all is told by who asks for orders.
    """
    began = now()
    since = Product.objects.filter(connection=connection).aggregate(newest=Max("version"))["newest"]
    try:
        has_more = _read(connection, since)
    except (PlatformError, SecretUnreadable):
        return False
    if not has_more and connection.platform in TELLS_EVERY_STOCK:
        stock_stands(ASKER, connection, at=began)
    return has_more


def _read(connection: Connection, since: datetime | None) -> bool:
    platform = platform_of(connection.platform, connection.account, credentials_of(connection))
    cursor, has_news = "", False
    for _turn in range(PAGES_A_TURN):
        asked_at = now()
        page = platform.products_since(since, cursor)
        if page.products:
            taken = take_products(ASKER, connection, told=page.products, read_at=asked_at)
            has_news = has_news or bool(taken.new or taken.changed)
        cursor = page.next_cursor
        if not cursor:
            return False
    # What is behind is asked for by the time of the newest that is known now: only where that has moved.
    return has_news
