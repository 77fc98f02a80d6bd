"""Shopify: webhooks signed by the app's secret, orders told whole; the Admin API answers with the same objects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from saath.orders.connectors.base import (
    Asked,
    Credential,
    Headers,
    Heard,
    Ignored,
    ParcelNews,
    RefundOnly,
    Wish,
)
from saath.orders.connectors.carts import MARK, mark_in
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
from saath.orders.connectors.shopify_products import heard_product, product_data
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
from saath.orders.states import Method, Moved, Paid

_PROOF = "X-Shopify-Hmac-SHA256"
_SHOP = re.compile(r"[a-z0-9-]+\.myshopify\.com")
# The only ones of their API that make an order, a parcel, a refund or a product; drafts and carts look like orders.
_TOPICS = {"", "orders", "fulfillments", "refunds", "products"}
_WISHES: Mapping[str, Wish] = {
    "customers/data_request": Wish.DATA,
    "customers/redact": Wish.FORGET_CUSTOMER,
    "shop/redact": Wish.FORGET_SHOP,
    "app/uninstalled": Wish.ENDED,
}
_MOVED: Mapping[str, Moved] = {
    "label_printed": Moved.LABEL,
    "label_purchased": Moved.LABEL,
    "confirmed": Moved.LABEL,
    "picked_up": Moved.PICKED_UP,
    "carrier_picked_up": Moved.PICKED_UP,
    "in_transit": Moved.IN_TRANSIT,
    "delayed": Moved.IN_TRANSIT,
    "out_for_delivery": Moved.OUT_FOR_DELIVERY,
    "attempted_delivery": Moved.ATTEMPTED,
    "ready_for_pickup": Moved.AVAILABLE,
    "delivered": Moved.DELIVERED,
    "failure": Moved.EXCEPTION,
}
_PAID: Mapping[str, Paid] = {
    "paid": Paid.PAID,
    "partially_refunded": Paid.PAID,
    "refunded": Paid.PAID,
    "voided": Paid.FAILED,
    "expired": Paid.FAILED,
}


def shop_host(written: str) -> str:
    """Return a shop's address at Shopify, also from its name there or the address of its admin. Raises ValueError."""
    named = re.sub(r"^https?://|/.*$", "", written.strip().lower())
    admin = re.search(r"admin\.shopify\.com/store/([a-z0-9-]+)", written.lower())
    name = admin[1] if admin else named.removesuffix(".myshopify.com")
    host = f"{name}.myshopify.com"
    if not _SHOP.fullmatch(host):
        raise ValueError(written)
    return host


