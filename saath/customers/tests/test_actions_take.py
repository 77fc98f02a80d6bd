"""Customers that the shop's own system tells of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from saath.core.errors import Forbidden
from saath.customers.actions.recognise import recognise
from saath.customers.actions.take import TakenCustomers, take_customers
from saath.customers.data import CustomerData
from saath.customers.events import CUSTOMER_CHANGED, CUSTOMER_MET
from saath.customers.models import Customer, CustomerTagging, Identity
from saath.stores.tests.builders import TEST, Shop, make_shop
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
SUNITA = CustomerData("501", NOON, "Sunita Verma", "sunita@example.in", "98250 12345", "hi", ("Wholesale",))


@pytest.fixture(autouse=True)
def shop() -> Iterator[Shop]:
    made = make_shop()
    with store_scope(made.store.pk):
        yield made


def take(*told: CustomerData) -> TakenCustomers:
    return take_customers(TEST, namespace="shop:x", told=told)


def known() -> object:
    people = Customer.objects.order_by("name").values_list("name", "language", "quality")
    ways = Identity.objects.order_by("key").values_list("namespace", "key", "customer__name")
    return (
        list(people),
        list(ways),
        sorted(CustomerTagging.objects.values_list("tag__name", "customer__name")),
    )


def test_somebody_new_is_met_with_all_that_is_told() -> None:
    taken = take(SUNITA)
    assert taken.new == {"501"}
    customer = Customer.objects.get()
    assert taken.ids == {"501": customer.public_id}
    assert (customer.name, customer.language) == ("Sunita Verma", "hi")
    assert {*Identity.objects.values_list("key", flat=True)} == {"501", "sunita@example.in", "+919825012345"}
    assert CustomerTagging.objects.get().tag.name == "Wholesale"
    assert Event.objects.filter(kind=CUSTOMER_MET.name).count() == 1


def test_who_has_written_before_is_the_same_by_their_address() -> None:
    written = recognise(
        TEST, namespace="email", key="sunita@example.in", address="sunita@example.in"
    ).customer
    assert take(SUNITA).changed == {"501"}
    assert Customer.objects.get() == written
    assert Event.objects.filter(kind=CUSTOMER_CHANGED.name).count() == 1


def test_a_number_of_two_says_nothing_where_there_are_addresses() -> None:
    take(SUNITA, replace(SUNITA, key="502", email="meera@example.in", name="Meera Verma"))
    assert Customer.objects.count() == 2
    assert Identity.objects.filter(namespace="phone").count() == 1


def test_the_same_again_and_older_news_change_nothing() -> None:
    take(SUNITA)
    before = known()
    older = replace(SUNITA, updated_at=NOON - timedelta(hours=1), name="S. Verma", tags=("Old",))
    assert take(SUNITA, older) == TakenCustomers(take(SUNITA).ids)
    assert known() == before


def test_any_order_ends_alike() -> None:
    told = [
        replace(SUNITA, updated_at=NOON + timedelta(hours=n), name=f"Sunita {n}", tags=()) for n in range(3)
    ]
    ends = set()
    for number, order in enumerate(permutations(told)):
        with store_scope(make_shop(f"shop-{number}").store.pk):
            for each in order:
                take(each)
            ends.add(str(known()))
    assert len(ends) == 1


def test_what_is_not_told_stays() -> None:
    take(SUNITA)
    take(CustomerData("501", NOON + timedelta(hours=1), phone="98250 99999"))
    customer = Customer.objects.get()
    assert (customer.name, customer.language) == ("Sunita Verma", "hi")
    assert Identity.objects.filter(namespace="phone").count() == 2


def test_hundreds_take_as_many_statements_as_one(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    told = [
        replace(SUNITA, key=str(number), email=f"c{number}@example.in", phone=f"98{number:08}")
        for number in range(300)
    ]
    with django_assert_max_num_queries(24 if connection.vendor == "postgresql" else 50):
        assert len(take(*told).new) == 300


def test_who_may_not_edit_customers_may_not_send_any(shop: Shop) -> None:
    with pytest.raises(Forbidden):
        take_customers(Actor("member", "a guest", shop.store.pk), namespace="shop:x", told=[SUNITA])


@pytest.mark.django_db(transaction=True)
def test_the_database_plans_for_many_new_customers_before_the_next_come() -> None:
    for first in (0, 1_000):
        take(*(replace(SUNITA, key=f"{first + n}", email=f"{first + n}@example.in") for n in range(1_000)))
    looked_at = (
        "SELECT reltuples FROM pg_class WHERE relname = 'customers_identity'"
        if connection.vendor == "postgresql"
        else "SELECT stat FROM sqlite_stat1 WHERE tbl = 'customers_identity' AND idx = 'identity_key'"
    )
    with connection.cursor() as cursor:
        cursor.execute(looked_at)
        (rows,) = cursor.fetchone()
    assert int(str(rows).partition(" ")[0].partition(".")[0]) >= 1_000
