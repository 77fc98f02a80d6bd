"""Which connectors there are: one line each."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import cast

from saath.orders.connectors.base import Connector

BUILT_IN: Mapping[str, str] = {
    "aftership": "saath.orders.connectors.aftership.AfterShip",
    "shiprocket": "saath.orders.connectors.shiprocket.Shiprocket",
    "shopify": "saath.orders.connectors.shopify.Shopify",
    "woocommerce": "saath.orders.connectors.woocommerce.WooCommerce",
}


class UnknownConnector(LookupError):
    """No connector of this key is registered."""


def connector_keys() -> tuple[str, ...]:
    """Keys of all connectors."""
    return tuple(BUILT_IN)


def connector_of(key: str) -> Connector:
    """Return the connector of a platform. Raises UnknownConnector."""
    if key not in BUILT_IN:
        raise UnknownConnector(key)
    module, _, attribute = BUILT_IN[key].rpartition(".")
    return cast(Connector, getattr(import_module(module), attribute)())
