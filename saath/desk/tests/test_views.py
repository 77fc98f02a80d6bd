"""The desk's pages: who may see them, what they cost, and what a form does."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.actions.reply import add_note
from saath.conversations.actions.triage import solve_conversation
from saath.conversations.models import Conversation, Delivery, Message
from saath.conversations.queries.thread import PAGE
from saath.conversations.queues import QUEUES
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.search import index
from saath.search.windows import windows_back_from
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def reader(desk: Desk) -> Client:
    return browser_of(make_colleague(desk.shop, "reads@example.com", Role.READER), desk.shop)


@pytest.fixture
def outsider(desk: Desk) -> Client:
    """Somebody of another shop, on this shop's host."""
    other = make_desk("other", "hello@other.test", "arjun@example.com")
    return browser_of(other.member, desk.shop)


FIND = 1


def pages(conversation: Conversation) -> list[str]:
    """Return every page of the desk about a conversation."""
    named = {"queue": "now", "conversation": conversation.public_id}
    return [
        reverse("desk:queue", args=["now"]),
        reverse("desk:find") + "?q=parcel",
        reverse("desk:thread", kwargs=named),
        reverse("desk:customer", kwargs=named),
        reverse("desk:assign", args=[conversation.public_id]),
    ]


def deeds(conversation: Conversation) -> list[str]:
    """Return every address of the desk that changes something about a conversation."""
    names = ["answer", "copies", "assign", "solve", "reopen", "read", "unread", "tag", "edit_customer"]
    return [reverse(f"desk:{name}", args=[conversation.public_id]) for name in names]


def test_a_colleague_sees_every_page(colleague: Client, conversation: Conversation) -> None:
    for page in pages(conversation):
        assert colleague.get(page).status_code == 200, page
        assert colleague.get(page, headers=HTMX).status_code == 200, page


def test_every_page_answers_head(colleague: Client, conversation: Conversation) -> None:
    for page in pages(conversation):
        assert colleague.head(page).status_code == 200, page


