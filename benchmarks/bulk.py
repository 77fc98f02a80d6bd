"""How many new orders a program sends in a second, by the API and with all that it does: token, key, schema, answer.

    SAATH_DATA=DIR [DATABASE_URL=…] python -m benchmarks.bulk [ORDERS] [lines]

Makes a shop in DIR, which must be empty, and sends seeded orders (10,000), 1,000 at once; with `lines` all in requests of
10,000 lines. Prints for what is new, and for the same again: orders a second, and milliseconds of CPU each in this process.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from saath.cli.loading import load_django

load_django(log_level="ERROR")

from django.test import Client  # noqa: E402  # only once Django is loaded

from saath.cli.prepare import prepare  # noqa: E402
from saath.orders.data import LineData, OrderData  # noqa: E402
from saath.orders.tests.generated import generated  # noqa: E402
from saath.programs.scopes import NAMES  # noqa: E402
from saath.programs.tests.builders import make_token  # noqa: E402
from saath.stores.rules import Role  # noqa: E402
from saath.stores.tests.builders import make_colleague, make_shop  # noqa: E402

AT_ONCE, LINES_AT_ONCE = 1_000, 10_000
Money = dict[str, Any]


def main() -> None:
    """Send the orders twice, and say how it went."""
    prepare()
    count, in_lines = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, "lines" in sys.argv
    shop = make_shop()
    bearer = make_token(make_colleague(shop, "owner@example.com", Role.OWNER), NAMES).bearer.reveal()
    client = Client(headers={"host": shop.host, "Authorization": f"Bearer {bearer}"})
    bodies = [*(_lines(count) if in_lines else _lists(count))]
    # As a process that serves has done, so that the first batch does not load the whole of the API.
    assert client.get("/api/v1/orders").status_code == 200
    gc.freeze()
    for name in ("new", "the same"):
        _say(name, client, bodies, count, in_lines)


def _say(name: str, client: Client, bodies: Sequence[bytes], count: int, in_lines: bool) -> None:
    kind = "application/x-ndjson" if in_lines else "application/json"
    path = f"/api/v1/orders/bulk{'?partial=true' if in_lines else ''}"
    began, before = time.monotonic(), time.process_time()
    for number, body in enumerate(bodies):
        key = {"Idempotency-Key": f"{name[:3]}-{number}"}
        answered = client.generic("POST", path, body, content_type=kind, headers=key)
        assert answered.status_code == 200, answered.content[:500]
    seconds, cpu = time.monotonic() - began, time.process_time() - before
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    each = 1_000 * cpu / count
    print(f"{name:>8}: {count / seconds:>7,.0f}/s {each:>6.2f} ms CPU each, {memory:,.0f} MiB", flush=True)


def _lists(count: int) -> Iterator[bytes]:
    orders = map(_order, generated(count))
    while batch := [*islice(orders, AT_ONCE)]:
        yield json.dumps({"orders": batch}).encode()


def _lines(count: int) -> Iterator[bytes]:
    orders = map(_order, generated(count))
    while batch := [*islice(orders, LINES_AT_ONCE)]:
        yield b"\n".join(json.dumps(each).encode() for each in batch)


def _order(data: OrderData) -> dict[str, Any]:
    """Return an order as a program sends it."""
    told: dict[str, Any] = {
        "external_id": data.key,
        "number": data.number,
        "placed_at": data.placed_at.isoformat(),
        "updated_at": data.updated_at.isoformat(),
        "total": _money(data.total_minor),
        "customer": {
            "external_id": data.buyer.key,
            "name": data.buyer.name,
            "email": data.buyer.email,
            "phone": data.buyer.phone,
        },
        "address": {
            "name": data.address.name,
            "lines": [*data.address.lines],
            "city": data.address.city,
            "region": data.address.region,
            "pincode": data.address.pincode,
            "country": data.address.country,
        },
        "lines": [_line(each) for each in data.lines],
        "payments": [
            {
                "external_id": each.key,
                "method": each.method,
                "state": each.state,
                "amount": _money(each.amount_minor),
            }
            for each in data.payments
        ],
        "shipments": [
            {
                "external_id": each.key,
                "courier": each.courier,
                "tracking_number": each.awb,
                "scans": [{"at": scan.at.isoformat(), "state": scan.state} for scan in each.scans],
            }
            for each in data.shipments
        ],
    }
    return told


def _line(data: LineData) -> dict[str, Any]:
    return {
        "external_id": data.key,
        "title": data.title,
        "quantity": data.quantity,
        "price": _money(data.unit_minor),
        "discount": _money(data.discount_minor),
    }


def _money(minor: int) -> Money:
    return {"amount": minor, "currency": "INR"}


if __name__ == "__main__":
    main()
