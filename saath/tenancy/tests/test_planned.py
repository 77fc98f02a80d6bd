"""Statements whose plan PostgreSQL keeps, while the tables under them change."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest
from django.db import DataError, connection, transaction
from django.db.models import CharField, IntegerField
from django.db.utils import NotSupportedError, OperationalError

from saath.tenancy.prepared import Given, Statement

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
        cursor.execute("DROP TABLE IF EXISTS pg_temp.stock")


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


def test_a_statement_that_was_rolled_back_is_planned_again() -> None:
    with transaction.atomic():
        assert doubled(2) == 4
        transaction.set_rollback(True)
    with transaction.atomic():
        assert [doubled(3), doubled(4)] == [6, 8]


def test_values_of_another_kind_have_a_plan_of_their_own() -> None:
    said = Statement("SELECT coalesce(%s, 'nothing')", (Given("words", CharField()),))
    assert [said.run({"words": each}) for each in ("much", None, "more", None)] == [
        [("much",)],
        [("nothing",)],
        [("more",)],
        [("nothing",)],
    ]


def test_what_a_statement_violates_is_said_and_the_next_one_runs() -> None:
    shared = Statement("SELECT 6 / %s", (Given("among", IntegerField()),))
    assert shared.run({"among": 3}) == [(2,)]
    with pytest.raises(DataError, match="division by zero"):
        shared.run({"among": 0})
    assert shared.run({"among": 2}) == [(3,)]


def test_a_server_that_ends_under_a_planned_statement_is_no_fault_of_ours() -> None:
    assert doubled(1) == 2
    end()
    with pytest.raises(OperationalError):
        doubled(1)
    connection.close()
    assert doubled(2) == 4


def doubled(number: int) -> Any:
    return Statement("SELECT 2 * %s", (Given("number", IntegerField()),)).run({"number": number})[0][0]


def end() -> None:
    postgresql: Any = connection
    process = postgresql.connection.info.backend_pid
    with closing(connection.copy("other")) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [process])
