"""Answers that leave at a time, in the composer and in the thread."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.models import ChannelAccount, Conversation, Draft, Message
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk
from saath.core.clock import now
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true"}


def send(client: Client, conversation: Conversation, **given: str) -> Any:
    address = reverse("desk:answer", args=[conversation.public_id])
    return client.post(address, {"client_key": "k", "text": "At ten", **given}, headers=HTMX)


def waiting(desk: Desk) -> Draft:
    with store_scope(desk.store_id):
        return Draft.objects.leaving().get()


def in_an_hour() -> str:
    return (now() + timedelta(hours=1)).isoformat()


def test_an_answer_that_waits_stands_in_the_thread_with_what_can_become_of_it(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    shown = send(colleague, conversation, leaves_at=in_an_hour()).content.decode()
    draft = waiting(desk)
    for name in ("later_now", "change_later", "later_back"):
        assert reverse(f"desk:{name}", args=[draft.public_id]) in shown
    arjun = browser_of(make_colleague(desk.shop, "arjun@example.com"), desk.shop)
    theirs = arjun.get(reverse("desk:thread", args=["now", conversation.public_id])).content.decode()
    assert "At ten" in theirs
    assert reverse("desk:later_now", args=[draft.public_id]) not in theirs
    colleague.post(reverse("desk:later_now", args=[draft.public_id]), headers=HTMX)
    with store_scope(desk.store_id):
        assert Message.objects.filter(direction="out").count() == 1


def test_what_promises_today_or_tomorrow_does_not_wait_for_another_day(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    promised = {"promised_until": (now() + timedelta(hours=5)).isoformat(), "promised_kind": "write"}
    shown = send(colleague, conversation, leaves_at=in_an_hour(), **promised).content.decode()
    assert "so it cannot wait" in shown
    assert "At ten</textarea>" in shown
    with store_scope(desk.store_id):
        assert not Draft.objects.leaving().exists()


def test_a_time_that_is_over_keeps_the_words(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    shown = send(colleague, conversation, leaves_at="picked", at="2020-01-01T10:00").content.decode()
    assert 'role="alert"' in shown
    assert "At ten</textarea>" in shown


def test_the_times_on_offer_are_those_of_the_shop(colleague: Client, conversation: Conversation) -> None:
    shown = colleague.get(reverse("desk:later_times"), headers=HTMX).content.decode()
    assert 'name="leaves_at"' in shown
    assert 'form="composer"' in shown


def test_others_change_nothing(colleague: Client, desk: Desk, conversation: Conversation) -> None:
    send(colleague, conversation, leaves_at=in_an_hour())
    draft = waiting(desk)
    other = make_desk("other", "hello@other.test", "other@example.com")
    reader = browser_of(make_colleague(desk.shop, "reads@example.com", Role.READER), desk.shop)
    outsider, stranger = browser_of(other.member, desk.shop), browser_of(None, desk.shop)
    for name in ("later_now", "change_later", "later_back"):
        address = reverse(f"desk:{name}", args=[draft.public_id])
        assert reader.post(address, {"leaves_at": in_an_hour()}).status_code == 403, name
        assert outsider.post(address).status_code == 404, name
        assert stranger.post(address)["Location"].startswith("/sign-in/"), name
    assert reader.get(reverse("desk:later_times")).status_code == 403


def test_after_sending_whoever_is_on_top_of_the_queue_is_next(
    colleague: Client, conversation: Conversation
) -> None:
    arrive(mail("And I?", sender="asha@example.in", subject="Another"))
    response = send(colleague, conversation, then="next", queue="now")
    assert response["HX-Retarget"] == "#conversation"
    assert "And I?" in response.content.decode()
    only = send(colleague, conversation, then="next", queue="mine", client_key="two")
    assert only["HX-Location"] == reverse("desk:queue", args=["mine"])


def test_the_composer_says_until_when_its_channel_takes_an_answer(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    page = reverse("desk:thread", args=["now", conversation.public_id])
    assert "lets answers through" not in colleague.get(page).content.decode()
    with store_scope(desk.store_id):
        ChannelAccount.objects.update(channel="fake")
    assert "Fake lets answers through until" in colleague.get(page).content.decode()
    with store_scope(desk.store_id):
        Message.objects.update(created_at=now() - timedelta(days=2))
    assert "Fake has let no answer through since" in colleague.get(page).content.decode()
