"""A colleague asks for two orders of one customer at once: together they do not slip under the limit."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections

from saath.orders.actions.acts import ask_act
from saath.orders.actions.limits import set_limits
from saath.orders.acts.commands import Kind
from saath.orders.acts.tests.conftest import Counter, states
from saath.orders.acts.wishes import Wish
from saath.orders.models import Order
from saath.orders.tests.builders import order_data
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, actor_with
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_asks_at_once_one_waits_for_a_second_person(counter: Counter) -> None:
    set_limits(TEST, currency="INR", limits={Role.MEMBER: 100_000})
    counter.tell(order_data("2"))
    together = Barrier(2)

    def ask(order: Order) -> None:
        try:
            with store_scope(counter.shop.store.pk):
                wish = Wish(Kind.REFUND, lines=(("L2", 1),))
                together.wait()
                ask_act(
                    actor_with(counter.member),
                    order,
                    wish=wish,
                    reason="Torn",
                    key=uuid4(),
                    seen_minor=70_000,
                )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(ask, Order.objects.all()))
    assert sorted(states()) == ["asked", "to_approve"]
