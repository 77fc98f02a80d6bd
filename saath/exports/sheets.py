"""The flat kinds once more as CSV files (RFC 4180) for a spreadsheet: names in place of ids, times in the shop's zone."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Model

from saath.conversations.models import Conversation, Message
from saath.core.csv_cells import guarded
from saath.core.money import Money
from saath.customers.models import Customer
from saath.exports.catalogue import KINDS
from saath.exports.kinds import by_model
from saath.orders.models import Line, Order, Variant

BATCH = 1000
_KINDS = by_model(KINDS)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of rows: its headings, each with the lookup of what stands under it; amounts go with a `currency`."""

    name: str
    model: type[Model]
    columns: Mapping[str, str]
    currency: str = "currency"


SHEETS: Final = (
    Sheet("customers", Customer, {
        "id": "public_id", "reference": "reference", "name": "name", "language": "language", "since": "created_at",
    }),
    Sheet("orders", Order, {
        "id": "public_id", "number": "number", "placed": "placed_at", "customer": "customer__name", "state": "state",
        "payment": "method", "currency": "currency", "total": "total_minor", "discount": "discount_minor",
        "shipping": "shipping_minor", "tax": "tax_minor", "paid": "paid_minor", "refunded": "refunded_minor",
        "pincode": "pincode", "shipped": "shipped_at", "delivered": "delivered_at", "cancelled": "cancelled_at",
        "link": "url",
    }),
    Sheet("order_lines", Line, {
        "order": "order__number", "place": "place", "title": "title", "variant": "variant", "sku": "sku",
        "quantity": "quantity", "currency": "order__currency", "price": "unit_minor", "discount": "discount_minor",
        "tax": "tax_minor",
    }, currency="order__currency"),
    Sheet("products", Variant, {
        "id": "product__public_id", "title": "product__title", "variant": "title", "sku": "sku",
        "currency": "product__currency", "price": "price_minor", "stock": "stock", "kind": "product__kind",
        "link": "product__url",
    }, currency="product__currency"),
    Sheet("conversations", Conversation, {
        "id": "public_id", "reference": "reference", "customer": "customer__name", "subject": "subject",
        "state": "state", "language": "language", "assigned": "assignee__display_name", "channel": "account__name",
        "messages": "message_count", "opened": "created_at", "answered": "first_answered_at", "solved": "solved_at",
        "resolution": "resolution",
    }),
    Sheet("messages", Message, {
        "id": "public_id", "conversation": "conversation__reference", "sent": "sent_at", "direction": "direction",
        "from": "identity__address", "colleague": "author__display_name", "subject": "subject", "text": "text",
    }),
)  # fmt: skip


def rows_of(sheet: Sheet, zone: ZoneInfo) -> Iterator[str]:
    """Yield the lines of a sheet, its headings first, with the mark by which a spreadsheet knows UTF-8."""
    yield "\ufeff" + _line(list(sheet.columns))
    lookups, after = list(sheet.columns.values()), 0
    asked = dict.fromkeys(["pk", *lookups, *([sheet.currency] if _has_money(sheet) else [])])
    rows = _KINDS[sheet.model].kept_rows().values(*asked)
    while batch := list(rows.filter(pk__gt=after)[:BATCH]):
        for row in batch:
            yield _line([_cell(sheet, row, lookup, zone) for lookup in lookups])
        after = batch[-1]["pk"]


def _has_money(sheet: Sheet) -> bool:
    return any(lookup.endswith("_minor") for lookup in sheet.columns.values())


def _cell(sheet: Sheet, row: Mapping[str, Any], lookup: str, zone: ZoneInfo) -> str:
    value = row[lookup]
    if value is None:
        return ""
    if lookup.endswith("_minor"):
        return str(Money(value, row[sheet.currency]).amount())
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    return guarded(value) if isinstance(value, str) else str(value)


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
