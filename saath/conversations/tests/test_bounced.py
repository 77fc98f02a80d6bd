"""What mail servers tell about our messages: it is entered at the message, told on the desk, and never a message itself."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_string, policy
from email.message import EmailMessage

import pytest
import time_machine

from saath.channels.base import Nature, NatureKind
from saath.conversations.actions.reply import reply
from saath.conversations.actions.suppression import allow_address
from saath.conversations.actions.triage import solve_conversation
from saath.conversations.models import Conversation, Delivery, IntakeItem, Message, Suppression
from saath.conversations.reporting import dead_address_status, is_refused_for_good, words_of_report
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
from saath.core.errors import Forbidden
from saath.customers.models import Customer
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
CUSTOMER = "sunita@example.in"


@pytest.fixture
def answer(desk: Desk) -> EmailMessage:
    """An answer of ours that left."""
    arrive(mail())
    with store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text="Kal aayega", client_key="k1")
    with time_machine.travel(later()):
        work()
    return sent_mails()[-1]


def report(
    original: str = "",
    *,
    status: str = "5.1.1",
    action: str = "failed",
    recipient: str = CUSTOMER,
    to: str = SHOP_ADDRESS,
) -> EmailMessage:
    """A delivery report as RFC 3464 has it, about the message with this id."""
    fields = f"Reporting-MTA: dns; mx.example.in\n\nFinal-Recipient: rfc822; {recipient}\nAction: {action}\nStatus: {status}\n"
    enclosed = f"Message-ID: {original}\nSubject: Re: Order\n" if original else "Subject: Re: Order\n"
    parts = (
        ("text/plain", "It did not arrive.\n"),
        ("message/delivery-status", fields),
        ("text/rfc822-headers", enclosed),
    )
    return _multipart("delivery-status", parts, to)


def complaint(original: str, to: str = SHOP_ADDRESS) -> EmailMessage:
    """A feedback report as RFC 5965 has it."""
    fields = "Feedback-Type: abuse\nUser-Agent: loop/1\nVersion: 1\n"
    parts = (
        ("text/plain", "Somebody called it spam.\n"),
        ("message/feedback-report", fields),
        ("text/rfc822-headers", f"Message-ID: {original}\n"),
    )
    return _multipart("feedback-report", parts, to)


def _multipart(kind: str, parts: tuple[tuple[str, str], ...], to: str) -> EmailMessage:
    text = (
        f"From: MAILER-DAEMON@mx.example.in\nTo: {to}\nSubject: Undelivered Mail Returned to Sender\n"
        f"Message-ID: <r{abs(hash((kind, parts)))}@mx.example.in>\nDate: Mon, 23 Nov 2026 12:00:00 +0530\n"
        f"MIME-Version: 1.0\nContent-Type: multipart/report; report-type={kind}; boundary=b\n\n"
    )
    text += "".join(f"--b\nContent-Type: {type_}\n\n{body}\n" for type_, body in parts) + "--b--\n"
    return message_from_string(text, policy=policy.default)


def the_delivery(desk: Desk) -> Delivery:
    with store_scope(desk.store_id):
        return Delivery.objects.select_related("message").get()


def test_a_hard_bounce_fails_the_answer_and_puts_its_conversation_back_to_its_owner(
    desk: Desk, answer: EmailMessage
) -> None:
    with store_scope(desk.store_id):
        asked_at = Message.objects.get(direction="in").created_at
    arrive(report(answer["Message-ID"]), mail_from="")
    delivery = the_delivery(desk)
    assert (delivery.state, delivery.report, delivery.report_status) == ("failed", "bounced", "5.1.1")
    with store_scope(desk.store_id):
        conversation = only_conversation()
        assert (conversation.state, conversation.waiting_since) == (Conversation.State.OPEN, asked_at)
        assert conversation.has_failed_delivery
        assert len(said(conversation)) == 2
        assert Event.objects.filter(kind="reply.bounced", subject=conversation.public_id).count() == 1
        assert Customer.objects.count() == 1
    assert len(sent_mails()) == 1


def test_its_ledger_row_is_a_receipt_of_the_message_that_failed(desk: Desk, answer: EmailMessage) -> None:
    arrive(report(answer["Message-ID"]), mail_from="")
    with store_scope(desk.store_id):
        item = IntakeItem.objects.latest("id")
        assert (item.state, item.rule) == (IntakeItem.State.ACCEPTED, "bounce")
        assert item.message == the_delivery(desk).message


def test_the_same_report_twice_counts_once(desk: Desk, answer: EmailMessage) -> None:
    again = report(answer["Message-ID"], status="4.4.1", action="delayed")
    arrive(again, mail_from="")
    arrive(again, mail_from="")
    assert the_delivery(desk).soft_bounces == 1


def test_a_report_without_any_name_is_about_the_newest_mail_to_that_address(
    desk: Desk, answer: EmailMessage
) -> None:
    with time_machine.travel(later() + timedelta(minutes=5)):
        arrive(report(), mail_from="")
    assert the_delivery(desk).state == Delivery.State.FAILED


def test_a_report_without_any_name_puts_nobody_on_the_list(desk: Desk, answer: EmailMessage) -> None:
    with time_machine.travel(later() + timedelta(minutes=5)):
        arrive(report(), mail_from="")
        arrive(complaint(""), mail_from="")
    with store_scope(desk.store_id):
        assert not Suppression.objects.exists()


def test_after_a_week_an_address_alone_tells_nothing_any_more(desk: Desk, answer: EmailMessage) -> None:
    with time_machine.travel(later() + timedelta(days=8)):
        arrive(report(), mail_from="")
    assert the_delivery(desk).state == Delivery.State.SENT
    with store_scope(desk.store_id):
        item = IntakeItem.objects.latest("id")
        assert (item.state, item.rule) == (IntakeItem.State.IGNORED, "bounce-unmatched")
        assert Conversation.objects.count() == 1


def test_a_soft_bounce_is_counted_and_changes_no_turn(desk: Desk, answer: EmailMessage) -> None:
    arrive(report(answer["Message-ID"], status="4.2.2", action="delayed"), mail_from="")
    delivery = the_delivery(desk)
    assert (delivery.state, delivery.report, delivery.soft_bounces) == ("sent", "late", 1)
    with store_scope(desk.store_id):
        assert only_conversation().state == Conversation.State.PENDING
        assert not Suppression.objects.exists()


def test_a_server_that_gave_up_for_now_failed_the_answer_but_the_address_stays_good(
    desk: Desk, answer: EmailMessage
) -> None:
    arrive(report(answer["Message-ID"], status="4.4.7"), mail_from="")
    delivery = the_delivery(desk)
    assert (delivery.state, delivery.soft_bounces) == ("failed", 1)
    with store_scope(desk.store_id):
        assert not Suppression.objects.exists()


def test_a_notice_that_comes_late_does_not_hide_the_failure(desk: Desk, answer: EmailMessage) -> None:
    arrive(report(answer["Message-ID"]), mail_from="")
    arrive(report(answer["Message-ID"], status="4.4.1", action="delayed"), mail_from="")
    assert (the_delivery(desk).report, the_delivery(desk).report_status) == ("bounced", "5.1.1")


def test_an_address_that_refuses_for_good_gets_nothing_automatic_until_a_person_allows_it(
    desk: Desk, answer: EmailMessage
) -> None:
    arrive(report(answer["Message-ID"]), mail_from="")
    with store_scope(desk.store_id):
        listed = Suppression.objects.get()
        assert (listed.address, listed.reason, listed.status) == (CUSTOMER, "bounced", "5.1.1")
        assert listed.message == the_delivery(desk).message
        with pytest.raises(Forbidden):
            allow_address(actor_of(make_colleague(desk.shop, "hemal@example.com", Role.READER)), listed)
        allow_address(desk.actor, listed)
        assert not Suppression.objects.exists()


def test_a_person_may_still_write_to_such_an_address(desk: Desk, answer: EmailMessage) -> None:
    arrive(report(answer["Message-ID"]), mail_from="")
    with store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text="Once more", client_key="k2")
    with time_machine.travel(later()):
        work()
    assert len(sent_mails()) == 2


def test_a_complaint_stops_machines_and_leaves_the_answer_sent(desk: Desk, answer: EmailMessage) -> None:
    arrive(complaint(answer["Message-ID"]), mail_from="")
    delivery = the_delivery(desk)
    assert (delivery.state, delivery.report) == ("sent", "complained")
    with store_scope(desk.store_id):
        assert Suppression.objects.get().reason == Suppression.Reason.COMPLAINED
        assert only_conversation().state == Conversation.State.PENDING


def test_a_complaint_does_not_take_a_solved_conversation_up(desk: Desk, answer: EmailMessage) -> None:
    with store_scope(desk.store_id):
        solve_conversation(desk.actor, only_conversation())
    arrive(complaint(answer["Message-ID"]), mail_from="")
    arrive(report(answer["Message-ID"], status="4.4.1", action="delayed"), mail_from="")
    with store_scope(desk.store_id):
        assert only_conversation().state == Conversation.State.SOLVED


def test_who_only_got_a_copy_fails_alone(desk: Desk, answer: EmailMessage) -> None:
    with store_scope(desk.store_id):
        message = the_delivery(desk).message
        message.recipients = [*message.recipients, {"address": "ravi@example.in", "name": "", "cc": True}]
        message.save(update_fields=["recipients"])
    arrive(report(answer["Message-ID"], recipient="ravi@example.in"), mail_from="")
    assert the_delivery(desk).state == Delivery.State.SENT
    with store_scope(desk.store_id):
        assert Suppression.objects.get().address == "ravi@example.in"
        assert only_conversation().state == Conversation.State.PENDING


def test_a_responder_joins_its_conversation_in_silence(desk: Desk, answer: EmailMessage) -> None:
    with store_scope(desk.store_id):
        before = only_conversation()
    away = mail(
        "I am away",
        answers=answer["Message-ID"],
        subject="Re: Order",
        headers={"Auto-Submitted": "auto-replied"},
    )
    arrive(away)
    with store_scope(desk.store_id):
        after = only_conversation()
        assert said(after)[-1] == ("in", "I am away")
        assert (after.state, after.last_text, after.subject) == (
            before.state,
            before.last_text,
            before.subject,
        )


def test_machines_that_write_are_no_customers(desk: Desk) -> None:
    arrive(mail("Away", sender="robot@example.in", headers={"Auto-Submitted": "auto-generated"}))
    with store_scope(desk.store_id):
        assert Customer.objects.count() == 0


@pytest.mark.parametrize(
    ("nature", "is_refused"),
    [
        (Nature(NatureKind.BOUNCE, status="5.1.1"), True),
        (Nature(NatureKind.BOUNCE, status="5.7.1"), True),
        (Nature(NatureKind.BOUNCE, status="5.3.4"), False),
        (Nature(NatureKind.BOUNCE, status="5.6.0"), False),
        (Nature(NatureKind.BOUNCE, status="4.4.7"), False),
        (Nature(NatureKind.COMPLAINT), True),
    ],
)
def test_only_what_is_about_the_address_stops_machines(nature: Nature, is_refused: bool) -> None:
    assert is_refused_for_good(nature) is is_refused


def test_a_code_is_said_in_words() -> None:
    assert words_of_report("bounced", "5.1.1") == "It came back: there is no such address."
    assert words_of_report("late", "4.2.2") == "Not delivered yet: the mailbox is full."
    assert words_of_report("bounced", "5.0.0") == "It came back: their mail server did not take it."
    assert words_of_report("", "") == ""


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        ("550 5.1.1 <x@example.in>: user unknown", "5.1.1"),
        ("550 No such user here", "5.1.1"),
        ("554 5.7.1 Client host blocked", ""),
        ("550 5.1.8 Sender domain not found", ""),
        ("552 5.3.4 Message too big", ""),
        ("535 5.7.8 Sign in first", ""),
    ],
)
def test_only_a_refusal_of_the_address_itself_calls_it_dead(refusal: str, status: str) -> None:
    assert dead_address_status(refusal) == status
