"""Somebody asks in the chat for a thing, gets it with a cart, and buys it: the desk learns that the answer sold it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from saath.orders.connectors.proof import signature_of
from saath.orders.connectors.tests.recordings.woocommerce import SAID as ORDER
from saath.orders.connectors.tests.test_products import PILLOW
from tests.installation import Installation, wait_until
from tests.journeys.axe import violations
from tests.journeys.conftest import a_shop_at_work
from tests.journeys.desk import Desk
from tests.journeys.test_chats_at_the_desk import Visitor, is_open, never_be_quiet
from tests.post_office import PostOffice

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]


@pytest.fixture(scope="module")
def shop(chromium: str, office: PostOffice) -> Iterator[Installation]:
    """Return a shop of its own: nobody else's chat rings there."""
    with a_shop_at_work("choosing", smtp_out=office.url) as installation:
        yield installation


class Platform:
    """A shop with WooCommerce that tells of what happens there."""

    def __init__(self, url: str, secret: str) -> None:
        self.url, self.secret = url, secret

    def tell(self, topic: str, said: dict[str, Any]) -> None:
        """Deliver a webhook."""
        body = json.dumps(said).encode()
        proof = {"X-WC-Webhook-Topic": topic, "X-WC-Webhook-Signature": signature_of(body, self.secret)}
        answer = httpx.post(self.url, content=body, headers=proof)
        assert answer.status_code == 200, answer.text


def connect(desk: Desk, shoppers: str) -> Platform:
    """Connect WooCommerce, as the owner does."""
    page = desk.page
    page.goto(f"{desk.url}/settings/connections/new/woocommerce/")
    page.locator("input[name=account]").fill("https://shop.example")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Make the secret").click()
    secret = page.get_by_label("Secret", exact=True).input_value()
    page.get_by_role("link", name="I have entered it there").click()
    found = re.search(r"/connections/([0-9a-f-]{36})/", page.url)
    assert found is not None
    return Platform(f"{shoppers}/hooks/{found[1]}/", secret)


def bought_by(landed: str) -> dict[str, Any]:
    """Return the order of a stranger who came by a link."""
    at = datetime.now(UTC) + timedelta(seconds=5)
    order = deepcopy(ORDER)
    order["date_created_gmt"] = order["date_modified_gmt"] = f"{at:%Y-%m-%dT%H:%M:%S}"
    order["meta_data"] = [{"key": "_wc_order_attribution_session_entry", "value": landed}]
    order["line_items"][0]["product_id"] = 794
    return order


def test_a_thing_is_asked_for_offered_with_a_cart_and_bought(desk: Desk, shop: Installation) -> None:
    shoppers = f"http://127.0.0.1:{shop.port + 1}"
    platform = connect(desk, shoppers)
    platform.tell("product.updated", PILLOW)
    sites = desk.open("/settings/chat/").page.locator("#sites")
    sites.get_by_role("checkbox").check()
    sites.get_by_role("textbox").fill("https://shop.example")
    sites.get_by_role("button", name="Save").click()
    expect(desk.page.locator("#sites").get_by_role("checkbox")).to_be_checked()
    never_be_quiet(desk)
    desk.open()
    visitor = Visitor(shoppers, "Bhavna Chooses").begin()
    visitor.write("Koi naram takiya hai?")
    expect(desk.page.get_by_role("button", name="Take Bhavna Chooses")).to_be_visible()
    desk.page.keyboard.press("w")
    is_open(desk, "Bhavna Chooses")

    desk.page.get_by_role("button", name="Put a product into the answer").click()
    desk.page.locator("#products").get_by_role("searchbox").fill("sukoon takiya")
    thing = desk.page.locator("#goods button").filter(has_text="₹649.00")
    expect(thing).to_be_visible()
    assert violations(desk.page) == []
    thing.click()
    # In the language in which she asked: a link to the shop, and one to a cart with it.
    expect(desk.text).to_have_value(re.compile(r"Sukoon pillow.*/o/\w+/.*/o/\w+/", re.DOTALL))
    desk.press_send()
    wait_until(visitor.said_to, "the card is in the chat")
    card = visitor.said_to()[0][1]
    assert "₹649.00" in card
    cart = httpx.get(re.findall(r"\((http[^)]+/o/[^)]+)\)", card)[1])
    landed = cart.headers["Location"]
    assert landed.startswith("https://shop.example/?add-to-cart=794&quantity=1&saath=")

    platform.tell("order.created", bought_by(landed))
    told = desk.thread.get_by_text("bought what was offered here: PT-727")

    def is_told() -> bool:
        desk.page.reload()
        return told.count() == 1

    wait_until(is_told, "the sale is told where it was made")
    desk.open("/desk/products/")
    expect(desk.page.get_by_text("1 order came of products in answers")).to_be_visible()
