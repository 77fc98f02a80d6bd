"""Rows written by statements that are put together once a model."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from saath.customers.models import Customer, Identity
from saath.jobs.models import Job
from saath.tenancy.models import Store
from saath.tenancy.prepared import Prepared
from saath.tenancy.rows import insert_later, insert_row, insert_unless_there, update_later, update_row
from saath.tenancy.scope import NoStoreScope, every_store, store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def stores() -> tuple[Store, Store]:
    return Store.objects.create(name="One", slug="one"), Store.objects.create(name="Two", slug="two")


def test_inserted_row_is_as_if_saved(stores: tuple[Store, Store]) -> None:
    with store_scope(stores[0].pk):
        row = insert_row(Customer(name="Sunita"))
        row.name = "Sunita Verma"
        row.save()
        assert [(c.pk, c.name, c.public_id) for c in Customer.objects.all()] == [
            (row.pk, "Sunita Verma", row.public_id)
        ]


def test_reference_that_is_taken_in_this_shop_is_drawn_again(stores: tuple[Store, Store]) -> None:
    with store_scope(stores[0].pk):
        first = insert_row(Customer(name="Sunita"))
        second = insert_row(Customer(name="Meena", reference=first.reference))
        assert second.reference != first.reference
        assert set(Customer.objects.values_list("name", "reference")) == {
            ("Sunita", first.reference),
            ("Meena", second.reference),
        }
    with store_scope(stores[1].pk):
        other = insert_row(Customer(name="Sunita", reference=first.reference))
        assert other.reference == first.reference


def test_no_reference_helps_a_row_that_is_there_already(stores: tuple[Store, Store]) -> None:
    with store_scope(stores[0].pk):
        first = insert_row(Customer(name="Sunita"))
        with pytest.raises(IntegrityError), transaction.atomic():
            insert_row(Customer(name="again", public_id=first.public_id))


def test_row_that_is_there_is_left_alone() -> None:
    job = Job(task="x", key="once")
    assert insert_unless_there(job)
    assert not insert_unless_there(Job(task="y", key="once"))
    assert Job.objects.get().task == "x"


def test_other_store_s_row_is_not_written(stores: tuple[Store, Store]) -> None:
    with store_scope(stores[0].pk):
        row = insert_row(Customer(name="Sunita"))
    row.name = "somebody else"
    with store_scope(stores[1].pk), pytest.raises(DatabaseError):
        update_row(row, "name")
    with store_scope(stores[0].pk):
        assert Customer.objects.get().name == "Sunita"
        update_row(row, "name")
        assert Customer.objects.get().name == "somebody else"


def test_no_row_is_written_outside_a_scope() -> None:
    with pytest.raises(NoStoreScope):
        insert_row(Customer(name="nobody's"))


def test_broken_constraint_is_told(stores: tuple[Store, Store]) -> None:
    with store_scope(stores[0].pk):
        row = insert_row(Identity(customer=insert_row(Customer()), namespace="email", key="s@example.com"))
        with pytest.raises(IntegrityError), transaction.atomic():
            insert_row(Identity(customer=row.customer, namespace="email", key="s@example.com"))


def test_a_row_for_later_is_there_for_whoever_asks(stores: tuple[Store, Store]) -> None:
    with store_scope(stores[0].pk), transaction.atomic():
        insert_later(Customer(name="Sunita"))
        assert Customer.objects.get().name == "Sunita"


def insert_and_fail(name: str) -> None:
    insert_later(Customer(name=name))
    raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_a_row_for_later_is_there_with_the_commit_and_gone_with_what_is_undone() -> None:
    store = Store.objects.create(name="One", slug="one")
    with store_scope(store.pk):
        with transaction.atomic():
            insert_later(Customer(name="kept"))
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            insert_and_fail("undone")
        with transaction.atomic():
            with pytest.raises(ZeroDivisionError), transaction.atomic():
                insert_and_fail("undone to the savepoint")
            insert_later(Customer(name="kept too"))
        insert_later(Customer(name="outside"))
        assert set(Customer.objects.values_list("name", flat=True)) == {"kept", "kept too", "outside"}


@pytest.mark.django_db(transaction=True)
def test_what_a_row_for_later_violates_is_said_at_the_latest_by_the_commit() -> None:
    store = Store.objects.create(name="One", slug="one")
    with store_scope(store.pk):
        reference = insert_row(Customer(name="Sunita")).reference
        with pytest.raises(IntegrityError), transaction.atomic():
            insert_later(Customer(name="again", reference=reference))
        assert Customer.objects.count() == 1


def test_a_row_for_later_is_of_the_store_in_whose_scope_it_was_given(stores: tuple[Store, Store]) -> None:
    with transaction.atomic():
        with store_scope(stores[0].pk):
            insert_later(Customer(name="of One"))
        with store_scope(stores[1].pk):
            insert_later(Customer(name="of Two"))
            insert_row(Customer(name="of Two"))
            insert_later(Customer(name="of Two"))
    for store, count in zip(stores, (1, 3), strict=True):
        with store_scope(store.pk):
            assert [each.name for each in Customer.objects.all()] == [f"of {store.name}"] * count
    with every_store("a test"):
        assert set(Customer.objects.values_list("store_id", "name")) == {
            (store.pk, f"of {store.name}") for store in stores
        }


def test_an_update_is_not_in_one_message_with_its_own_row(stores: tuple[Store, Store]) -> None:
    with store_scope(stores[0].pk), transaction.atomic():
        row = insert_row(Customer(name="Sunita"))
        insert_later(Customer(name="Meera"))
        row.name = "Sunita Verma"
        update_row(row, "name")
        assert set(Customer.objects.values_list("name", flat=True)) == {"Sunita Verma", "Meera"}


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no messages to spare")
def test_rows_for_later_go_in_one_message_with_what_is_written_next(stores: tuple[Store, Store]) -> None:
    with store_scope(stores[0].pk), transaction.atomic():
        row = insert_row(Customer(name="Sunita"))
        with CaptureQueriesContext(connection) as captured:
            insert_later(Job(store_id=stores[0].pk, task="x"))
            insert_later(Job(store_id=stores[0].pk, task="y"))
            update_row(row, "name")
        assert len(captured) == 1
        assert Job.objects.count() == 2


def test_what_reads_another_table_leaves_rows_for_later_where_they_are(stores: tuple[Store, Store]) -> None:
    asked: Prepared[int] = Prepared(lambda: Identity.objects.values_list("pk", flat=True))
    with store_scope(stores[0].pk), transaction.atomic():
        row = insert_row(Customer(name="Sunita"))
        insert_later(Event(kind="x", audience="staff", subject_type="customer", subject=row.public_id))
        row.name = "Sunita Verma"
        with CaptureQueriesContext(connection) as captured:
            update_later(row, "name")
            assert asked.rows() == []
        if connection.vendor == "postgresql":
            assert len(captured) == 1
        assert Event.objects.count() == 1
        assert Customer.objects.get().name == "Sunita Verma"


@pytest.mark.django_db(transaction=True)
def test_what_goes_with_the_commit_needs_no_savepoint() -> None:
    store = Store.objects.create(name="One", slug="one")
    with CaptureQueriesContext(connection) as captured, store_scope(store.pk), transaction.atomic():
        insert_later(Customer(name="Sunita"))
    assert not [query for query in captured.captured_queries if "SAVEPOINT" in query["sql"]]
    with store_scope(store.pk):
        assert Customer.objects.count() == 1
