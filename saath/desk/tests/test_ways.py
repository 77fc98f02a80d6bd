"""Answering elsewhere, on the desk: the chooser, what the composer says of it, and who may."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.models import Conversation, Draft, Message, Switch
from saath.conversations.tests.builders import Desk, make_desk
from saath.conversations.tests.elsewhere import OFFICE, office_address, on_fake, write_by_fake
from saath.customers.models import Identity
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true"}
# A thread asks so much, and so much more while an answer is to go elsewhere.
STATEMENTS, CHOSEN = 8, 2


@pytest.fixture
def office(desk: Desk, conversation: Conversation) -> Identity:
    with store_scope(desk.store_id):
        return office_address(conversation)


def page(client: Client, conversation: Conversation) -> str:
    return client.get(thread(conversation)).content.decode()


def thread(conversation: Conversation) -> str:
    return reverse("desk:thread", args=["now", conversation.public_id])


def way(conversation: Conversation) -> str:
    return reverse("desk:way", args=[conversation.public_id])


def picked(identity: Identity, reason: str = "asked", **others: str) -> dict[str, str]:
    return {"to": str(identity.public_id), "reason": reason, "text": "Kal tak", "kind": "reply", **others}


def test_who_is_known_in_one_place_is_offered_no_other(colleague: Client, conversation: Conversation) -> None:
    assert 'popovertarget="elsewhere"' not in page(colleague, conversation)


def test_the_chooser_offers_what_is_theirs_for_sure_and_says_why_not_the_rest(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    with store_scope(desk.store_id):
        office_address(conversation, is_proved=False)
        on_fake(desk, conversation)
        write_by_fake(desk, "Hello")
    assert 'popovertarget="elsewhere"' in page(colleague, conversation)
    for headers in (HTMX, {}):
        shown = colleague.get(way(conversation), headers=headers).content.decode()
        assert shown.count('name="to"') == 1
        assert "opens when they write from it" in shown
        assert "lets answers through until" in shown


def test_choosing_without_scripts_keeps_the_words_and_the_answer_goes_there(
    colleague: Client, desk: Desk, conversation: Conversation, office: Identity
) -> None:
    assert colleague.post(way(conversation), picked(office, "urgent")).status_code == 302
    shown = page(colleague, conversation)
    assert f"This answer goes by E-mail to {OFFICE}" in shown
    assert "Kal tak</textarea>" in shown
    answer = {"text": "Kal tak", "kind": "reply", "client_key": "one"}
    along = {"way": str(office.public_id), "way_reason": "urgent", "way_words": ""}
    colleague.post(reverse("desk:answer", args=[conversation.public_id]), answer | along)
    with store_scope(desk.store_id):
        assert Switch.objects.get().reason == "urgent"
        assert Message.objects.get(direction="out").goes_to == office
        assert not Draft.objects.exists()
    told = page(colleague, conversation)
    assert f"Meera answered by E-mail, {OFFICE}" in told
    assert "It is urgent" in told
    assert f"to {OFFICE}" in told


def test_a_refused_choice_stays_in_its_menu(
    colleague: Client, conversation: Conversation, office: Identity
) -> None:
    for wrong in ({"reason": ""}, {"reason": "other"}, {"to": ""}):
        refused = colleague.post(way(conversation), picked(office) | wrong, headers=HTMX)
        assert refused["HX-Retarget"] == "#elsewhere"
        assert 'role="alert"' in refused.content.decode()


def test_the_choice_can_be_taken_back(
    colleague: Client, desk: Desk, conversation: Conversation, office: Identity
) -> None:
    colleague.post(way(conversation), picked(office), headers=HTMX)
    back = colleague.post(way(conversation), picked(office, way_back="1"), headers=HTMX).content.decode()
    assert "This answer goes by" not in back
    assert "Kal tak</textarea>" in back


def test_the_limits_of_the_chosen_channel_are_said_at_once(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    with store_scope(desk.store_id):
        fake = on_fake(desk, conversation)
        write_by_fake(desk, "Hello")
    long = picked(fake, "files", text="x" * 5000)
    shown = colleague.post(way(conversation), long, headers=HTMX).content.decode()
    assert "4,096 characters in one message; these are 5,000" in shown
    assert 'data-most-bytes="1000000"' in shown
    assert "data-toggle-shaping" not in shown
    paused = {"text": "x" * 5001, "kind": "reply", "version": "0", "window": "w", "client_key": "k"}
    along = {"way": str(fake.public_id), "way_reason": "files"}
    address = reverse("desk:draft", args=[conversation.public_id])
    assert "these are 5,001" in colleague.post(address, paused | along, headers=HTMX).content.decode()


def test_the_seam_shows_where_the_channel_changes(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    with store_scope(desk.store_id):
        fake = on_fake(desk, conversation)
        write_by_fake(desk, "Hello")
    answer = {"text": "Kal tak", "kind": "reply", "client_key": "one"}
    along = {"way": str(fake.public_id), "way_reason": "asked"}
    colleague.post(reverse("desk:answer", args=[conversation.public_id]), answer | along)
    shown = page(colleague, conversation)
    assert shown.count('class="via"') == 2


def test_what_it_costs(
    colleague: Client,
    desk: Desk,
    conversation: Conversation,
    office: Identity,
    statements: Callable[[Client, str], int],
) -> None:
    usual = statements(colleague, thread(conversation))
    assert usual <= STATEMENTS
    colleague.post(way(conversation), picked(office), headers=HTMX)
    assert (
        statements(colleague, thread(conversation)) <= usual + CHOSEN + 2
    )  # the draft, and what is laid in it


def test_an_address_is_added_taken_back_and_refused_in_words(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    add = reverse("desk:add_address", args=[conversation.public_id])
    assert "not verified" in colleague.post(add, {"address": OFFICE}, headers=HTMX).content.decode()
    assert 'role="alert"' in colleague.post(add, {"address": "no address"}, headers=HTMX).content.decode()
    with store_scope(desk.store_id):
        added = Identity.objects.get(address=OFFICE)
        first = Identity.objects.exclude(pk=added.pk).get()
    for identity, is_gone in ((added, True), (first, False)):
        forget = reverse("desk:forget_address", args=[conversation.public_id, identity.public_id])
        assert colleague.post(forget, headers=HTMX).status_code == 200
        with store_scope(desk.store_id):
            assert Identity.objects.filter(pk=identity.pk).exists() is not is_gone


def test_readers_and_outsiders_get_nothing(desk: Desk, conversation: Conversation, office: Identity) -> None:
    reader = browser_of(make_colleague(desk.shop, "hemal@example.com", Role.READER), desk.shop)
    other = make_desk("other", "other@other.test", "eve@example.com")
    outsider = browser_of(other.member, other.shop)
    add = reverse("desk:add_address", args=[conversation.public_id])
    forget = reverse("desk:forget_address", args=[conversation.public_id, office.public_id])
    for client, codes in ((reader, {403}), (outsider, {404}), (Client(), {302, 400, 404})):
        assert client.get(way(conversation)).status_code in codes
        for address in (way(conversation), add, forget):
            assert client.post(address, picked(office) | {"address": "x@example.in"}).status_code in codes
    assert 'popovertarget="elsewhere"' not in page(reader, conversation)


def test_the_owner_may(desk: Desk, conversation: Conversation, office: Identity) -> None:
    owner = browser_of(make_colleague(desk.shop, "rukmini@example.com", Role.OWNER), desk.shop)
    assert owner.get(way(conversation)).status_code == 200
