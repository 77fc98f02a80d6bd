"""Every hot query finds its rows by an index, also under row-level security, as the application's own role."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.core.errors import NotFound
from saath.stores.rules import Role, verbs_of
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope
from saath.timeline.epoch import current_epoch
from tests.guards.hot_queries import HOT
from tests.guards.shop import open_shop
from tests.guards.verdict import verdict

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]

READS = ("SELECT", "UPDATE", "WITH")
# Tables of a few rows, which PostgreSQL rightly reads whole.
SMALL = {
    "stores_member",
    "tenancy_store",
    "tenancy_domain",
    "timeline_streamepoch",
    "conversations_tag",
    "conversations_channelaccount",
    "stores_storesettings",
}


def scans(plan: dict[str, Any]) -> Iterator[str]:
    """Yield every table that a plan reads without an index, or along a whole index."""
    node, table = plan["Node Type"], plan.get("Relation Name", "")
    if node == "Seq Scan" and table not in SMALL:
        yield f"reads all of {table}"
    if (
        node in ("Index Scan", "Index Only Scan", "Bitmap Index Scan")
        and "Index Cond" not in plan
        and table not in SMALL
    ):
        yield f"walks all of {plan['Index Name']}"
    for part in plan.get("Plans", ()):
        yield from scans(part)


def plan_of(sql: str) -> dict[str, Any]:
    """Return how PostgreSQL would run a statement where a table were too big to read whole."""
    with connection.cursor() as cursor:
        for small_tables_way in ("seqscan", "hashjoin", "mergejoin"):
            cursor.execute(f"SET LOCAL enable_{small_tables_way} = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        (found,) = cursor.fetchone() or ("[]",)
    parsed = found if isinstance(found, list) else json.loads(found)
    plan: dict[str, Any] = parsed[0]["Plan"]
    return plan


@pytest.mark.parametrize("name", HOT)
def test_hot_query_uses_an_index(name: str) -> None:
    store = open_shop("one")
    actor = Actor("member", "Asha", store_id=store.pk, person_id=7, member_id=7, verbs=verbs_of(Role.OWNER))
    current_epoch()  # begins where nobody has asked for it yet, and is a row of one
    with store_scope(store.pk), CaptureQueriesContext(connection) as captured, suppress(NotFound):
        HOT[name](actor)
    statements = [
        query["sql"] for query in captured.captured_queries if query["sql"].lstrip("( \n").startswith(READS)
    ]
    assert statements, "the query asked nothing"
    with store_scope(store.pk):
        assert verdict(f"{scan}: {sql[:300]}" for sql in statements for scan in scans(plan_of(sql))) == []


def test_catches_a_query_without_an_index() -> None:
    store = open_shop("one")
    with store_scope(store.pk):
        plan = plan_of("SELECT id FROM jobs_job WHERE task || '' = 'x'")
    assert list(scans(plan)) != []
