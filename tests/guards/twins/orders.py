"""Orders: where the desk and the API differ."""

from __future__ import annotations

PLATFORMS = (
    "platforms tell of orders by connectors, and people bring them in files: a page has no such button"
)

ONLY_FOR_PROGRAMS: dict[str, str] = {
    "saath.orders.actions.send.send_orders": PLATFORMS,
}
