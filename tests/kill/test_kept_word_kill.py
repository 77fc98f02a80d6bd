"""Whatever worker is killed, and wherever: nobody is told twice, nobody gets two codes, and the budget is right."""

from __future__ import annotations

import json
from collections import Counter
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from saath.channels.email.mailbox_out import mailbox_folder
from tests.installation import wait_until
from tests.kill.conftest import Shop
from tests.kill.inside import in_shop
from tests.plugin import ENGINE

# Each strikes once, in whichever process comes to it.
STRIKES = (
    "own_word_before_commit:3", "own_word_before_mark:5", "amends_after_giving:2", "amends_before_commit:3", "after_work:4",
)  # fmt: skip
AT = {each.partition(":")[0] for each in STRIKES}
SILENT, LEFT, MISSED = 16, 16, 12
# Ten cases: two of the missed are told words alone.
CASE, MONTH = 10_000, 100_000
DECIDE = """
from saath.promises.amends.actions.deciding import Terms, add_codes, decide_amends
from saath.promises.reminders.actions.deciding import decide_own_words
from saath.stores.actions.settings import set_hours
from saath.stores.hours import ALWAYS_OPEN
set_hours(ACTOR, week=ALWAYS_OPEN)
for kind in ("reminder", "closing"):
    decide_own_words(ACTOR, kind=kind, is_on=True, values={{}})
limits = dict(case_minor={case}, month_minor={month}, again_after_days=30, coupon_days=30)
decide_amends(ACTOR, terms=Terms(modes={{"update": "send"}}, gift="codes", **limits))
add_codes(ACTOR, codes=[f"SORRY-{{each}}" for each in range({missed})])
"""
FILL = """
from datetime import timedelta
from saath.conversations.models import ChannelAccount, Conversation, Delivery, Message
from saath.core.clock import now
from saath.customers.models import Customer, Identity
from saath.jobs import enqueue
from saath.promises.clocks.actions.clocks import start_clock
from saath.promises.reminders.actions.marking import keep_mark
from saath.promises.reminders.jobs import look_for_due
from saath.tenancy.transactions import write_transaction
account = ChannelAccount.objects.first()

def talk(name, ago):
    at = now() - ago
    customer = Customer.objects.create(name=name)
    identity = Identity.objects.create(
        customer=customer, namespace="email", key=f"{{name}}@example.in", address=f"{{name}}@example.in", proved_at=at
    )
    made = Conversation.objects.create(
        customer=customer, identity=identity, account=account, state="pending", last_message_at=at, first_answered_at=at
    )
    answer = Message.objects.create(conversation=made, direction="out", text="Which one?", sent_at=at, created_at=at)
    Delivery.objects.create(message=answer, state="sent", leaves_at=at, sent_at=at)
    return made

with write_transaction():
    keep_mark(ACTOR, kind="reminder", number=1, up_to=now() - timedelta(days=4))
    keep_mark(ACTOR, kind="closing", number=1, up_to=now() - timedelta(days=12))
    for each in range({silent}):
        talk(f"silent{{each}}", timedelta(days=3, hours=1))
    for each in range({left}):
        talk(f"left{{each}}", timedelta(days=10, hours=2))
    for each in range({missed}):
        due_at = now() + timedelta(seconds=2 + each % 3)
        start_clock(ACTOR, talk(f"missed{{each}}", timedelta(hours=1)), kind="update", due_at=due_at, warn_at=due_at)
    enqueue(look_for_due, key="own words")
"""
LOOK = """
import json
from saath.conversations.models import Message
from saath.promises.models import Amends, AmendsCode
told = Message.objects.filter(is_automatic=True)
used = AmendsCode.objects.exclude(used_at=None).values_list("code", "amends")
print(json.dumps({
    "told": [[str(talk), why["why"]] for talk, [why] in told.values_list("conversation", "recipients")],
    "amends": list(Amends.objects.values_list("identity", "code", "cost_minor")),
    "used": [[code, amends is not None] for code, amends in used],
}))
"""


# All are looked at once more, as if nobody had noted how far it was looked.
AGAIN = """
from datetime import timedelta
from saath.core.clock import now
from saath.promises.reminders.actions.marking import keep_mark
from saath.promises.reminders.jobs import look_for_due
keep_mark(ACTOR, kind="reminder", number=1, up_to=now() - timedelta(days=4))
keep_mark(ACTOR, kind="closing", number=1, up_to=now() - timedelta(days=12))
look_for_due.call()
"""
GOING_ON = """
SELECT (SELECT count(*) FROM conversations_delivery WHERE state IN ('held', 'queued', 'sending'))
    + (SELECT count(*) FROM jobs_job WHERE state = 'running')
"""


def letters(folder: Path) -> list[Path]:
    """Return the mails that left, a file each."""
    return list(mailbox_folder(folder / "data").glob("*.eml"))


@pytest.mark.kill
@pytest.mark.timeout(400)
def test_nobody_is_told_twice_and_the_budget_is_right_wherever_the_worker_dies(shop: Shop) -> None:
    installation, facts = shop
    in_shop(installation, DECIDE.format(case=CASE, month=MONTH, missed=MISSED))
    in_shop(installation, FILL.format(silent=SILENT, left=LEFT, missed=MISSED))
    program = installation.serve(faults=",".join(STRIKES))
    found: dict[str, list[Any]] = {}

    def struck() -> set[str]:
        return {each.name for each in (installation.folder / "struck").iterdir()}

    try:
        installation.wait_until_ready(program)

        def is_over() -> bool:
            found.update(json.loads(in_shop(installation, LOOK)))
            is_told = len(found["told"]) >= SILENT + LEFT + MISSED
            return is_told and struck() == AT and not facts.count(GOING_ON)

        wait_until(is_over, "everybody is told", seconds=150)
    finally:
        print(struck(), Counter(why for _talk, why in found.get("told", [])), facts.count(GOING_ON))
        program.stop()
    in_shop(installation, AGAIN)
    found.update(json.loads(in_shop(installation, LOOK)))
    times = Counter((talk, why) for talk, why in found["told"])
    assert set(times.values()) == {1}
    assert Counter(why for _talk, why in times) == {"reminder": SILENT, "closing": LEFT, "apology": MISSED}
    # Of a mail in whose midst the worker died nobody knows whether it left: a person is asked, and it does not leave again.
    unknown = facts.count("SELECT count(*) FROM conversations_delivery WHERE state = 'unknown'")
    left = Counter(message_from_bytes(each.read_bytes())["To"] for each in letters(installation.folder))
    assert set(left.values()) == {1}
    assert SILENT + LEFT + MISSED - unknown <= len(left) <= SILENT + LEFT + MISSED
    assert len({identity for identity, *_rest in found["amends"]}) == len(found["amends"]) == MISSED
    codes = [code for _identity, code, _cost in found["amends"] if code]
    assert sum(cost for *_rest, cost in found["amends"]) == MONTH
    assert len(set(codes)) == len(codes) == MONTH // CASE
    assert sorted(found["used"]) == sorted([code, True] for code in codes)
    print(f"\n{ENGINE}: {len(times)} told once each, {len(codes)} codes, {len(struck())} strikes")
