"""Rows written by statements that are put together once a model."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from saath.customers.models import Customer
from saath.jobs.models import Job
from saath.tenancy.models import Store
from saath.tenancy.rows import insert_row, insert_unless_there, update_row
from saath.tenancy.scope import NoStoreScope, store_scope

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
        row = insert_row(Customer(name="Sunita"))
        with pytest.raises(IntegrityError), transaction.atomic():
            insert_row(Customer(name="again", reference=row.reference))
