"""Which connectors there are: one line each."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, cast

from saath.orders.acts.commands import Able
from saath.orders.connectors.base import Connector, Courier, Credentials, Doer, Missing, NeedsReauth, Platform

BUILT_IN: Mapping[str, str] = {
    "aftership": "saath.orders.connectors.aftership.AfterShip",
    "shiprocket": "saath.orders.connectors.shiprocket.Shiprocket",
    "shopify": "saath.orders.connectors.shopify.Shopify",
    "woocommerce": "saath.orders.connectors.woocommerce.WooCommerce",
}

# What answers when it is asked, by the key of the connector of its deliveries.
PLATFORMS: Mapping[str, str] = {
    "shopify": "saath.orders.connectors.shopify_api.ShopifyApi",
    "woocommerce": "saath.orders.connectors.woocommerce_api.WooCommerceApi",
}
COURIERS: Mapping[str, str] = {
    "aftership": "saath.orders.connectors.aftership_api.AfterShipApi",
    "shiprocket": "saath.orders.connectors.shiprocket_api.ShiprocketApi",
}
# What changes orders there.
DOERS: Mapping[str, str] = {
    "shopify": "saath.orders.connectors.shopify_acts.ShopifyActs",
    "woocommerce": "saath.orders.connectors.woocommerce_acts.WooCommerceActs",
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
    return cast(Connector, _named(BUILT_IN[key])())


def platform_of(key: str, account: str, credentials: Credentials) -> Platform:
    """Return what asks a shop's platform. Raises UnknownConnector where it only delivers, NeedsReauth without credentials."""
    return cast(Platform, _asker(PLATFORMS, key)(account, credentials))


def doer_of(key: str, account: str, credentials: Credentials) -> Doer:
    """Return what changes orders at a platform. Raises UnknownConnector where nothing can, NeedsReauth without credentials."""
    return cast(Doer, _asker(DOERS, key)(account, credentials))


def able_of(key: str) -> Able:
    """Return what a platform can do to orders; nothing where they come from a file, or from one that only tells."""
    return cast(Able, _named(DOERS[key]).ABLE) if key in DOERS else Able()


def courier_of(key: str, account: str, credentials: Credentials) -> Courier:
    """Return what asks a courier. Raises UnknownConnector where it only delivers, NeedsReauth without credentials."""
    return cast(Courier, _asker(COURIERS, key)(account, credentials))


def missing_in(key: str, account: str, credentials: Credentials) -> str:
    """Return which credential is missing to ask a platform or a courier, "" for none; whether they are right it says itself."""
    askers = {**PLATFORMS, **COURIERS}
    try:
        if key in askers:
            _asker(askers, key)(account, credentials)
    except Missing as missing:
        return missing.key
    except NeedsReauth:
        return ""
    return ""


def _asker(askers: Mapping[str, str], key: str) -> Any:
    if key not in askers:
        raise UnknownConnector(key)
    return _named(askers[key])


def _named(dotted: str) -> Any:
    module, _, attribute = dotted.rpartition(".")
    return getattr(import_module(module), attribute)