def test_older_messages_are_reached_without_a_number_of_ours(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    with store_scope(desk.store_id):
        for number in range(PAGE):
            add_note(desk.actor, conversation, text=f"Note {number}", client_key=str(number))
        first, second = Message.objects.order_by("id")[:2]
    page = colleague.get(reverse("desk:thread", args=["now", conversation.public_id])).content.decode()
    older = re.search(r'href="([^"]*/older/\?before=([^"]*))"', page)
    assert older is not None
    assert not older[2].isdigit()
    shown = colleague.get(older[1]).content.decode()
    assert (first.text in shown, second.text in shown) == (True, False)


def test_older_finds_are_reached_without_a_number_of_ours(
    colleague: Client, desk: Desk, conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "MOST_MATCHES", 1)
    arrive(mail("Another parcel", sender="asha@example.in"))
    page = colleague.get(reverse("desk:find"), {"q": "parcel"}).content.decode()
    older = re.search(r'href="(\?q=parcel&amp;before=([^"]*))"', page)
    assert older is not None
    assert not older[2].isdigit()
    found = colleague.get(reverse("desk:find") + older[1].replace("&amp;", "&")).content.decode()
    assert str(conversation.public_id) in found


def test_an_outsider_sees_nothing_and_changes_nothing(outsider: Client, conversation: Conversation) -> None:
    for page in pages(conversation):
        assert outsider.get(page).status_code == 404, page
    for deed in deeds(conversation):
        assert outsider.post(deed, {"text": "x", "client_key": "k"}).status_code == 404, deed


def test_a_stranger_is_sent_to_the_door(desk: Desk, conversation: Conversation) -> None:
    stranger = browser_of(None, desk.shop)
    for address in [*pages(conversation), *deeds(conversation)]:
        assert stranger.get(address)["Location"].startswith("/sign-in/"), address


def test_a_reader_reads_and_changes_nothing(reader: Client, conversation: Conversation) -> None:
    assert reader.get(pages(conversation)[2]).status_code == 200
    for name in ["answer", "assign", "solve", "reopen", "tag", "edit_customer"]:
        deed = reverse(f"desk:{name}", args=[conversation.public_id])
        assert reader.post(deed, {"text": "x", "name": "x", "client_key": "k"}).status_code == 403, name


def test_another_shops_conversation_is_not_found(colleague: Client, desk: Desk) -> None:
    other = make_desk("other", "hello@other.test", "arjun@example.com")
    arrive(mail(to="hello@other.test"), to="hello@other.test")
    with store_scope(other.store_id):
        theirs = only_conversation()
    for address in [*pages(theirs)[2:], *deeds(theirs)]:
        method = colleague.get if address in pages(theirs) else colleague.post
        assert method(address).status_code == 404, address


def test_an_answer_is_held_and_its_toast_offers_undo(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    answer = reverse("desk:answer", args=[conversation.public_id])
    response = colleague.post(
        answer, {"text": "Kal", "client_key": uuid4().hex, "kind": "reply"}, headers=HTMX
    )
    assert "undoUrl" in response["HX-Trigger"]
    with store_scope(desk.store_id):
        message = Message.objects.get(direction="out")
        assert Delivery.objects.get().state == Delivery.State.HELD
    undone = colleague.post(reverse("desk:undo", args=[message.public_id]), headers=HTMX)
    assert "Kal</textarea>" in undone.content.decode()


def test_an_empty_answer_says_so_and_loses_nothing(colleague: Client, conversation: Conversation) -> None:
    answer = reverse("desk:answer", args=[conversation.public_id])
    response = colleague.post(answer, {"text": "  ", "client_key": "k"}, headers=HTMX)
    assert "There is nothing to send yet." in response.content.decode()


def test_without_javascript_an_answer_comes_back_to_the_page(
    colleague: Client, conversation: Conversation
) -> None:
    answer = reverse("desk:answer", args=[conversation.public_id])
    response = colleague.post(answer, {"text": "Kal", "client_key": "k", "queue": "now"})
    assert response["Location"] == reverse("desk:thread", args=["now", conversation.public_id])


def test_without_javascript_a_refused_answer_keeps_its_words(
    colleague: Client, conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saath.conversations.actions._outgoing.LONGEST_TEXT", 10)
    answer = reverse("desk:answer", args=[conversation.public_id])
    page = colleague.post(answer, {"text": "Kal tak aa jayega", "client_key": "k"}).content.decode()
    assert "That is too long for one message." in page
    assert "Kal tak aa jayega</textarea>" in page
    assert "<title>Sunita Verma" in page


def test_a_solved_conversation_moves_to_its_queue(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    with store_scope(desk.store_id):
        solve_conversation(desk.actor, conversation)
    assert (
        str(conversation.public_id) not in colleague.get(reverse("desk:queue", args=["now"])).content.decode()
    )
    assert (
        str(conversation.public_id) in colleague.get(reverse("desk:queue", args=["solved"])).content.decode()
    )


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_list_says_its_size_and_leads_to_every_queue(
    colleague: Client, conversation: Conversation, headers: dict[str, str]
) -> None:
    page = colleague.get(reverse("desk:queue", args=["now"]), headers=headers).content.decode()
    assert '<span class="chip" data-count="now">1</span>' in page
    for key in QUEUES:
        assert f'<a href="{reverse("desk:queue", args=[key])}"' in page.partition("queues")[2]


@pytest.mark.parametrize("place", ["assign", "solve"])
def test_a_thread_can_be_triaged_at_every_width(
    colleague: Client, conversation: Conversation, place: str
) -> None:
    page = colleague.get(reverse("desk:thread", args=["now", conversation.public_id])).content.decode()
    buttons = {
        "assign": 'class="btn quiet" type="button" popovertarget="assign"',
        "solve": 'class="btn" data-key="e"',
    }
    assert buttons[place] in page


def test_a_script_in_a_mail_is_only_words(colleague: Client, desk: Desk) -> None:
    arrive(
        mail(
            "<script>alert(1)</script>",
            sender='"<b>x</b>" <x@example.in>',
            subject="<img src=x onerror=alert(1)>",
        )
    )
    page = colleague.get(reverse("desk:queue", args=["now"])).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize(("page", "budget"), [(0, 6), (1, 8), (2, 8), (3, 12)])
def test_a_page_costs_a_fixed_number_of_statements(
    page: int,
    budget: int,
    desk: Desk,
    colleague: Client,
    conversation: Conversation,
    statements: Callable[[Client, str], int],
) -> None:
    address = pages(conversation)[page]
    colleague.get(address)
    few = statements(colleague, address) - more_of_search(desk, page)
    for number in range(5):
        arrive(mail(f"parcel number {number}", sender=f"c{number}@example.in"))
        arrive(mail(f"and {number}", subject="Re: Order"))
    assert statements(colleague, address) - more_of_search(desk, page) == few <= budget


def more_of_search(desk: Desk, page: int) -> int:
    """Return how many portions more than one the page goes through to search."""
    return portions_of_search(desk) if page == FIND else 0


def portions_of_search(desk: Desk) -> int:
    """Return how many portions more a search goes through: PostgreSQL numbers messages on from test to test."""
    with store_scope(desk.store_id):
        newest = Message.objects.latest("pk").pk
    return len(list(windows_back_from(newest))) - 1


@pytest.mark.parametrize(("role", "may_agree"), [(Role.MANAGER, True), (Role.MEMBER, False)])
def test_the_page_to_find_leads_a_phone_where_its_bar_has_no_room_to(
    desk: Desk, role: Role, may_agree: bool
) -> None:
    browser = browser_of(make_colleague(desk.shop, "phone@example.com", role), desk.shop)
    places = (
        browser.get(reverse("desk:find")).content.decode().partition("beside-bar")[2].partition("</nav>")[0]
    )
    for name in ("customers", "orders", "late_orders", "all_products", "problems"):
        assert f'href="{reverse(f"desk:{name}")}"' in places, name
    assert (f'href="{reverse("desk:acts_waiting")}"' in places) is may_agree
    assert reverse("desk:cash_rule") not in places
    assert "beside-bar" not in browser.get(reverse("desk:find"), {"q": "parcel"}).content.decode()
