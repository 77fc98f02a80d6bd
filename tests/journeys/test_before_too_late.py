"""A promise is about to be missed: it comes to the queue at risk by itself, goes on to who is at the desk, and is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.installation import Installation, wait_until
from tests.journeys.axe import violations
from tests.journeys.conftest import a_shop_at_work
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk
from tests.journeys.joining import join
from tests.journeys.test_chat_staffed import open_at_all_hours
from tests.kill.inside import in_shop
from tests.post_office import PostOffice

pytestmark = pytest.mark.journey
FIRED = 60_000.0
# As if she had left the desk an hour ago and had the conversation.
LEFT = """
from datetime import timedelta
from django.db.models import F
from saath.conversations.actions.triage import assign_conversation
from saath.conversations.models import Conversation
from saath.promises.models import LastSeen
from saath.stores.models import Member
owner = Member.objects.get(role="owner")
LastSeen.objects.filter(member=owner).update(seen_at=F("seen_at") - timedelta(hours=1))
assign_conversation(ACTOR, Conversation.objects.get(), to=owner)
"""
# As if so many seconds more of the five minutes were gone.
PASS = """
from datetime import timedelta
from django.db.models import F
from saath.conversations.models import Conversation
from saath.jobs import enqueue
from saath.promises.clocks.jobs import fire_clocks
from saath.promises.models import Clock
from saath.tenancy.transactions import write_transaction
with write_transaction():
    by = timedelta(seconds={seconds})
    names = ("started_at", "running_since", "due_at", "warn_at", "step_at", "next_at")
    Clock.objects.filter(kind="first_answer", due_at__isnull=False).update(**{{name: F(name) - by for name in names}})
    Conversation.objects.update(waiting_since=F("waiting_since") - by, due_at=F("due_at") - by, version=F("version") + 1)
    enqueue(fire_clocks, key="a test")
"""
HERE = "from saath.promises.models import LastSeen\nprint(*LastSeen.objects.values_list('member__display_name', flat=True))"


@pytest.fixture(scope="module")
def shop(chromium: str, office: PostOffice) -> Iterator[Installation]:
    """Return a shop for this story alone: colleagues take from its queue themselves."""
    with a_shop_at_work("too_late", smtp_out=office.url) as installation:
        yield installation


def test_it_warns_goes_on_to_who_is_here_and_is_kept(
    shop: Installation,
    desk: Desk,
    contexts: Callable[..., BrowserContext],
    customer: Callable[[str], Customer],
) -> None:
    open_at_all_hours(desk)
    desk.open("/settings/routing/")
    desk.page.get_by_label("What comes goes to").select_option(label="Nobody: colleagues take from the queue")
    desk.page.locator("#routing").get_by_role("button", name="Save").click()
    hetal = join(contexts(storage_state=None), desk, customer("Hetal Timely"))
    desk.open("/settings/chain/")
    hetal.open("/desk/risk/")
    expect(hetal.page.locator("#list")).to_contain_text("Every promise is in time")
    wait_until(lambda: "Hetal" in in_shop(shop, HERE), "who is at the desk is known", seconds=60)

    usha = customer("Usha Timely")
    usha.write("Kab tak aayegi meri razai?")
    hetal.open()
    expect(hetal.row("Usha Timely")).to_be_visible(timeout=FIRED)
    in_shop(shop, LEFT)
    hetal.open("/desk/risk/")
    in_shop(shop, PASS.format(seconds=230))
    expect(hetal.row("Usha Timely")).to_be_visible(timeout=FIRED)
    expect(hetal.page.locator('nav.nav [data-count="risk"]')).to_have_text("1")
    assert violations(hetal.page) == []

    in_shop(shop, PASS.format(seconds=41))
    hetal.open("/desk/mine/")
    expect(hetal.row("Usha Timely")).to_be_visible(timeout=FIRED)
    hetal.choose("Usha Timely")
    expect(hetal.page.locator("#lines")).to_contain_text("is not at the desk")
    hetal.send("Kal tak aa jayegi.")
    hetal.open("/desk/risk/")
    expect(hetal.page.locator("#list")).to_contain_text("Every promise is in time")

    desk.open("/settings/chain/")
    expect(desk.page.locator("#reached")).to_contain_text("Hetal Timely gets it")
    assert violations(desk.page) == []
