"""An answer that was written on the phone: found in the folder of sent mail, it counts as an answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime

import pytest
import time_machine
from django.conf import settings

from saath.channels.email.mailbox_out import list_mails, mailbox_folder, read_mail
from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation, Delivery, IntakeItem, Message
from saath.conversations.tests.arrivals import fetch
from saath.conversations.tests.builders import (
    SHOP_ADDRESS,
    Desk,
    arrive,
    mail,
    only_conversation,
    said,
    work,
)
from saath.core.clock import now
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
CUSTOMER = "Sunita Verma <sunita@example.in>"


def from_phone(
    answered: EmailMessage,
    text: str = "Kal tak pahunch jayega.",
    *,
    to: str = CUSTOMER,
    headers: dict[str, str] | None = None,
) -> EmailMessage:
    """Compose what the shop's phone sends."""
    return mail(
        text, sender=f"Paanch Takiye <{SHOP_ADDRESS}>", to=to, answers=answered["Message-ID"], headers=headers
    )


def sent(desk: Desk, message: EmailMessage, at: datetime | None = None) -> IntakeItem:
    return fetch(desk, message, source=IntakeItem.Source.SENT_COPY, arrived_at=at or now())


def test_an_answer_from_the_phone_stops_the_clock(desk: Desk) -> None:
    question = mail()
    arrive(question)
    sent(desk, from_phone(question))
    with store_scope(desk.store_id):
        conversation = only_conversation()
        assert said(conversation)[-1] == ("out", "Kal tak pahunch jayega.")
        assert (conversation.state, conversation.waiting_since) == (Conversation.State.PENDING, None)
        assert conversation.first_answered_at is not None
        assert Delivery.objects.get().state == Delivery.State.SENT


def test_the_customers_answer_to_it_finds_the_conversation(desk: Desk) -> None:
    question = mail()
    arrive(question)
    answer = from_phone(question)
    sent(desk, answer)
    arrive(mail("Dhanyavaad!", answers=answer["Message-ID"]))
    with store_scope(desk.store_id):
        assert [way for way, _text in said(only_conversation())] == ["in", "out", "in"]


def test_the_same_copy_found_twice_is_one_message(desk: Desk) -> None:
    question = mail()
    arrive(question)
    answer = from_phone(question)
    sent(desk, answer)
    again = sent(desk, answer)
    with store_scope(desk.store_id):
        assert (again.state, again.rule) == (IntakeItem.State.IGNORED, "already-here")
        assert Message.objects.count() == 2


def test_what_the_customer_wrote_after_the_answer_still_waits(desk: Desk) -> None:
    question = mail()
    arrive(question)
    answered_at = now() - timedelta(minutes=10)
    later = mail("Aur ek baat", answers=question["Message-ID"])
    arrive(later)
    del question["Date"]
    sent(desk, from_phone(question), at=answered_at)
    with store_scope(desk.store_id):
        second = Message.objects.get(text="Aur ek baat")
        conversation = only_conversation()
        assert conversation.state == Conversation.State.OPEN
        assert conversation.waiting_since == second.created_at


def test_a_customers_clock_that_runs_ahead_does_not_undo_the_answer_to_that_very_mail(desk: Desk) -> None:
    question = mail()
    del question["Date"]
    question["Date"] = format_datetime(now() + timedelta(hours=3))
    arrive(question)
    sent(desk, from_phone(question))
    with store_scope(desk.store_id):
        assert only_conversation().state == Conversation.State.PENDING


def test_our_own_delivery_is_not_doubled(desk: Desk) -> None:
    arrive(mail())
    copy = _our_answer(desk)
    item = sent(desk, copy)
    with store_scope(desk.store_id):
        assert (item.state, item.rule) == (IntakeItem.State.IGNORED, "already-here")
        assert Message.objects.filter(direction="out").count() == 1


def test_our_own_delivery_is_known_though_the_server_renamed_it(desk: Desk) -> None:
    arrive(mail())
    copy = _our_answer(desk)
    copy.replace_header("Message-ID", "<renamed@outlook.example>")
    item = sent(desk, copy)
    with store_scope(desk.store_id):
        assert item.rule == "already-here"


@pytest.mark.parametrize(
    ("to", "headers", "rule"),
    [
        ("A supplier <weaver@example.org>", None, "answers-nothing-here"),
        (CUSTOMER, {"Auto-Submitted": "auto-replied"}, "auto-submitted"),
    ],
)
def test_what_is_no_answer_of_a_person_to_the_customer_leaves_the_clock_running(
    desk: Desk, to: str, headers: dict[str, str] | None, rule: str
) -> None:
    question = mail()
    arrive(question)
    item = sent(desk, from_phone(question, to=to, headers=headers))
    with store_scope(desk.store_id):
        assert (item.state, item.rule) == (IntakeItem.State.IGNORED, rule)
        assert only_conversation().state == Conversation.State.OPEN


def test_a_copy_that_somebody_else_wrote_is_no_answer_of_the_shop(desk: Desk) -> None:
    question = mail()
    arrive(question)
    stranger = mail("Pay here instead", sender="eve@example.org", to=CUSTOMER, answers=question["Message-ID"])
    with store_scope(desk.store_id):
        assert sent(desk, stranger).rule == "from-somebody-else"


def _our_answer(desk: Desk) -> EmailMessage:
    """Answer on the desk and return the mail as it left."""
    folder = mailbox_folder(settings.DATA_DIR)
    with store_scope(desk.store_id):
        answer = reply(desk.actor, only_conversation(), text="Haan ji", client_key="k1")
        message_id = answer.delivery.provider_key
    with time_machine.travel(now() + timedelta(minutes=1)):
        work()
    raw = next(
        read_mail(folder, left.key)
        for left in list_mails(folder)
        if left.message_id.strip("<>") == message_id
    )
    return message_from_bytes(raw, policy=policy.default)