class Shopify:
    """Orders, fulfilments, refunds and products as Shopify tells of them."""

    key = "shopify"
    name = "Shopify"
    ACCOUNT: Credential | None = Credential(
        "shop",
        _("Address of the shop at Shopify"),
        is_secret=False,
        help=_("It ends in .myshopify.com. You see it in Shopify under Settings, Domains."),
        tidy=shop_host,
    )
    CREDENTIALS: tuple[Credential, ...] = (
        Credential(
            "client_id",
            _("Client ID"),
            is_secret=False,
            help=_(
                "In Shopify’s Dev Dashboard make an app with the rights read_orders, read_customers and read_products, "
                "install it in your shop, and copy both from its settings."
            ),
            is_optional=True,
        ),
        Credential("client_secret", _("Client secret"), is_optional=True),
        Credential(
            "token",
            _("Admin API access token"),
            help=_("Only for an app from before 2026, in place of the two above. It begins with shpat_."),
            is_optional=True,
        ),
    )
    SECRET_IS_OURS = False
    HEADERS = frozenset(
        {"x-shopify-topic", "x-shopify-shop-domain", "x-shopify-event-id", "x-shopify-webhook-id"}
    )
    TOPICS: tuple[str, ...] = (
        "Order creation",
        "Order update",
        "Order cancellation",
        "Fulfillment creation",
        "Fulfillment update",
        "Refund create",
        "Product creation",
        "Product update",
        "Product deletion",
    )

    def verify(self, headers: Headers, body: bytes, secrets: Sequence[str]) -> None:
        """Accept what the app's secret signed. Raises BadSignature."""
        check_signature(header(headers, _PROOF), body, secrets)

    def sign(self, body: bytes, secret: str) -> dict[str, str]:
        """Return the headers with which Shopify would prove a body."""
        return {_PROOF: signature_of(body, secret)}

    def key_of(self, headers: Headers, body: bytes) -> str:
        """Return the event's name: several subscriptions tell of one event, and one event has several topics."""
        event = header(headers, "X-Shopify-Event-Id") or header(headers, "X-Shopify-Webhook-Id")
        return f"{header(headers, 'X-Shopify-Topic')}:{event or digest(body)}"[:200]

    def parse(self, headers: Headers, body: bytes) -> tuple[Heard, ...]:
        """Read orders, parcels, refunds, products, and what Shopify asks on behalf of customers. Raises Unreadable."""
        topic = header(headers, "X-Shopify-Topic")
        said = read_json(body)
        if _WISHES.get(topic) == Wish.ENDED and not fields(said).get("myshopify_domain"):
            # Nobody signs for the topic: another delivery under this one must not shut the shop's line.
            return (Ignored("no shop in it"),)
        if topic in _WISHES:
            return (_asked(_WISHES[topic], fields(said)),)
        if topic.partition("/")[0] not in _TOPICS:
            return (Ignored(topic[:80]),)
        named = header(headers, "X-Shopify-Shop-Domain")
        shop = named if _SHOP.fullmatch(named) else ""
        if topic.startswith("products/"):
            heard = tuple(heard_product(each, shop, topic=topic) for each in objects_in(said))
        else:
            heard = tuple(_heard(each, shop) for each in objects_in(said))
        return heard or (Ignored("nothing in it"),)


def _heard(each: Fields, shop: str) -> Heard:
    if "line_items" in each and ("financial_status" in each or "order_number" in each):
        return order_told(each, shop)
    if "tracking_number" in each and "order_id" in each:
        return _parcel_news(each)
    if "refund_line_items" in each and "order_id" in each:
        return _refund_only(each)
    if "variants" in each and "handle" in each and "updated_at" in each:
        return product_data(each, shop)
    return Ignored("neither order, parcel, refund nor product")


def _asked(wish: Wish, said: Fields) -> Asked:
    """Return what Shopify asks for, by law or because the app is gone; it names whom by id, address and number."""
    customer = fields(said.get("customer"))
    return Asked(wish, first(customer.get("email"), customer.get("phone"), customer.get("id")))


def order_told(order: Fields, shop: str) -> OrderData:
    """Read an order in the names of webhooks; `shop` is its address at Shopify. Raises Unreadable."""
    currency, key = needed_currency(order.get("currency")), needed_key(order.get("id"))
    placed_at = needed_moment(order.get("created_at"), order.get("processed_at"))
    return OrderData(
        key=key,
        number=first(order.get("name"), order.get("order_number"), order.get("number")),
        placed_at=placed_at,
        updated_at=moment(order.get("updated_at")) or placed_at,
        currency=currency,
        total_minor=needed_minor(order.get("total_price"), currency),
        buyer=_buyer(order),
        address=_address(fields(order.get("shipping_address")) or fields(order.get("billing_address"))),
        lines=tuple(_line(key, line, currency) for key, line in keyed(order.get("line_items"))),
        payments=_payments(order, currency),
        shipments=tuple(_shipment(key, each) for key, each in keyed(order.get("fulfillments"))),
        refunds=tuple(_refund(key, each, currency, order) for key, each in keyed(order.get("refunds"))),
        discount_minor=minor(order.get("total_discounts"), currency),
        shipping_minor=_sum(order.get("shipping_lines"), currency),
        tax_minor=minor(order.get("total_tax"), currency),
        coupons=tuple(
            code for each in items(order.get("discount_codes")) if (code := text(each.get("code")))
        ),
        is_confirmed=order.get("confirmed") is True,
        cancelled_at=moment(order.get("cancelled_at")),
        cancel_reason=text(order.get("cancel_reason")),
        came_by=_came_by(order),
        url=f"https://{shop}/admin/orders/{key}" if _SHOP.fullmatch(shop) and key.isdigit() else "",
    )


