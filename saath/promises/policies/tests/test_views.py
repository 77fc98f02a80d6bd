"""The settings of policies, for who leads, who answers, who reads, and who is not here."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, make_desk
from saath.core.clock import now
from saath.customers.actions.tags import tag_customer
from saath.promises.models import Policy
from saath.promises.policies.content import MOST_POLICIES
from saath.promises.policies.tests.builders import promise
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, browser_of, make_colleague
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
LIST, NEW = "/settings/policies/", "/settings/policies/new/"


@pytest.fixture
def policy(desk: Desk) -> Policy:
    with store_scope(desk.store_id):
        return promise("Urgent mail", channel="email", priority="urgent")


def form(**changes: Any) -> dict[str, Any]:
    units = {"first_answer_seconds_unit": "minutes", "next_answer_seconds_unit": "minutes"}
    times = {"first_answer_seconds": "5", "solution_seconds": "8", "solution_seconds_unit": "hours"}
    said = {"name": "Best customers", "language": "hi", "warn_percent": "80", "is_active": "on"}
    return {**units, **times, **said, **changes}


def address(name: str, policy: Policy) -> str:
    return reverse(f"policies:{name}", args=[policy.public_id])


def text(client: Client, where: str = LIST) -> str:
    return client.get(where).content.decode()


def test_without_policies_the_page_says_what_everybody_is_promised(owner: Client, in_store: None) -> None:
    page = text(owner)
    assert "No policy yet: everybody is promised the same" in page
    assert "first answer within 5 minutes, next answers within 5 minutes" in page


def test_a_policy_is_made_and_told_as_a_sentence(
    owner: Client, desk: Desk, conversation: Conversation
) -> None:
    tag = tag_customer(TEST, conversation.customer, name="VIP")
    made = form(channel="email", priority="urgent", customer_tag=str(tag.public_id))
    assert owner.post(NEW, made).status_code == 302
    kept = Policy.objects.get()
    assert (kept.first_answer_seconds, kept.next_answer_seconds, kept.solution_seconds) == (300, None, 28_800)
    assert (kept.customer_tag, kept.needs_tag, kept.warn_percent, kept.place) == (tag, True, 80, 1)
    said = "हिन्दी · Urgent · customers tagged “VIP”: first answer within 5 minutes, solved within 8 hours"
    assert f"{said}, warning at 80 %" in text(owner)
    assert Event.objects.filter(kind="policy.added", subject=kept.public_id).exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "This field is required."),
        ({"first_answer_seconds": "", "solution_seconds": ""}, "Say one time at least"),
        ({"first_answer_seconds": "0"}, "greater than or equal to 1"),
        ({"solution_seconds": "2", "solution_seconds_unit": "minutes"}, "solved before it is answered"),
        ({"solution_seconds": "4000"}, "hours in a year: a longer time would never be up."),
        ({"warn_percent": "5"}, "greater than or equal to 10"),
        ({"channel": "pigeon"}, "pigeon"),
        ({"customer_tag": str(uuid4())}, "valid choice"),
    ],
)
def test_what_does_not_fit_is_said_at_its_place(
    owner: Client, desk: Desk, changes: dict[str, str], words: str
) -> None:
    answer = owner.post(NEW, form(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_it_changes_and_who_changes_what_somebody_changed_meanwhile_is_told(
    owner: Client, policy: Policy, in_store: None
) -> None:
    assert "Urgent mail" in text(owner, address("edit", policy))
    assert owner.post(address("edit", policy), form(version=1)).status_code == 302
    late = owner.post(address("edit", policy), form(version=1))
    assert late.status_code == 422
    assert "Somebody changed this while you had it open." in late.content.decode()
    policy.refresh_from_db()
    assert (policy.name, policy.priority, policy.version) == ("Best customers", "", 2)
    assert owner.post(address("edit", policy), form(version=2)).status_code == 302
    policy.refresh_from_db()
    assert policy.version == 2


def test_policies_are_ordered_switched_removed_and_brought_back(
    owner: Client, policy: Policy, in_store: None
) -> None:
    second = promise("All mail", channel="email")
    assert "Never counts" not in text(owner)
    owner.post(address("move", second), {"to": "up"})
    assert [each.name for each in Policy.objects.kept()] == ["All mail", "Urgent mail"]
    assert "Never counts: “All mail” before it fits everything that this one would." in text(owner)
    owner.post(address("switch", second), {"to": "off"})
    page = text(owner)
    assert "Never counts" not in page
    assert "Switched off" in page
    gone = owner.post(address("remove", second))
    assert "“All mail” is gone." in text(owner, gone["Location"])
    assert owner.post(address("switch", second), {"to": "on"}).status_code == 404
    assert owner.post(address("move", second), {"to": "up"}).status_code == 404
    owner.post(address("restore", second))
    assert [each.name for each in Policy.objects.kept()] == ["Urgent mail", "All mail"]


def test_there_are_no_more_than_one_can_look_through(owner: Client, policy: Policy, in_store: None) -> None:
    Policy.objects.bulk_create(Policy(name=f"No. {n}") for n in range(MOST_POLICIES - 1))
    refused = owner.post(NEW, form())
    assert refused.status_code == 422
    assert "as many policies as a person can look through" in refused.content.decode()


@pytest.mark.parametrize("who", ["colleague", "reader", "outsider"])
def test_only_who_leads_makes_policies(
    who: str, policy: Policy, in_store: None, request: pytest.FixtureRequest
) -> None:
    browser: Client = request.getfixturevalue(who)
    expected = {302, 404} if who == "outsider" else {403}
    for where in (LIST, NEW, address("edit", policy)):
        assert browser.get(where).status_code in expected
    assert browser.post(NEW, form()).status_code in expected
    for deed in ("edit", "move", "switch", "remove"):
        assert browser.post(address(deed, policy), form(version=1, preview="1")).status_code in expected
    policy.refresh_from_db()
    assert (policy.version, policy.deleted_at, policy.is_active) == (1, None, True)
    Policy.objects.update(deleted_at=now())
    assert browser.post(address("restore", policy)).status_code in expected


def test_another_shops_owner_meets_no_policy_of_this_one(policy: Policy, in_store: None) -> None:
    other = make_desk("ek-jhoola", "hello@jhoola.test", "rival@example.com")
    rival = browser_of(make_colleague(other.shop, "boss@example.com", Role.OWNER), other.shop)
    assert policy.name not in text(rival)
    assert rival.get(address("edit", policy)).status_code == 404
    for deed in ("edit", "move", "switch", "remove", "restore"):
        assert rival.post(address(deed, policy), form(version=1)).status_code == 404
    assert Policy.objects.get().version == 1
