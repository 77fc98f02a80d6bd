"""Who may enter a conversation, and what of it reaches whom."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
import time_machine

from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation
from saath.conversations.tests.builders import (
    SHOP_ADDRESS,
    Desk,
    arrive,
    later,
    mail,
    only_conversation,
    said,
    sent_mails,
    work,
)
from saath.customers.models import Customer
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(desk: Desk) -> EmailMessage:
    """The mail that a customer got, and may pass on."""
    arrive(mail("Where is my parcel?"))
    return answered(desk, "Tomorrow", "k1")


def answered(desk: Desk, text: str, client_key: str) -> EmailMessage:
    """Answer the customer's conversation and return the mail that left."""
    with store_scope(desk.store_id):
        conversation = Conversation.objects.order_by("id")[0]
        reply(desk.actor, conversation, text=text, client_key=client_key)
    with time_machine.travel(later()):
        work()
    return sent_mails()[-1]


def address_in(answer: EmailMessage) -> str:
    """Return the signed reply address of an answer."""
    return str(answer["Reply-To"].addresses[0].addr_spec)


def test_who_was_forwarded_an_answer_does_not_enter_the_conversation(
    desk: Desk, answer: EmailMessage
) -> None:
    forwarded = mail(
        "Send it to me instead",
        sender="Mallory <m@evil.test>",
        to=address_in(answer),
        answers=answer["Message-ID"],
        subject="Re: Order PT-20418",
    )
    arrive(forwarded, to=address_in(answer), mail_from="m@evil.test")
    with store_scope(desk.store_id):
        first, second = Conversation.objects.order_by("id")
        assert [text for _direction, text in said(first)] == ["Where is my parcel?", "Tomorrow"]
        assert [text for _direction, text in said(second)] == ["Send it to me instead"]
        assert second.identity.address == "m@evil.test"


def test_another_spelling_of_the_customers_address_is_the_customer(desk: Desk, answer: EmailMessage) -> None:
    arrive(mail("Thanks", sender="SUNITA@Example.IN", to=address_in(answer)), to=address_in(answer))
    with store_scope(desk.store_id):
        assert len(said(only_conversation())) == 3


def test_the_report_of_a_mail_server_speaks_for_nobody_and_is_quoted_nowhere(
    desk: Desk, answer: EmailMessage
) -> None:
    report = mail(
        "Mailbox full",
        sender="MAILER-DAEMON@mx.test",
        answers=answer["Message-ID"],
        subject="Undelivered Mail Returned to Sender",
        headers={"Auto-Submitted": "auto-replied"},
    )
    arrive(report, mail_from="")
    with store_scope(desk.store_id):
        conversation = only_conversation()
        assert said(conversation)[-1] == ("out", "Tomorrow")
        assert conversation.subject == "Order PT-20418"
    following = answered(desk, "Did it reach you?", "k2")
    assert "Mailbox full" not in following.as_string()
    assert "Where is my parcel?" in following.as_string()


def test_two_who_write_without_an_address_are_two_people(desk: Desk) -> None:
    for text in ("One", "Two"):
        nobody = mail(text, sender="")
        del nobody["From"]
        arrive(nobody, to=SHOP_ADDRESS, mail_from="x@y.test")
    with store_scope(desk.store_id):
        assert Customer.objects.count() == 2
