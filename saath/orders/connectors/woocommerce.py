"""WooCommerce: webhooks that come once or never, orders told whole; its REST API answers with the same objects.

Shops of before 2017 still write the names of its older API (`order_number`, `billing_address`, `created_at`); both are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from saath.core.outside import is_listed
from saath.core.text import unescape
from saath.core.web_addresses import web_address
from saath.orders.connectors.base import Credential, Headers, Heard, Ignored, Unreadable
from saath.orders.connectors.carts import mark_in
from saath.orders.connectors.methods import method_of_gateway
from saath.orders.connectors.proof import check_signature, digest, header, signature_of
from saath.orders.connectors.reading import (
    Fields,
    account_key,
    count,
    fields,
    first,
    items,
    keyed,
    minor,
    moment,
    needed_currency,
    needed_key,
    needed_minor,
    needed_moment,
    objects_in,
    read_json,
    text,
)
from saath.orders.connectors.woocommerce_products import heard_product, is_id_alone, is_product
from saath.orders.data import (
    AddressData,
    BuyerData,
    LineData,
    OrderData,
    PaymentData,
    RefundData,
    ScanData,
    ShipmentData,
)
from saath.orders.states import Moved, Paid

# Sent when a webhook is saved, before there is anything to sign; where it is refused, the webhook is switched off.
_PING = re.compile(rb"webhook_id=[0-9]{1,20}")
_CONFIRMED = {"processing", "completed", "refunded"}
_DRAFTS = {"checkout-draft", "auto-draft", "trash"}
_PROOF = "X-WC-Webhook-Signature"
# Not signed: who has seen one delivery can send it again under any topic.
_TOPIC = "X-WC-Webhook-Topic"
_LANDED = "_wc_order_attribution_session_entry"
_TRACKING = "_wc_shipment_tracking_items"


def shop_address(written: str) -> str:
    """Return the address of a shop without an end of its own, safe where it can be. Raises ValueError."""
    whole = written.strip() if "://" in written else f"https://{written.strip()}"
    if not web_address(whole):
        raise ValueError(written)
    if not is_listed(urlsplit(whole).hostname or ""):
        whole = re.sub(r"^http://", "https://", whole, flags=re.IGNORECASE)
    return whole.split("?")[0].rstrip("/").removesuffix("/wp-admin")


class WooCommerce:
    """Orders and products as WooCommerce tells of them."""

    key = "woocommerce"
    name = "WooCommerce"
    ACCOUNT: Credential | None = Credential(
        "base_url",
        _("Address of the shop"),
        is_secret=False,
        help=_("It begins with https://."),
        tidy=shop_address,
    )
    CREDENTIALS: tuple[Credential, ...] = (
        Credential("consumer_key", _("Consumer key"), is_secret=False, help=_("It begins with ck_.")),
        Credential("consumer_secret", _("Consumer secret"), help=_("It begins with cs_.")),
    )
    SECRET_IS_OURS = True
    HEADERS = frozenset({"x-wc-webhook-topic"})
    TOPICS: tuple[str, ...] = (
        "Order created",
        "Order updated",
        "Product created",
        "Product updated",
        "Product deleted",
    )

    def verify(self, headers: Headers, body: bytes, secrets: Sequence[str]) -> None:
        """Accept what the webhook's secret signed, and the ping, which says nothing. Raises BadSignature."""
        if not _PING.fullmatch(body):
            check_signature(header(headers, _PROOF), body, secrets)

    def sign(self, body: bytes, secret: str) -> dict[str, str]:
        """Return the headers with which WooCommerce would prove a body."""
        return {_PROOF: signature_of(body, secret)}

    def key_of(self, headers: Headers, body: bytes) -> str:
        """Return order and a digest of the body: its own delivery id is the same for all of one second.

        The topic tells one delivery from another only where the body is an id alone: nobody signs for the topic.
        """
        if _PING.fullmatch(body):
            return ""
        said = _whole(body)
        topic = header(headers, _TOPIC) if is_id_alone(said) else ""
        return ":".join((topic[:60], text(said.get("id"))[:60], digest(body)))

    def parse(self, headers: Headers, body: bytes) -> tuple[Heard, ...]:
        """Read orders and products. Raises Unreadable."""
        if _PING.fullmatch(body):
            return (Ignored("ping"),)
        topic = header(headers, _TOPIC)
        heard = tuple(heard_of(each, topic) for each in objects_in(read_json(body)))
        return heard or (Ignored("nothing in it"),)


