"""Which column of a file says what: guessed from its heading, in English, Hindi and Gujarati."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Says(TextChoices):
    """What a column says of an order."""

    NUMBER = "number", pgettext_lazy("column of a file", "Order number")
    KEY = "key", pgettext_lazy("column of a file", "Id at the platform")
    PLACED = "placed", pgettext_lazy("column of a file", "Ordered on")
    STATUS = "status", pgettext_lazy("column of a file", "Status")
    DELIVERY = "delivery", pgettext_lazy("column of a file", "Status of the delivery")
    NAME = "name", pgettext_lazy("column of a file", "Customer's name")
    SURNAME = "surname", pgettext_lazy("column of a file", "Customer's family name")
    EMAIL = "email", pgettext_lazy("column of a file", "Mail address")
    PHONE = "phone", pgettext_lazy("column of a file", "Telephone")
    TITLE = "title", pgettext_lazy("column of a file", "Thing")
    VARIANT = "variant", pgettext_lazy("column of a file", "Kind of the thing")
    SKU = "sku", pgettext_lazy("column of a file", "Article number")
    QUANTITY = "quantity", pgettext_lazy("column of a file", "Pieces")
    PRICE = "price", pgettext_lazy("column of a file", "Price of one piece")
    LINE_DISCOUNT = "line_discount", pgettext_lazy("column of a file", "Discount on the thing")
    DISCOUNT = "discount", pgettext_lazy("column of a file", "Discount on the order")
    COUPON = "coupon", pgettext_lazy("column of a file", "Coupon")
    SHIPPING = "shipping", pgettext_lazy("column of a file", "Delivery charge")
    TAX = "tax", pgettext_lazy("column of a file", "Tax")
    TOTAL = "total", pgettext_lazy("column of a file", "Total")
    CURRENCY = "currency", pgettext_lazy("column of a file", "Currency")
    METHOD = "method", pgettext_lazy("column of a file", "Way to pay")
    PAID = "paid", pgettext_lazy("column of a file", "Paid or not")
    PAID_AT = "paid_at", pgettext_lazy("column of a file", "Paid on")
    REFERENCE = "reference", pgettext_lazy("column of a file", "Reference of the payment")
    REFUNDED = "refunded", pgettext_lazy("column of a file", "Given back")
    ADDRESS = "address", pgettext_lazy("column of a file", "Address")
    ADDRESS_MORE = "address_more", pgettext_lazy("column of a file", "Second line of the address")
    CITY = "city", pgettext_lazy("column of a file", "City")
    REGION = "region", pgettext_lazy("column of a file", "State")
    PINCODE = "pincode", pgettext_lazy("column of a file", "Pincode")
    COUNTRY = "country", pgettext_lazy("column of a file", "Country")
    COURIER = "courier", pgettext_lazy("column of a file", "Courier")
    AWB = "awb", pgettext_lazy("column of a file", "Parcel number")
    SHIPPED_AT = "shipped_at", pgettext_lazy("column of a file", "Dispatched on")
    DELIVERED_AT = "delivered_at", pgettext_lazy("column of a file", "Delivered on")
    PROMISED_ON = "promised_on", pgettext_lazy("column of a file", "Promised for")
    CANCELLED_AT = "cancelled_at", pgettext_lazy("column of a file", "Cancelled on")


NEEDED: Final = (Says.NUMBER, Says.PLACED)
# Headings as `heading_key` writes them; of several that are there the first one is taken.
_CALLED: Mapping[Says, Sequence[str]] = {
    Says.NUMBER: (
        "order number",
        "order no",
        "order name",
        "order id",
        "order",
        "invoice number",
        "bill no",
        "display order code",
        "sale order code",
        "ऑर्डर नंबर",
        "ऑर्डर संख्या",
        "ऑर्डर",
        "बिल नंबर",
        "ઓર્ડર નંબર",
        "ઓર્ડર",
        "બિલ નંબર",
        "number",
        "name",
    ),
    Says.KEY: ("id", "order key"),
    Says.PLACED: (
        "created at",
        "order date",
        "order created date",
        "date created",
        "order date as dd mm yyyy hh mm ss",
        "ordered on",
        "placed on",
        "placed at",
        "created",
        "date",
        "ऑर्डर की तारीख",
        "तारीख",
        "दिनांक",
        "ઓર્ડરની તારીખ",
        "તારીખ",
    ),
    Says.STATUS: ("order status", "sale order status", "status", "स्थिति", "સ્થિતિ"),
    Says.DELIVERY: (
        "fulfillment status",
        "delivery status",
        "shipment status",
        "shipping status",
        "sale order item status",
        "डिलीवरी की स्थिति",
        "ડિલિવરીની સ્થિતિ",
    ),
    Says.NAME: (
        "shipping name",
        "customer name",
        "billing name",
        "buyer name",
        "shipping address name",
        "first name billing",
        "first name shipping",
        "billing first name",
        "shipping first name",
        "customer",
        "buyer",
        "full name",
        "ग्राहक का नाम",
        "ग्राहक",
        "नाम",
        "ગ્રાહકનું નામ",
        "ગ્રાહક",
        "નામ",
        "name",
    ),
    Says.SURNAME: (
        "last name billing",
        "last name shipping",
        "billing last name",
        "shipping last name",
        "last name",
        "surname",
    ),
    Says.EMAIL: (
        "email",
        "e mail",
        "email address",
        "mail",
        "email billing",
        "billing email",
        "customer email",
        "notification email",
        "ईमेल",
        "ई मेल",
        "ઈમેલ",
        "ઇમેલ",
        "ઈ મેલ",
    ),
    Says.PHONE: (
        "phone",
        "mobile",
        "telephone",
        "phone number",
        "mobile number",
        "mobile no",
        "contact",
        "contact number",
        "whatsapp",
        "shipping phone",
        "billing phone",
        "phone billing",
        "customer phone",
        "notification mobile",
        "shipping address phone",
        "फ़ोन",
        "फोन",
        "फ़ोन नंबर",
        "मोबाइल",
        "मोबाइल नंबर",
        "ફોન",
        "ફોન નંબર",
        "મોબાઇલ",
        "મોબાઈલ",
        "મોબાઇલ નંબર",
    ),
    Says.TITLE: (
        "lineitem name",
        "item name",
        "product name",
        "product",
        "item",
        "product title",
        "title",
        "items",
        "सामान",
        "वस्तु",
        "उत्पाद",
        "चीज़",
        "વસ્તુ",
        "માલ",
        "ઉત્પાદન",
    ),
    Says.VARIANT: (
        "variant",
        "lineitem variant",
        "item variation",
        "variation",
        "item type color",
        "size",
        "साइज़",
        "आकार",
        "સાઇઝ",
        "માપ",
    ),
    Says.SKU: (
        "lineitem sku",
        "sku",
        "item sku code",
        "item sku",
        "product sku",
        "article number",
        "style code",
    ),
    Says.QUANTITY: (
        "lineitem quantity",
        "quantity",
        "qty",
        "quantity refund",
        "item quantity",
        "pieces",
        "pcs",
        "मात्रा",
        "नग",
        "संख्या",
        "જથ્થો",
        "નંગ",
    ),
    Says.PRICE: (
        "lineitem price",
        "item cost",
        "item price",
        "unit price",
        "price",
        "rate",
        "selling price",
        "दाम",
        "कीमत",
        "क़ीमत",
        "मूल्य",
        "भाव",
        "ભાવ",
        "કિંમત",
        "દર",
    ),
    Says.LINE_DISCOUNT: ("lineitem discount", "item discount", "item discount amount"),
    Says.DISCOUNT: (
        "discount amount",
        "cart discount amount",
        "discount",
        "order discount",
        "total discount",
        "छूट",
        "છૂટ",
        "વળતર",
    ),
    Says.COUPON: ("discount code", "coupon code", "coupon", "coupons", "voucher code", "कूपन", "કૂપન"),
    Says.SHIPPING: (
        "shipping",
        "order shipping amount",
        "shipping amount",
        "shipping charges",
        "shipping charge",
        "delivery charge",
        "delivery charges",
        "डिलीवरी शुल्क",
        "डाक खर्च",
        "ડિલિવરી ચાર્જ",
    ),
    Says.TAX: (
        "taxes",
        "order total tax amount",
        "tax",
        "total tax",
        "gst",
        "tax amount",
        "कर",
        "जीएसटी",
        "જીએસટી",
        "વેરો",
    ),
    Says.TOTAL: (
        "total",
        "order total amount",
        "order total",
        "total amount",
        "grand total",
        "total price",
        "invoice total",
        "amount",
        "कुल",
        "कुल रकम",
        "कुल राशि",
        "राशि",
        "रकम",
        "કુલ",
        "કુલ રકમ",
        "રકમ",
    ),
    Says.CURRENCY: ("currency", "order currency", "currency code", "मुद्रा", "ચલણ"),
    Says.METHOD: (
        "payment method",
        "payment method title",
        "payment mode",
        "payment type",
        "payment",
        "cod",
        "भुगतान",
        "भुगतान का तरीका",
        "ચુકવણી",
        "પેમેન્ટ",
    ),
    Says.PAID: ("financial status", "payment status", "paid", "भुगतान की स्थिति", "ચુકવણીની સ્થિતિ"),
    Says.PAID_AT: ("paid at", "paid on", "paid date", "payment date", "date paid"),
    Says.REFERENCE: (
        "payment reference",
        "payment id",
        "transaction id",
        "utr",
        "upi reference",
        "payment references",
    ),
    Says.REFUNDED: ("refunded amount", "order refund amount", "refund", "refunded", "रिफंड", "રિફંડ"),
    Says.ADDRESS: (
        "shipping street",
        "shipping address1",
        "shipping address 1",
        "address 1 2 shipping",
        "shipping address",
        "shipping address line 1",
        "address 1 shipping",
        "address",
        "billing street",
        "billing address1",
        "delivery address",
        "पता",
        "સરનામું",
    ),
    Says.ADDRESS_MORE: (
        "shipping address2",
        "shipping address 2",
        "address 2 shipping",
        "shipping address line 2",
        "address line 2",
        "landmark",
    ),
    Says.CITY: (
        "shipping city",
        "city shipping",
        "shipping address city",
        "city",
        "billing city",
        "शहर",
        "શહેર",
    ),
    Says.REGION: (
        "shipping province name",
        "shipping province",
        "state name shipping",
        "state code shipping",
        "shipping state",
        "shipping address state",
        "state",
        "province",
        "राज्य",
        "રાજ્ય",
    ),
    Says.PINCODE: (
        "shipping zip",
        "postcode shipping",
        "shipping postcode",
        "shipping address pincode",
        "shipping pincode",
        "pincode",
        "pin code",
        "pin",
        "zip",
        "postcode",
        "postal code",
        "billing zip",
        "पिनकोड",
        "पिन कोड",
        "पिन",
        "પિનકોડ",
        "પિન કોડ",
    ),
    Says.COUNTRY: (
        "shipping country",
        "country code shipping",
        "country name shipping",
        "shipping address country",
        "country",
        "देश",
        "દેશ",
    ),
    Says.COURIER: (
        "courier",
        "shipping provider",
        "courier name",
        "courier partner",
        "carrier",
        "tracking provider",
        "shipping courier",
        "कूरियर",
        "કુરિયર",
    ),
    Says.AWB: (
        "awb",
        "tracking number",
        "awb number",
        "awb no",
        "awb code",
        "tracking id",
        "tracking no",
        "parcel number",
        "ट्रैकिंग नंबर",
        "ટ્રેકિંગ નંબર",
    ),
    Says.SHIPPED_AT: (
        "fulfilled at",
        "shipped at",
        "shipped on",
        "dispatch date",
        "dispatched on",
        "ship date",
        "shipped date",
        "pickup date",
        "pickedup timestamp",
        "भेजने की तारीख",
        "મોકલ્યાની તારીખ",
    ),
    Says.DELIVERED_AT: (
        "delivered at",
        "delivered on",
        "delivery date",
        "delivered date",
        "order delivered date",
        "पहुँचने की तारीख",
        "પહોંચ્યાની તારીખ",
    ),
    Says.PROMISED_ON: (
        "promised on",
        "promised date",
        "expected delivery",
        "expected delivery date",
        "edd",
        "promised for",
        "fulfillment tat",
    ),
    Says.CANCELLED_AT: ("cancelled at", "canceled at", "cancelled on", "cancelled date"),
}


def heading_key(heading: str) -> str:
    """Return what two spellings of one heading have in common."""
    folded = unicodedata.normalize("NFKC", heading).casefold()
    # Vowel signs are part of a word in our scripts, and no letters to Unicode.
    kept = (
        letter if letter.isalnum() or unicodedata.category(letter)[0] == "M" else " " for letter in folded
    )
    return " ".join("".join(kept).split())


def guess_columns(headings: Sequence[str]) -> dict[str, int]:
    """Return which column says what, by its place from 0; a column says one thing, and the surest heading takes it."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        places.setdefault(heading_key(heading), place)
    if "lineitem name" in places:  # Shopify calls the order's number "Name"
        return _taken({**places, "order number": places.get("name", -1)})
    return _taken(places)


def _taken(places: Mapping[str, int]) -> dict[str, int]:
    taken: dict[str, int] = {}
    for says, called in _CALLED.items():
        free = (places[name] for name in map(heading_key, called) if places.get(name, -1) >= 0)
        place = next((each for each in free if each not in taken.values()), None)
        if place is not None:
            taken[says.value] = place
    return taken
