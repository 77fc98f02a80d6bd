"""The composer says who gets the answer, and lets that be changed, with and without JavaScript."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import Desk, only_conversation
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true"}


def test_a_copy_is_added_shown_sent_and_taken_away(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    address = reverse("desk:copies", args=[conversation.public_id])
    chips = colleague.post(address, {"copy": "asha@example.in"}, headers=HTMX).content.decode()
    assert 'name="copied" value="asha@example.in"' in chips
    answer = {"text": "Kal", "client_key": "k", "copies_shown": "1", "copied": "asha@example.in"}
    colleague.post(reverse("desk:answer", args=[conversation.public_id]), answer, headers=HTMX)
    with store_scope(desk.store_id):
        assert [r["address"] for r in Message.objects.get(direction="out").recipients if r["cc"]] == [
            "asha@example.in"
        ]
    chips = colleague.post(address, {"leave_out": "asha@example.in"}, headers=HTMX).content.decode()
    assert "asha@example.in" not in chips


def test_a_wrong_address_stays_in_its_field_with_the_reason(
    colleague: Client, conversation: Conversation
) -> None:
    address = reverse("desk:copies", args=[conversation.public_id])
    part = colleague.post(address, {"copy": "asha at home"}, headers=HTMX).content.decode()
    assert "This is no e-mail address" in part
    assert 'value="asha at home"' in part


def test_without_javascript_changing_copies_keeps_the_words(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    address = reverse("desk:copies", args=[conversation.public_id])
    page = colleague.post(address, {"copy": "asha@example.in", "text": "Half a sent"}).content.decode()
    assert "Half a sent</textarea>" in page
    assert 'name="copied" value="asha@example.in"' in page
    with store_scope(desk.store_id):
        assert Message.objects.filter(conversation=only_conversation(), direction="out").count() == 0