def _whole(body: bytes) -> Fields:
    try:
        return fields(read_json(body))
    except Unreadable:
        return {}


def heard_of(each: Fields, topic: str = "") -> Heard:
    """Read an order or a product; a draft is ignored. Raises Unreadable."""
    is_order = "line_items" in each and ("billing" in each or "billing_address" in each)
    if not is_order and is_product(each, topic):
        return heard_product(each, topic=topic)
    if not is_order:
        return Ignored("neither order nor product")
    if text(each.get("status")) in _DRAFTS:
        return Ignored("a draft, or thrown away")
    return _order(each)


def _order(order: Fields) -> OrderData:
    currency, key = needed_currency(order.get("currency")), needed_key(order.get("id"))
    placed_at = needed_moment(*_times(order, "created"))
    updated_at = needed_moment(*_times(order, "modified"), order.get("updated_at"), placed_at.isoformat())
    billing = fields(order.get("billing") or order.get("billing_address"))
    status = text(order.get("status"))
    return OrderData(
        key=key,
        number=first(order.get("number"), order.get("order_number")),
        placed_at=placed_at,
        updated_at=updated_at,
        currency=currency,
        total_minor=needed_minor(order.get("total"), currency),
        buyer=_buyer(order, billing),
        address=_address(fields(order.get("shipping") or order.get("shipping_address")), billing),
        lines=tuple(_lines(order, currency)),
        payments=(_payment(order, currency),),
        shipments=tuple(_shipments(order)),
        refunds=tuple(_refunds(order, currency, updated_at)),
        discount_minor=minor(first(order.get("discount_total"), order.get("total_discount")), currency),
        shipping_minor=minor(first(order.get("shipping_total"), order.get("total_shipping")), currency),
        tax_minor=minor(order.get("total_tax"), currency),
        coupons=tuple(code for each in items(order.get("coupon_lines")) if (code := text(each.get("code")))),
        is_confirmed=status in _CONFIRMED,
        cancelled_at=updated_at if status == "cancelled" else None,
        came_by=_came_by(order),
    )


def _came_by(order: Fields) -> str:
    """Return what our link carried, where WooCommerce's own order attribution has written down where the buyer landed."""
    pages = (text(each.get("value")) for each in items(order.get("meta_data")) if each.get("key") == _LANDED)
    return first(*map(mark_in, pages))


def _times(order: Fields, what: str) -> tuple[Any, ...]:
    """Return the times of an event, the surest first; the shop's local time counts as UTC where nothing else is told."""
    return order.get(f"date_{what}_gmt"), order.get(f"{what}_at"), order.get(f"date_{what}")


def _buyer(order: Fields, billing: Fields) -> BuyerData:
    return BuyerData(
        key=account_key(order.get("customer_id")),
        name=_full_name(billing),
        email=text(billing.get("email")),
        phone=text(billing.get("phone")),
    )


def _full_name(person: Fields) -> str:
    return f"{text(person.get('first_name'))} {text(person.get('last_name'))}".strip()


def _address(shipping: Fields, billing: Fields) -> AddressData:
    """Return where it goes: to the bill's address where no other was given."""
    there = shipping if first(shipping.get("address_1"), shipping.get("postcode")) else billing
    written = (text(there.get(name)) for name in ("company", "address_1", "address_2"))
    return AddressData(
        name=_full_name(there),
        lines=tuple(filter(None, written)),
        city=text(there.get("city")),
        region=text(there.get("state")),
        pincode=text(there.get("postcode")),
        country=text(there.get("country")).upper()[:2],
        phone=first(there.get("phone"), billing.get("phone")),
    )


