"""Whatever breaks and whoever tries again, at most one refund stands at the platform, and what is called done is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import timedelta
from random import Random
from typing import Any, ClassVar
from uuid import uuid4

import pytest

from saath.core.errors import Conflict
from saath.jobs.errors import RetryLater
from saath.orders.actions.acts import ask_act, look_again, send_act_again
from saath.orders.actions.connections import keep_credentials, make_connection
from saath.orders.actions.take import take_orders
from saath.orders.acts import performing
from saath.orders.acts.commands import Command, Kind, Outcome
from saath.orders.acts.planning import plan_for
from saath.orders.acts.wishes import Wish
from saath.orders.connectors import registry
from saath.orders.connectors.registry import platform_of
from saath.orders.connectors.stand_ins import woocommerce_acts
from saath.orders.connectors.stand_ins.woocommerce import KEY, SECRET, WooCommerceStandIn
from saath.orders.connectors.tests.recordings.woocommerce import SAID
from saath.orders.connectors.woocommerce_acts import WooCommerceActs
from saath.orders.models import Connection, Order, OrderAct
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, actor_with, make_colleague, make_shop
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
KEYS = {"consumer_key": KEY, "consumer_secret": SECRET}
STORIES = 25


class Killed(BaseException):
    """The process ends here."""


class Mortal(WooCommerceActs):
    """Sends to the real client, and dies before or after it where it is told to."""

    dies: ClassVar[str] = ""

    def perform(self, command: Command) -> Outcome:
        """Do it, or die of it."""
        if self.dies == "before":
            raise Killed
        done = super().perform(command)
        if self.dies == "after":
            raise Killed
        return done


@pytest.fixture
def woo(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[WooCommerceStandIn]:
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    monkeypatch.setitem(registry.DOERS, "woocommerce", f"{__name__}.Mortal")
    with WooCommerceStandIn() as stand_in:
        woocommerce_acts.acting(stand_in)
        yield stand_in


def test_any_story_of_breakdowns_and_retries_gives_back_at_most_once(woo: WooCommerceStandIn) -> None:
    shop = make_shop()
    owner = actor_with(make_colleague(shop, "owner@example.com", Role.OWNER))
    with store_scope(shop.store.pk):
        connection = make_connection(TEST, platform="woocommerce", account=woo.url, name="Our shop")
        keep_credentials(TEST, connection, credentials=KEYS)
        ends = {_story(seed, woo, connection, owner) for seed in range(STORIES)}
    assert {"done", "unknown"} <= ends


def _story(seed: int, woo: WooCommerceStandIn, connection: Connection, owner: Actor) -> str:
    """Let a refund be tried while things break, by a seeded dice, and return how it ended."""
    dice, key = Random(seed), str(1000 + seed)  # the same each time is what is wanted
    woo.put(
        {
            **deepcopy(SAID),
            "id": int(key),
            "number": key,
            "date_paid_gmt": "2026-11-18T04:45:00",
            "refunds": [],
        }
    )
    woo.forget_faults()
    take_orders(TEST, connection, told=[platform_of("woocommerce", woo.url, KEYS).order(key)])
    order = Order.objects.select_related("connection").get(key=key)
    wish = Wish(Kind.REFUND, lines=(("315", 1),))  # a second one would be refused by nothing but its mark
    seen = plan_for(order, wish).amount_minor
    act = ask_act(owner, order, wish=wish, reason="Torn", key=uuid4(), seen_minor=seen)
    for _step in range(dice.randint(2, 8)):
        _break_something(dice, woo)
        with suppress(RetryLater, Killed):
            performing.do(act.pk)
        act = OrderAct.objects.select_related("order").get(pk=act.pk)
        _let_a_person_try(dice, owner, act)
        assert len(woo.refunds.get(key, [])) <= 1
    act.refresh_from_db()
    if act.state == "done":
        assert len(woo.refunds[key]) == 1
    if act.state == "refused":
        assert not woo.refunds.get(key)
    return act.state


def _break_something(dice: Random, woo: WooCommerceStandIn) -> None:
    woo.forget_faults()
    woo.pass_over(times=dice.randint(0, 3))
    match dice.randint(0, 4):
        case 0:
            woo.fall_silent()
        case 1:
            woo.fail(502)
        case 2:
            woo.fail(429, Retry_After="1")
    Mortal.dies = dice.choice(("", "", "before", "after"))


def _let_a_person_try(dice: Random, owner: Actor, act: OrderAct) -> None:
    if act.state == "unknown" and dice.random() < 0.8:
        long_ago = timedelta(minutes=dice.choice((1, 20, 20)))
        OrderAct.objects.filter(pk=act.pk).update(sent_at=act.created_at - long_ago)
        act.refresh_from_db()
        with suppress(Conflict):
            (send_act_again if dice.random() < 0.7 else look_again)(owner, act)
