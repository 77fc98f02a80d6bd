"""A customer's page: what they agreed to, and their tags."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk
from saath.customers.consenting import may_contact
from saath.customers.models import Customer, CustomerTag
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
YES = {"purpose": "marketing", "channel": "email", "how": "said", "proof": "Call of Monday"}


@pytest.fixture
def sunita(desk: Desk, conversation: Conversation) -> Customer:
    with store_scope(desk.store_id):
        return conversation.customer


def address(name: str, customer: Customer, *more: object) -> str:
    return reverse(f"desk:{name}", args=[customer.public_id, *more])


def test_a_yes_is_written_down_with_its_proof_and_taken_back_in_one_press(
    colleague: Client, desk: Desk, sunita: Customer
) -> None:
    assert "Nothing yet" in colleague.get(address("record", sunita)).text
    assert "read or heard again" in colleague.post(address("agree", sunita), YES | {"proof": " "}).text
    shown = colleague.post(address("agree", sunita), YES, follow=True).text
    assert "Call of Monday" in shown
    with store_scope(desk.store_id):
        assert may_contact(sunita, "marketing", "email")
    said = {"purpose": "marketing", "channel": "email", "how": "said"}
    journal = colleague.post(address("withdraw", sunita), said, follow=True).text
    assert journal.partition("All that they said")[2].count("They said it on the telephone") == 2
    assert 'lang="hi">Paanch Takiye आपको ऑफ़र' in journal.partition("All that they said")[2]
    with store_scope(desk.store_id):
        assert not may_contact(sunita, "marketing", "email")


def test_a_tag_sorts_the_list_and_comes_off_with_a_way_back(
    colleague: Client, desk: Desk, sunita: Customer
) -> None:
    tags = address("tag_customer", sunita)
    assert "1 to 40 characters" in colleague.post(tags, {"name": " "}).text
    assert "Guest house" in colleague.post(tags, {"name": "Guest house"}, follow=True).text
    with store_scope(desk.store_id):
        tag = CustomerTag.objects.get()
        other = CustomerTag.objects.create(name="VIP", key="vip")
    listed = reverse("desk:customers")
    assert str(sunita.public_id) in colleague.get(listed, {"tag": str(tag.public_id)}).text
    assert "Nobody carries this tag" in colleague.get(listed, {"tag": str(other.public_id)}).text
    off = colleague.post(address("untag_customer", sunita, tag.public_id), follow=True).text
    assert "Took off “Guest house”" in off
    assert str(sunita.public_id) not in colleague.get(listed, {"tag": str(tag.public_id)}).text


def test_what_is_missing_is_mended_in_one_press_and_sorts_the_list(
    colleague: Client, sunita: Customer
) -> None:
    shown = colleague.get(address("record", sunita)).text
    assert "55 of 100 is known" in shown
    after = colleague.post(address("like", sunita), {"reach_was": "", "reach": "phone"}, follow=True).text
    assert "60 of 100 is known" in after
    assert 'Telephone <small class="dim">Meera</small>' in after
    assert "60 of 100" in colleague.get(reverse("desk:customers"), {"sort": "least"}).text


def test_who_only_reads_sees_it_and_changes_nothing(desk: Desk, sunita: Customer) -> None:
    reader = browser_of(make_colleague(desk.shop, "hemal@example.com", Role.READER), desk.shop)
    outsider = browser_of(None, desk.shop)
    assert "Write down a yes" not in reader.get(address("record", sunita)).text
    for name in ("agree", "withdraw", "tag_customer", "like"):
        assert reader.post(address(name, sunita), YES | {"name": "VIP"}).status_code == 403
        assert outsider.post(address(name, sunita), YES).status_code == 302
