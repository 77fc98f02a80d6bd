"""The shop's own fields beside a conversation: two at once lose nothing, and what is needed is asked before solving."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.actions.fields import fill_conversation
from saath.conversations.models import Conversation, ConversationValue
from saath.conversations.tests.builders import Desk, only_conversation, work
from saath.fields.actions.filling import fill_customer
from saath.fields.kinds import About
from saath.fields.models import CustomerValue, Field
from saath.fields.tests.builders import key_of, make_field
from saath.search import index
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def size(desk: Desk) -> Field:
    with store_scope(desk.store_id):
        return make_field("Size", "one", options=["Single", "King"], names={"en": "Size", "hi": "साइज़"})


@pytest.fixture
def fabric(desk: Desk) -> Field:
    with store_scope(desk.store_id):
        return make_field("Fabric")


def sent(was: dict[Field, str], wanted: dict[Field, str]) -> dict[str, str]:
    shown = {f"f-{field.public_id.hex}_was": value for field, value in was.items()}
    return shown | {f"f-{field.public_id.hex}": value for field, value in wanted.items()}


def fill(browser: Client, conversation: Conversation, data: dict[str, str], **more: Any) -> Any:
    return browser.post(reverse("desk:fill", args=[conversation.public_id]), data, **more)


def values(desk: Desk) -> dict[str, str]:
    with store_scope(desk.store_id):
        return {row.field.key: row.field.said(row.value) for row in ConversationValue.objects.all()}


def test_two_who_fill_in_different_fields_lose_nothing(
    colleague: Client, desk: Desk, conversation: Conversation, size: Field, fabric: Field
) -> None:
    king = key_of(size, "King")
    arjun = browser_of(make_colleague(desk.shop, "arjun@example.com"), desk.shop)
    shown = {size: "", fabric: ""}
    assert fill(colleague, conversation, sent(shown, {size: king, fabric: ""})).status_code == 302
    assert fill(arjun, conversation, sent(shown, {size: "", fabric: "Mulmul"})).status_code == 302
    assert values(desk) == {"size": "King", "fabric": "Mulmul"}


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_two_who_fill_in_the_same_field_are_asked_and_either_may_win(
    colleague: Client,
    desk: Desk,
    conversation: Conversation,
    fabric: Field,
    headers: dict[str, str],
) -> None:
    with store_scope(desk.store_id):
        arjun = actor_of(make_colleague(desk.shop, "arjun@example.com"))
        fill_conversation(arjun, conversation, values={fabric.public_id: "Silk"})
    mine = sent({fabric: ""}, {fabric: "Cotton"})
    asked = fill(colleague, conversation, mine, headers=headers).content.decode()
    assert "Arjun changed it to “Silk” meanwhile" in asked
    assert 'value="Cotton"' in asked
    assert values(desk) == {"fabric": "Silk"}
    again = sent({fabric: "Silk"}, {fabric: "Cotton"})
    fill(colleague, conversation, again | {"keep": f"f-{fabric.public_id.hex}"})
    assert values(desk) == {"fabric": "Silk"}
    fill(colleague, conversation, again)
    assert values(desk) == {"fabric": "Cotton"}


def test_a_change_is_undone_unless_somebody_changed_it_again(
    colleague: Client, desk: Desk, conversation: Conversation, fabric: Field
) -> None:
    fill(colleague, conversation, sent({fabric: ""}, {fabric: "Silk"}), headers=HTMX)
    told = fill(colleague, conversation, sent({fabric: "Silk"}, {fabric: "Cotton"}), headers=HTMX)
    undo = json.loads(told["HX-Trigger"])["toast"]["undoUrl"]
    assert "Silk" in colleague.post(undo, headers=HTMX).content.decode()
    assert values(desk) == {"fabric": "Silk"}
    assert colleague.post(undo, headers=HTMX).status_code == 409
    broken = reverse("desk:unfill", args=[conversation.public_id]) + "?size=big"
    assert colleague.post(broken, headers=HTMX).status_code == 409


def test_what_does_not_fit_is_said_and_nothing_is_lost(
    colleague: Client, desk: Desk, conversation: Conversation, fabric: Field
) -> None:
    with store_scope(desk.store_id):
        length = make_field("Length", "number", unit="cm", least=10, most=300)
    data = sent({length: "", fabric: ""}, {length: "four", fabric: "Silk"})
    page = fill(colleague, conversation, data, headers=HTMX).content.decode()
    assert "Write a number" in page
    assert 'value="four"' in page
    assert 'value="Silk"' in page
    assert values(desk) == {}


def test_changes_are_told_in_the_thread_in_the_language_of_the_reader(
    colleague: Client, desk: Desk, conversation: Conversation, size: Field
) -> None:
    fill(colleague, conversation, sent({size: ""}, {size: key_of(size, "King")}))
    thread = reverse("desk:thread", args=["now", conversation.public_id])
    assert "changed “Size”" in colleague.get(thread).content.decode()


def test_a_conversation_and_its_customer_are_found_by_what_is_known(
    colleague: Client, desk: Desk, conversation: Conversation, size: Field
) -> None:
    fill(colleague, conversation, sent({size: ""}, {size: key_of(size, "King")}))
    with store_scope(desk.store_id):
        fit = make_field("Fit", about=About.CUSTOMER)
        fill_customer(desk.actor, conversation.customer, values={fit.public_id: "Loose"})
    work()
    assert index.find(desk.store_id, "king").conversation_ids == (conversation.pk,)
    assert index.find(desk.store_id, "loose").conversation_ids == (conversation.pk,)


def test_the_customers_fields_are_merged_and_undone_too(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    with store_scope(desk.store_id):
        fit, born = make_field("Fit", about=About.CUSTOMER), make_field("Born", "date", about=About.CUSTOMER)
    address = reverse("desk:fill_customer", args=[conversation.public_id])
    colleague.post(address, sent({fit: "", born: ""}, {fit: "Loose", born: ""}))
    told = colleague.post(address, sent({fit: "", born: ""}, {fit: "", born: "1990-05-01"}), headers=HTMX)
    with store_scope(desk.store_id):
        assert {row.value for row in CustomerValue.objects.all()} == {"Loose", "1990-05-01"}
    asked = colleague.post(address, sent({fit: ""}, {fit: "Tight"}), headers=HTMX).content.decode()
    assert "changed it to “Loose” meanwhile" in asked
    wrong = colleague.post(address, sent({born: "1990-05-01"}, {born: "soon"}), headers=HTMX)
    assert "Choose a day." in wrong.content.decode()
    colleague.post(json.loads(told["HX-Trigger"])["toast"]["undoUrl"], headers=HTMX)
    with store_scope(desk.store_id):
        assert {row.value for row in CustomerValue.objects.all()} == {"Loose", ""}


def test_what_is_needed_is_asked_when_somebody_solves(
    colleague: Client, desk: Desk, conversation: Conversation, fabric: Field
) -> None:
    with store_scope(desk.store_id):
        Field.objects.update(is_required=True)
    solve = reverse("desk:solve", args=[conversation.public_id])
    for headers in ({}, HTMX):
        asked = colleague.post(solve, {"resolution": "refund"}, headers=headers).content.decode()
        assert "What is still needed to solve it" in asked
        assert 'name="resolution" value="refund"' in asked
    filled = sent({fabric: ""}, {fabric: "Silk"}) | {"resolution": "refund"}
    assert "At most 200" in colleague.post(solve, filled | sent({}, {fabric: "x" * 201})).content.decode()
    colleague.post(solve, filled, headers=HTMX)
    with store_scope(desk.store_id):
        solved = only_conversation()
        assert (solved.state, solved.resolution) == (Conversation.State.SOLVED, "refund")
    assert values(desk) == {"fabric": "Silk"}


def test_an_answer_that_solves_waits_for_what_is_needed(
    colleague: Client, desk: Desk, conversation: Conversation, fabric: Field
) -> None:
    with store_scope(desk.store_id):
        Field.objects.update(is_required=True)
    answer = reverse("desk:answer", args=[conversation.public_id])
    words = {"text": "It left today.", "client_key": "k", "solve": "1", "asked": "1"}
    page = colleague.post(answer, words, headers=HTMX).content.decode()
    assert "Not known yet, and needed to solve it: Fabric." in page
    assert "It left today." in page
    with store_scope(desk.store_id):
        assert only_conversation().state == Conversation.State.OPEN


def test_the_thread_asks_no_more_than_it_did(
    colleague: Client, desk: Desk, conversation: Conversation, size: Field, statements: Any
) -> None:
    for value in ("King", "Single"):
        fill(colleague, conversation, sent({}, {size: key_of(size, value)}))
    assert statements(colleague, reverse("desk:thread", args=["now", conversation.public_id])) <= 8
    assert statements(colleague, "/desk/now/") <= 6


def test_who_may_not_fill_in_reads_and_who_is_not_here_does_not(
    desk: Desk, conversation: Conversation, fabric: Field, size: Field
) -> None:
    with store_scope(desk.store_id):
        fit = make_field("Fit", about=About.CUSTOMER)
        fill_conversation(desk.actor, conversation, values={fabric.public_id: "Silk"})
    reader = browser_of(make_colleague(desk.shop, "hemal@example.com", Role.READER), desk.shop)
    owner = browser_of(make_colleague(desk.shop, "rukmini@example.com", Role.OWNER), desk.shop)
    beside = reverse("desk:customer", args=["now", conversation.public_id])
    page = reader.get(beside).content.decode()
    assert "Silk" in page
    assert f"f-{fabric.public_id.hex}" not in page
    outsider = browser_of(None, desk.shop)
    for name, field in (("fill", fabric), ("fill_customer", fit)):
        address = reverse(f"desk:{name}", args=[conversation.public_id])
        data = sent({field: ""}, {field: "Linen"})
        assert reader.post(address, data).status_code == 403
        assert outsider.post(address, data).status_code in (302, 404)
    for name in ("unfill", "unfill_customer"):
        address = reverse(f"desk:{name}", args=[conversation.public_id])
        assert reader.post(address).status_code == 403
        assert outsider.post(address).status_code in (302, 404)
    assert values(desk) == {"fabric": "Silk"}
    assert fill(owner, conversation, sent({fabric: "Silk"}, {fabric: "Linen"})).status_code == 302
    assert values(desk) == {"fabric": "Linen"}
