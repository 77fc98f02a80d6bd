"""An order as a connector reads it from its platform: no rows, no vendor's words.

Amounts are whole minor units (paise) of the order's currency. Times are aware. A `key` is the platform's own name of a
thing, the same each time; "" where the platform has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from saath.orders.states import Method, Moved, Paid, ReturnState


class Outcome(StrEnum):
    """What became of a thing that was told of; `SAME` where it was known so, or newer, already."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class BuyerData:
    """Who bought. `key` is the account at the platform; who bought without one has an address or a number at best."""

    key: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class AddressData:
    """Where it goes, as written at the checkout; `country` is ISO 3166-1 alpha-2."""

    name: str = ""
    lines: tuple[str, ...] = ()
    city: str = ""
    region: str = ""
    pincode: str = ""
    country: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class LineData:
    """So many pieces of one thing. `discount_minor` and `tax_minor` are of the whole line."""

    key: str
    title: str
    quantity: int
    unit_minor: int
    variant: str = ""
    sku: str = ""
    product_key: str = ""
    variant_key: str = ""
    discount_minor: int = 0
    tax_minor: int = 0


@dataclass(frozen=True, slots=True)
class PaymentData:
    """Money that came or is to come, by one way. `reference` is what the customer can name: a UPI or bank reference."""

    key: str
    method: Method
    state: Paid
    amount_minor: int
    gateway: str = ""
    reference: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RefundData:
    """Money that went back. `lines` are keys of lines and how many pieces of each."""

    key: str
    amount_minor: int
    at: datetime
    reason: str = ""
    reference: str = ""
    lines: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnData:
    """Goods that come back, or are to be exchanged."""

    key: str
    state: ReturnState
    asked_at: datetime
    reason: str = ""
    is_exchange: bool = False
    lines: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ScanData:
    """One thing that a courier, or the platform for it, says of a parcel."""

    at: datetime
    state: Moved
    text: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class ShipmentData:
    """A parcel. `awb` is the courier's number of it, `lines` what is in it."""

    key: str
    courier: str = ""
    awb: str = ""
    url: str = ""
    promised_on: date | None = None
    lines: tuple[tuple[str, int], ...] = ()
    scans: tuple[ScanData, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderData:
    """An order as it stood at `updated_at`, whole: what is not in it is not there any more, but for scans.

    `number` is what people call it. `total_minor` is what the customer pays in all, before anything is given back.
    `returns` is None where who tells knows nothing of returns. `came_by` is what stood for an offer in the link with which its
    buyer came, where the platform hands it back.
    """

    key: str
    number: str
    placed_at: datetime
    updated_at: datetime
    currency: str
    total_minor: int
    buyer: BuyerData = BuyerData()
    address: AddressData = AddressData()
    lines: tuple[LineData, ...] = ()
    payments: tuple[PaymentData, ...] = ()
    shipments: tuple[ShipmentData, ...] = ()
    refunds: tuple[RefundData, ...] = ()
    returns: tuple[ReturnData, ...] | None = None
    discount_minor: int = 0
    shipping_minor: int = 0
    tax_minor: int = 0
    coupons: tuple[str, ...] = ()
    is_confirmed: bool = False
    promised_on: date | None = None
    cancelled_at: datetime | None = None
    cancel_reason: str = ""
    url: str = ""
    came_by: str = ""


@dataclass(frozen=True, slots=True)
class VariantData:
    """One kind of a product that can be bought. `price` and `compare_at` are written as the platform does, in major units.

    `stock` is None where the platform does not count it; `may_exceed_stock` says that it is sold beyond that.
    """

    key: str
    price: Decimal
    title: str = ""
    options: tuple[str, ...] = ()
    sku: str = ""
    compare_at: Decimal | None = None
    stock: int | None = None
    may_exceed_stock: bool = False
    picture: str = ""
    is_active: bool = True
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProductData:
    """A thing that the shop sells as it stood at `updated_at`; without a currency its prices are in the shop's own.

    `is_whole` says that its variants are all that there are; otherwise those that it does not name stay as they are.
    """

    key: str
    title: str
    updated_at: datetime
    variants: tuple[VariantData, ...] = ()
    currency: str = ""
    kind: str = ""
    tags: tuple[str, ...] = ()
    about: str = ""
    url: str = ""
    picture: str = ""
    is_active: bool = True
    is_whole: bool = True
