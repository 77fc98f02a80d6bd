"""What is done to an order through WooCommerce's REST API.

It knows no keys of idempotency: each thing that is made bears our mark, by which it is found again before it is asked for anew.
Refunds go through the way of payment that the shop has set up; one that cannot give back refuses, and nothing is done.
Why something is done is the shop's own: it becomes a private note, for the reason of a refund and the note of an order stand in
mails to the customer.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, timedelta
from typing import Any, ClassVar
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from saath.core.money import Money
from saath.orders.acts.commands import (
    Able,
    AddressChange,
    Cancel,
    Command,
    Coupon,
    Kind,
    Outcome,
    Refund,
    Replacement,
)
from saath.orders.connectors.base import Credentials, PlatformError, Refusal
from saath.orders.connectors.reading import Fields, fields, items, text
from saath.orders.connectors.woocommerce_api import WooCommerceApi
from saath.orders.data import AddressData

logger = logging.getLogger(__name__)
KEY = "saath_key"
# So far a shop's clock may be behind ours.
CLOCKS = timedelta(days=1)


class WooCommerceActs:
    """Changes orders of one shop with WooCommerce."""

    CONNECTOR = "woocommerce"
    # It knows no returns, and cancelling there leaves the money where it is.
    ABLE: ClassVar[Able] = Able(
        frozenset(Kind) - {Kind.RETURN},
        instead={
            Kind.RETURN: _(
                "WooCommerce keeps no returns. Have the courier fetch it, write down for the team what comes back, and give "
                "the money back once it is there."
            )
        },
    )

    def __init__(self, account: str, credentials: Credentials) -> None:
        self._api = WooCommerceApi(account, credentials)

    def perform(self, command: Command) -> Outcome:
        """Do it. Raises PlatformError."""
        match command:
            case Refund():
                made = self._post(f"{_path(command)}/refunds", _refund(command))
                self._tell_why(command, command.order_key)
                return Outcome(made)
            case Cancel():
                said = {"status": "cancelled", "meta_data": _marked(command)}
                return Outcome(self._put(_path(command), said))
            case AddressChange():
                return Outcome(self._put(_path(command), {"shipping": _address(command.address)}))
            case Coupon():
                return Outcome(self._post("/coupons", _coupon(command)), command.code)
            case Replacement():
                return self._replace(command)
            case _:
                raise Refusal("WooCommerce knows no returns")

    def find(self, command: Command) -> Outcome | None:
        """Return what the shop has of a command. Raises PlatformError."""
        match command:
            case Refund():
                return self._with_mark(f"{_path(command)}/refunds", command)
            case Cancel():
                order = self._order(command)
                return Outcome(text(order.get("id"))) if order.get("status") == "cancelled" else None
            case AddressChange():
                there, wanted = fields(self._order(command).get("shipping")), _address(command.address)
                is_there = all(text(there.get(name)) == value for name, value in wanted.items())
                return Outcome(command.order_key) if is_there else None
            case Coupon():
                for each in self._api.all_of("/coupons", code=command.code):
                    if text(each.get("code")).casefold() == command.code.casefold():
                        return Outcome(text(each.get("id")), command.code)
                return None
            case _:
                after = f"{(command.asked_at - CLOCKS).astimezone(UTC):%Y-%m-%dT%H:%M:%S}"
                return self._with_mark("/orders", command, after=after, dates_are_gmt="true")

    def _replace(self, command: Replacement) -> Outcome:
        """Make an order of the same things for nothing, to the same place."""
        order = self._order(command)
        lines = {text(each.get("id")): each for each in items(order.get("line_items"))}
        made = {
            "status": "processing",
            "customer_id": order.get("customer_id"),
            "billing": order.get("billing"),
            "shipping": order.get("shipping"),
            "set_paid": False,
            "meta_data": _marked(command),
            "line_items": [_given(lines.get(key, {}), count) for key, count in command.lines],
        }
        said = fields(self._api.ask("POST", "/orders", json=made).said)
        made_key = text(said.get("id"))
        self._tell_why(command, made_key)
        return Outcome(made_key, text(said.get("number")))

    def _tell_why(self, command: Command, order_key: str) -> None:
        """Write the reason beside an order, for the shop's people alone. The thing is done, whether that succeeds or not."""
        path = f"/orders/{quote(order_key, safe='')}/notes"
        try:
            self._api.ask("POST", path, json={"note": command.note, "customer_note": False})
        except PlatformError:
            logger.warning("the reason of %s did not reach the shop", command.key)

    def _with_mark(self, path: str, command: Command, **params: str) -> Outcome | None:
        """Return the newest thing that bears the mark of a command."""
        for each in self._api.all_of(path, **params):
            if _bears(each, command):
                return Outcome(text(each.get("id")), text(each.get("number")))
        return None

    def _order(self, command: Command) -> Fields:
        return fields(self._api.ask("GET", _path(command)).said)

    def _post(self, path: str, said: Mapping[str, Any]) -> str:
        return text(fields(self._api.ask("POST", path, json=said).said).get("id"))

    def _put(self, path: str, said: Mapping[str, Any]) -> str:
        return text(fields(self._api.ask("PUT", path, json=said).said).get("id"))


def _path(command: Command) -> str:
    return f"/orders/{quote(command.order_key, safe='')}"


def _refund(command: Refund) -> dict[str, Any]:
    """Return a refund of an amount, without its lines: WooCommerce shares tax over them by rules of its own."""
    return {
        "amount": _written(command.amount_minor, command.currency),
        "reason": "",
        "api_refund": True,
        "meta_data": _marked(command),
    }


def _coupon(command: Coupon) -> dict[str, Any]:
    return {
        "code": command.code,
        "discount_type": "fixed_cart",
        "amount": _written(command.amount_minor, command.currency),
        "usage_limit": 1,
        "date_expires": f"{command.until:%Y-%m-%d}T23:59:59",
        "description": command.note,
    }


def _given(line: Mapping[str, Any], count: int) -> dict[str, Any]:
    product, variation = line.get("product_id"), line.get("variation_id")
    if not product:
        raise Refusal("the shop does not sell this any more")
    given = {"product_id": product, "quantity": count, "subtotal": "0.00", "total": "0.00"}
    return {**given, "variation_id": variation} if variation else given


def _address(address: AddressData) -> dict[str, str]:
    first, _space, last = address.name.partition(" ")
    street, further = address.lines[0] if address.lines else "", ", ".join(address.lines[1:])
    return {
        "first_name": first,
        "last_name": last,
        "address_1": street,
        "address_2": further,
        "city": address.city,
        "state": address.region,
        "postcode": address.pincode,
        "country": address.country,
        "phone": address.phone,
    }


def _marked(command: Command) -> list[dict[str, str]]:
    return [{"key": KEY, "value": command.mark}]


def _bears(thing: Mapping[str, Any], command: Command) -> bool:
    # Those of before the mark was beside the reason have it there.
    meta = {text(each.get("key")): text(each.get("value")) for each in items(thing.get("meta_data"))}
    return meta.get(KEY) == command.mark or command.mark in text(thing.get("reason"))


def _written(amount_minor: int, currency: str) -> str:
    return str(Money(amount_minor, currency).amount())
