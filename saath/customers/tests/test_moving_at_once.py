"""Two colleagues put customers together at the same moment: one of them is told, and every row has one customer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.db.models import F

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import arrive, mail, make_desk
from saath.core.errors import Conflict
from saath.customers.actions.merge import merge_customers
from saath.customers.models import Customer
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def test_two_merges_of_the_same_two_in_opposite_directions_are_one() -> None:
    desk = make_desk()
    for number in range(ROUNDS):
        for side in ("one", "two"):
            address = f"{side}{number}@example.in"
            arrive(mail(sender=address, subject=address))
    together = Barrier(2)

    def merge(sides: tuple[str, str]) -> int:
        done = 0
        try:
            with store_scope(desk.store_id):
                for number in range(ROUNDS):
                    source, into = (
                        Customer.objects.get(conversations__subject=f"{side}{number}@example.in")
                        for side in sides
                    )
                    together.wait()
                    try:
                        merge_customers(desk.actor, source, into=into)
                        done += 1
                    except Conflict:
                        pass
                    together.wait()
        finally:
            connections.close_all()
        return done

    with ThreadPoolExecutor(2) as threads:
        assert sum(threads.map(merge, [("one", "two"), ("two", "one")])) == ROUNDS
    with store_scope(desk.store_id):
        assert (
            Customer.objects.filter(merged_into=None, conversations__isnull=False).distinct().count()
            == ROUNDS
        )
        assert Customer.objects.exclude(merged_into=None).count() == ROUNDS
        assert not Conversation.objects.exclude(customer=F("identity__customer")).exists()
