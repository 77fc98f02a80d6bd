"""Statements whose plan PostgreSQL keeps, while the tables under them change."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import NotSupportedError

from saath.tenancy.prepared import Statement

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite keeps no plans"),
]
ASKED = "SELECT amount FROM pg_temp.stock WHERE id = %s"


def asked() -> list[tuple[Any, ...]]:
    postgresql: Any = connection
    with postgresql.planned_cursor(ASKED) as cursor:
        cursor.execute(ASKED, [1])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


@pytest.fixture(autouse=True)
def planned(db: None) -> Any:
    """A table whose column changes its type behind a plan, as where another process migrates."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE stock AS SELECT 1 AS id, 5 AS amount")
    assert [asked() for _ in range(3)] == [[(5,)]] * 3
    with connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN ALTER TABLE pg_temp.stock ALTER amount TYPE text; END $$")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE pg_temp.stock")


def test_a_plan_that_is_out_of_date_costs_no_page() -> None:
    assert [asked() for _ in range(3)] == [[("5",)]] * 3


def test_in_a_transaction_it_costs_that_one_transaction() -> None:
    with pytest.raises(NotSupportedError), transaction.atomic():
        asked()
    with transaction.atomic():
        assert asked() == [("5",)]


def test_signs_of_percent_stay_and_many_values_find_their_places() -> None:
    places, values = ", ".join(["%s::int"] * 60), list(range(60))
    asked = Statement(f"SELECT '50%%', 7 %% 4, ARRAY[{places}]", tuple(values))
    assert asked.run({}) == [("50%", 3, values)]
