"""Whatever worker is killed, and wherever: each event reaches a shop's server, and each repeat has the id of the first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from saath.webhooks.tests.receiver import Receiver
from tests.installation import wait_until
from tests.kill.conftest import Shop, a_shop
from tests.kill.inside import in_shop
from tests.plugin import ENGINE

# Each strikes once, in whichever process comes to it.
STRIKES = (
    "webhook_in_reading",
    "webhook_before_send",
    "webhook_after_send",
    "webhook_after_record",
    "after_claim",
)
EVENTS = 12
ADD = """
from saath.webhooks.actions.endpoints import add_endpoint
from saath.webhooks.content import Content
made = add_endpoint(ACTOR, content=Content("Till", "{url}", ("customer.changed",)))
print(made.secret.reveal())
"""
HAPPEN = """
from saath.customers.events import CUSTOMER_CHANGED
from saath.customers.models import Customer
from saath.tenancy.transactions import write_transaction
from saath.timeline.emit import emit
customer = Customer.objects.create(name="Sunita")
with write_transaction():
    emit(ACTOR, CUSTOMER_CHANGED, subject=customer, changed=["name"])
print(customer.public_id)
"""
LOOK = """
import json
from saath.webhooks.models import Delivery
print(json.dumps(list(Delivery.objects.values_list("state", flat=True))))
"""


@pytest.fixture
def shop(folder: Path) -> Iterator[Shop]:
    """Return a shop whose strikes are remembered over all processes."""
    struck = folder / "struck"
    struck.mkdir()
    settings = {"lease_seconds": "3", "allowed_private_hosts": "localhost", "faults_once": str(struck)}
    with a_shop(folder, **settings) as shop:
        yield shop


@pytest.mark.kill
@pytest.mark.timeout(400)
def test_every_event_arrives_wherever_the_worker_dies(shop: Shop) -> None:
    installation, _facts = shop
    with Receiver() as receiver:
        secret = in_shop(installation, ADD.format(url=receiver.url)).strip()
        program = installation.serve(faults=",".join(STRIKES))
        told: list[str] = []
        try:
            installation.wait_until_ready(program)
            for _each in range(EVENTS):
                told.append(in_shop(installation, HAPPEN).strip())
            states: list[str] = []

            def is_over() -> bool:
                states[:] = json.loads(in_shop(installation, LOOK))
                return len(states) == EVENTS and set(states) == {"taken"}

            wait_until(is_over, "everything is taken", seconds=200)
        finally:
            program.stop()
    heard = [(each.message, each.opened_with(secret)["data"]["customer"]) for each in receiver.heard]
    assert {customer for _message, customer in heard} == set(told)
    assert len({message for message, _customer in heard}) == EVENTS
    struck = {each.name for each in (installation.folder / "struck").iterdir()}
    assert struck == set(STRIKES)
    repeats = sum(Counter(heard).values()) - EVENTS
    print(f"\n{ENGINE}: {EVENTS} events, {len(struck)} strikes, {repeats} repeats under the same id")