def _came_by(order: Fields) -> str:
    """Return what our link to a cart or a product carried: an attribute of the cart, or part of where its buyer landed."""
    handed_back = (
        each.get("value") for each in items(order.get("note_attributes")) if each.get("name") == MARK
    )
    return first(*handed_back) or mark_in(text(order.get("landing_site")))


def _buyer(order: Fields) -> BuyerData:
    customer, address = fields(order.get("customer")), fields(order.get("shipping_address"))
    billing = fields(order.get("billing_address"))
    return BuyerData(
        key=account_key(customer.get("id")),
        name=first(_full_name(customer), _full_name(billing), _full_name(address)),
        email=first(order.get("email"), order.get("contact_email"), customer.get("email")),
        phone=first(order.get("phone"), customer.get("phone"), billing.get("phone"), address.get("phone")),
    )


def _full_name(person: Fields) -> str:
    return f"{text(person.get('first_name'))} {text(person.get('last_name'))}".strip() or text(
        person.get("name")
    )


def _address(address: Fields) -> AddressData:
    written = (text(address.get(name)) for name in ("company", "address1", "address2"))
    return AddressData(
        name=first(address.get("name"), _full_name(address)),
        lines=tuple(filter(None, written)),
        city=text(address.get("city")),
        region=first(address.get("province"), address.get("province_code")),
        pincode=text(address.get("zip")),
        country=text(address.get("country_code")).upper()[:2],
        phone=text(address.get("phone")),
    )


def _line(key: str, line: Fields, currency: str) -> LineData:
    shared = items(line.get("discount_allocations"))
    off = sum(_shop_minor(each, currency) for each in shared) or minor(line.get("total_discount"), currency)
    variant = text(line.get("variant_title"))
    return LineData(
        key=key,
        title=first(line.get("title"), line.get("name")),
        quantity=count(line.get("quantity")),
        unit_minor=minor(line.get("price"), currency),
        variant="" if variant == "Default Title" else variant,
        sku=text(line.get("sku")),
        product_key=text(line.get("product_id")),
        variant_key=text(line.get("variant_id")),
        discount_minor=off,
        tax_minor=_sum(line.get("tax_lines"), currency),
    )


def _sum(lines: Any, currency: str) -> int:
    return sum(minor(each.get("price"), currency) for each in items(lines))


def _shop_minor(each: Fields, currency: str) -> int:
    """Return an amount in the shop's currency, where the customer saw another one."""
    shops = fields(fields(each.get("amount_set")).get("shop_money")).get("amount")
    return minor(each.get("amount") if shops is None else shops, currency)


def _payments(order: Fields, currency: str) -> tuple[PaymentData, ...]:
    told = [each for each in keyed(order.get("transactions")) if each[1].get("kind") in ("sale", "capture")]
    if told:
        return tuple(_transaction(key, each, currency) for key, each in told)
    return tuple(_by_status(order, currency))


def _transaction(key: str, each: Fields, currency: str) -> PaymentData:
    states = {"success": Paid.PAID, "pending": Paid.PENDING}
    gateway = text(each.get("gateway"))
    return PaymentData(
        key=key,
        method=method_of_gateway(gateway),
        state=states.get(text(each.get("status")), Paid.FAILED),
        amount_minor=_shop_minor(each, currency),
        gateway=gateway,
        reference=text(each.get("authorization")),
        at=moment(each.get("processed_at")) or moment(each.get("created_at")),
    )


