"""Answers that a visitor missed go after them by mail, bounded, and the answer comes back into the same conversation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine
from pytest_django import Settings

from saath.chats.actions.block import block_visitor
from saath.chats.actions.contact import confirm_contact
from saath.chats.actions.identify import identify_visitor
from saath.chats.models import ChatMail, Contact, Visitor
from saath.chats.queries.visitors import actor_of
from saath.chats.signed import Person
from saath.chats.tests.builders import Chat, Widget, only_visitor, writing_visitor
from saath.chats.tokens import token_of
from saath.conversations.actions.accounts import trust_server
from saath.conversations.actions.reply import add_note, reply
from saath.conversations.intake import accept_mail
from saath.conversations.models import Conversation, Message, Suppression
from saath.conversations.tests.builders import mail, work
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from tests.post_office import PostOffice

pytestmark = pytest.mark.django_db
NOON = datetime(2037, 11, 23, 6, 30, tzinfo=UTC)
SUNITA = "sunita@example.in"


@pytest.fixture
def post(settings: Settings) -> Iterator[PostOffice]:
    with PostOffice() as office:
        settings.SMTP_OUT_URL = office.url
        yield office


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def widget(chat: Chat, _noon: None) -> Widget:
    """Return a visitor who asked, left an address, said there that it is theirs, and goes."""
    widget = writing_visitor(chat, "Where is my parcel?")
    give(chat, widget)
    return widget


def give(chat: Chat, widget: Widget, *, is_confirmed: bool = True) -> None:
    assert widget.send("contact", {"email": SUNITA}).status_code == 202
    if is_confirmed:
        with store_scope(chat.store_id):
            confirm_contact(TEST, Contact.objects.latest("id"))


def at(minutes: float) -> time_machine.travel:
    return time_machine.travel(NOON + timedelta(minutes=minutes), tick=False)


def answer(chat: Chat, text: str = "It comes tomorrow.", minutes: float = 1) -> Message:
    with at(minutes), store_scope(chat.store_id):
        conversation = Conversation.objects.get(account__channel="chat")
        return reply(chat.desk.actor, conversation, text=text, client_key=f"{text} {minutes}")


def work_at(minutes: float) -> None:
    with at(minutes):
        work()


def told(post: PostOffice, address: str = SUNITA) -> list[EmailMessage]:
    """Return the mails that may be answered, without the one that asks whose the address is."""
    return [each for each in post.to(address) if each["Reply-To"]]


def words(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_who_is_gone_is_mailed_what_they_missed_once(chat: Chat, widget: Widget, post: PostOffice) -> None:
    answer(chat)
    work_at(10)
    assert told(post) == []
    for minutes in (11, 12, 40, 600):
        work_at(minutes)
    [letter] = told(post)
    assert "It comes tomorrow." in words(letter)
    assert "Where is my parcel?" not in words(letter)
    assert "Meera" in letter["From"]
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "References" not in letter


def test_it_is_in_the_customers_language(chat: Chat, post: PostOffice) -> None:
    widget = writing_visitor(chat, "મારો ઓર્ડર ક્યાં છે? હજી સુધી આવ્યો નથી.")
    give(chat, widget)
    answer(chat, "કાલે આવશે.")
    work_at(11)
    [letter] = [each for each in post.to(SUNITA) if each["Content-Language"] == "gu" and "કાલે" in words(each)]
    assert "તમે" in words(letter)


def test_who_has_read_it_meanwhile_gets_nothing(chat: Chat, widget: Widget, post: PostOffice) -> None:
    message = answer(chat)
    with at(5):
        assert widget.send("read", {"up_to": str(message.public_id)}).status_code == 204
    work_at(60)
    assert told(post) == []


def test_who_reads_it_between_queue_and_line_gets_nothing(
    chat: Chat, widget: Widget, post: PostOffice
) -> None:
    message = answer(chat)
    post.refusal = "451 4.3.0 later"
    work_at(11)
    widget.send("read", {"up_to": str(message.public_id)})
    post.refusal = ""
    work_at(60)
    assert told(post) == []
    with store_scope(chat.store_id):
        assert ChatMail.objects.get(kind="unread").state == ChatMail.State.DROPPED


def test_many_answers_go_ten_at_a_time_and_no_oftener_than_every_quarter_hour(
    chat: Chat, widget: Widget, post: PostOffice
) -> None:
    for number in range(13):
        answer(chat, f"answer {number:02}", minutes=1 + number / 100)
    for minutes in (11, 12, 20, 25):
        work_at(minutes)
    assert len(told(post)) == 1
    work_at(26.5)
    first, second = told(post)
    assert [f"answer {number:02}" in words(first) for number in range(13)] == [True] * 10 + [False] * 3
    assert [f"answer {number:02}" in words(second) for number in range(13)] == [False] * 10 + [True] * 3


def test_an_answer_by_mail_comes_back_into_the_conversation_and_the_next_answer_goes_there(
    chat: Chat, widget: Widget, post: PostOffice
) -> None:
    with store_scope(chat.store_id):
        trust_server(TEST, chat.desk.account, authserv_ids="mx.paanch.test", is_behind_server=True)
    answer(chat)
    work_at(11)
    [letter] = told(post)
    back = letter["Reply-To"].addresses[0].addr_spec
    proof = {"Authentication-Results": "mx.paanch.test; dmarc=pass header.from=example.in"}
    with at(20):
        theirs = mail("Thank you, that is fine", to=back, subject="Re: " + letter["Subject"], headers=proof)
        accept_mail(SUNITA, [back], theirs.as_bytes())
        work()
    with store_scope(chat.store_id):
        conversation = Conversation.objects.get()
        said = conversation.messages.order_by("id").values_list("text", flat=True)
        assert list(said)[-1].startswith("Thank you")
        assert conversation.last_identity is not None
        assert conversation.last_identity.key == SUNITA
        assert conversation.last_identity.customer_id == conversation.customer_id


def test_an_automatic_answer_ends_there(chat: Chat, widget: Widget, post: PostOffice) -> None:
    answer(chat)
    work_at(11)
    [letter] = told(post)
    back = letter["Reply-To"].addresses[0].addr_spec
    with at(12):
        away = mail("I am away", to=back, headers={"Auto-Submitted": "auto-replied"})
        accept_mail(SUNITA, [back], away.as_bytes())
        work()
    work_at(600)
    assert len(told(post)) == 1
    assert chat.conversation().state == Conversation.State.PENDING


def test_without_an_address_nothing_leaves(chat: Chat, post: PostOffice) -> None:
    writing_visitor(chat)
    answer(chat)
    work_at(60)
    assert post.received == []


def test_an_address_that_comes_later_is_still_in_time(chat: Chat, post: PostOffice) -> None:
    widget = writing_visitor(chat)
    answer(chat)
    work_at(15)
    with at(16):
        give(chat, widget)
    work_at(40)
    assert len(told(post)) == 1


def test_an_address_that_nobody_confirmed_gets_the_link_and_nothing_else(
    chat: Chat, post: PostOffice
) -> None:
    give(chat, writing_visitor(chat), is_confirmed=False)
    answer(chat)
    work_at(60)
    [letter] = post.to(SUNITA)
    assert "It comes tomorrow." not in words(letter)


def test_the_shops_word_for_an_address_is_enough(chat: Chat, post: PostOffice) -> None:
    writing_visitor(chat)
    with store_scope(chat.store_id):
        visitor = Visitor.objects.select_related("identity__customer").get()
        identify_visitor(actor_of(visitor), visitor, person=Person("4711", "Sunita", SUNITA, True))
    answer(chat)
    work_at(11)
    assert len(told(post)) == 1


def test_an_address_given_in_one_chat_gets_nothing_of_the_next_person_on_the_device(
    chat: Chat, widget: Widget, post: PostOffice
) -> None:
    with store_scope(chat.store_id):
        for subject in ("4711", "99"):
            visitor = Visitor.objects.select_related("identity__customer").get()
            identify_visitor(actor_of(visitor), visitor, person=Person(subject))
    widget.token = token_of(only_visitor(chat).public_id)
    assert widget.write("I am somebody else").status_code == 201
    with store_scope(chat.store_id):
        second = Conversation.objects.latest("id")
        reply(chat.desk.actor, second, text="For the second only", client_key="second")
    work_at(30)
    assert told(post) == []


def test_notes_and_what_machines_say_are_not_mailed(chat: Chat, widget: Widget, post: PostOffice) -> None:
    with store_scope(chat.store_id):
        add_note(chat.desk.actor, Conversation.objects.get(), text="A secret of the house", client_key="n")
    answer(chat)
    work_at(11)
    assert "secret" not in words(told(post)[0])


@pytest.mark.parametrize("what", ["suppressed", "blocked"])
def test_who_does_not_want_it_or_is_shut_out_gets_nothing(
    chat: Chat, widget: Widget, post: PostOffice, what: str
) -> None:
    with store_scope(chat.store_id):
        if what == "blocked":
            block_visitor(chat.desk.actor, Visitor.objects.select_related("identity__customer").get())
        else:
            reason = Suppression.Reason.COMPLAINED
            Suppression.objects.create(namespace="email", key=SUNITA, address=SUNITA, reason=reason)
    answer(chat)
    work_at(60)
    assert told(post) == []


def test_a_worker_that_died_between_sending_and_recording_sends_nothing_twice(
    chat: Chat, widget: Widget, post: PostOffice
) -> None:
    answer(chat)
    with store_scope(chat.store_id):
        post.refusal = "451 4.3.0 later"
    work_at(11)
    with store_scope(chat.store_id):
        ChatMail.objects.filter(kind="unread").update(state=ChatMail.State.SENDING)
    post.refusal = ""
    work_at(60)
    assert told(post) == []
    with store_scope(chat.store_id):
        assert ChatMail.objects.get(kind="unread").state == ChatMail.State.UNKNOWN


def test_a_transcript_goes_to_a_confirmed_address_alone(chat: Chat, post: PostOffice) -> None:
    widget = writing_visitor(chat, "Where is my parcel?")
    answer(chat)
    with store_scope(chat.store_id):
        add_note(chat.desk.actor, Conversation.objects.get(), text="A secret of the house", client_key="n")
    give(chat, widget, is_confirmed=False)
    refused = widget.send("transcript", {})
    assert refused.status_code == 409
    assert "surely yours" in refused.json()["title"]
    with store_scope(chat.store_id):
        confirm_contact(TEST, Contact.objects.get())
    for _time in range(2):
        assert widget.send("transcript", {}).status_code == 202
    work_at(2)
    [letter] = [each for each in told(post) if "parcel" in words(each)]
    assert "It comes tomorrow." in words(letter)
    assert "secret" not in words(letter)


def test_who_never_wrote_has_no_transcript(chat: Chat) -> None:
    widget = Widget(chat.host)
    widget.begin()
    assert widget.send("transcript", {}).status_code == 404
