"""Find or do: what it finds, for whom, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from saath.conversations.actions.views import save_view
from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope
from saath.writing.tests.builders import save_reply

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]


def found(client: Client, words: str = "") -> str:
    """Return the list for some words."""
    answer = client.get(reverse("desk:palette"), {"q": words})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_for_no_words_it_offers_deeds_and_queues(colleague: Client) -> None:
    page = found(colleague)
    assert 'data-runs="e"' in page
    assert reverse("desk:queue", args=["now"]) in page
    assert reverse("you") not in page


@pytest.mark.parametrize("typed", ["sunita", "suneeta", "sun", "सुनीता", "સુનીતા"])
def test_a_person_is_found_in_any_letters(colleague: Client, desk: Desk, typed: str) -> None:
    arrive(mail("Namaste", sender='"सुनीता वर्मा" <other@example.in>', subject="Chadar"))
    people = found(colleague, typed).partition('aria-label="People"')[2].partition('role="group"')[0]
    assert "सुनीता वर्मा" in people
    assert "Sunita Verma" in people


def test_a_person_leads_to_their_newest_conversation(colleague: Client, conversation: Conversation) -> None:
    address = reverse("desk:thread", args=["now", conversation.public_id])
    assert f'href="{address}"' in found(colleague, "sunita")


def test_a_word_of_a_message_finds_its_conversation_and_leads_on_to_all(
    colleague: Client, conversation: Conversation
) -> None:
    page = found(colleague, "parcel")
    assert 'aria-label="Conversations"' in page
    assert str(conversation.public_id) in page
    assert reverse("desk:find") + "?q=parcel" in page


def test_a_reference_finds_its_conversation(colleague: Client, conversation: Conversation) -> None:
    assert str(conversation.public_id) in found(colleague, conversation.reference)


@pytest.mark.parametrize("typed", ["solve", "reopen", "sol", "solv"])
def test_a_deed_is_found_by_all_that_it_is_called(colleague: Client, desk: Desk, typed: str) -> None:
    assert 'data-runs="e"' in found(colleague, typed)


def test_a_deed_is_found_by_its_name_in_another_language(colleague: Client, desk: Desk) -> None:
    with translation.override("gu"):
        name = translation.gettext("Snooze")
    assert name != "Snooze"
    assert 'data-runs="s"' in found(colleague, name)


def test_settings_are_found_by_who_may_see_them(colleague: Client, desk: Desk) -> None:
    reader = browser_of(make_colleague(desk.shop, "reads@example.com", Role.READER), desk.shop)
    owner = browser_of(make_colleague(desk.shop, "owns@example.com", Role.OWNER), desk.shop)
    address = reverse("desk:ledger")
    assert address in found(owner, "came in")
    assert address not in found(reader, "came in")


def test_a_view_of_ones_own_is_found(colleague: Client, desk: Desk) -> None:
    with store_scope(desk.store_id):
        save_view(desk.actor, name="Diwali", queue="now", filters={"lang": "hi"}, is_shared=False)
    assert "Diwali" in found(colleague, "diwali")


def test_a_saved_reply_is_found_and_offered_to_the_composer(colleague: Client, desk: Desk) -> None:
    with store_scope(desk.store_id):
        saved = save_reply("Drying a pillow", "Two hours in the sun")
    page = found(colleague, "pillow")
    assert reverse("writing:edit", args=[saved.public_id]) in page
    assert 'data-offers="saath:saved"' in page


def test_a_reader_finds_and_is_offered_no_deed_that_they_may_not_do(desk: Desk) -> None:
    reader = browser_of(make_colleague(desk.shop, "reads@example.com", Role.READER), desk.shop)
    assert "Sunita Verma" in found(reader, "sunita")
    assert 'data-runs="e"' not in found(reader)
    assert 'data-runs="c"' not in found(reader)


def test_an_outsider_and_a_stranger_find_nothing(desk: Desk) -> None:
    other = make_desk("other", "hello@other.test", "arjun@example.com")
    address = reverse("desk:palette") + "?q=sunita"
    assert browser_of(other.member, desk.shop).get(address).status_code == 404
    assert "Sunita" not in found(browser_of(other.member, other.shop), "sunita")
    assert browser_of(None, desk.shop).get(address)["Location"].startswith("/sign-in/")


def test_what_is_typed_is_only_words(colleague: Client, desk: Desk) -> None:
    arrive(mail("x", sender='"<img src=x>" <x@example.in>', subject="<script>alert(1)</script> kamal"))
    page = colleague.get(reverse("desk:palette"), {"q": "kamal"}).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x>" not in page


@pytest.mark.parametrize("typed", ["", "x" * 500, '"', "%", "\x00", "ક", "  "])
def test_odd_words_are_answered(colleague: Client, desk: Desk, typed: str) -> None:
    found(colleague, typed)


@pytest.mark.parametrize(("typed", "budget"), [("", 4), ("parcel", 12)])
def test_asking_costs_a_fixed_number_of_statements(
    colleague: Client, desk: Desk, statements: Callable[[Client, str], int], typed: str, budget: int
) -> None:
    address = reverse("desk:palette") + f"?q={typed}"
    colleague.get(address)
    few = statements(colleague, address)
    for number in range(5):
        arrive(mail(f"parcel number {number}", sender=f"c{number}@example.in"))
    assert statements(colleague, address) == few <= budget