def _by_status(order: Fields, currency: str) -> Iterator[PaymentData]:
    """Return what the order itself says of money: a part that came, and a part at the door."""
    total = needed_minor(order.get("total_price"), currency)
    gateways = _gateways(order)
    status = text(order.get("financial_status"))
    open_part = (
        min(minor(order.get("total_outstanding"), currency), total) if status == "partially_paid" else 0
    )
    state = Paid.PAID if open_part else _PAID.get(status, Paid.PENDING)
    methods = [(gateway, method_of_gateway(gateway)) for gateway in gateways] or [("", Method.OTHER)]
    online = next((pair for pair in methods if pair[1] != Method.COD), methods[0])
    door = next((pair for pair in methods if pair[1] == Method.COD), methods[-1])
    gateway, method = online if open_part else methods[0]
    at = moment(order.get("processed_at")) if state == Paid.PAID else None
    yield PaymentData("order", method, state, total - open_part, gateway, at=at)
    if open_part:
        yield PaymentData("outstanding", door[1], Paid.PENDING, open_part, door[0])


def _gateways(order: Fields) -> list[str]:
    named = order.get("payment_gateway_names")
    listed = [text(each) for each in named] if isinstance(named, list) else []
    return [each for each in listed if each] or [each for each in [text(order.get("gateway"))] if each]


def _shipment(key: str, parcel: Fields) -> ShipmentData:
    return ShipmentData(
        key=key,
        courier=text(parcel.get("tracking_company")),
        awb=_awb(parcel),
        url=text(parcel.get("tracking_url")),
        lines=_pieces(parcel.get("line_items"), "id"),
        scans=_scans(parcel),
    )


def _awb(parcel: Fields) -> str:
    several = parcel.get("tracking_numbers")
    return first(parcel.get("tracking_number"), *(several if isinstance(several, list) else ()))


def _scans(parcel: Fields) -> tuple[ScanData, ...]:
    """Return what is known of a parcel; one that was handed over without anybody watching counts as picked up."""
    made, changed = moment(parcel.get("created_at")), moment(parcel.get("updated_at"))
    at = changed or made
    if at is None:
        return ()
    if text(parcel.get("status")) in ("cancelled", "error", "failure"):
        return (ScanData(at, Moved.CANCELLED),)
    moved = _MOVED.get(text(parcel.get("shipment_status")))
    if moved is None:
        return (ScanData(made or at, Moved.PICKED_UP),) if text(parcel.get("status")) == "success" else ()
    return (ScanData(at, moved),)


def _pieces(lines: Any, name: str) -> tuple[tuple[str, int], ...]:
    return tuple((text(each.get(name)), count(each.get("quantity"))) for each in items(lines))


def _refund(key: str, refund: Fields, currency: str, order: Fields) -> RefundData:
    sent = [
        each
        for each in items(refund.get("transactions"))
        if each.get("kind") == "refund" and each.get("status") == "success"
    ]
    times = [
        refund.get("processed_at"),
        refund.get("created_at"),
        order.get("updated_at"),
        order.get("created_at"),
    ]
    return RefundData(
        key=key,
        amount_minor=sum(_shop_minor(each, currency) for each in sent),
        at=needed_moment(*times),
        reason=text(refund.get("note")),
        reference=first(*(each.get("authorization") for each in sent)),
        lines=_pieces(refund.get("refund_line_items"), "line_item_id"),
    )


def _refund_only(refund: Fields) -> Heard:
    order = text(refund.get("order_id"))
    named = first(*(each.get("currency") for each in items(refund.get("transactions"))))
    if not order or not named:
        return Ignored("a refund without money")
    currency = needed_currency(named)
    return RefundOnly(order, currency, _refund(text(refund.get("id")) or "#0", refund, currency, {}))


def _parcel_news(parcel: Fields) -> Heard:
    awb = _awb(parcel)
    if not awb:
        return Ignored("a parcel without a number")
    return ParcelNews(awb, text(parcel.get("tracking_company")), _scans(parcel))
