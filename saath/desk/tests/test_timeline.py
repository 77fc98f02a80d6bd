"""A customer's conversations as one timeline: what was said before stands above, as far as one reads back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]


@pytest.fixture
def later(desk: Desk, conversation: Conversation) -> Conversation:
    """Return what the same customer wrote about something else."""
    arrive(mail("Do you have it in blue?", subject="A blue one"))
    with store_scope(desk.store_id):
        return Conversation.objects.exclude(pk=conversation.pk).get()


def thread_of(conversation: Conversation) -> str:
    """Return the page of a conversation."""
    return reverse("desk:thread", args=["now", conversation.public_id])


def earlier_of(conversation: Conversation) -> str:
    """Return the part of a conversation that stands above a later one."""
    return reverse("desk:earlier", args=[conversation.public_id])


def test_a_thread_leads_to_what_was_said_before_and_later(
    colleague: Client, conversation: Conversation, later: Conversation
) -> None:
    page = colleague.get(thread_of(later)).text
    assert earlier_of(conversation) in page
    assert "What was said later" not in page
    page = colleague.get(thread_of(conversation)).text
    assert "What was said before" not in page
    assert f'hx-get="{thread_of(later)}"' in page


def test_the_first_seam_names_channel_subject_and_day(colleague: Client, conversation: Conversation) -> None:
    seam = colleague.get(thread_of(conversation)).text.partition('class="via"')[2].partition("</h3>")[0]
    assert "E-mail" in seam
    assert conversation.subject in seam
    assert "<time" in seam


def test_what_was_said_before_comes_with_its_own_seam_and_a_way_further_back(
    colleague: Client, desk: Desk, conversation: Conversation, later: Conversation
) -> None:
    arrive(mail("And in red?", subject="A red one"))
    part = colleague.get(earlier_of(later)).text
    assert "Do you have it in blue?" in part
    assert "A blue one" in part
    assert earlier_of(conversation) in part
    assert "What was said later" not in part


def test_another_customers_words_are_no_part_of_it(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    arrive(mail("Something else", sender="asha@example.in"))
    page = colleague.get(thread_of(conversation)).text
    assert "What was said" not in page


def test_who_may_see_it(desk: Desk, conversation: Conversation) -> None:
    reader = browser_of(make_colleague(desk.shop, "reads@example.com", Role.READER), desk.shop)
    other = make_desk("other", "hello@other.test", "arjun@example.com")
    address = earlier_of(conversation)
    assert reader.get(address).status_code == 200
    assert browser_of(other.member, desk.shop).get(address).status_code == 404
    assert browser_of(other.member, other.shop).get(address).status_code == 404
    assert browser_of(None, desk.shop).get(address)["Location"].startswith("/sign-in/")


def test_a_long_past_costs_no_more_statements(
    colleague: Client,
    desk: Desk,
    conversation: Conversation,
    later: Conversation,
    statements: Callable[[Client, str], int],
) -> None:
    few = statements(colleague, thread_of(later))
    for number in range(5):
        arrive(mail("More", subject=f"About {number}"))
    assert statements(colleague, thread_of(later)) == few <= 8
