"""Whatever worker is killed, and wherever: what waits is given to one colleague each, who hears of it once."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from tests.installation import wait_until
from tests.kill.conftest import Shop
from tests.kill.inside import in_shop
from tests.plugin import ENGINE

# Each strikes once, in whichever process comes to it: between choosing and giving, giving and telling, telling and the next.
STRIKES = (
    "routing_decided",
    "routing_before_commit:3",
    "routing_after_commit:5",
    "after_work",
    "after_claim",
)
ROUNDS, WAITING, COLLEAGUES = 6, 20, 3
OPEN_ALWAYS = """
from datetime import time
from saath.accounts.models import Person
from saath.promises.routing.actions.settings import set_routing
from saath.promises.routing.content import Routing
from saath.stores.actions.settings import set_hours
from saath.stores.hours import Interval, WeekHours
from saath.stores.models import Member
from saath.stores.rules import Role
set_hours(ACTOR, week=WeekHours(((Interval(time(0), time(0)),),) * 7))
for number in range(COLLEAGUES - 1):
    person = Person.objects.create(
        email=f"c{number}@example.in", email_key=f"c{number}@example.in", name=f"Colleague {number}"
    )
    Member.objects.create(person=person, role=Role.MEMBER, display_name=person.name)
set_routing(ACTOR, terms=Routing("assign", "anybody", usual_limit=500))
"""
COME = """
from saath.conversations.models import ChannelAccount, Conversation
from saath.core.clock import now
from saath.customers.models import Customer, Identity
from saath.jobs import enqueue
from saath.promises.routing.actions.presence import note_seen
from saath.promises.routing.jobs import KEY, route_waiting
from saath.stores.models import Member
from saath.tenancy.transactions import write_transaction
note_seen(ACTOR, seats=list(map(str, Member.objects.values_list("public_id", flat=True))))
customer = Customer.objects.create(name="Sunita")
identity = Identity.objects.create(customer=customer, namespace="email", key="s{number}@example.in", address="s@example.in")
for each in range({waiting}):
    Conversation.objects.create(
        customer=customer, identity=identity, account=ChannelAccount.objects.first(), waiting_since=now(),
        due_at=now(), last_message_at=now(),
    )
with write_transaction():
    enqueue(route_waiting, key=KEY)
"""
LOOK = """
import json
from saath.conversations.models import Conversation
from saath.promises.models import RoutingDecision
from saath.timeline.models import Event
owners = dict(Conversation.objects.values_list("public_id", "assignee"))
given = RoutingDecision.objects.filter(outcome="given").values_list("conversation__public_id", "member")
told = Event.objects.filter(kind__in=("conversation.assigned", "colleague.told"))
print(json.dumps({
    "owners": {str(one): who for one, who in owners.items()},
    "given": [[str(one), who] for one, who in given],
    "told": [[kind, str(subject)] for kind, subject in told.values_list("kind", "subject")],
}))
"""


@pytest.mark.kill
@pytest.mark.timeout(400)
def test_each_that_waits_has_one_owner_who_is_told_once_wherever_the_worker_dies(shop: Shop) -> None:
    installation, _facts = shop
    in_shop(installation, OPEN_ALWAYS.replace("COLLEAGUES", str(COLLEAGUES)))
    program = installation.serve(faults=",".join(STRIKES))
    found: dict[str, dict[str, int | None] | list[list[str]]] = {}
    try:
        installation.wait_until_ready(program)
        for number in range(ROUNDS):
            in_shop(installation, COME.format(number=number, waiting=WAITING))

        def is_over() -> bool:
            found.update(json.loads(in_shop(installation, LOOK)))
            owners = found["owners"]
            assert isinstance(owners, dict)
            return len(owners) == ROUNDS * WAITING and None not in owners.values()

        wait_until(is_over, "everything has an owner", seconds=150)
    finally:
        program.stop()
    found.update(json.loads(in_shop(installation, LOOK)))
    assert sorted(found["given"]) == sorted(map(list, found["owners"].items()))  # type: ignore[union-attr]
    told = Counter(map(tuple, found["told"]))
    assert set(told.values()) == {1}
    assert len(told) == 2 * ROUNDS * WAITING
    struck = {each.name for each in (installation.folder / "struck").iterdir()}
    assert struck == {each.partition(":")[0] for each in STRIKES}
    print(f"\n{ENGINE}: {ROUNDS * WAITING} given and told once each, {len(struck)} strikes")
