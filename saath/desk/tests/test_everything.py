"""A conversation in which everything has happened costs no more statements than the budget of a thread allows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from saath.conversations.actions.customer_says import refuse_solution
from saath.conversations.actions.drafts import add_draft_files, save_draft
from saath.conversations.actions.hand_over import hand_over
from saath.conversations.actions.later import schedule_reply
from saath.conversations.actions.merge import merge_conversations
from saath.conversations.actions.promising import Promise
from saath.conversations.actions.reply import reply
from saath.conversations.actions.updates import promise_update
from saath.conversations.models import Conversation, Solution, Suppression
from saath.conversations.parts import save_uploads
from saath.conversations.tests.builders import Desk, arrive, mail, work
from saath.core.clock import now
from saath.stores.queries import actor_of
from saath.stores.tests.builders import make_colleague
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope
from saath.writing.deeds import Deeds
from saath.writing.tests.builders import save_reply

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
CUSTOMER = Actor(kind="customer", label="by the link")
HTMX = {"HX-Request": "true"}
BUDGET = 8


@pytest.fixture
def eventful(desk: Desk, conversation: Conversation, colleague: Client) -> Conversation:
    """A conversation that follows a solved one, was answered, refused, handed over, merged into, promised and written in."""
    _solve_and_refuse(desk)
    _bring_another_in(desk)
    _hand_over(desk)
    _write(desk, colleague)
    with store_scope(desk.store_id):
        return _found()


def _found() -> Conversation:
    return Conversation.objects.exclude(state="merged").get()


def _solve_and_refuse(desk: Desk) -> None:
    with store_scope(desk.store_id):
        reply(desk.actor, _found(), text="It comes tomorrow.", client_key="one", solve=True)
    with time_machine.travel(now() + timedelta(hours=1)):
        work()
        with store_scope(desk.store_id):
            refuse_solution(CUSTOMER, Solution.objects.get(), words="It is torn", client_key="refused")


def _bring_another_in(desk: Desk) -> None:
    torn = mail("The pillow is torn", subject="Torn pillow")
    torn.add_attachment(b"red", maintype="text", subtype="plain", filename="torn.txt")
    arrive(torn)
    with store_scope(desk.store_id):
        other = Conversation.objects.get(subject="Torn pillow")
        merge_conversations(desk.actor, other, into=Conversation.objects.exclude(pk=other.pk).get())


def _hand_over(desk: Desk) -> None:
    arjun = make_colleague(desk.shop, "arjun@example.com")
    with store_scope(desk.store_id):
        hand_over(desk.actor, _found(), to=arjun, reason="knows", summary="The pillow was torn.")
        hand_over(actor_of(arjun), _found(), to=desk.member, reason="knows", summary="A new one is promised.")
        promise_update(desk.actor, _found(), promise=Promise("write", now() + timedelta(hours=3)))
        save_draft(actor_of(arjun), _found(), kind="reply", text="Dear Sunita, from Arjun")


def _write(desk: Desk, colleague: Client) -> None:
    with store_scope(desk.store_id):
        later = now() + timedelta(days=1)
        schedule_reply(desk.actor, _found(), text="Tomorrow then", leaves_at=later, client_key="later")
        saved = save_reply("Refund sent", "The refund left.", deeds=Deeds(("refund",)))
        Suppression.objects.create(
            namespace="email", key="sunita@example.in", address="sunita@example.in", reason="bounced"
        )
    pause = reverse("desk:draft", args=[_public_id(desk)])
    words = {"text": "The refund left.", "kind": "reply", "saved": [f"{saved.public_id}.en"]}
    assert colleague.post(pause, words, headers=HTMX).status_code == 200
    with store_scope(desk.store_id):
        files = save_uploads([("bill.txt", BytesIO(b"bill"))])
        add_draft_files(desk.actor, _found(), kind="reply", files=files)
        save_draft(desk.actor, _found(), kind="note", text="Ask the loom")


def _public_id(desk: Desk) -> object:
    with store_scope(desk.store_id):
        return _found().public_id


def test_it_is_all_shown_within_the_budget(
    eventful: Conversation, colleague: Client, statements: Callable[[Client, str], int]
) -> None:
    address = reverse("desk:thread", args=["now", eventful.public_id])
    page = colleague.get(address).content.decode()
    for shown in (
        "torn.txt",
        "bill.txt",
        "Refund sent",
        "Also:",
        "handed this to you",
        "A new one is promised.",
        "put another conversation into this one:",
        "An update was promised by",
        "Mail to sunita@example.in came back.",
        "has a draft here",
        "Tomorrow then",
        "Ask the loom",
        "The refund left.</textarea>",
        "It is torn",
    ):
        assert shown in page, shown
    assert statements(colleague, address) <= BUDGET


def test_an_ordinary_one_asks_for_none_of_it(
    conversation: Conversation, colleague: Client, statements: Callable[[Client, str], int]
) -> None:
    address = reverse("desk:thread", args=["now", conversation.public_id])
    assert statements(colleague, address) <= BUDGET - 1
