"""Asking somebody outside on the desk's pages: who may, what is offered, what is told, and the way back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from saath.conversations.actions.answer_aside import answer_by_link
from saath.conversations.models import Conversation, Outsider, SideQuestion
from saath.conversations.tests.builders import Desk, make_desk, only_conversation, work
from saath.core.clock import now
from saath.stores.hours import INDIA
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.actor import Actor
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true", "HX-Target": "conversation"}
NEW = {
    "outsider": "new",
    "name": "Mahesh",
    "kind": "packer",
    "language": "gu",
    "address": "mahesh@packers.test",
}


def due() -> str:
    return f"{(now() + timedelta(hours=2)).astimezone(INDIA):%Y-%m-%dT%H:%M}"


def ask(browser: Client, conversation: Conversation, key: str = "k", **fields: str) -> HttpResponse:
    form = {**NEW, "text": "Was it packed?", "at": due(), "client_key": key, **fields}
    return browser.post(reverse("desk:ask", args=[conversation.public_id]), form)  # type: ignore[return-value]


@pytest.fixture
def question(desk: Desk, colleague: Client, conversation: Conversation) -> SideQuestion:
    Domain.objects.create(store=desk.shop.store, purpose=Domain.Purpose.SHOPPER, host="help.paanch.test")
    ask(colleague, conversation)
    with store_scope(desk.store_id):
        return SideQuestion.objects.select_related("message__conversation", "outsider").get()


def page_of(browser: Client, name: str, *args: object) -> str:
    return browser.get(reverse(f"desk:{name}", args=args)).content.decode()


def words_of(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page).split())


def everything(desk: Desk, question: SideQuestion) -> list[tuple[str, str]]:
    """Return every address with how it is asked."""
    conversation, outsider = question.message.conversation.public_id, question.outsider.public_id
    return [
        ("get", reverse("desk:ask", args=[conversation])),
        ("post", reverse("desk:ask", args=[conversation])),
        ("get", reverse("desk:asked", args=[conversation])),
        ("get", reverse("desk:question", args=[question.public_id])),
        ("post", reverse("desk:end_question", args=[question.public_id])),
        ("post", reverse("desk:resume_question", args=[question.public_id])),
        ("get", reverse("desk:outsiders")),
        ("post", reverse("desk:add_outsider")),
        ("post", reverse("desk:change_outsider", args=[outsider])),
        ("post", reverse("desk:remove_outsider", args=[outsider])),
    ]


def test_a_reader_asks_nobody_and_an_outsider_finds_nothing(desk: Desk, question: SideQuestion) -> None:
    reader = browser_of(make_colleague(desk.shop, "reads@example.com", Role.READER), desk.shop)
    other = make_desk("other-shop", "hello@other.test", "eve@example.com")
    stranger, elsewhere = browser_of(other.member, desk.shop), browser_of(other.member, other.shop)
    for way, address in everything(desk, question):
        assert getattr(reader, way)(address).status_code == 403, address
        assert getattr(stranger, way)(address).status_code == 404, address
        if "/outsiders/" not in address or str(question.outsider.public_id) in address:
            assert getattr(elsewhere, way)(address).status_code == 404, address
    assert "Mahesh" not in page_of(elsewhere, "outsiders")
    with store_scope(desk.store_id):
        assert SideQuestion.objects.get().ended_at is None
        assert Outsider.objects.kept().count() == 1


def test_the_owner_and_every_colleague_may(desk: Desk, conversation: Conversation) -> None:
    for number, role in enumerate((Role.OWNER, Role.MANAGER, Role.MEMBER)):
        browser = browser_of(make_colleague(desk.shop, f"p{number}@example.com", role), desk.shop)
        assert ask(browser, conversation, f"k{number}").status_code == 302
    with store_scope(desk.store_id):
        assert SideQuestion.objects.count() == 3
        assert Outsider.objects.count() == 1


def test_thread_and_list_say_for_whom_it_waits_until_when(
    colleague: Client, conversation: Conversation, question: SideQuestion
) -> None:
    clock = f"{question.due_at.astimezone(INDIA):%H:%M}"
    thread = words_of(page_of(colleague, "thread", "now", conversation.public_id))
    assert "asks Mahesh aside" in thread
    assert re.search(f"Waits for the packer until .*{clock}", thread)
    assert re.search("Meera asked Mahesh outside, to answer by .*" + clock, thread)
    row = words_of(page_of(colleague, "queue", "now"))
    assert re.search(f"Waits for the packer until .*{clock}", row)


def test_what_is_late_says_so(
    desk: Desk, colleague: Client, conversation: Conversation, question: SideQuestion
) -> None:
    with time_machine.travel(now() + timedelta(hours=3)):
        work()
        browser = browser_of(desk.member, desk.shop)
        assert "Late since" in words_of(page_of(browser, "queue", "now"))
        thread = words_of(page_of(browser, "thread", "now", conversation.public_id))
        assert "The answer from outside did not come in time" in thread
        assert "Late since" in thread


def test_the_answer_stands_in_the_thread_as_theirs(
    desk: Desk, colleague: Client, conversation: Conversation, question: SideQuestion
) -> None:
    with store_scope(desk.store_id):
        outsider = Actor(kind="outsider", label="by the link")
        answer_by_link(outsider, question, text="Packed at 11.", client_key="a")
    thread = page_of(colleague, "thread", "now", conversation.public_id)
    assert "Packed at 11." in thread
    assert 'class="msg note aside"' in thread
    assert "answers the team alone" in thread
    assert "Answered" in words_of(thread)
    assert "Waits for" not in words_of(thread)
    assert "answered" in words_of(page_of(colleague, "asked", conversation.public_id))


def test_the_link_is_there_to_be_sent_by_hand(
    desk: Desk, colleague: Client, conversation: Conversation
) -> None:
    Domain.objects.create(store=desk.shop.store, purpose=Domain.Purpose.SHOPPER, host="help.paanch.test")
    response = ask(colleague, conversation, way="link", address="")
    with store_scope(desk.store_id):
        question = SideQuestion.objects.get()
    assert response["Location"] == reverse("desk:question", args=[question.public_id])
    page = colleague.get(response["Location"]).content.decode()
    assert "http://help.paanch.test/asked/" in page
    assert "https://wa.me/?text=Was%20it%20packed" in page


def test_a_form_that_does_not_fit_says_why_and_keeps_the_words(
    colleague: Client, conversation: Conversation
) -> None:
    for fields, said in (
        ({"name": ""}, "Write who they are"),
        ({"outsider": ""}, "Choose whom you ask"),
        ({"outsider": "01890a5d-ac96-774b-bcce-b302099a8057"}, "Choose whom you ask"),
        ({"address": ""}, "has no e-mail address"),
        ({"address": "sunita@example.in"}, "This is the customer"),
        ({"at": "2020-01-01T10:00"}, "a time that is still to come"),
        ({"at": "soon"}, "no time we can read"),
        ({"text": " "}, "Write what you want to know"),
    ):
        refused = ask(colleague, conversation, **{"text": "Was it packed?", **fields})
        assert refused.status_code == 422, fields
        assert said in refused.content.decode(), fields
    assert "Was it packed?" in ask(colleague, conversation, name="").content.decode()


def test_what_they_will_see_is_shown_first(desk: Desk, colleague: Client, conversation: Conversation) -> None:
    with store_scope(desk.store_id):
        said = conversation.messages.get()
    page = ask(colleague, conversation, preview="1", show=str(said.public_id)).content.decode()
    assert "Kab tak aayega mera parcel?" in page.split("What they are shown")[1]
    with store_scope(desk.store_id):
        assert not SideQuestion.objects.exists()


def test_taking_back_has_an_undo_and_the_menu_offers_to_ask_again(
    desk: Desk, colleague: Client, conversation: Conversation, question: SideQuestion
) -> None:
    end = reverse("desk:end_question", args=[question.public_id])
    ended = colleague.post(end, headers=HTMX)
    toast = json.loads(ended["HX-Trigger"])["toast"]
    assert toast["text"] == "Taken back: Mahesh"
    assert "It was taken back" in words_of(ended.content.decode())
    menu = colleague.get(reverse("desk:asked", args=[conversation.public_id]), headers=HTMX).content.decode()
    assert f"?again={question.public_id}" in menu
    assert end not in menu
    assert "Waits for the packer" in words_of(colleague.post(toast["undoUrl"], headers=HTMX).content.decode())
    again = page_of(colleague, "ask", conversation.public_id)
    assert "Was it packed?" not in again
    filled = colleague.get(f"{reverse('desk:ask', args=[conversation.public_id])}?again={question.public_id}")
    assert "Was it packed?" in filled.content.decode()


def test_a_question_that_is_undone_goes_back_into_its_form(
    colleague: Client, conversation: Conversation, question: SideQuestion
) -> None:
    undone = colleague.post(reverse("desk:undo", args=[question.message.public_id]), follow=True)
    assert undone.redirect_chain[-1][0] == reverse("desk:ask", args=[conversation.public_id])
    assert "Was it packed?" in undone.content.decode()
    assert re.search(rf'value="{question.outsider.public_id}"[^>]* selected', undone.content.decode())


def test_a_thread_costs_no_more_for_its_questions(
    colleague: Client, desk: Desk, conversation: Conversation, statements: Callable[[Client, str], int]
) -> None:
    thread, queue = (
        reverse("desk:thread", args=["now", conversation.public_id]),
        reverse("desk:queue", args=["now"]),
    )
    before = statements(colleague, thread), statements(colleague, queue)
    for number in range(3):
        ask(colleague, conversation, f"k{number}")
    with store_scope(desk.store_id):
        assert only_conversation().aside_kind == "packer"
    after = statements(colleague, thread), statements(colleague, queue)
    assert after[0] <= max(before[0], 8)
    assert after[1] == before[1]


def test_the_book_is_added_to_changed_and_taken_from(desk: Desk, colleague: Client) -> None:
    add = reverse("desk:add_outsider")
    assert colleague.post(add, {**NEW, "name": ""}).status_code == 422
    assert "Mahesh" in colleague.post(add, NEW, follow=True).content.decode()
    with store_scope(desk.store_id):
        mahesh = Outsider.objects.get().public_id
    change = reverse("desk:change_outsider", args=[mahesh])
    assert colleague.post(change, {**NEW, "address": "no"}).status_code == 422
    assert "Maheshbhai" in colleague.post(change, {**NEW, "name": "Maheshbhai"}, follow=True).content.decode()
    removed = colleague.post(reverse("desk:remove_outsider", args=[mahesh]), follow=True)
    assert "Maheshbhai" not in removed.content.decode()
    restore = reverse("desk:restore_outsider", args=[mahesh])
    assert restore in removed.content.decode()
    assert "Maheshbhai" in colleague.post(restore, follow=True).content.decode()
