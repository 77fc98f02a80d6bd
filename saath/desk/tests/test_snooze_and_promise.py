"""Snoozing and promising on the desk's pages: who may, what is offered, what is said, and the way back."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation, PromisedUpdate
from saath.conversations.tests.builders import Desk, make_desk, only_conversation, work
from saath.core.clock import now
from saath.stores.hours import INDIA
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true", "HX-Target": "thread"}
DEEDS = ("snooze", "wake", "undo_snooze", "promise", "keep_update", "withdraw_update")


@pytest.fixture
def answered(desk: Desk, conversation: Conversation) -> Conversation:
    with store_scope(desk.store_id):
        reply(desk.actor, conversation, text="Kal tak bataungi.", client_key="k1")
    return conversation


def post(browser: Client, name: str, conversation: Conversation, **fields: str) -> HttpResponse:
    return browser.post(reverse(f"desk:{name}", args=[conversation.public_id]), fields, headers=HTMX)  # type: ignore[return-value]


def text_of(browser: Client, name: str, conversation: Conversation) -> str:
    return browser.get(reverse(f"desk:{name}", args=[conversation.public_id])).content.decode()


def toast_of(response: HttpResponse) -> dict[str, str]:
    return dict(json.loads(response["HX-Trigger"])["toast"])


def fresh(desk: Desk) -> Conversation:
    with store_scope(desk.store_id):
        return only_conversation()


def test_a_reader_may_neither_snooze_nor_promise(desk: Desk, answered: Conversation) -> None:
    reader = browser_of(make_colleague(desk.shop, "reads@example.com", Role.READER), desk.shop)
    for name in DEEDS:
        assert post(reader, name, answered, until="written").status_code == 403, name
    assert reader.get(reverse("desk:snooze", args=[answered.public_id])).status_code == 403


def test_an_outsider_finds_no_conversation(desk: Desk, answered: Conversation) -> None:
    other = make_desk("other", "hello@other.test", "arjun@example.com")
    outsider = browser_of(other.member, desk.shop)
    for name in DEEDS:
        address = reverse(f"desk:{name}", args=[answered.public_id])
        assert outsider.post(address, {"until": "written"}).status_code == 404, name


def test_the_owner_and_a_colleague_may(desk: Desk, answered: Conversation, colleague: Client) -> None:
    owner = browser_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)
    for browser in (owner, colleague):
        assert post(browser, "snooze", answered, until="written").status_code == 200
        assert post(browser, "undo_snooze", answered).status_code == 200


def test_a_snooze_says_when_it_comes_back_and_is_undone(
    desk: Desk, answered: Conversation, colleague: Client
) -> None:
    until = re.search(r'name="until" value="(\d[^"]+)"', text_of(colleague, "snooze", answered))
    assert until is not None
    told = toast_of(post(colleague, "snooze", answered, until=until[1]))
    assert told["text"].startswith("Snoozed: back ")
    assert fresh(desk).state == "snoozed"
    assert (
        "snoozed it"
        in colleague.get(reverse("desk:thread", args=["snoozed", answered.public_id])).content.decode()
    )
    assert colleague.post(told["undoUrl"], headers=HTMX).status_code == 200
    assert fresh(desk).state == "pending"


def test_a_typed_time_is_one_of_the_shops_clock(
    desk: Desk, answered: Conversation, colleague: Client
) -> None:
    local = (now() + timedelta(days=1)).astimezone(INDIA).replace(second=0, microsecond=0)
    post(colleague, "snooze", answered, at=f"{local:%Y-%m-%dT%H:%M}")
    assert fresh(desk).snoozed_until == local


def test_who_waits_is_not_offered_a_snooze_and_not_snoozed(
    desk: Desk, conversation: Conversation, colleague: Client
) -> None:
    assert "is waiting for an answer" in text_of(colleague, "snooze", conversation)
    assert b"is waiting for an answer" in post(colleague, "snooze", conversation, until="written").content
    assert fresh(desk).state == "open"


def test_what_is_no_time_is_said_so(desk: Desk, answered: Conversation, colleague: Client) -> None:
    assert b"no time we can read" in post(colleague, "snooze", answered, at="soon").content


def test_an_answer_carries_its_promise(desk: Desk, conversation: Conversation, colleague: Client) -> None:
    due_at = now() + timedelta(hours=3)
    fields = {"text": "I will write to you.", "client_key": "k2", "kind": "reply"}
    post(
        colleague, "answer", conversation, promised_until=due_at.isoformat(), promised_kind="write", **fields
    )
    assert fresh(desk).update_due_at == due_at
    page = colleague.get(reverse("desk:thread", args=["promised", conversation.public_id])).content.decode()
    assert "Meera promised an update by" in page
    assert "Your next answer keeps it." in page
    assert 'id="solving"' in page


def test_what_was_said_on_the_phone_is_written_down_and_taken_back(
    desk: Desk, conversation: Conversation, colleague: Client
) -> None:
    due_at = (now() + timedelta(hours=3)).isoformat()
    told = toast_of(post(colleague, "promise", conversation, until=due_at, kind="call", what="refund"))
    assert fresh(desk).update_kind == "call"
    colleague.post(told["undoUrl"], headers=HTMX)
    assert (fresh(desk).state, fresh(desk).update_due_at) == ("open", None)


def test_solving_asks_what_became_of_a_promise(
    desk: Desk, conversation: Conversation, colleague: Client
) -> None:
    post(colleague, "promise", conversation, until=(now() + timedelta(hours=3)).isoformat(), kind="call")
    assert b"was promised an update" in post(colleague, "solve", conversation).content
    post(colleague, "solve", conversation, update="withdrawn")
    assert fresh(desk).state == "solved"


def test_the_list_and_the_thread_tell_a_missed_promise(
    desk: Desk, conversation: Conversation, colleague: Client
) -> None:
    due_at = now() + timedelta(minutes=1)
    post(colleague, "promise", conversation, until=due_at.isoformat(), kind="write")
    with time_machine.travel(due_at + timedelta(minutes=5)):
        work()
        # The session is as old as the journey.
        rows = colleague.get(reverse("desk:queue", args=["promised"])).content.decode()
        page = colleague.get(
            reverse("desk:thread", args=["promised", conversation.public_id])
        ).content.decode()
    assert "Past the promise," in rows
    assert "It is overdue." in page
    assert "did not come in time" in page


def test_the_menu_offers_times_with_words_in_each_way_of_writing(
    desk: Desk, conversation: Conversation, colleague: Client
) -> None:
    menu = text_of(colleague, "promise", conversation)
    assert "hi-Latn" in menu
    assert PromisedUpdate.Kind.CALL in menu
    at = reverse("desk:promise", args=[conversation.public_id]) + "?at=2030-01-02T03:04"
    assert "2030-01-02T03:04" in colleague.get(at).content.decode()


def test_a_kept_promise_is_told_with_its_hour(
    desk: Desk, conversation: Conversation, colleague: Client
) -> None:
    post(colleague, "promise", conversation, until=(now() + timedelta(hours=3)).isoformat(), kind="call")
    page = post(colleague, "keep_update", conversation).content.decode()
    assert re.search(r"Kept at <time[^>]*>\d\d:\d\d<", page)
