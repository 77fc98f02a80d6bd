"""Checklists beside a conversation: ticked with and without scripts, undone, asked about when somebody solves."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saath.checklists.models import Checklist
from saath.checklists.tests.builders import write_checklist
from saath.conversations.actions.checklists import put_checklist, tick_items
from saath.conversations.models import ChecklistItem, Conversation, PutChecklist
from saath.conversations.tests.builders import Desk, only_conversation
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope
from saath.writing.tests.builders import save_reply

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def checklist(desk: Desk) -> Checklist:
    with store_scope(desk.store_id):
        return write_checklist()


@pytest.fixture
def put(desk: Desk, conversation: Conversation, checklist: Checklist) -> PutChecklist:
    with store_scope(desk.store_id):
        return put_checklist(desk.actor, conversation, checklist=checklist)


def items(desk: Desk) -> list[ChecklistItem]:
    with store_scope(desk.store_id):
        return list(ChecklistItem.objects.filter(deleted_at=None).order_by("put", "place"))


def counts(desk: Desk) -> tuple[int, int]:
    with store_scope(desk.store_id):
        found = only_conversation()
        return found.items_done, found.items_total


def here(name: str, conversation: Conversation) -> str:
    return reverse(f"desk:{name}", args=[conversation.public_id])


def undo_of(response: Any) -> str:
    return str(json.loads(response["HX-Trigger"])["toast"]["undoUrl"])


def need(desk: Desk) -> None:
    with store_scope(desk.store_id):
        PutChecklist.objects.update(is_required=True)


def test_a_list_is_chosen_put_on_taken_off_and_each_is_undone(
    colleague: Client, desk: Desk, conversation: Conversation, checklist: Checklist
) -> None:
    address = here("checklists", conversation)
    for headers in ({}, HTMX):
        assert "Damaged parcel" in colleague.get(address, headers=headers).content.decode()
    chosen = {"checklist": str(checklist.public_id)}
    put_on = colleague.post(address, chosen, headers=HTMX)
    assert "Check with the courier" in put_on.content.decode()
    gone = colleague.post(undo_of(put_on), headers=HTMX)
    assert counts(desk) == (0, 0)
    assert "0 of 3" in colleague.post(undo_of(gone), headers=HTMX).content.decode()
    assert colleague.post(address, {"checklist": "none"}, headers=HTMX).status_code == 404


def test_a_list_that_is_on_already_is_not_offered_again(
    colleague: Client, conversation: Conversation, put: PutChecklist, checklist: Checklist
) -> None:
    address = here("checklists", conversation)
    shown = colleague.get(address, headers=HTMX).content.decode()
    assert f'value="{checklist.public_id}"' not in shown
    assert "Every checklist of the shop is on already." in shown
    twice = colleague.post(address, {"checklist": str(checklist.public_id)}, headers=HTMX)
    assert "HX-Trigger" not in twice.headers  # an undo would take off what somebody put on before


def test_what_is_wrong_with_a_new_item_stands_at_its_field(
    colleague: Client, conversation: Conversation
) -> None:
    refused = colleague.post(here("add_item", conversation), {"words": " "}, headers=HTMX).content.decode()
    field = refused[refused.index('id="item-words"') :]
    assert 'aria-invalid="true"' in field
    assert "Write what is to be done." in field


def test_without_scripts_a_form_changes_what_its_sender_changed_and_nothing_else(
    colleague: Client, desk: Desk, conversation: Conversation, put: PutChecklist
) -> None:
    photo, courier, new = (item.public_id for item in items(desk))
    with store_scope(desk.store_id):
        tick_items(desk.actor, conversation, done=[photo, courier])
    shown = {"was": [photo.hex], "done": [new.hex, "nonsense"]}
    assert colleague.post(here("tick", conversation), shown).status_code == 302
    assert [item.is_done for item in items(desk)] == [False, True, True]


def test_a_tick_is_told_and_undone(
    colleague: Client, desk: Desk, conversation: Conversation, put: PutChecklist
) -> None:
    photo = items(desk)[0].public_id.hex
    told = colleague.post(here("tick", conversation), {"done": [photo]}, headers=HTMX)
    assert json.loads(told["HX-Trigger"])["toast"]["text"] == "Done: Ask for a photo"
    assert "Meera" in told.content.decode()
    colleague.post(undo_of(told), headers=HTMX)
    assert counts(desk) == (0, 3)
    colleague.post(here("tick", conversation), {"done": [photo]}, headers=HTMX)
    open_again = colleague.post(here("tick", conversation), {"was": [photo]}, headers=HTMX)
    assert "Open again" in json.loads(open_again["HX-Trigger"])["toast"]["text"]
    colleague.post(undo_of(open_again), headers=HTMX)
    assert counts(desk) == (1, 3)


def test_something_is_added_for_the_moment_taken_off_and_brought_back(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    added = colleague.post(here("add_item", conversation), {"words": "Call <the> neighbour"}, headers=HTMX)
    assert "Call &lt;the&gt; neighbour" in added.content.decode()
    off = colleague.post(undo_of(added), headers=HTMX)
    assert items(desk) == []
    colleague.post(undo_of(off), headers=HTMX)
    assert counts(desk) == (0, 1)
    refused = colleague.post(here("add_item", conversation), {"words": " "}).content.decode()
    assert "Write what is to be done." in refused


def test_the_thread_says_how_far_it_is_what_was_put_on_and_that_it_is_finished(
    colleague: Client, desk: Desk, conversation: Conversation, put: PutChecklist, statements: Any
) -> None:
    thread = reverse("desk:thread", args=["now", conversation.public_id])
    page = colleague.get(thread).content.decode()
    assert "0 of 3" in page
    assert "Meera put “Damaged parcel” on" in page
    ids = [item.public_id for item in items(desk)]
    with store_scope(desk.store_id):
        tick_items(desk.actor, conversation, done=ids)
    assert "Everything on “Damaged parcel” is done" in colleague.get(thread).content.decode()
    assert statements(colleague, thread) <= 8
    assert statements(colleague, "/desk/now/") <= 6
    with store_scope(desk.store_id):
        tick_items(desk.actor, conversation, undone=ids[:1])
    page = colleague.get(thread).content.decode()
    assert "2 of 3" in page
    assert "is done" not in page
    colleague.post(reverse("desk:checklist_off", args=[put.public_id]))
    assert "Damaged parcel" not in colleague.get(thread).content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_who_solves_is_asked_about_what_is_open_and_may_leave_it(
    colleague: Client,
    desk: Desk,
    conversation: Conversation,
    put: PutChecklist,
    headers: dict[str, str],
) -> None:
    solve = here("solve", conversation)
    asked = colleague.post(solve, {"resolution": "refund"}, headers=headers).content.decode()
    assert "3 things on the checklist are still open" in asked
    assert 'name="resolution" value="refund"' in asked
    photo = items(desk)[0].public_id.hex
    answer = {"resolution": "refund", "items": "leave", "done": [photo]}
    colleague.post(solve, answer, headers=headers)
    assert counts(desk) == (1, 3)
    with store_scope(desk.store_id):
        assert (only_conversation().state, only_conversation().resolution) == ("solved", "refund")


def test_a_list_that_is_needed_is_done_before_it_is_solved(
    colleague: Client, desk: Desk, conversation: Conversation, put: PutChecklist
) -> None:
    need(desk)
    solve = here("solve", conversation)
    assert "Tick and solve" in colleague.post(solve, headers=HTMX).content.decode()
    some = [item.public_id.hex for item in items(desk)]
    refused = colleague.post(solve, {"items": "leave", "done": some[:2]}, headers=HTMX).content.decode()
    assert "Not done yet, and needed to solve it: Damaged parcel." in refused
    assert counts(desk) == (2, 3)
    colleague.post(solve, {"items": "leave", "done": some}, headers=HTMX)
    with store_scope(desk.store_id):
        assert only_conversation().state == "solved"


def test_an_answer_that_solves_asks_once(
    colleague: Client, desk: Desk, conversation: Conversation, put: PutChecklist
) -> None:
    answer = here("answer", conversation)
    words = {"text": "A new one left today.", "client_key": "k", "solve": "1", "asked": ""}
    page = colleague.post(answer, words, headers=HTMX).content.decode()
    assert "3 things on the checklist are still open." in page
    with store_scope(desk.store_id):
        assert only_conversation().state == "open"
    colleague.post(answer, words | {"asked": "all"}, headers=HTMX)
    with store_scope(desk.store_id):
        assert only_conversation().state == "solved"


def test_a_saved_reply_puts_its_list_on_and_takes_it_off_with_the_answer(
    colleague: Client, desk: Desk, conversation: Conversation, checklist: Checklist
) -> None:
    with store_scope(desk.store_id):
        saved = save_reply("Torn parcel", "Please send a photo.", checklist=checklist)
        macro = save_reply("Torn", checklist=checklist)
    words = {"text": "Please send a photo.", "client_key": "k", "saved": [f"{saved.public_id}.en"]}
    sent = colleague.post(here("answer", conversation), words, headers=HTMX)
    assert counts(desk) == (0, 3)
    colleague.post(undo_of(sent), headers=HTMX)
    assert counts(desk) == (0, 0)
    run = reverse("desk:run_saved", args=[conversation.public_id, macro.public_id])
    done = colleague.post(run, headers=HTMX)
    assert counts(desk) == (0, 3)
    colleague.post(undo_of(done), headers=HTMX)
    assert counts(desk) == (0, 0)
    page = colleague.get(reverse("writing:edit", args=[macro.public_id])).content.decode()
    assert "put “Damaged parcel” on" in page


def test_a_reader_sees_it_and_changes_nothing_and_who_is_not_here_does_not(
    desk: Desk, conversation: Conversation, put: PutChecklist
) -> None:
    reader = browser_of(make_colleague(desk.shop, "hemal@example.com", Role.READER), desk.shop)
    owner = browser_of(make_colleague(desk.shop, "rukmini@example.com", Role.OWNER), desk.shop)
    outsider = browser_of(None, desk.shop)
    page = reader.get(reverse("desk:customer", args=["now", conversation.public_id])).content.decode()
    assert "Ask for a photo" in page
    assert 'data-key="l"' not in page
    item = items(desk)[0].public_id
    data = {"done": [item.hex], "words": "Call", "checklist": str(put.public_id)}
    addresses = [here(name, conversation) for name in ("checklists", "tick", "untick", "add_item")]
    addresses += [
        reverse(f"desk:{name}", args=[put.public_id]) for name in ("checklist_off", "checklist_back")
    ]
    addresses += [reverse(f"desk:{name}", args=[item]) for name in ("item_off", "item_back")]
    for address in addresses:
        assert reader.post(address, data).status_code == 403
        assert outsider.post(address, data).status_code in (302, 404)
    assert reader.get(addresses[0]).status_code == 403
    assert counts(desk) == (0, 3)
    assert owner.post(here("tick", conversation), data).status_code == 302
    assert counts(desk) == (1, 3)
