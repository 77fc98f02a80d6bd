"""Rows of a file become orders: rows that follow each other and have one number are one order, each a thing in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from itertools import groupby, islice

from saath.orders.connectors.methods import method_of_gateway
from saath.orders.csv_files.columns import Says
from saath.orders.csv_files.faults import LONGEST_SAID, Fault, Wrong
from saath.orders.csv_files.values import DateOrder, amount, count, moment, plain
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
from saath.orders.numbers import number_key
from saath.orders.states import Method, Moved, Paid

Row = tuple[int, Sequence[str]]
LONGEST_KEY = 80
# Somebody who chose a wrong column for the number has a file of one order: it is not all held at once.
MOST_ROWS = 2_000
MOST_MINOR = 10**16
_WORDS: tuple[tuple[Moved | str, str], ...] = (
    ("cancelled", r"cancel|void|रद्द|રદ"),
    (Moved.RTO_DELIVERED, r"rto delivered|returned|लौट आ|પાછું આવ્યું"),
    (Moved.RTO_IN_TRANSIT, r"\brto\b|return to origin|returning|वापस|પાછું"),
    (Moved.ATTEMPTED, r"undelivered|attempt|\bndr\b|failed delivery"),
    (Moved.LOST, r"\blost\b|गुम|ખોવા"),
    (Moved.OUT_FOR_DELIVERY, r"out for delivery"),
    (Moved.DELIVERED, r"deliver|complete|डिलीवर|पहुँच|ડિલિવર|પહોંચ"),
    (
        Moved.PICKED_UP,
        r"unfulfilled|(?P<not>unshipped|not shipped)|partial|fulfil|shipped|transit|dispatch|भेज|મોકલ",
    ),
)
_NOT_YET = re.compile(r"unfulfilled|unshipped|not shipped|ready to ship|to be shipped")
_WAITS = re.compile(r"pending|on hold|awaiting|failed|draft|unpaid|बाकी|બાકી")
_PAID = re.compile(r"\bpaid\b|captured|success|yes|true|refunded|prepaid|हाँ|हो गया|હા|થઈ")


@dataclass(frozen=True, slots=True)
class Setting:
    """How the cells of a file are to be read: which column says what, and what its dates and amounts mean."""

    columns: Mapping[str, int]
    headings: Sequence[str]
    dates: DateOrder
    currency: str
    zone: tzinfo
    told_at: datetime


@dataclass(frozen=True, slots=True)
class Read:
    """One order of a file, or what is wrong with it; `last_row` is where it ends."""

    number: str
    last_row: int
    rows: int
    order: OrderData | None
    faults: tuple[Fault, ...] = ()


@dataclass
class _Order:
    """The rows of one order while they are read."""

    setting: Setting
    rows: list[Row]
    faults: list[Fault] = field(default_factory=list)

    def said(self, says: Says) -> tuple[int, str]:
        """Return the first row that says something, and what; the first row and "" where none does."""
        place = self.setting.columns.get(says, -1)
        for number, cells in self.rows:
            if 0 <= place < len(cells) and plain(cells[place]):
                return number, plain(cells[place])
        return self.rows[0][0], ""

    def text(self, says: Says) -> str:
        """Return what the order says, "" for nothing."""
        return self.said(says)[1]

    def amount(self, says: Says, currency: str) -> int | None:
        """Return an amount without its sign, None where none is told."""
        number, said = self.said(says)
        return self._amount(number, says, said, currency)

    def time(self, says: Says) -> datetime | None:
        """Return a moment, None where none is told."""
        number, said = self.said(says)
        read = moment(said, self.setting.dates, self.setting.zone) if said else None
        if said and read is None:
            self.wrong(number, says, Wrong.BAD_DATE, said)
        return read

    def wrong(self, row: int, says: Says | None, wrong: Wrong, said: str = "") -> None:
        """Note a fault."""
        place = self.setting.columns.get(says, -1) if says else -1
        heading = self.setting.headings[place] if 0 <= place < len(self.setting.headings) else ""
        self.faults.append(Fault(row, heading, wrong, said[:LONGEST_SAID]))

    def cell(self, row: Row, says: Says) -> str:
        """Return what one row says."""
        place = self.setting.columns.get(says, -1)
        return plain(row[1][place]) if 0 <= place < len(row[1]) else ""

    def line_amount(self, row: Row, says: Says, currency: str) -> int:
        """Return an amount of one row, 0 for none."""
        return self._amount(row[0], says, self.cell(row, says), currency) or 0

    def _amount(self, row: int, says: Says, said: str, currency: str) -> int | None:
        read = amount(said, currency) if said else None
        if said and read is None:
            self.wrong(row, says, Wrong.BAD_AMOUNT, said)
        return abs(read) if read is not None else None


def read_orders(rows: Iterable[Row], setting: Setting, *, after_row: int = 0) -> Iterator[Read]:
    """Yield the orders of a file, those that end at `after_row` or before left out; raises nothing for what stands in it."""
    place = setting.columns.get(Says.NUMBER, -1)
    seen: set[str] = set()

    def number_of(row: Row) -> str:
        return plain(row[1][place]) if 0 <= place < len(row[1]) else ""

    for written, theirs in _groups(rows, number_of):
        key = number_key(written)
        is_apart = bool(key) and (key in seen or len(theirs) == MOST_ROWS)
        seen.add(key)
        if theirs[-1][0] > after_row:
            yield _read(_Order(setting, theirs), written, key, is_apart=is_apart)


def _groups(rows: Iterable[Row], number_of: Callable[[Row], str]) -> Iterator[tuple[str, list[Row]]]:
    """Return the rows of each order, at most `MOST_ROWS` at once; those without a number belong to nobody, each alone."""
    for written, group in groupby(rows, key=number_of):
        most = MOST_ROWS if number_key(written) else 1
        while theirs := list(islice(group, most)):
            yield written, theirs


def _read(order: _Order, number: str, key: str, *, is_apart: bool) -> Read:
    first, last = order.rows[0][0], order.rows[-1][0]
    if not key:
        for row, _cells in order.rows:
            order.wrong(row, Says.NUMBER, Wrong.NO_NUMBER, number)
        return Read("", last, len(order.rows), None, tuple(order.faults))
    if is_apart:
        order.wrong(first, Says.NUMBER, Wrong.APART, number)
    for row, cells in order.rows:
        if len(cells) > len(order.setting.headings):
            order.wrong(row, None, Wrong.TOO_LONG)
    data = _order(order, number, key)
    return Read(number, last, len(order.rows), None if order.faults else data, tuple(order.faults))


def _order(order: _Order, number: str, key: str) -> OrderData | None:
    currency = _currency(order)
    placed_at = order.time(Says.PLACED)
    if placed_at is None and not order.faults:
        order.wrong(order.rows[0][0], Says.PLACED, Wrong.NO_DATE)
    lines = tuple(_lines(order, currency))
    discount = order.amount(Says.DISCOUNT, currency) or 0
    shipping = order.amount(Says.SHIPPING, currency) or 0
    total = order.amount(Says.TOTAL, currency)
    if total is None and not order.faults and not any(line.unit_minor for line in lines):
        order.wrong(order.rows[0][0], Says.TOTAL, Wrong.NO_TOTAL)
    if total is None:
        goods = sum(line.unit_minor * line.quantity - line.discount_minor for line in lines)
        total = max(goods + shipping - discount, 0)
        if total > MOST_MINOR:
            order.wrong(order.rows[0][0], Says.PRICE, Wrong.BAD_AMOUNT, order.text(Says.PRICE))
    tax, refunded = order.amount(Says.TAX, currency) or 0, order.amount(Says.REFUNDED, currency) or 0
    paid_at, cancelled_at = order.time(Says.PAID_AT), order.time(Says.CANCELLED_AT)
    promised_at = order.time(Says.PROMISED_ON)
    stands = _stands(order)
    shipments = tuple(_shipments(order, stands, placed_at or order.setting.told_at))
    if order.faults or placed_at is None:
        return None
    if stands == "cancelled" and cancelled_at is None:
        cancelled_at = placed_at
    payment = _payment(order, total, paid_at)
    told_at = order.setting.told_at
    return OrderData(
        key=(order.text(Says.KEY) or key)[:LONGEST_KEY],
        number=number,
        placed_at=placed_at,
        updated_at=told_at,
        currency=currency,
        total_minor=total,
        buyer=BuyerData(name=_name(order), email=order.text(Says.EMAIL), phone=order.text(Says.PHONE)),
        address=_address(order),
        lines=lines,
        payments=(payment,) if payment else (),
        shipments=shipments,
        refunds=(RefundData("file", refunded, paid_at or placed_at),) if refunded else (),
        discount_minor=discount,
        shipping_minor=shipping,
        tax_minor=tax,
        coupons=(coupon,) if (coupon := order.text(Says.COUPON)) else (),
        is_confirmed=_is_confirmed(order, payment, is_sent=bool(shipments)),
        promised_on=promised_at.astimezone(order.setting.zone).date() if promised_at else None,
        cancelled_at=cancelled_at,
    )


def _currency(order: _Order) -> str:
    row, said = order.said(Says.CURRENCY)
    code = said.upper() or order.setting.currency
    if not re.fullmatch(r"[A-Z]{3}", code):
        order.wrong(row, Says.CURRENCY, Wrong.BAD_CURRENCY, said)
        return order.setting.currency
    return code


def _lines(order: _Order, currency: str) -> Iterator[LineData]:
    for place, row in enumerate(order.rows):
        title, sku = order.cell(row, Says.TITLE), order.cell(row, Says.SKU)
        if not (title or sku):
            continue
        written = order.cell(row, Says.QUANTITY)
        quantity = count(written) if written else 1
        if quantity is None:
            order.wrong(row[0], Says.QUANTITY, Wrong.BAD_COUNT, written)
        yield LineData(
            key=f"#{place}",
            title=title or sku,
            quantity=quantity or 0,
            unit_minor=order.line_amount(row, Says.PRICE, currency),
            variant=order.cell(row, Says.VARIANT),
            sku=sku,
            discount_minor=order.line_amount(row, Says.LINE_DISCOUNT, currency),
        )


def _stands(order: _Order) -> Moved | str:
    """Return where an order stands by its words: a state of its parcel, "cancelled", or "" for at the shop."""
    for says in (Says.DELIVERY, Says.STATUS):
        said = order.text(says).casefold().replace("_", " ").replace("-", " ")
        if said and not _NOT_YET.search(said):
            for stands, words in _WORDS:
                if re.search(words, said):
                    return stands
    return ""


def _shipments(order: _Order, stands: Moved | str, placed_at: datetime) -> Iterator[ShipmentData]:
    shipped_at, delivered_at = order.time(Says.SHIPPED_AT), order.time(Says.DELIVERED_AT)
    awb, courier = order.text(Says.AWB), order.text(Says.COURIER)
    scans = []
    if shipped_at:
        scans.append(ScanData(shipped_at, Moved.PICKED_UP))
    if delivered_at and stands in ("", Moved.DELIVERED, Moved.PICKED_UP):
        scans.append(ScanData(delivered_at, Moved.DELIVERED))
    elif isinstance(stands, Moved) and not (shipped_at and stands == Moved.PICKED_UP):
        scans.append(ScanData(delivered_at or shipped_at or placed_at, stands))
    if scans or awb:
        yield ShipmentData("file", courier=courier, awb=awb, scans=tuple(scans))


def _payment(order: _Order, total: int, paid_at: datetime | None) -> PaymentData | None:
    """Return what a file says of the money, None where it says nothing: then nobody knows whether any is due."""
    gateway, said = order.text(Says.METHOD), order.text(Says.PAID).casefold()
    if not (gateway or said or paid_at or order.text(Says.REFERENCE)):
        return None
    is_paid = paid_at is not None or (bool(_PAID.search(said)) and not _WAITS.search(said))
    return PaymentData(
        "file",
        method_of_gateway(gateway) if gateway else Method.OTHER,
        Paid.PAID if is_paid else Paid.PENDING,
        total,
        gateway=gateway,
        reference=order.text(Says.REFERENCE),
        at=paid_at,
    )


def _is_confirmed(order: _Order, payment: PaymentData | None, *, is_sent: bool) -> bool:
    """Tell whether the shop works on it: it does unless it waits for its money, or says that it is not confirmed."""
    if is_sent or (payment and (payment.state == Paid.PAID or payment.method == Method.COD)):
        return True
    said = f"{order.text(Says.STATUS)} {order.text(Says.PAID)}".casefold()
    return not _WAITS.search(said)


def _name(order: _Order) -> str:
    return f"{order.text(Says.NAME)} {order.text(Says.SURNAME)}".strip()


def _address(order: _Order) -> AddressData:
    country = order.text(Says.COUNTRY).upper()
    return AddressData(
        name=_name(order),
        lines=tuple(filter(None, (order.text(Says.ADDRESS), order.text(Says.ADDRESS_MORE)))),
        city=order.text(Says.CITY),
        region=order.text(Says.REGION),
        pincode=order.text(Says.PINCODE),
        country=country if len(country) == 2 else "IN",
        phone=order.text(Says.PHONE),
    )
