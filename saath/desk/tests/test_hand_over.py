"""Handing over on the desk: one tap where nobody has it, a form where somebody has, and an undo for both."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.actions.triage import assign_conversation
from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, make_desk, only_conversation
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true"}
FORM = {"reason": "knows", "summary": "A new pillow is promised for Friday."}


@pytest.fixture
def arjun(desk: Desk) -> Member:
    return make_colleague(desk.shop, "arjun@example.com")


def owner_of(desk: Desk) -> int | None:
    with store_scope(desk.store_id):
        return only_conversation().assignee_id


def take(desk: Desk, conversation: Conversation) -> None:
    with store_scope(desk.store_id):
        assign_conversation(desk.actor, conversation, to=desk.member)


def test_what_nobody_has_is_given_by_one_tap_and_taken_back_by_another(
    colleague: Client, desk: Desk, conversation: Conversation, arjun: Member
) -> None:
    address = reverse("desk:assign", args=[conversation.public_id])
    answer = colleague.post(address, {"to": str(arjun.public_id)}, headers=HTMX)
    assert owner_of(desk) == arjun.pk
    undo = json.loads(answer["HX-Trigger"])["toast"]["undoUrl"]
    assert colleague.post(undo, headers=HTMX).status_code == 200
    assert owner_of(desk) is None


def test_what_somebody_has_asks_why_first(
    colleague: Client, desk: Desk, conversation: Conversation, arjun: Member
) -> None:
    take(desk, conversation)
    asked = colleague.post(
        reverse("desk:assign", args=[conversation.public_id]), {"to": str(arjun.public_id)}, headers=HTMX
    )
    assert asked["HX-Retarget"] == "#handing"
    assert owner_of(desk) == desk.member.pk
    address = reverse("desk:hand_over", args=[conversation.public_id])
    short = colleague.post(address, FORM | {"to": str(arjun.public_id), "summary": "no"}, headers=HTMX)
    assert 'role="alert"' in short.content.decode()
    done = colleague.post(address, FORM | {"to": str(arjun.public_id)}, headers=HTMX)
    assert FORM["summary"] in done.content.decode()
    assert owner_of(desk) == arjun.pk
    colleague.post(json.loads(done["HX-Trigger"])["toast"]["undoUrl"], headers=HTMX)
    assert owner_of(desk) == desk.member.pk


def test_it_works_without_scripts(
    colleague: Client, desk: Desk, conversation: Conversation, arjun: Member
) -> None:
    take(desk, conversation)
    choice = colleague.get(reverse("desk:assign", args=[conversation.public_id]))
    assert "<html" in choice.content.decode()
    thread = reverse("desk:thread", args=["now", conversation.public_id])
    assert f'href="{thread}"' in choice.content.decode()
    address = reverse("desk:hand_over", args=[conversation.public_id])
    page = colleague.get(address, {"to": str(arjun.public_id)}).content.decode()
    assert "Hand over to Arjun" in page
    assert colleague.post(address, FORM | {"to": str(arjun.public_id)}).status_code == 302
    thread = reverse("desk:thread", args=["now", conversation.public_id])
    theirs = browser_of(arjun, desk.shop)
    assert 'id="handed"' in theirs.get(thread).content.decode()
    assert 'id="handed"' not in colleague.get(thread).content.decode()
    theirs.post(reverse("desk:put_handover_away", args=[conversation.public_id]))
    assert 'id="handed"' not in theirs.get(thread).content.decode()


def test_an_undo_belongs_to_who_gave_it_and_to_nothing_else(
    colleague: Client, desk: Desk, conversation: Conversation, arjun: Member
) -> None:
    address = reverse("desk:assign", args=[conversation.public_id])
    answer = colleague.post(address, {"to": str(arjun.public_id)}, headers=HTMX)
    undo = json.loads(answer["HX-Trigger"])["toast"]["undoUrl"]
    assert browser_of(arjun, desk.shop).post(undo).status_code == 409
    assert colleague.post(undo + "x").status_code == 409
    assert owner_of(desk) == arjun.pk


def test_a_reader_and_an_outsider_hand_nothing_over(
    desk: Desk, conversation: Conversation, arjun: Member
) -> None:
    take(desk, conversation)
    reader = browser_of(make_colleague(desk.shop, "reads@example.com", Role.READER), desk.shop)
    other = make_desk("other", "hello@other.test", "eve@example.com")
    outsider = browser_of(other.member, desk.shop)
    form = FORM | {"to": str(arjun.public_id)}
    for name in ("hand_over", "undo_assign"):
        address = reverse(f"desk:{name}", args=[conversation.public_id])
        assert reader.post(address, form).status_code in (403, 409), name
        assert outsider.post(address, form).status_code == 404, name
    assert outsider.post(reverse("desk:put_handover_away", args=[conversation.public_id])).status_code == 404
    assert owner_of(desk) == desk.member.pk
