"""What is planned once, before its values are known, still finds its rows by the index that is meant for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.db import connection

from saath.conversations.actions.receive import FILED
from saath.conversations.models import ChannelAccount, IntakeItem
from saath.core.clock import now
from saath.customers.models import Customer, Identity
from saath.customers.queries import KNOWN
from saath.files.models import StoredFile
from saath.tenancy.prepared import Prepared
from saath.tenancy.scope import store_scope
from tests.guards.shop import open_shop

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]

ROWS = 3000
MEANT: Mapping[str, Prepared[Any]] = {"intake_same_mail_once": FILED, "identity_key": KNOWN}


@pytest.mark.parametrize("index", MEANT)
def test_a_partial_index_serves_a_query_whose_values_are_not_known(index: str) -> None:
    with store_scope(open_shop("patel").pk):
        _fill()
        assert index in plan_without_values(MEANT[index])


def _fill() -> None:
    """Make both tables so big that their indexes differ in price: in an empty one each is as good."""
    customer = Customer.objects.create(name="Asha")
    account = ChannelAccount.objects.create(channel="email", key="shop@example.in")
    raw = StoredFile.objects.create(sha256="0" * 64, size=1, content_type="message/rfc822")
    Identity.objects.bulk_create(
        Identity(
            customer=customer, namespace="email", key=f"asha{number}@example.in", address="asha@example.in"
        )
        for number in range(ROWS)
    )
    IntakeItem.objects.bulk_create(
        IntakeItem(
            account=account, source="smtp", raw=raw, received_at=now(), message_key=f"{number}@example.in"
        )
        for number in range(ROWS)
    )


def plan_without_values(query: Prepared[Any]) -> str:
    """Return how PostgreSQL would always run a query, on tables too big to be read whole."""
    statement = query._written().statement
    places = [f"${number}" for number, _ in enumerate(statement.params, 1)]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        cursor.execute(f"PREPARE asked AS {statement.sql % tuple(places)}")
        cursor.execute(f"EXPLAIN (FORMAT JSON) EXECUTE asked({', '.join(['NULL'] * len(places))})")
        (plan,) = cursor.fetchone() or ("",)
        cursor.execute("DEALLOCATE asked")
    return plan if isinstance(plan, str) else json.dumps(plan)
