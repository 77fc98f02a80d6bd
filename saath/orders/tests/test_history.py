"""Years of orders come in at once: as fast for many as for few, and the figures are what SQL adds up."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import F, Sum
from pytest_django import DjangoAssertNumQueries

from saath.customers.meeting import tell_apart
from saath.customers.models import Customer
from saath.orders.actions.take import take_orders
from saath.orders.models import Connection, CustomerFigures, Order
from saath.orders.states import State
from saath.orders.tests.generated import generated
from saath.stores.tests.builders import TEST

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 30 if connection.vendor == "postgresql" else 80


def test_hundreds_of_orders_take_no_more_statements_than_a_few(
    platform: Connection, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    told = list(generated(300))
    with django_assert_max_num_queries(MOST_STATEMENTS):
        take_orders(TEST, platform, told=told, is_history=True)
    with django_assert_max_num_queries(MOST_STATEMENTS):
        take_orders(TEST, platform, told=told, is_history=True)


def test_the_figures_of_everybody_are_a_plain_sum(platform: Connection) -> None:
    told = list(generated(250, customers=20))
    for first in range(0, 250, 50):
        take_orders(TEST, platform, told=told[first : first + 50], is_history=True)
    kept = CustomerFigures.objects.values_list("customer", "orders", "spent_minor")
    sold = Order.objects.filter(cancelled_at=None).exclude(state=State.RETURNED)
    spent = dict(
        sold.values("customer")
        .annotate(sum=Sum(F("total_minor") - F("refunded_minor")))
        .values_list("customer", "sum")
    )
    assert {customer: minor for customer, _orders, minor in kept if minor} == spent
    assert (
        sum(orders for _customer, orders, _minor in kept) == Order.objects.filter(cancelled_at=None).count()
    )


def test_a_reference_that_comes_twice_is_drawn_again(platform: Connection) -> None:
    take_orders(TEST, platform, told=list(generated(1)), is_history=True)
    known = Customer.objects.get()
    met = [
        Customer(reference=known.reference),
        Customer(reference="7KM-4Q2X"),
        Customer(reference="7KM-4Q2X"),
    ]
    tell_apart(met)
    assert len({known.reference, *(customer.reference for customer in met)}) == 4
    assert met[1].reference == "7KM-4Q2X"
