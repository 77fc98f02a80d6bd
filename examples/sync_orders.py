"""Send a shop's orders to Saath: `python -m examples.sync_orders https://desk.example.in < orders.jsonl`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from saath_client import Saath

AT_ONCE = 500


def send_orders(shop: Saath, orders: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Send orders by the hundred, and yield the key of each with what became of it: new, changed or same."""
    rest = iter(orders)
    while batch := list(islice(rest, AT_ONCE)):
        for result in shop.send_orders(orders=batch)["results"]:
            yield result["external_id"], result["outcome"]


if __name__ == "__main__":
    with Saath(sys.argv[1], os.environ["SAATH_TOKEN"]) as desk:
        for key, outcome in send_orders(desk, map(json.loads, sys.stdin)):
            print(key, outcome)
