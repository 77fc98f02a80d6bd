"""Solving at the desk: in one key or with what solved it, undone by one press, and told in the thread."""

from __future__ import annotations

import json
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.actions.customer_says import confirm_solution
from saath.conversations.actions.rate import rate_solution
from saath.conversations.actions.triage import solve_conversation
from saath.conversations.models import Conversation, Solution
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Target": "thread"}
State, Resolution = Conversation.State, Conversation.Resolution


def at(name: str, conversation: Conversation) -> str:
    return reverse(f"desk:{name}", args=[conversation.public_id], urlconf="config.urls.staff")


def thread(conversation: Conversation, queue: str = "solved") -> str:
    return reverse("desk:thread", args=[queue, conversation.public_id], urlconf="config.urls.staff")


def now_at(desk: Desk) -> tuple[str, str]:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        return conversation.state, conversation.resolution


def test_one_press_solves_with_an_answer_and_a_second_says_with_what(
    desk: Desk, conversation: Conversation, colleague: Client
) -> None:
    solved = colleague.post(at("solve", conversation), {"queue": "now"}, headers=HTMX)
    assert now_at(desk) == (State.SOLVED, Resolution.ANSWER)
    assert json.loads(solved["HX-Trigger"])["toast"]["text"] == "Solved: Answer"
    again = colleague.post(at("solve", conversation), {"resolution": "refund"}, headers=HTMX)
    assert now_at(desk) == (State.SOLVED, Resolution.REFUND)
    assert "HX-Trigger" not in again.headers
    assert "Meera called it solved · Refund" in again.content.decode()


def test_undo_puts_it_back_to_where_it_was(desk: Desk, conversation: Conversation, colleague: Client) -> None:
    solved = colleague.post(at("solve", conversation), {"resolution": "repair"}, headers=HTMX)
    colleague.post(json.loads(solved["HX-Trigger"])["toast"]["undoUrl"], headers=HTMX)
    assert now_at(desk) == (State.OPEN, "")
    with store_scope(desk.store_id):
        assert Solution.objects.get().withdrawn_at is not None


@pytest.mark.parametrize(("solve", "resolution"), [("1", "answer"), ("next", "answer"), ("credit", "credit")])
def test_an_answer_solves_with_what_was_chosen(
    desk: Desk, conversation: Conversation, colleague: Client, solve: str, resolution: str
) -> None:
    sent = {"text": "Done.", "client_key": uuid4().hex, "solve": solve, "queue": "now"}
    colleague.post(at("answer", conversation), sent)
    assert now_at(desk) == (State.SOLVED, resolution)


def test_the_composer_and_the_thread_offer_every_resolution(
    conversation: Conversation, colleague: Client
) -> None:
    page = colleague.get(thread(conversation, "now")).content.decode()
    for value in Resolution.values:
        assert f'name="solve" value="{value}"' in page
        assert f'name="resolution" value="{value}"' in page


def test_what_is_no_resolution_is_refused_in_words(
    desk: Desk, conversation: Conversation, colleague: Client
) -> None:
    refused = colleague.post(at("solve", conversation), {"resolution": "magic"}, headers=HTMX)
    assert "Choose with what it is solved." in refused.content.decode()
    assert now_at(desk)[0] == State.OPEN


def test_only_the_customers_word_reads_as_theirs(
    desk: Desk, conversation: Conversation, colleague: Client
) -> None:
    with store_scope(desk.store_id):
        solve_conversation(desk.actor, only_conversation())
    assert "Confirmed" not in colleague.get(thread(conversation)).content.decode()
    with store_scope(desk.store_id):
        confirm_solution(Actor(kind="customer", label="by the link"), Solution.objects.get())
    page = colleague.get(thread(conversation)).content.decode()
    assert "Confirmed" in page
    assert "Sunita Verma says that it is sorted" in page


def test_what_the_customer_thinks_of_our_help_is_told(
    desk: Desk, conversation: Conversation, colleague: Client
) -> None:
    with store_scope(desk.store_id):
        solve_conversation(desk.actor, only_conversation())
        customer = Actor(kind="customer", label="in the chat")
        rate_solution(customer, Solution.objects.get(), stars=4, words="Quick <b>help</b>")
    page = colleague.get(thread(conversation)).content.decode()
    assert "Sunita Verma gives 4 of 5" in page
    assert "★★★★☆" in page
    assert "Quick &lt;b&gt;help&lt;/b&gt;" in page


def test_both_sides_of_a_follow_up_lead_to_each_other(
    desk: Desk, conversation: Conversation, colleague: Client
) -> None:
    with store_scope(desk.store_id):
        solve_conversation(desk.actor, only_conversation())
        key = only_conversation().messages.get().keys.get().key
        Conversation.objects.update(solved_at="2026-01-01T00:00:00Z")
    arrive(mail("Once more", subject="Re: Order PT-20418", answers=f"<{key}>"))
    with store_scope(desk.store_id):
        new = Conversation.objects.latest("id")
        assert new.follows == conversation
    assert thread(conversation) in colleague.get(thread(new, "now")).content.decode()
    assert thread(new, "now") in colleague.get(thread(conversation)).content.decode()


@pytest.mark.parametrize("place", ["solve", "unsolve"])
def test_who_may_not_solve_and_who_is_of_another_shop_is_refused(
    desk: Desk, conversation: Conversation, place: str
) -> None:
    reader = browser_of(make_colleague(desk.shop, "hemal@example.com", Role.READER), desk.shop)
    assert reader.post(at(place, conversation)).status_code == HTTPStatus.FORBIDDEN
    page = reader.get(thread(conversation, "now")).content.decode()
    assert 'id="resolution"' not in page
    other = make_desk("other-shop", "hello@other.test", "eve@example.com")
    stranger = browser_of(other.member, other.shop)
    assert stranger.post(at(place, conversation)).status_code == HTTPStatus.NOT_FOUND
    owner = browser_of(make_colleague(desk.shop, "rukmini@example.com", Role.OWNER), desk.shop)
    assert owner.post(at(place, conversation)).status_code == HTTPStatus.FOUND
