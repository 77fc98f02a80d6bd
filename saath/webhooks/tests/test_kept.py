"""What was sent is kept for 30 days, and no page or turn costs more for what was sent before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from time import perf_counter

import pytest
from django.db import connection

from saath.core.clock import now
from saath.core.ids import new_public_id
from saath.stores.tests.builders import TEST, Shop
from saath.tenancy.purge import purge_expired
from saath.webhooks.actions.endpoints import remove_endpoint, send_test
from saath.webhooks.models import Attempt, Delivery, Endpoint
from saath.webhooks.queries.due import next_due
from saath.webhooks.queries.shown import deliveries_of, show_endpoint
from saath.webhooks.rules import HORIZON
from saath.webhooks.tests.builders import happen, make_endpoint, work
from saath.webhooks.tests.receiver import Receiver
from tests.databases import signed_in_as_owner


def test_the_log_goes_after_30_days_and_a_removed_webhook_with_it(shop: Shop, receiver: Receiver) -> None:
    made = make_endpoint(receiver.url)
    happen(2)
    work()
    purge_expired(now() + HORIZON - timedelta(hours=1))
    assert (Delivery.objects.count(), Attempt.objects.count()) == (2, 2)
    purge_expired(now() + HORIZON + timedelta(hours=1))
    assert (Delivery.objects.count(), Attempt.objects.count(), Endpoint.objects.count()) == (0, 0, 1)
    send_test(TEST, made.endpoint)
    remove_endpoint(TEST, made.endpoint)
    purge_expired(now() + timedelta(days=31))
    assert (Delivery.objects.count(), Endpoint.objects.count()) == (0, 0)


@pytest.mark.growth
@pytest.mark.timeout(600)
def test_a_turn_and_a_page_cost_the_same_after_a_hundred_times_as_much(shop: Shop) -> None:
    endpoint = make_endpoint("https://shop.example/saath").endpoint
    _fill(endpoint, 500)
    few = _fastest(endpoint)
    _fill(endpoint, 50_000)
    many = _fastest(endpoint)
    print({name: (f"{few[name] * 1000:.2f} ms", f"{many[name] * 1000:.2f} ms") for name in few})
    assert all(many[name] < few[name] * 3 + 0.005 for name in few)


def _fill(endpoint: Endpoint, count: int) -> None:
    """Leave behind what was sent, one in ten of it waiting, half of that for later, and one in ten given up."""
    at = now()
    fates = ["waiting", "failed", *["taken"] * 8]
    rows = [
        Delivery(
            endpoint=endpoint,
            message=new_public_id(),
            kind="order.changed",
            body="{}",
            state=fates[number % 10],
            try_at=at - timedelta(hours=1) if number % 20 else at + timedelta(hours=1),
            happened_at=at,
        )
        for number in range(count)
    ]
    Delivery.objects.bulk_create(rows, batch_size=1000)
    if connection.vendor == "postgresql":
        with signed_in_as_owner(), connection.cursor() as cursor:
            cursor.execute("ANALYZE webhooks_delivery")  # as autovacuum does while a table grows


def _fastest(endpoint: Endpoint) -> dict[str, float]:
    turns: dict[str, Callable[[], object]] = {
        "turn": lambda: next_due(endpoint.pk, at=now()),
        "log": lambda: deliveries_of(TEST, endpoint),
        "what failed": lambda: deliveries_of(TEST, endpoint, state="failed"),
        "page": lambda: show_endpoint(TEST, endpoint.public_id),
    }
    found = {}
    for name, turn in turns.items():
        times = []
        for _each in range(7):
            began = perf_counter()
            turn()
            times.append(perf_counter() - began)
        found[name] = min(times)
    return found
