"""How well what shop platforms tell is read, on payloads kept outside the repository.

    python -m benchmarks.shop_corpora CORPORA [--misses]

CORPORA holds the folder webhook_payloads with its README; a missing one is said. Counted are payloads that crash (none may),
orders that are read, and fields of an order that are as the payload says. `--misses` names the cases that went wrong.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from saath.orders.connectors.base import Ignored, Unreadable
from saath.orders.connectors.registry import connector_of
from saath.orders.data import OrderData

Record = dict[str, Any]
PLATFORMS = ("shopify", "woocommerce")


def main() -> None:
    """Print the figures of every platform."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("corpora", type=Path)
    asked.add_argument("--misses", action="store_true")
    options = asked.parse_args()
    settings.configure(USE_I18N=False)
    django.setup()
    for platform in PLATFORMS:
        path = options.corpora / "webhook_payloads" / f"{platform}.jsonl"
        print(platform)
        if path.is_file():
            measure(platform, path, misses=options.misses)
        else:
            print(f"  not measured: no file {path}")


def measure(platform: str, path: Path, *, misses: bool) -> None:
    """Print what became of every payload of a platform, and the fields that are right."""
    became: Counter[str] = Counter()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    slowest = 0.0
    for record in map(json.loads, path.read_text().splitlines()):
        started = time.process_time()
        kind, orders = read(platform, record["payload"])
        slowest = max(slowest, time.process_time() - started)
        became[kind] += 1
        if misses and kind in ("crashed", "unreadable"):
            print(f"  {kind}: {record['case']}")
        wanted = list(orders_in(record["payload"]))
        became["orders told"] += len(wanted)
        became["orders read"] += len(orders)
        for told, got in zip(wanted, orders, strict=False):
            for name, is_right in checks(told, got):
                total[name] += 1
                right[name] += is_right
                if misses and not is_right:
                    print(f"  miss {record['case']}: {name}")
    for name, number in sorted(became.items()):
        print(f"  {name}: {number}")
    print(f"  crashed: {became['crashed']}, slowest {slowest * 1000:.1f} ms CPU")
    print(f"  fields right: {sum(right.values())} of {sum(total.values())}, by field:")
    print("    " + ", ".join(f"{name} {right[name]} of {total[name]}" for name in sorted(total)))


def read(platform: str, payload: Any) -> tuple[str, list[OrderData]]:
    """Return what became of a payload, and its orders."""
    try:
        heard = connector_of(platform).parse({}, json.dumps(payload).encode())
    except Unreadable:
        return "unreadable", []
    except Exception as fault:
        print(f"  {type(fault).__name__}: {fault}")
        return "crashed", []
    orders = [each for each in heard if isinstance(each, OrderData)]
    if orders:
        return "with orders", orders
    return "ignored" if all(isinstance(each, Ignored) for each in heard) else "other news", []


def orders_in(payload: Any) -> Iterator[Record]:
    """Return the orders of a payload, told by lines and a total, at whatever depth; a draft is none yet."""
    if isinstance(payload, dict) and "draft_order" in payload:
        return
    if isinstance(payload, dict) and "line_items" in payload and _total(payload) is not None:
        yield payload
    elif isinstance(payload, dict | list):
        for each in payload.values() if isinstance(payload, dict) else payload:
            yield from orders_in(each)


def checks(told: Record, got: OrderData) -> Iterator[tuple[str, bool]]:
    """Return field by field whether an order is as it was told of."""
    billing = told.get("billing") or told.get("billing_address") or {}
    shipping = told.get("shipping") or told.get("shipping_address") or {}
    number = told.get("name") or told.get("number") or told.get("order_number")
    given_back = sum(
        abs(_money(each.get("total") or each.get("amount"))) for each in told.get("refunds") or []
    )
    customer = told.get("customer_id") or (told.get("customer") or {}).get("id") or ""
    yield "number", got.number == str(number)
    yield "currency", got.currency == told["currency"]
    yield "total", got.total_minor == _money(_total(told))
    yield "refunded", sum(each.amount_minor for each in got.refunds) == given_back
    yield "email", got.buyer.email == (told.get("email") or billing.get("email"))
    yield "customer", got.buyer.key == str(customer)
    yield "city", got.address.city == shipping.get("city", "")
    yield "pincode", got.address.pincode == str(shipping.get("zip") or shipping.get("postcode") or "")
    yield "lines", [each.quantity for each in got.lines] == [each["quantity"] for each in told["line_items"]]
    yield "sum of lines", _lines(got) == _told_lines(told)
    yield "cancelled", (got.cancelled_at is not None) == _is_cancelled(told)


def _total(order: Record) -> Any:
    return order.get("total_price") if "total_price" in order else order.get("total")


def _money(written: Any) -> int:
    return int(Decimal(str(written or 0)) * 100)


def _lines(got: OrderData) -> int:
    return sum(each.unit_minor * each.quantity - each.discount_minor for each in got.lines)


def _told_lines(told: Record) -> int:
    if "total_price" in told:
        return sum(
            _money(each["price"]) * each["quantity"] - _money(each["total_discount"])
            for each in told["line_items"]
        )
    with_tax = bool(told.get("prices_include_tax"))
    return sum(_money(each["total"]) + with_tax * _money(each["total_tax"]) for each in told["line_items"])


def _is_cancelled(told: Record) -> bool:
    return bool(told.get("cancelled_at")) or told.get("status") == "cancelled"


if __name__ == "__main__":
    main()
