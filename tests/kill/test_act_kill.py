"""A refund whose worker is killed at any named point is done once, or a person is told that nobody knows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from saath.orders.connectors.stand_ins import woocommerce_acts
from saath.orders.connectors.stand_ins.woocommerce import KEY, SECRET, WooCommerceStandIn
from saath.orders.connectors.tests.recordings.woocommerce import SAID
from tests.installation import wait_until
from tests.kill.conftest import Shop, a_shop
from tests.kill.inside import in_shop
from tests.plugin import ENGINE

# Each strikes once, in whichever process comes to it; each act meets one of them.
STRIKES = ("act_after_claim", "act_before_send", "act_after_send", "act_after_record")
CONNECT = """
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
from saath.orders.actions.acts import ask_act
from saath.orders.acts.commands import Kind
from saath.orders.acts.planning import plan_for
from saath.orders.acts.wishes import Wish
from saath.orders.models import Order
from saath.stores.models import Member
from saath.stores.queries import actor_of
wish, owner = Wish(Kind.REFUND, is_whole=True), actor_of(Member.objects.filter(role="owner").first())
order = Order.objects.select_related("connection").get(key="{key}")
seen = plan_for(order, wish).amount_minor
ask_act(owner, order, wish=wish, reason="Torn", key=uuid4(), seen_minor=seen)
"""
LOOK = """
import json
from saath.orders.models import OrderAct
print(json.dumps(dict(OrderAct.objects.values_list("order__key", "state"))))
"""


@pytest.fixture
def woo() -> Iterator[WooCommerceStandIn]:
    """Return a platform that knows no keys, with an order for each strike and one for none."""
    with WooCommerceStandIn() as stand_in:
        for number in range(len(STRIKES) + 1):
            paid = {"id": 700 + number, "date_paid_gmt": "2026-11-18T04:45:00", "refunds": []}
            stand_in.put({**deepcopy(SAID), **paid})
        woocommerce_acts.acting(stand_in)
        yield stand_in


@pytest.fixture
def shop(folder: Path) -> Iterator[Shop]:
    """Return a shop whose strikes are remembered over all processes."""
    struck = folder / "struck"
    struck.mkdir()
    settings = {"lease_seconds": "3", "allowed_private_hosts": "127.0.0.1", "faults_once": str(struck)}
    with a_shop(folder, **settings) as shop:
        yield shop


@pytest.mark.kill
@pytest.mark.timeout(300)
def test_a_refund_is_given_once_or_shown_as_unknown_wherever_its_worker_dies(
    shop: Shop, woo: WooCommerceStandIn
) -> None:
    installation, _facts = shop
    in_shop(installation, CONNECT.format(url=woo.url, key=KEY, secret=SECRET))
    program = installation.serve(faults=",".join(STRIKES))
    settled = {"done", "unknown", "refused"}

    def states() -> dict[str, Any]:
        found: dict[str, Any] = json.loads(in_shop(installation, LOOK))
        return found

    try:
        installation.wait_until_ready(program)
        for key in sorted(woo.orders):
            in_shop(installation, ASK.format(key=key))
            wait_until(lambda key=key: states()[key] in settled, "it is settled", seconds=60)  # type: ignore[misc]
    finally:
        program.stop()
    found = states()
    given = {key: len(woo.refunds.get(key, [])) for key in found}
    assert all(count == (found[key] == "done") for key, count in given.items()), (found, given)
    assert set(found.values()) == {"done", "unknown"}
    assert {each.name for each in (installation.folder / "struck").iterdir()} == set(STRIKES)
    print(f"\n{ENGINE}: {found}, refunds at the platform {given}")
