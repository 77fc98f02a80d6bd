"""Tells the orders of an export with the names of who bought: python orders.py saath-export-2026-11-23.zip"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterator


def orders_in(path: str) -> Iterator[str]:
    """Yield a line for each order."""
    with zipfile.ZipFile(path) as export:
        customers = {line["id"]: line for line in map(json.loads, export.open("data/customers.jsonl"))}
        for line in export.open("data/orders.jsonl"):
            order = json.loads(line)
            total = order["total_minor"] / 100
            yield f"{order['number']} {customers[order['customer']]['name']} {total:.2f} {order['currency']}"


if __name__ == "__main__":
    print("\n".join(orders_in(sys.argv[1])))
