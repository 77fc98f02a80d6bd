"""Customers: where the desk and the API differ."""

from __future__ import annotations

NOT_FOR_PROGRAMS: dict[str, str] = {}
ONLY_FOR_PROGRAMS: dict[str, str] = {
    "saath.orders.actions.send.send_customers": "people meet customers by what these write or buy: a page has no such button",
}
