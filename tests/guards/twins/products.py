"""Products: where the desk and the API differ."""

from __future__ import annotations

NOT_FOR_PROGRAMS: dict[str, str] = {}
ONLY_FOR_PROGRAMS: dict[str, str] = {
    "saath.orders.actions.send.send_products": "products come from platforms by connectors: a page has no such button",
}
