"""What is planned once, before its values are known, still finds its rows by the index that is meant for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.db import connection

from saath.conversations.actions.receive import FILED
from saath.customers.queries import KNOWN
from saath.tenancy.prepared import Prepared
from saath.tenancy.scope import store_scope
from tests.guards.shop import open_shop

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]

MEANT: Mapping[str, Prepared[Any]] = {"intake_same_mail_once": FILED, "identity_key": KNOWN}


@pytest.mark.parametrize("index", MEANT)
def test_a_partial_index_serves_a_query_whose_values_are_not_known(index: str) -> None:
    with store_scope(open_shop("patel").pk):
        assert index in plan_without_values(MEANT[index])


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
