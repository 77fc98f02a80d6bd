"""Whatever worker is killed, and wherever: each clock that is due is missed once, each step of the chain taken once, none
is forgotten.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from tests.installation import wait_until
from tests.kill.conftest import Shop
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
STEPS = """
import json
from saath.promises.models import Clock
from saath.team.models import Escalation
from saath.timeline.models import Event
stepped = Event.objects.filter(kind="clock.stepped").values_list("subject", flat=True)
taken = Escalation.objects.values_list("clock__public_id", "step")
heard = Event.objects.filter(kind="colleague.told", changed=["promise"]).values_list("subject", flat=True)
of = dict(Clock.objects.values_list("conversation__public_id", "public_id"))
print(json.dumps([
    [str(each) for each in stepped],
    [[str(clock), step] for clock, step in taken],
    [str(of[each]) for each in heard],
]))
"""


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

        def is_taken() -> bool:
            _stepped, taken, _heard = json.loads(in_shop(installation, STEPS))
            return bool(sum(step == "100" for _clock, step in taken) >= ROUNDS * CLOCKS)

        wait_until(is_taken, "every chain is at its last step", seconds=120)
    finally:
        program.stop()
    told[:] = json.loads(in_shop(installation, LOOK))
    counted = Counter((kind, clock) for kind, clock in told)
    assert set(counted.values()) == {1}
    assert sum(kind == "clock.missed" for kind, _clock in counted) == ROUNDS * CLOCKS
    _hold_steps(json.loads(in_shop(installation, STEPS)))
    struck = {each.name for each in (installation.folder / "struck").iterdir()}
    assert struck == set(STRIKES)
    print(f"\n{ENGINE}: {ROUNDS * CLOCKS} clocks missed once each, {len(struck)} strikes")


def _hold_steps(told: list[list[Any]]) -> None:
    """Hold that each clock came to its last step, took no place of the chain twice, and that each was heard once at most."""
    stepped, taken, heard = told
    places = Counter((clock, step) for clock, step in taken)
    assert set(places.values()) == {1}
    assert sum(step == "100" for _clock, step in places) == ROUNDS * CLOCKS
    by_clock = Counter(clock for clock, _step in taken)
    # What came while a worker lay dead is taken with the next step: an event may find that its place was taken already.
    assert all(by_clock[clock] <= count <= 3 for clock, count in Counter(stepped).items())
    assert all(count <= by_clock[clock] for clock, count in Counter(heard).items())
