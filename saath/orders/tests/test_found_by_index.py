"""SQLite finds an order, too, by what somebody has in hand, and does not walk along all of a shop's orders in their time."""

from __future__ import annotations

import pytest
from django.db import connection

from saath.orders.models import Connection, Order
from saath.orders.models.order import OrderQuerySet

pytestmark = pytest.mark.django_db


def of_somebody() -> dict[str, OrderQuerySet]:
    """Return the ways by which orders are found, with the index that is meant for each."""
    return {
        "order_called": Order.objects.filter(number_key="PT20411"),
        "order_with_email": Order.objects.with_email("sunita@example.in"),
        "order_with_phone": Order.objects.with_phone("+919825012345"),
    }


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a guard looks at PostgreSQL's plans")
@pytest.mark.parametrize("index", ["order_called", "order_with_email", "order_with_phone"])
def test_the_newest_are_found_by_their_index(platform: Connection, index: str) -> None:
    sql, params = of_somebody()[index].newest_first()[:8].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        plan = [step for *_, step in cursor.fetchall()]
    assert any(f"USING INDEX {index} " in step for step in plan), plan
    assert not any("TEMP B-TREE" in step for step in plan)
