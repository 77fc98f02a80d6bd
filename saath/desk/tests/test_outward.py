"""Writing first and forwarding, through the desk's pages: plain forms, which need no JavaScript."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.models import Conversation, Message, Suppression
from saath.conversations.tests.builders import Desk, make_desk, only_conversation
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true"}
LETTER = {"to": "asha@example.in", "subject": "Your parcel", "text": "It comes", "client_key": "w"}


@pytest.fixture
def question(desk: Desk) -> Message:
    with store_scope(desk.store_id):
        return Message.objects.get()


def test_a_letter_opens_a_conversation_that_waits_for_the_customer(colleague: Client, desk: Desk) -> None:
    assert colleague.get(reverse("desk:write")).status_code == 200
    gone = colleague.post(reverse("desk:write"), LETTER)["Location"]
    page = colleague.get(gone).content.decode()
    assert ("It comes" in page, "Leaves in a few seconds" in page) == (True, True)


def test_a_refused_letter_keeps_its_words(colleague: Client) -> None:
    page = colleague.post(reverse("desk:write"), {**LETTER, "to": "asha"}).content.decode()
    assert "This is no e-mail address" in page
    assert "It comes</textarea>" in page


def test_a_known_address_is_told_while_it_is_typed(colleague: Client, desk: Desk) -> None:
    part = colleague.get(reverse("desk:known"), {"to": "sunita@example.in"}, headers=HTMX).content.decode()
    assert "You know Sunita Verma already." in part
    assert '<option value="sunita@example.in">' in part


def test_an_address_that_mails_do_not_reach_is_warned_of(colleague: Client, desk: Desk) -> None:
    with store_scope(desk.store_id):
        Suppression.objects.create(
            namespace="email", key="gone@example.in", address="gone@example.in", reason="bounced"
        )
    page = colleague.get(reverse("desk:write"), {"to": "Gone@example.in"}).content.decode()
    assert "A mail to this address came back." in page


def test_what_was_taken_back_returns_to_its_own_form(
    colleague: Client, desk: Desk, conversation: Conversation, question: Message
) -> None:
    address = reverse("desk:forward", args=[question.public_id])
    told = {"to": "loom@supplier.test", "text": "Is it dear?", "client_key": "f"}
    thread = colleague.get(colleague.post(address, told)["Location"]).content.decode()
    assert "forwarded to loom@supplier.test" in thread
    with store_scope(desk.store_id):
        message = Message.objects.get(direction="note")
    undone = colleague.post(reverse("desk:undo", args=[message.public_id]), headers=HTMX)
    assert (undone["HX-Redirect"], undone.content) == (address, b"")
    assert "Is it dear?</textarea>" in colleague.get(address).content.decode()


def test_a_letter_taken_back_returns_to_its_form(colleague: Client, desk: Desk) -> None:
    colleague.post(reverse("desk:write"), LETTER)
    with store_scope(desk.store_id):
        message = Message.objects.get(text="It comes")
    assert colleague.post(reverse("desk:undo", args=[message.public_id]))["Location"] == reverse("desk:write")
    assert "It comes</textarea>" in colleague.get(reverse("desk:write")).content.decode()


def test_a_note_has_no_form_to_forward_it(colleague: Client, desk: Desk, conversation: Conversation) -> None:
    told = {"text": "A secret", "kind": "note", "client_key": "n"}
    colleague.post(reverse("desk:answer", args=[conversation.public_id]), told)
    with store_scope(desk.store_id):
        note = Message.objects.get(direction="note")
    page = colleague.get(reverse("desk:forward", args=[note.public_id]))
    assert page.status_code == 400
    assert "A secret" not in page.content.decode()


def test_readers_and_outsiders_send_nothing(desk: Desk, question: Message) -> None:
    reader = browser_of(make_colleague(desk.shop, "reads@example.com", Role.READER), desk.shop)
    other = make_desk("other", "hello@other.test", "arjun@example.com")
    outsider = browser_of(other.member, desk.shop)
    forward = reverse("desk:forward", args=[question.public_id])
    for address in (reverse("desk:write"), forward):
        assert reader.get(address).status_code == reader.post(address, LETTER).status_code == 403
        assert outsider.post(address, LETTER).status_code == 404
    with store_scope(desk.store_id):
        assert only_conversation().message_count == 1
