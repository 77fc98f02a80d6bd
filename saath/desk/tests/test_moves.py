"""Merging and splitting on the desk: one press, told in the conversation, taken back by another; with and without scripts."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def torn(desk: Desk, conversation: Conversation) -> Conversation:
    """Another conversation of the same customer, which waits."""
    arrive(mail("The pillow is torn", subject="Torn pillow"))
    with store_scope(desk.store_id):
        return Conversation.objects.get(subject="Torn pillow")


def bring_in(browser: Client, into: Conversation, what: str, *, scripts: bool = True) -> object:
    headers = HTMX if scripts else {}
    return browser.post(reverse("desk:merge", args=[into.public_id]), {"with": what}, headers=headers)


def side_of(browser: Client, conversation: Conversation) -> str:
    address = reverse("desk:customer", args=["now", conversation.public_id])
    return browser.get(address, headers=HTMX).content.decode()


def test_another_that_waits_is_offered_brought_in_and_separated(
    colleague: Client, conversation: Conversation, torn: Conversation
) -> None:
    assert "Sunita Verma has another conversation that waits" in side_of(colleague, conversation)
    answer = colleague.post(
        reverse("desk:merge", args=[conversation.public_id]), {"with": torn.reference}, headers=HTMX
    )
    page = answer.content.decode()
    assert "The pillow is torn" in page
    assert "put another conversation into this one:" in page
    assert "put this conversation into another one:" not in page
    assert torn.reference in page
    beside = side_of(colleague, conversation)
    assert "another conversation that waits" not in beside
    assert "brought in" in beside
    undo = json.loads(answer["HX-Trigger"])["toast"]["undoUrl"]
    back = colleague.post(undo, headers=HTMX)
    assert "The pillow is torn" not in back.content.decode()
    assert (
        "The pillow is torn"
        in colleague.get(reverse("desk:thread", args=["now", torn.public_id])).content.decode()
    )


def test_the_address_of_the_one_that_went_leads_to_the_other(
    colleague: Client, conversation: Conversation, torn: Conversation
) -> None:
    link = f"https://desk.example/desk/now/{torn.public_id}/"
    assert bring_in(colleague, conversation, link, scripts=False).status_code == 302  # type: ignore[attr-defined]
    led = colleague.get(reverse("desk:thread", args=["now", torn.public_id]))
    assert led["Location"] == reverse("desk:thread", args=["now", conversation.public_id])
    assert (
        "The pillow is torn"
        in colleague.get(reverse("desk:thread", args=["now", torn.public_id]), headers=HTMX).content.decode()
    )


def test_two_customers_are_refused_in_words(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    arrive(mail("Mine?", sender="Ravi <ravi@example.in>", subject="Another"), mail_from="ravi@example.in")
    with store_scope(desk.store_id):
        other = Conversation.objects.get(subject="Another")
    page = bring_in(colleague, conversation, other.reference).content.decode()  # type: ignore[attr-defined]
    assert "These are two customers: Ravi and Sunita Verma." in page
    assert "There is no conversation by that reference." in (
        bring_in(colleague, conversation, "nothing").content.decode()  # type: ignore[attr-defined]
    )


def test_what_follows_a_message_becomes_one_of_its_own_and_goes_back(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    with store_scope(desk.store_id):
        reply(desk.actor, conversation, text="On Friday.", client_key="k1")
        at = Message.objects.get(text="On Friday.")
    address = reverse("desk:split", args=[at.public_id])
    assert "On Friday." in colleague.get(address).content.decode()
    done = colleague.post(address, headers=HTMX)
    with store_scope(desk.store_id):
        part = Conversation.objects.exclude(pk=conversation.pk).get()
    assert done["HX-Push-Url"].endswith(f"{part.public_id}/")
    assert "took this out of another conversation:" in done.content.decode()
    back = colleague.post(json.loads(done["HX-Trigger"])["toast"]["undoUrl"])
    assert back["Location"].endswith(f"{conversation.public_id}/")
    with store_scope(desk.store_id):
        assert Message.objects.filter(conversation=conversation).count() == 2


def test_the_first_message_is_refused_in_words(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    with store_scope(desk.store_id):
        first = Message.objects.get()
    page = colleague.post(reverse("desk:split", args=[first.public_id]), headers=HTMX).content.decode()
    assert "This is the first message" in page


def test_a_reader_and_an_outsider_move_nothing(
    colleague: Client, desk: Desk, conversation: Conversation, torn: Conversation
) -> None:
    done = bring_in(colleague, conversation, torn.reference)
    undo = json.loads(done["HX-Trigger"])["toast"]["undoUrl"]  # type: ignore[index]
    with store_scope(desk.store_id):
        message = Message.objects.get(text="The pillow is torn")
    reader = browser_of(make_colleague(desk.shop, "reads@example.com", Role.READER), desk.shop)
    owner = browser_of(make_colleague(desk.shop, "owns@example.com", Role.OWNER), desk.shop)
    other = make_desk("other", "hello@other.test", "eve@example.com")
    outsider = browser_of(other.member, desk.shop)
    assert "Separate" not in side_of(reader, conversation)
    for address in (
        reverse("desk:merge", args=[conversation.public_id]),
        reverse("desk:split", args=[message.public_id]),
        undo,
    ):
        assert reader.post(address, {"with": torn.reference}).status_code == 403, address
        assert outsider.post(address, {"with": torn.reference}).status_code == 404, address
    assert owner.post(undo).status_code == 302


def test_an_answer_that_came_before_its_mail_is_told_beside_it_and_can_be_separated(
    colleague: Client, desk: Desk
) -> None:
    first = mail("Where is my bedsheet?", subject="Bedsheet")
    arrive(mail("I meant the blue one", subject="Bedsheet", answers=first["Message-ID"]))
    arrive(first)
    with store_scope(desk.store_id):
        whole = Conversation.objects.get(messages__text__contains="Where is my bedsheet?")
    page = colleague.get(reverse("desk:thread", args=["now", whole.public_id])).content.decode()
    assert "I meant the blue one" in page
    assert "An answer had come before the mail that it answers, and stands here now:" in page
    assert "Separate" in side_of(colleague, whole)
