"""An address that is typed into the chat proves nothing, until somebody there says that it is theirs."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client

from saath.chat_widget.views import contact
from saath.chats.mailing.links import link_of
from saath.chats.models import ChatMail, Contact
from saath.chats.tests.builders import Chat, Widget, make_chat, writing_visitor
from saath.conversations.actions.accounts import trust_server
from saath.conversations.models import Conversation
from saath.conversations.tests.builders import arrive, mail, sent_mails, work
from saath.core.clock import now
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
SUNITA = "sunita@example.in"
CONFIRMED = '<section class="card stack" role="status">'


def give(widget: Widget, address: str = SUNITA) -> int:
    return int(widget.send("contact", {"email": address}).status_code)


def link(chat: Chat) -> str:
    with store_scope(chat.store_id):
        return urlsplit(link_of(ChatMail.objects.filter(kind="confirm").latest("id"))).path


def opened(chat: Chat, address: str, *, says_yes: bool = False, host: str = "") -> tuple[int, str]:
    """Open the page of a link, or say yes on it; return what came."""
    browser = Client(headers={"host": host or chat.host}, enforce_csrf_checks=True)
    answer = browser.post(address, follow=True) if says_yes else browser.get(address)
    return answer.status_code, answer.content.decode()


def is_confirmed(chat: Chat) -> bool:
    with store_scope(chat.store_id):
        return Contact.objects.latest("id").confirmed_at is not None


def proved_mail(chat: Chat) -> Conversation:
    """Let somebody be known by a mail of theirs."""
    with store_scope(chat.store_id):
        trust_server(TEST, chat.desk.account, authserv_ids="mx.paanch.test", is_behind_server=True)
    proof = {"Authentication-Results": "mx.paanch.test; dmarc=pass header.from=example.in"}
    arrive(mail("A secret of Sunita", headers=proof))
    with store_scope(chat.store_id):
        return Conversation.objects.get(account__channel="email")


def test_a_link_goes_there_and_opening_it_says_nothing(chat: Chat, visitor: Widget) -> None:
    assert give(visitor) == HTTPStatus.ACCEPTED
    work()
    [letter] = sent_mails()
    body = letter.get_body(("plain",))
    assert body is not None
    assert link(chat) in body.get_content()
    assert not letter["Reply-To"]
    for _look in range(3):
        status, page = opened(chat, link(chat))
        assert (status, '<button class="btn go">' in page) == (HTTPStatus.OK, True)
    assert not is_confirmed(chat)


def test_one_press_confirms_and_pressing_again_changes_nothing(chat: Chat, visitor: Widget) -> None:
    give(visitor)
    address = link(chat)
    assert CONFIRMED in opened(chat, address, says_yes=True)[1]
    with store_scope(chat.store_id):
        at = Contact.objects.get().confirmed_at
    assert CONFIRMED in opened(chat, address, says_yes=True)[1]
    with store_scope(chat.store_id):
        assert Contact.objects.get().confirmed_at == at


def test_a_link_is_over_after_a_day_and_a_new_one_is_good(chat: Chat, visitor: Widget) -> None:
    give(visitor)
    with time_machine.travel(now() + timedelta(days=1, minutes=1)):
        assert opened(chat, link(chat))[0] == HTTPStatus.GONE
        assert opened(chat, link(chat), says_yes=True)[0] == HTTPStatus.GONE
        assert not is_confirmed(chat)
        assert give(visitor) == HTTPStatus.ACCEPTED
        assert opened(chat, link(chat))[0] == HTTPStatus.OK


def test_asking_for_another_link_makes_none_good_again(chat: Chat, visitor: Widget) -> None:
    give(visitor)
    first = link(chat)
    with time_machine.travel(now() + timedelta(hours=20)):
        give(visitor)
    with time_machine.travel(now() + timedelta(days=1, minutes=1)):
        assert opened(chat, first, says_yes=True)[0] == HTTPStatus.GONE
        assert opened(chat, link(chat))[0] == HTTPStatus.OK


def test_a_link_shows_nothing_any_more_after_its_day_though_it_was_followed(
    chat: Chat, visitor: Widget
) -> None:
    give(visitor)
    address = link(chat)
    assert SUNITA not in address
    opened(chat, address, says_yes=True)
    with time_machine.travel(now() + timedelta(days=1, minutes=1)):
        status, page = opened(chat, address)
    assert (status, SUNITA in page) == (HTTPStatus.GONE, False)


def test_a_forged_link_and_one_of_another_shop_open_nothing(chat: Chat, visitor: Widget) -> None:
    other = make_chat("ek-jhoola", "hello@jhoola.test")
    give(visitor)
    address = link(chat)
    forged = address[:-3] + ("aa/" if address[-3:] != "aa/" else "bb/")
    for place, host in ((forged, ""), (address, other.host)):
        assert opened(chat, place, says_yes=True, host=host)[0] in (400, 404)
    assert not is_confirmed(chat)


def test_neither_typing_nor_confirming_an_address_shows_what_its_owner_said(
    chat: Chat, visitor: Widget
) -> None:
    """Whoever reads the mail may press without thinking: that shows the visitor nothing."""
    secret = proved_mail(chat)
    give(visitor)
    assert "secret" not in str(visitor.read().json())
    opened(chat, link(chat), says_yes=True)
    assert "secret" not in str(visitor.read().json())
    with store_scope(chat.store_id):
        chatting = Conversation.objects.get(account__channel="chat")
        assert chatting.customer_id == secret.customer_id
        assert not any(each.may_reveal for each in chatting.messages.all())


def test_the_widget_knows_whether_an_address_is_there_and_theirs(chat: Chat, visitor: Widget) -> None:
    def contact() -> object:
        return visitor.read().json()["conversation"]["contact"]

    assert contact() is None
    give(visitor)
    assert contact() == {"is_confirmed": False}
    opened(chat, link(chat), says_yes=True)
    assert contact() == {"is_confirmed": True}


def test_before_it_is_confirmed_the_desk_knows_them_as_two(chat: Chat, visitor: Widget) -> None:
    secret = proved_mail(chat)
    give(visitor)
    with store_scope(chat.store_id):
        assert Conversation.objects.get(account__channel="chat").customer_id != secret.customer_id


@pytest.mark.parametrize(
    "address",
    ["", "no address", "namaste@paanch.test", "a@b@c", "x" * 400 + "@example.in", "\ud800", "\x00@"],
)
def test_what_is_no_address_or_our_own_is_refused(chat: Chat, visitor: Widget, address: str) -> None:
    answer = visitor.send("contact", {"email": address})
    assert (answer.status_code, answer.json()["field"]) == (HTTPStatus.BAD_REQUEST, "email")


def test_whoever_types_many_addresses_is_stopped_and_so_is_one_address(chat: Chat, visitor: Widget) -> None:
    assert [give(visitor, f"a{number}@example.in") for number in range(6)][-1] == HTTPStatus.TOO_MANY_REQUESTS
    others = [writing_visitor(chat) for _number in range(4)]
    assert [give(each, "one@example.in") for each in others] == [202, 202, 202, 429]


def test_tags_and_dots_bring_no_more_letters_into_one_mailbox(chat: Chat, visitor: Widget) -> None:
    others = [writing_visitor(chat) for _number in range(4)]
    spellings = ("sunita+1@example.in", "sunita+2@example.in", "s.unita@example.in", "Sunita@example.in")
    assert [give(each, address) for each, address in zip(others, spellings, strict=True)] == [
        202,
        202,
        202,
        429,
    ]


def test_a_shop_sends_so_many_links_an_hour_and_no_more(
    chat: Chat, visitor: Widget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contact, "OF_SHOP_AN_HOUR", 2)
    assert [give(visitor, f"{name}@example.in") for name in ("usha", "arun", "kiran")] == [202, 202, 429]


def test_a_reply_address_that_is_not_ours_stays_as_it_was_typed(chat: Chat, visitor: Widget) -> None:
    tag = "a" * 44
    assert give(visitor, f"usha+{tag}@example.in") == HTTPStatus.ACCEPTED
    with store_scope(chat.store_id):
        assert Contact.objects.get().key == f"usha+{tag}@example.in"
    assert give(visitor, f"namaste+{tag}@paanch.test") == HTTPStatus.BAD_REQUEST


def test_without_a_token_nobody_gives_an_address(chat: Chat) -> None:
    assert give(Widget(chat.host)) == HTTPStatus.UNAUTHORIZED
    assert give(Widget(chat.host, "forged")) == HTTPStatus.UNAUTHORIZED
