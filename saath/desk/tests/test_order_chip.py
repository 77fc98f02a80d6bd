"""The order that a conversation is about stands in its line and above its thread, and the list is narrowed by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, arrive, mail, only_conversation, work
from saath.core.clock import now
from saath.jobs.models import Job, JobState
from saath.orders.actions.parcels import hear_of_parcel
from saath.orders.actions.take import take_orders
from saath.orders.data import ScanData
from saath.orders.models import Connection
from saath.orders.states import Moved
from saath.orders.tests.builders import NOON, make_platform, order_data, take, whole_order
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db


def inbox(browser: Client, **query: str) -> str:
    return browser.get(reverse("desk:queue", args=["now"]), query).content.decode()


@pytest.fixture
def platform(desk: Desk, conversation: Conversation) -> Connection:
    """Return where the orders of a shop come from to which a customer has written."""
    with store_scope(desk.store_id):
        return make_platform()


def test_an_order_stands_in_the_line_and_above_the_thread_at_no_cost(
    desk: Desk,
    platform: Connection,
    conversation: Conversation,
    colleague: Client,
    statements: Callable[[Client, str], int],
) -> None:
    thread = reverse("desk:thread", args=["now", conversation.public_id])
    before = [statements(colleague, address) for address in (reverse("desk:queue", args=["now"]), thread)]
    with store_scope(desk.store_id):
        take(platform, whole_order())
    work()
    with store_scope(desk.store_id):
        guessed = only_conversation().guessed_order
        assert guessed is not None
        assert guessed.number == "PT-20411"
    with time_machine.travel(NOON):
        assert "PT-20411</b> On its way" in inbox(colleague)
        assert "PT-20411</b> On its way" in colleague.get(thread).content.decode()
    after = [statements(colleague, address) for address in (reverse("desk:queue", args=["now"]), thread)]
    assert after == before


def test_a_courier_moves_the_chip_and_the_list_hears_of_it(
    desk: Desk, platform: Connection, colleague: Client
) -> None:
    with store_scope(desk.store_id):
        take(platform, whole_order())
        work()
        hear_of_parcel(TEST, awb="RF88213", scans=[ScanData(NOON + timedelta(days=1), Moved.ATTEMPTED)])
        assert Event.objects.filter(kind="conversation.order_moved").count() == 1
    shown = inbox(colleague)
    assert 'class="chip parcel hurry"' in shown
    assert "PT-20411</b> Not delivered" in shown
    for value, is_there in {"attempted": True, "returning": False, "not_shipped": False, "any": True}.items():
        assert ("PT-20411" in inbox(colleague, order=value)) is is_there


def test_a_late_order_is_called_late_and_found_by_it(
    desk: Desk, platform: Connection, colleague: Client
) -> None:
    with store_scope(desk.store_id):
        take(platform, order_data())
    work()
    with time_machine.travel(NOON):
        assert "PT-20411" not in inbox(colleague, order="late")
    with time_machine.travel(NOON + timedelta(days=9)):
        assert "PT-20411</b> Late" in inbox(colleague, order="late")


def test_a_guess_that_waits_for_its_next_try_does_not_keep_a_new_order_waiting(
    desk: Desk, platform: Connection
) -> None:
    with store_scope(desk.store_id):
        take_orders(TEST, platform, told=[order_data()])
        guess = Job.objects.filter(key__startswith="guess order:", state=JobState.READY)
        assert guess.update(run_at=now() + timedelta(minutes=1)) == 1
        take_orders(TEST, platform, told=[order_data("2")])
        assert guess.get().run_at <= now()


def test_what_came_as_history_is_guessed_a_little_later_and_anew_when_they_write(
    desk: Desk, platform: Connection
) -> None:
    with store_scope(desk.store_id):
        take_orders(TEST, platform, told=[order_data(), order_data("2")], is_history=True)
    work()
    with time_machine.travel(now() + timedelta(minutes=2)):
        work()
    with store_scope(desk.store_id):
        guessed = only_conversation().guessed_order
        assert guessed is not None
        first = guessed.number
    other = "PT-20412" if first == "PT-20411" else "PT-20411"
    arrive(mail(f"Where is {other}?", subject="Again"))
    work()
    with store_scope(desk.store_id):
        told = [
            each.guessed_order and each.guessed_order.number for each in Conversation.objects.order_by("pk")
        ]
    assert told[-1] == other
