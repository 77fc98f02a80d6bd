"""What no form of ours sends, and strangers do."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.models import Conversation, Message, Tag
from saath.conversations.tests.builders import Desk
from saath.customers.models import Customer
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]


@pytest.mark.parametrize("before", ["7", "9" * 5000, "²", "٣", "-1", "\x00"])
def test_a_place_in_a_list_that_we_did_not_name_is_no_fault_of_ours(
    colleague: Client, conversation: Conversation, before: str
) -> None:
    found = colleague.get(reverse("desk:find"), {"q": "parcel", "before": before})
    older = colleague.get(reverse("desk:older", args=[conversation.public_id]), {"before": before})
    assert (found.status_code, older.status_code) == (400, 400)


def test_null_characters_are_left_out_of_what_is_written(
    desk: Desk, colleague: Client, conversation: Conversation
) -> None:
    def post(deed: str, /, **values: str) -> int:
        return colleague.post(reverse(f"desk:{deed}", args=[conversation.public_id]), values).status_code

    assert post("answer", kind="note", text="a\x00b", client_key="k1") == 302
    assert post("answer", kind="note", text="cd", client_key="k\x002") == 200
    assert post("tag", name="vi\x00p") == 302
    assert post("edit_customer", name="Su\x00nita", language="hi") == 302
    with store_scope(desk.store_id):
        assert Message.objects.filter(direction=Message.Direction.NOTE).get().text == "ab"
        assert Tag.objects.get().name == "vip"
        assert Customer.objects.get().name == "Sunita"


def test_what_nobody_means_is_found_nowhere_and_reckoned_for_nobody(
    desk: Desk, colleague: Client, conversation: Conversation
) -> None:
    with store_scope(desk.store_id):
        customer = Customer.objects.get()
    assert colleague.get(reverse("desk:customers"), {"q": "a\x00b"}).status_code == 200
    assert (
        colleague.get(reverse("desk:look_up", args=[customer.public_id]), {"q": "a\x00b"}).status_code == 409
    )
    given = {"go": "1", "pincode": "452010", "leaves_on": "9999-12-31"}
    tool = colleague.get(reverse("desk:staff_tool", args=[conversation.public_id, "delivery"]), given)
    assert "Choose a day within a year." in tool.content.decode()


def test_a_customer_speaks_a_language_that_we_know(
    desk: Desk, colleague: Client, conversation: Conversation
) -> None:
    address = reverse("desk:edit_customer", args=[conversation.public_id])
    assert colleague.post(address, {"name": "Sunita", "language": "klingon"}).status_code == 200
    with store_scope(desk.store_id):
        assert Customer.objects.get().language in ("", "en", "hi", "gu")
