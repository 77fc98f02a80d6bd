"""Panes that look alike are kept as one: each shows its own conversation in it, and nothing of another."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, arrive, mail
from saath.tenancy.scope import store_scope
from saath.ui.places import BEGIN, END, STAND_IN

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]


def pane_of(browser: Client, conversation: Conversation) -> str:
    address = reverse("desk:thread", args=["now", conversation.public_id])
    return browser.get(address, headers={"HX-Request": "true"}).content.decode()


def conversation_of(desk: Desk, name: str, *, subject: str, text: str = "Kab?") -> Conversation:
    arrive(mail(text, sender=f"{name} <{len(name)}@example.in>", subject=subject))
    with store_scope(desk.store_id):
        return Conversation.objects.latest("id")


def test_each_shows_its_own_conversation(colleague: Client, desk: Desk, conversation: Conversation) -> None:
    other = conversation_of(desk, "सुनीता", subject="ऑर्डर")
    first, second = pane_of(colleague, conversation), pane_of(colleague, other)
    assert "Sunita Verma" in first
    assert "Sunita Verma" not in second
    assert '<h2 class="t4 cut" lang="hi">सुनीता</h2>' in second
    assert str(conversation.public_id) not in second
    assert second.count(str(other.public_id)) == first.count(str(conversation.public_id))
    assert str(STAND_IN) not in first + second


def test_one_that_is_solved_looks_otherwise(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    assert reverse("desk:reopen", args=[conversation.public_id]) not in pane_of(colleague, conversation)
    colleague.post(reverse("desk:solve", args=[conversation.public_id]), {"queue": "now"})
    assert reverse("desk:reopen", args=[conversation.public_id]) in pane_of(colleague, conversation)


def test_what_a_stranger_wrote_fills_no_place(colleague: Client, desk: Desk) -> None:
    place = f"{BEGIN}csrf_token{END}"
    pane = pane_of(colleague, conversation_of(desk, f'"a {place}"', subject=f"b {STAND_IN}", text=place))
    assert place in pane
    assert f"b {STAND_IN}" in pane


def test_a_stranger_writes_no_markup(colleague: Client, desk: Desk) -> None:
    pane = pane_of(colleague, conversation_of(desk, '"<b>x</b>"', subject="<i>y</i>"))
    assert "<b>x" not in pane
    assert "<i>y" not in pane
    assert "&lt;i&gt;y" in pane