def _lines(order: Fields, currency: str) -> Iterator[LineData]:
    with_tax = order.get("prices_include_tax") is True
    for key, line in keyed(order.get("line_items")):
        quantity = count(line.get("quantity"))
        before = _amount(line, "subtotal", currency, with_tax=with_tax)
        after = _amount(line, "total", currency, with_tax=with_tax)
        # Upwards, so that pieces that do not divide never make a price above what is paid: the rest is a discount.
        unit = -(-before // quantity) if quantity else 0
        product, variation = text(line.get("product_id")), text(line.get("variation_id"))
        yield LineData(
            key=key,
            title=unescape(text(line.get("name"))),
            quantity=quantity,
            unit_minor=unit,
            sku=text(line.get("sku")),
            product_key="" if product == "0" else product,
            variant_key="" if variation == "0" else variation,
            discount_minor=unit * quantity - after,
            tax_minor=minor(line.get("total_tax"), currency),
        )


def _amount(line: Fields, name: str, currency: str, *, with_tax: bool) -> int:
    """Return an amount of a line as the shop shows its prices: it writes all without tax."""
    tax = minor(line.get(f"{name}_tax"), currency) if with_tax else 0
    return minor(line.get(name), currency) + tax


def _payment(order: Fields, currency: str) -> PaymentData:
    older = fields(order.get("payment_details"))
    gateway = first(order.get("payment_method"), older.get("method_id"))
    title = first(order.get("payment_method_title"), older.get("method_title"))
    status = text(order.get("status"))
    paid_at = moment(order.get("date_paid_gmt")) or moment(order.get("date_paid"))
    is_paid = paid_at is not None or older.get("paid") is True
    unpaid = Paid.FAILED if status in ("failed", "cancelled") else Paid.PENDING
    return PaymentData(
        key="order",
        method=method_of_gateway(gateway, title),
        state=Paid.PAID if is_paid else unpaid,
        amount_minor=needed_minor(order.get("total"), currency),
        gateway=first(title, gateway),
        reference=text(order.get("transaction_id")),
        at=paid_at,
    )


def _shipments(order: Fields) -> Iterator[ShipmentData]:
    """Return the parcels that the common tracking extensions write down; without one, "completed" says that all went off."""
    tracked = [
        parcel
        for meta in items(order.get("meta_data"))
        if meta.get("key") == _TRACKING
        for parcel in items(meta.get("value"))
    ]
    for parcel in tracked:
        yield _tracked(parcel)
    done_at = moment(order.get("date_completed_gmt")) or moment(order.get("date_completed"))
    if not tracked and done_at is not None and text(order.get("status")) == "completed":
        yield ShipmentData("completed", scans=(ScanData(done_at, Moved.PICKED_UP),))


def _tracked(parcel: Fields) -> ShipmentData:
    awb = text(parcel.get("tracking_number"))
    sent_at = _unix(parcel.get("date_shipped"))
    return ShipmentData(
        key=first(parcel.get("tracking_id"), awb) or "#0",
        courier=first(parcel.get("custom_tracking_provider"), parcel.get("tracking_provider")),
        awb=awb,
        url=text(parcel.get("custom_tracking_link")),
        scans=(ScanData(sent_at, Moved.PICKED_UP),) if sent_at else (),
    )


def _unix(value: Any) -> datetime | None:
    seconds = text(value)
    is_usual = seconds.isascii() and seconds.isdigit() and len(seconds) <= 10
    return datetime.fromtimestamp(int(seconds), UTC) if is_usual else None


def _refunds(order: Fields, currency: str, at: datetime) -> Iterator[RefundData]:
    """Return what was given back. A webhook tells no time of it but that of the telling; amounts are below zero."""
    for key, each in keyed(order.get("refunds")):
        given = minor(first(each.get("total"), each.get("amount")), currency)
        when = moment(each.get("date_created_gmt")) or at
        yield RefundData(key, abs(given), when, text(each.get("reason")))
