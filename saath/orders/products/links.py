"""The links by which something is offered: a short signed one of ours, which leads to the shop's own host and nowhere else."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode
from uuid import UUID

from django.urls import reverse

from saath.core.errors import NotFound
from saath.core.tokens import BadToken, open_id, seal_id
from saath.core.web_addresses import web_address
from saath.orders.connectors.carts import MARK, cart_address, host_of, mark_of_cart
from saath.orders.models import Connection, Offer, Variant
from saath.stores.links import shopper_origin
from saath.tenancy.models import Domain
from saath.tenancy.scope import current_store_id

PURPOSE = "offer"
SHOPPERS = "config.urls.shopper"
_IN_TEXT = re.compile(r"/o/([A-Za-z2-7]{42})/")


def token_of(offer: Offer) -> str:
    """Return what stands for an offer in its link, and comes back with an order."""
    return seal_id(PURPOSE, offer.public_id)


def link_of(offer: Offer) -> str:
    """Return the link of an offer on the shop's own host for customers."""
    path = reverse("portal:offer", args=[token_of(offer)], urlconf=SHOPPERS)
    return shopper_origin(current_store_id()) + path


def offer_behind(token: str) -> Offer:
    """Return what a link offers. Raises `BadToken`, `NotFound` for another shop's and for one that is gone."""
    found = Offer.objects.select_related("product__connection", "customer").filter(
        public_id=open_id(PURPOSE, token)
    )
    offer = found.first()
    if offer is None:
        raise NotFound()
    return offer


def offers_in(text: str) -> list[UUID]:
    """Return the public ids of the offers whose links stand in a text; what we did not sign is none."""
    return [public_id for token in _IN_TEXT.findall(text) if (public_id := offer_named(token))]


def offer_named(token: str) -> UUID | None:
    """Return the public id that a token stands for, None where we did not sign it."""
    try:
        return open_id(PURPOSE, token)
    except BadToken:
        return None


def leads_to(offer: Offer) -> str:
    """Return where an offer's link leads, with its mark, so that an order can name it. Raises `NotFound`.

    Asked anew at each opening: a link leads only to a host that is the shop's at that time.
    """
    product = offer.product
    if product is None or not is_own_host(product.connection, offer.address):
        raise NotFound()
    is_cart = offer.kind == Offer.Kind.CART
    name = mark_of_cart(product.connection.platform) if is_cart else MARK
    joint = "&" if "?" in offer.address else "?"
    address, _hash, part = offer.address.partition("#")
    marked = f"{address}{joint}{urlencode({name: token_of(offer)}, safe='[]', quote_via=quote)}"
    return f"{marked}#{part}" if part else marked


def address_of(kind: str, connection: Connection, url: str, variant: Variant, *, pieces: int) -> str:
    """Return where an offer of a product shall lead, "" where there is no such place on a host of the shop."""
    if kind == Offer.Kind.CART:
        address = cart_address(connection.platform, connection.account, variant.key, pieces=pieces)
    else:
        address = url
    return address if is_own_host(connection, address) else ""


def is_own_host(connection: Connection, address: str) -> bool:
    """Tell whether an address is on a host of the shop: the one that its platform's account names, with or without www, or
    the one where its customers already are with us."""
    parts = web_address(address)
    if parts is None or parts.username or parts.password:
        return False
    host, account = parts.hostname or "", host_of(connection.account)
    if account and host.removeprefix("www.") == account.removeprefix("www."):
        return True
    own = Domain.objects.filter(store_id=current_store_id(), purpose=Domain.Purpose.SHOPPER)
    return parts.netloc in own.values_list("host", flat=True)
