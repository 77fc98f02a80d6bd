"""Two colleagues at one customer and one conversation at once lose nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.models import Conversation, Tag
from saath.conversations.tests.builders import Desk, only_conversation
from saath.customers.actions.edit import edit_customer
from saath.stores.queries import actor_of
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def shown(desk: Desk, conversation: Conversation) -> dict[str, str]:
    """Return the form as both colleagues see it, before Arjun changes the name."""
    with store_scope(desk.store_id):
        edit_customer(desk.actor, conversation.customer, wanted={"name": "Sunita", "language": "hi"})
        arjun = actor_of(make_colleague(desk.shop, "arjun@example.com"))
        edit_customer(arjun, conversation.customer, wanted={"name": "Sunita Rao", "language": "hi"})
    return {"name": "Sunita", "language": "hi", "name_was": "Sunita", "language_was": "hi"}


def customer_of(desk: Desk) -> tuple[str, str]:
    with store_scope(desk.store_id):
        customer = only_conversation().customer
        return customer.name, customer.language


def test_changing_another_field_keeps_what_a_colleague_changed(
    colleague: Client, desk: Desk, conversation: Conversation, shown: dict[str, str]
) -> None:
    address = reverse("desk:edit_customer", args=[conversation.public_id])
    assert colleague.post(address, shown | {"language": "gu"}).status_code == 302
    assert customer_of(desk) == ("Sunita Rao", "gu")


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_the_same_field_is_asked_about_and_either_may_win(
    colleague: Client, desk: Desk, conversation: Conversation, shown: dict[str, str], headers: dict[str, str]
) -> None:
    address = reverse("desk:edit_customer", args=[conversation.public_id])
    mine = shown | {"name": "Sunita Verma", "language": "en"}
    asked = colleague.post(address, mine, headers=headers).content.decode()
    assert "Arjun changed it to “Sunita Rao” meanwhile" in asked
    assert 'name="name" value="Sunita Verma"' in asked
    assert customer_of(desk) == ("Sunita Rao", "en")

    again = mine | {"name_was": "Sunita Rao", "language_was": "en"}
    colleague.post(address, again | {"keep": "name"})
    assert customer_of(desk) == ("Sunita Rao", "en")
    colleague.post(address, again)
    assert customer_of(desk) == ("Sunita Verma", "en")


def test_a_tag_that_is_too_long_comes_back_to_be_cut(colleague: Client, conversation: Conversation) -> None:
    address = reverse("desk:tag", args=[conversation.public_id])
    shown = colleague.post(address, {"name": "refund " * 8}, headers=HTMX).content.decode()
    assert "A tag has 1 to 40 characters." in shown
    assert f'value="{"refund " * 8}" aria-invalid="true"' in shown


def test_tags_of_two_colleagues_add_up(colleague: Client, desk: Desk, conversation: Conversation) -> None:
    theirs = browser_of(make_colleague(desk.shop, "arjun@example.com"), desk.shop)
    address = reverse("desk:tag", args=[conversation.public_id])
    colleague.post(address, {"name": "refund"}, headers=HTMX)
    shown = theirs.post(address, {"name": "courier"}, headers=HTMX).content.decode()
    assert "refund" in shown
    with store_scope(desk.store_id):
        refund = Tag.objects.get(name="refund")
    shown = colleague.post(
        reverse("desk:untag", args=[conversation.public_id, refund.public_id]), headers=HTMX
    ).content.decode()
    assert ("courier" in shown, "refund" in shown) == (True, False)


def test_a_tag_put_on_or_taken_off_by_mistake_is_undone(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    address = reverse("desk:tag", args=[conversation.public_id])
    on = colleague.post(address, {"name": "refund"}, headers=HTMX)
    off = colleague.post(_undo(on), headers=HTMX)
    assert "refund" not in off.content.decode()
    assert "refund" in colleague.post(_undo(off), headers=HTMX).content.decode()


def _undo(answer: Any) -> str:
    return str(json.loads(answer["HX-Trigger"])["toast"]["undoUrl"])


def test_how_they_like_it_is_written_down_once_and_shown_where_it_matters(
    colleague: Client, desk: Desk, conversation: Conversation, shown: dict[str, str]
) -> None:
    with store_scope(desk.store_id):
        record = only_conversation().customer.public_id
    address = reverse("desk:like", args=[record])
    likes = {"reach": "phone", "reach_was": "", "hours": "After six", "needs": "Hears badly", "form": "her"}
    assert colleague.post(address, shown | likes).status_code == 302
    assert "That is too long" in colleague.post(address, {"called": "x" * 81}).text
    asked = colleague.post(address, {"reach": "sms", "reach_was": "chat"}).text
    assert "it to “Telephone” meanwhile" in asked
    beside = colleague.get(reverse("desk:customer", args=["now", conversation.public_id])).text
    assert "Hears badly" in beside
    thread = colleague.get(reverse("desk:thread", args=["now", conversation.public_id])).text
    assert "Sunita Rao likes to be reached by Telephone: <span>After six</span>" in thread
    outsider = browser_of(None, desk.shop)
    assert outsider.post(address, likes).status_code == 302
    with store_scope(desk.store_id):
        assert only_conversation().customer.form == "her"
