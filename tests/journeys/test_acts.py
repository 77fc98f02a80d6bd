"""A colleague asks for a refund, the owner agrees beside the conversation, and the shop's platform gives it back, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy

import pytest
from playwright.sync_api import expect

from saath.orders.connectors.stand_ins import woocommerce_acts
from saath.orders.connectors.stand_ins.woocommerce import KEY, SECRET, WooCommerceStandIn
from saath.orders.connectors.tests.recordings.woocommerce import SAID
from tests.installation import Installation
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk
from tests.kill.inside import in_shop

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]

BUY = """
from saath.orders.actions.connections import keep_credentials, make_connection
from saath.orders.actions.take import take_orders
from saath.orders.connectors.registry import platform_of
keys = {{"consumer_key": "{key}", "consumer_secret": "{secret}"}}
connection = make_connection(ACTOR, platform="woocommerce", account="{url}", name="Our shop")
keep_credentials(ACTOR, connection, credentials=keys)
take_orders(ACTOR, connection, told=platform_of("woocommerce", "{url}", keys).orders_since(None).orders)
"""
ASK = """
from uuid import uuid4
from saath.conversations.models import Conversation
from saath.orders.actions.acts import ask_act
from saath.orders.acts.commands import Kind
from saath.orders.acts.planning import plan_for
from saath.orders.acts.wishes import Wish
from saath.orders.models import Order
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import Shop, make_colleague
from saath.tenancy.models import Store
colleague = make_colleague(Shop(Store.objects.get(), ""), "falguni@paanch.test", Role.MEMBER)
order = Order.objects.select_related("connection").get(key="727")
where = Conversation.objects.filter(customer=order.customer).latest("pk").public_id
wish = Wish(Kind.REFUND, is_whole=True)
seen = plan_for(order, wish).amount_minor
ask_act(
    actor_of(colleague), order, wish=wish, reason="Torn at the seam", key=uuid4(), seen_minor=seen, conversation=where
)
"""


@pytest.fixture
def woo() -> Iterator[WooCommerceStandIn]:
    with WooCommerceStandIn() as stand_in:
        yield woocommerce_acts.acting(stand_in)


def test_a_refund_that_a_colleague_asked_for_is_agreed_to_and_given_once(
    shop: Installation, desk: Desk, customer: Callable[[str], Customer], woo: WooCommerceStandIn
) -> None:
    damini = customer("Damini Torn")
    damini.write("The pillow of PT-727 is torn. My money back, please.", subject="Torn pillow")
    paid = {"date_paid_gmt": "2026-11-18T04:45:00", "refunds": []}
    woo.put({**deepcopy(SAID), **paid, "billing": {**SAID["billing"], "email": damini.address}})
    in_shop(shop, BUY.format(url=woo.url, key=KEY, secret=SECRET))
    desk.open().choose("Damini Torn")
    desk.text.fill("One moment")
    acts = desk.page.locator("#acts")
    acts.get_by_text("Actions on PT-727").click()
    expect(acts.get_by_text("WooCommerce keeps no returns.")).to_be_visible()

    in_shop(shop, ASK)
    expect(acts).to_contain_text("Waits for a second person")
    acts.get_by_role("button", name="Agree").click()
    expect(acts).to_contain_text("Done")
    told = desk.page.locator("#thread .event", has_text="Done for PT-727: Refund")
    expect(told).to_contain_text("₹1,049.00")
    assert [refund["amount"] for refund in woo.refunds["727"]] == ["1049.00"]

    acts.get_by_text("Actions on PT-727").click()
    acts.get_by_role("link", name="Coupon").click()
    acts.get_by_label("How much off").fill("150")
    acts.get_by_label("Good until").fill("2099-01-01")
    acts.get_by_label("Why?").fill("For the trouble")
    acts.get_by_label("Why?").press("Enter")
    expect(acts.get_by_role("alert")).to_contain_text("Choose a day within a year")
    expect(desk.text).to_have_value("One moment")
