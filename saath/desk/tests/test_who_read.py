"""On the desk: who has read, the line "New", and the link to a message."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.actions.reading import mark_read
from saath.conversations.actions.reply import add_note
from saath.conversations.models import Conversation, Message, Reading
from saath.conversations.queries.thread import PAGE
from saath.conversations.tests.builders import Desk, make_desk
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true"}


def shown(client: Client, conversation: Conversation) -> str:
    return client.get(reverse("desk:thread", args=["now", conversation.public_id])).content.decode()


def test_a_colleague_who_has_read_is_named_at_the_place(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    reader = make_colleague(desk.shop, "farida@example.com", Role.READER)
    theirs = browser_of(reader, desk.shop)
    with store_scope(desk.store_id):
        first = Message.objects.get()
    read = reverse("desk:read", args=[conversation.public_id])
    assert theirs.post(read, {"up_to": str(first.public_id)}).status_code == 204
    page = shown(colleague, conversation)
    assert "Read by Farida" in page
    assert page.index(f'id="m-{first.public_id.hex}"') < page.index(f'id="r-{first.public_id.hex}"')
    assert "Read by Farida" not in shown(theirs, conversation)


def test_a_note_of_a_colleague_is_new_and_ones_own_is_not(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    arjun = make_colleague(desk.shop, "arjun@example.com")
    with store_scope(desk.store_id):
        for member in (desk.member, arjun):
            mark_read(actor_of(member), conversation)
        note = add_note(actor_of(arjun), conversation, text="Look at this", client_key="n")
    page = shown(colleague, conversation)
    assert page.index('id="first-new"') < page.index(f'id="m-{note.public_id.hex}"')
    assert 'id="first-new"' not in shown(browser_of(arjun, desk.shop), conversation)


def test_marking_as_new_says_so_and_offers_its_undo(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    read, unread = (reverse(f"desk:{name}", args=[conversation.public_id]) for name in ("read", "unread"))
    colleague.post(read)
    answer = colleague.post(unread, headers=HTMX)
    assert json.loads(answer["HX-Trigger"])["toast"]["undoUrl"] == read
    with store_scope(desk.store_id):
        assert Reading.objects.get().last_message_id < conversation.last_message_id


def test_a_link_leads_to_its_message_in_a_long_thread(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    with store_scope(desk.store_id):
        for number in range(2 * PAGE):
            add_note(desk.actor, conversation, text=f"Note {number}", client_key=str(number))
        first, other = Message.objects.order_by("id")[3], Message.objects.order_by("id").last()
    to = colleague.get(reverse("desk:message", args=[first.public_id]))["Location"]
    assert to.endswith(f"?at={first.public_id}#m-{first.public_id.hex}")
    page = colleague.get(to).content.decode()
    assert f'id="m-{first.public_id.hex}"' in page
    assert other is not None
    assert f'id="m-{other.public_id.hex}"' not in page
    assert "data-is-earlier" in page
    newer = next(part.split('"')[0] for part in page.split('hx-get="') if "/newer/" in part[:80])
    assert "Note 30" in colleague.get(newer, headers=HTMX).content.decode()


def test_a_link_means_nothing_to_other_shops_and_strangers(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    with store_scope(desk.store_id):
        address = reverse("desk:message", args=[Message.objects.get().public_id])
    other = make_desk("other", "hello@other.test", "eve@example.com")
    assert browser_of(other.member, other.shop).get(address).status_code == 404
    assert browser_of(other.member, desk.shop).get(address).status_code == 404
    assert browser_of(None, desk.shop).get(address)["Location"].startswith("/sign-in/")
