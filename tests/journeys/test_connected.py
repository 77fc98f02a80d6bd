"""A shop is connected step by step: its history comes, a webhook changes an order on the desk, and its silence is noticed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from saath.orders.connectors.stand_ins.woocommerce import KEY, SECRET, WooCommerceStandIn
from saath.orders.connectors.tests.recordings.woocommerce import SAID
from tests.installation import Installation, wait_until
from tests.journeys.axe import violations
from tests.journeys.conftest import a_shop_at_work
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk
from tests.kill.inside import in_shop
from tests.post_office import PostOffice

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]

# Months of news, of which the last is a week old: no test waits for so long.
LONG_QUIET = """
from datetime import timedelta
from saath.core.clock import now
from saath.orders.actions.silence import look_for_silence
from saath.orders.models import Connection
Connection.objects.update(last_heard_at=now() - timedelta(days=7), usual_gap_seconds=3600, gaps=40)
look_for_silence(ACTOR, at=now())
"""


@pytest.fixture(scope="module")
def shop(chromium: str, office: PostOffice) -> Iterator[Installation]:
    """Return a shop of its own: what is asked of its platform is nobody else's."""
    settings = {"smtp_out": office.url, "allowed_private_hosts": "127.0.0.1"}
    with a_shop_at_work("connected", **settings) as installation:
        yield installation


@pytest.fixture
def woo() -> Iterator[WooCommerceStandIn]:
    with WooCommerceStandIn() as stand_in:
        yield stand_in


def bought(customer: Customer, **changes: Any) -> dict[str, Any]:
    """Return the order of a customer, as WooCommerce tells of it."""
    at = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}"
    billing = {**SAID["billing"], "email": customer.address}
    order = {**deepcopy(SAID), "billing": billing, "status": "processing", "date_completed_gmt": None}
    return {**order, "meta_data": [], "refunds": [], "date_modified_gmt": at, **changes}


@pytest.mark.off_road
def test_a_shop_is_connected_and_heard_and_missed(
    shop: Installation, desk: Desk, customer: Callable[[str], Customer], woo: WooCommerceStandIn
) -> None:
    chetna = customer("Chetna Connected")
    chetna.write("Where is my parcel?", subject="My parcel")
    woo.put(bought(chetna))
    page = desk.open("/settings/connections/").page
    page.get_by_role("link", name="Connect a shop or a courier").click()
    page.get_by_role("link", name="WooCommerce").click()
    page.get_by_label("Address of the shop").fill(woo.url)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("section[role=status]")).to_contain_text("Not finished")
    page.get_by_role("button", name="Make the secret").click()
    secret = page.get_by_label("Secret", exact=True).input_value()
    page.get_by_role("link", name="I have entered it there").click()
    expect(page.locator("section[role=status]")).to_contain_text("Waiting for the first news")
    here = page.url

    _enter_keys(desk)
    page.get_by_role("button", name="Bring them in").click()
    wait_until(lambda: _has_come(desk), "the history is in")
    expect(page.locator("section[role=status]")).not_to_contain_text("Waiting for the first news")
    assert violations(page) == []

    desk.open().choose("Chetna Connected")
    beside = page.locator("#about")
    expect(beside).to_contain_text("PT-727")
    expect(beside).to_contain_text("Confirmed")
    hook = f"http://127.0.0.1:{shop.port + 1}/hooks/{here.rstrip('/').rpartition('/')[2]}/"
    done = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}"
    told = bought(chetna, status="completed", date_completed_gmt=done, date_modified_gmt=done)
    assert woo.tell(hook, "order.updated", told, secret=secret) == 200
    wait_until(lambda: _shows(desk, "On its way"), "the order is on its way")

    page.goto(here)
    expect(page.locator("section[role=status]")).to_contain_text("Orders come in.")
    in_shop(shop, LONG_QUIET)
    page.goto(f"{desk.url}/settings/connections/")
    expect(page.get_by_text("Quiet for much longer than usual.")).to_be_visible()
    assert woo.tell(hook, "order.updated", {**told, "customer_note": "Ring twice"}, secret=secret) == 200
    wait_until(lambda: not _is_quiet(desk), "it is heard again")


def _enter_keys(desk: Desk) -> None:
    page = desk.page
    page.get_by_text("Give Saath a key", exact=True).click()
    page.get_by_label("Consumer key").fill(KEY)
    page.get_by_label("Consumer secret").fill(SECRET)
    page.get_by_role("button", name="Keep the key").click()
    expect(page.get_by_text("The key is kept.")).to_be_visible()


def _has_come(desk: Desk) -> bool:
    """Tell whether the history is in; its page does not change by itself."""
    desk.page.reload()
    return desk.page.locator("#history .c-good").is_visible()


def _shows(desk: Desk, words: str) -> bool:
    """Tell whether the pane says so once the page is opened anew."""
    desk.page.reload()
    return words in desk.page.locator("#about").inner_text()


def _is_quiet(desk: Desk) -> bool:
    desk.page.reload()
    return desk.page.get_by_text("Quiet for much longer than usual.").is_visible()
