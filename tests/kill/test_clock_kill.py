"""Whatever worker is killed, and wherever: each clock that is due is missed once, and none is forgotten."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import wait_until
from tests.kill.conftest import Shop, a_shop
from tests.kill.inside import in_shop
from tests.plugin import ENGINE

# Each strikes once, in whichever process comes to it.
STRIKES = ("clocks_before_commit", "after_work", "after_claim")
ROUNDS, CLOCKS = 6, 20
START = """
from datetime import timedelta
from saath.conversations.models import ChannelAccount, Conversation
from saath.core.clock import now
from saath.customers.models import Customer, Identity
from saath.promises.clocks.actions.clocks import start_clock
customer = Customer.objects.create(name="Sunita")
identity = Identity.objects.create(customer=customer, namespace="email", key="s{number}@example.in", address="s@example.in")
account = ChannelAccount.objects.first()
for each in range({clocks}):
    conversation = Conversation.objects.create(
        customer=customer, identity=identity, account=account, state="pending", last_message_at=now()
    )
    due_at = now() + timedelta(seconds=2 + each % 3)
    start_clock(ACTOR, conversation, kind="update", due_at=due_at, warn_at=now() + timedelta(seconds=1))
"""
LOOK = """
import json
from saath.timeline.models import Event
told = Event.objects.filter(kind__in=("clock.warned", "clock.missed"))
print(json.dumps([[kind, str(subject)] for kind, subject in told.values_list("kind", "subject")]))
"""


@pytest.fixture
def shop(folder: Path) -> Iterator[Shop]:
    """Return a shop whose strikes are remembered over all processes."""
    struck = folder / "struck"
    struck.mkdir()
    with a_shop(folder, lease_seconds="3", faults_once=str(struck)) as shop:
        yield shop


@pytest.mark.kill
@pytest.mark.timeout(400)
def test_every_clock_is_missed_once_wherever_the_worker_dies(shop: Shop) -> None:
    installation, _facts = shop
    program = installation.serve(faults=",".join(STRIKES))
    told: list[list[str]] = []
    try:
        installation.wait_until_ready(program)
        for number in range(ROUNDS):
            in_shop(installation, START.format(number=number, clocks=CLOCKS))

        def is_over() -> bool:
            told[:] = json.loads(in_shop(installation, LOOK))
            return sum(kind == "clock.missed" for kind, _clock in told) >= ROUNDS * CLOCKS

        wait_until(is_over, "every clock is missed", seconds=120)
    finally:
        program.stop()
    told[:] = json.loads(in_shop(installation, LOOK))
    counted = Counter((kind, clock) for kind, clock in told)
    assert set(counted.values()) == {1}
    assert sum(kind == "clock.missed" for kind, _clock in counted) == ROUNDS * CLOCKS
    struck = {each.name for each in (installation.folder / "struck").iterdir()}
    assert struck == set(STRIKES)
    print(f"\n{ENGINE}: {ROUNDS * CLOCKS} clocks missed once each, {len(struck)} strikes")
