"""An answer that somebody overtook: it is not sent, its words stay, what is new is shown, and it can be sent once."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import Desk, said
from saath.stores.queries import actor_of
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true"}
SEEN = re.compile(r'name="seen" value="([^"]+)"')


@pytest.fixture
def form(colleague: Client, conversation: Conversation) -> dict[str, str]:
    """Return what the composer holds, filled in before a colleague answers."""
    page = colleague.get(reverse("desk:thread", args=["now", conversation.public_id])).content.decode()
    seen = SEEN.search(page)
    assert seen is not None
    return {"text": "Aaj hi aayega", "client_key": "once", "seen": seen[1]}


@pytest.fixture
def overtaken(desk: Desk, conversation: Conversation, form: dict[str, str]) -> dict[str, str]:
    """Return the composer once Arjun was faster."""
    with store_scope(desk.store_id):
        arjun = actor_of(make_colleague(desk.shop, "arjun@example.com"))
        reply(arjun, conversation, text="It comes tomorrow.", client_key="arjun")
    return form


def answers(desk: Desk, conversation: Conversation) -> list[str]:
    with store_scope(desk.store_id):
        return [text for direction, text in said(conversation) if direction == "out"]


def test_a_held_answer_shows_what_is_new_and_leaves_the_composer_alone(
    colleague: Client, desk: Desk, conversation: Conversation, overtaken: dict[str, str]
) -> None:
    address = reverse("desk:answer", args=[conversation.public_id])
    held = colleague.post(address, overtaken, headers=HTMX)
    shown = held.content.decode()
    assert (held["HX-Retarget"], "It comes tomorrow." in shown) == ("#held", True)
    assert 'id="composer"' not in shown
    assert "HX-Trigger" not in held
    assert answers(desk, conversation) == ["It comes tomorrow."]

    seen = SEEN.search(shown)
    assert seen is not None
    for _twice in range(2):
        colleague.post(address, overtaken | {"seen": seen[1]}, headers=HTMX)
    assert answers(desk, conversation) == ["It comes tomorrow.", "Aaj hi aayega"]


def test_without_scripts_the_page_comes_back_with_the_words_and_the_same_key(
    colleague: Client, desk: Desk, conversation: Conversation, overtaken: dict[str, str]
) -> None:
    address = reverse("desk:answer", args=[conversation.public_id])
    page = colleague.post(address, overtaken).content.decode()
    assert "Aaj hi aayega</textarea>" in page
    assert 'name="client_key" value="once"' in page
    seen = SEEN.search(page)
    assert seen is not None
    assert colleague.post(address, overtaken | {"seen": seen[1]}).status_code == 302
    assert answers(desk, conversation) == ["It comes tomorrow.", "Aaj hi aayega"]


def test_a_note_goes_whatever_came(
    colleague: Client, desk: Desk, conversation: Conversation, overtaken: dict[str, str]
) -> None:
    colleague.post(reverse("desk:answer", args=[conversation.public_id]), overtaken | {"kind": "note"})
    with store_scope(desk.store_id):
        assert Message.objects.filter(conversation=conversation, direction="note").count() == 1
