"""Many rows written by one statement are as if each had been saved."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from pytest_django import DjangoAssertNumQueries

from saath.core.references import new_reference
from saath.customers.models import Customer, Identity
from saath.orders.models import CustomerFigures
from saath.tenancy.many_rows import (
    BATCH,
    add_to_rows,
    insert_rows,
    insert_where_missing,
    new_row,
    plan_anew,
    update_rows,
)
from saath.tenancy.models import Store
from saath.tenancy.scope import NoStoreScope, store_scope
from saath.timeline.models import Event
from tests.postgres import Cluster

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 6, 30, 1, 250, tzinfo=UTC)
ODD = ("", "मीरा", 'O\'Brien "x" \\ {a}', "two\nlines\t", "👍🏽", "%s %% $1")


@pytest.fixture
def stores() -> tuple[Store, Store]:
    return Store.objects.create(name="One", slug="one"), Store.objects.create(name="Two", slug="two")


@pytest.mark.parametrize("model", [Customer, Identity, CustomerFigures, Event])
def test_a_new_row_is_what_the_model_makes(stores: tuple[Store, Store], model: type[Model]) -> None:
    with store_scope(stores[0].pk):
        usual, quick = model(), new_row(model)
    assert vars(usual).keys() == vars(quick).keys()
    assert quick._state.adding
    for field in model._meta.concrete_fields:
        one, other = getattr(usual, field.attname), getattr(quick, field.attname)
        assert type(one) is type(other), field
        assert one is not other or not isinstance(one, list | dict), field
    assert getattr(quick, "store_id", None) == stores[0].pk


def test_inserted_rows_are_as_if_saved_and_know_their_ids(stores: tuple[Store, Store]) -> None:
    with store_scope(stores[0].pk):
        rows = insert_rows([Customer(name=name, created_at=AT) for name in ODD])
        assert [(row.pk, row.name, row.public_id, row.created_at) for row in rows] == list(
            Customer.objects.order_by("pk").values_list("pk", "name", "public_id", "created_at")
        )
        saved = Customer.objects.get(pk=rows[1].pk)
        assert [getattr(saved, field.attname) for field in Customer._meta.concrete_fields] == [
            getattr(rows[1], field.attname) for field in Customer._meta.concrete_fields
        ]


def test_json_and_flags_come_back_as_they_went(stores: tuple[Store, Store]) -> None:
    with store_scope(stores[0].pk):
        told = {"name": "મીરા", "parts": [1, None, True, {"a": "b"}]}
        event = Event(kind="x", audience="staff", subject_type="t", subject=stores[0].public_id, refs=told)
        insert_rows([event])
        assert Event.objects.get().refs == told
        assert Event.objects.filter(refs__name="મીરા").exists()


def test_changed_rows_are_those_of_the_store_in_scope_alone(stores: tuple[Store, Store]) -> None:
    with store_scope(stores[0].pk):
        rows = insert_rows([Customer(name=name) for name in ODD])
    for row in rows:
        row.name, row.quality, row.created_at = f"{row.name}!", 55, AT
    with store_scope(stores[1].pk):
        update_rows(rows, "name", "quality", "created_at")
    with store_scope(stores[0].pk):
        assert set(Customer.objects.values_list("name", flat=True)) == set(ODD)
        update_rows(rows, "name", "quality", "created_at")
        kept = Customer.objects.order_by("pk").values_list("name", "quality", "created_at")
        assert list(kept) == [(f"{name}!", 55, AT) for name in ODD]


def test_rows_that_are_there_are_left_or_added_to(stores: tuple[Store, Store]) -> None:
    with store_scope(stores[0].pk):
        [customer] = insert_rows([Customer(name="Sunita")])
        key = ("store", "customer", "currency")
        for _time in range(2):
            add_to_rows(
                [CustomerFigures(customer=customer, currency=each, orders=1) for each in ("INR", "USD")],
                "orders",
                key=key,
            )
        add_to_rows([], "orders", key=key)
        assert list(CustomerFigures.objects.values_list("orders", flat=True)) == [2, 2]
        insert_where_missing([CustomerFigures(customer=customer, currency="INR", orders=9)])
        assert list(CustomerFigures.objects.values_list("orders", flat=True)) == [2, 2]


def test_a_thousand_rows_take_few_statements(
    stores: tuple[Store, Store], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    most = 2 if connection.vendor == "postgresql" else 8
    with store_scope(stores[0].pk), transaction.atomic():
        references = {new_reference() for _each in range(BATCH + 5)}
        rows = [Customer(reference=each) for each in references]
        insert_rows(rows[:1])
        with django_assert_max_num_queries(most):
            insert_rows(rows[1 : BATCH + 2])
        assert Customer.objects.count() == BATCH + 2
        assert list(insert_rows([])) == []


def test_broken_constraint_is_told(stores: tuple[Store, Store]) -> None:
    with store_scope(stores[0].pk):
        [row] = insert_rows([Customer(name="Sunita")])
        with pytest.raises(IntegrityError), transaction.atomic():
            insert_rows([Customer(name="again", reference=row.reference)])


def test_no_rows_are_written_outside_a_scope() -> None:
    with pytest.raises(NoStoreScope):
        insert_rows([Identity(namespace="x", key="y", address="z")])


def test_plans_are_made_anew_in_the_middle_of_a_transaction(stores: tuple[Store, Store]) -> None:
    with store_scope(stores[0].pk), transaction.atomic():
        insert_rows([Customer(name=name) for name in ODD])
        plan_anew()
        assert len(insert_rows([Customer(name=name) for name in ODD])) == len(ODD)
        assert Customer.objects.count() == 2 * len(ODD)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_table_that_grew_from_nothing_is_looked_at_after_the_commit() -> None:
    store = Store.objects.create(name="One", slug="one")
    with store_scope(store.pk), transaction.atomic():
        plan_anew()
        insert_rows([Customer(name=f"{name} {number}") for name in ODD for number in range(200)])
        before = _rows_known_of("customers_customer")
    assert before < 100
    assert _rows_known_of("customers_customer") >= 200 * len(ODD)
    assert _rows_known_of("customers_identity") < 100


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_table_of_few_rows_that_is_large_since_long_is_looked_at_once() -> None:
    store = Store.objects.create(name="One", slug="one")
    with store_scope(store.pk):
        insert_rows([Customer(name=f"{name} {number}") for name in ODD for number in range(200)])
        Customer.objects.all().delete()
        for _each in range(2):
            with transaction.atomic():
                plan_anew()
            assert _rows_known_of("customers_customer") == 0
            insert_rows([Customer(name=name) for name in ODD])


@pytest.mark.postgresql
def test_tables_are_looked_at_whatever_their_owner_is_called() -> None:
    name = connection.settings_dict["NAME"]
    with psycopg.connect(Cluster(Path(os.environ["SAATH_TEST_RUN"])).superuser_url(name)) as superuser:
        superuser.execute('CREATE ROLE "Saath Owner"')
        superuser.execute('ALTER FUNCTION saath_look_at_grown() OWNER TO "Saath Owner"')
        superuser.execute("SELECT saath_look_at_grown()")
        superuser.rollback()


def _rows_known_of(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [table])
        (known,) = cursor.fetchone()
    return int(known)
