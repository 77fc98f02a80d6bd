"""One customer's mail goes all the way and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from saath.conversations.actions.reply import add_note, reply, undo_reply
from saath.conversations.models import Conversation, Delivery, IntakeItem, Message
from saath.conversations.queries.find import find_conversations
from saath.conversations.tests.builders import (
    Desk,
    arrive,
    later,
    mail,
    make_desk,
    only_conversation,
    said,
    sent_mails,
    work,
)
from saath.core.errors import Conflict
from saath.customers.actions.edit import edit_customer
from saath.customers.models import Customer
from saath.stores.actions.settings import set_first_answer_target
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


def test_a_mail_becomes_a_message_of_a_customer(desk: Desk) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        conversation = only_conversation()
        assert said(conversation) == [("in", "Kab tak aayega mera parcel?")]
        assert conversation.state == Conversation.State.OPEN
        assert conversation.due_at is not None
        assert Customer.objects.get().name == "Sunita Verma"
        assert IntakeItem.objects.get().state == IntakeItem.State.ACCEPTED


def test_the_answer_leaves_after_the_pause_and_the_customers_answer_comes_back(desk: Desk) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text="Kal tak pahunch jayega.", client_key="k1")
        work()
        assert Delivery.objects.get().state == Delivery.State.HELD
    with time_machine.travel(later()):
        work()
    with store_scope(desk.store_id):
        assert Delivery.objects.get().state == Delivery.State.SENT
    [answer] = sent_mails()
    assert "Kal tak pahunch jayega." in answer.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert answer["In-Reply-To"] is not None

    again = mail("Dhanyavaad!", answers=answer["Message-ID"], subject="Re: Order PT-20418")
    arrive(again)
    with store_scope(desk.store_id):
        assert [text for _direction, text in said(only_conversation())][-1] == "Dhanyavaad!"
        assert only_conversation().state == Conversation.State.OPEN


def test_the_signed_reply_address_threads_without_any_header(desk: Desk) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text="Haan ji", client_key="k1")
    with time_machine.travel(later()):
        work()
    address = sent_mails()[0]["Reply-To"].addresses[0].addr_spec
    arrive(mail("Theek hai", to=address, subject="kuch aur"), to=address)
    with store_scope(desk.store_id):
        assert len(said(only_conversation())) == 3


def test_a_stranger_who_names_a_reference_opens_a_conversation_of_their_own(desk: Desk) -> None:
    first = mail()
    arrive(first)
    stranger = mail(
        "Mine too", sender="Mallory <m@evil.test>", answers=first["Message-ID"], subject="Re: Order PT-20418"
    )
    arrive(stranger)
    with store_scope(desk.store_id):
        assert Conversation.objects.count() == 2


def test_the_same_mail_twice_is_one_message_with_two_receipts(desk: Desk) -> None:
    twice = mail()
    arrive(twice)
    arrive(twice)
    with store_scope(desk.store_id):
        assert Message.objects.count() == 1
        assert Message.objects.get().receipts.count() == 2


def test_automatic_mail_opens_nothing(desk: Desk) -> None:
    arrive(mail("I am on holiday", headers={"Auto-Submitted": "auto-replied"}))
    with store_scope(desk.store_id):
        assert Conversation.objects.count() == 0
        assert IntakeItem.objects.get().state == IntakeItem.State.IGNORED


def test_an_answer_taken_back_leaves_no_trace_and_the_wait_goes_on(desk: Desk) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        before = only_conversation()
        message = reply(desk.actor, before, text="Wrong window", client_key="k1")
        assert only_conversation().state == Conversation.State.PENDING
        assert undo_reply(desk.actor, message) == "Wrong window"
        after = only_conversation()
        assert (after.state, after.due_at, after.first_answered_at) == (before.state, before.due_at, None)
        assert (after.last_text, after.message_count) == (before.last_text, before.message_count)
    with time_machine.travel(later()):
        work()
    assert sent_mails() == []


def test_an_answer_that_left_cannot_be_taken_back(desk: Desk) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        message = reply(desk.actor, only_conversation(), text="Gone", client_key="k1")
    with time_machine.travel(later()):
        work()
    with store_scope(desk.store_id), pytest.raises(Conflict):
        undo_reply(desk.actor, Message.objects.get(pk=message.pk))


def test_a_double_click_sends_once(desk: Desk) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        first = reply(desk.actor, only_conversation(), text="Once", client_key="same")
        second = reply(desk.actor, only_conversation(), text="Once", client_key="same")
        assert first.pk == second.pk


def test_a_note_stays_in_the_house(desk: Desk) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        add_note(desk.actor, only_conversation(), text="Hub says tomorrow", client_key="n1")
        reply(desk.actor, only_conversation(), text="Kal", client_key="k1")
    with time_machine.travel(later()):
        work()
    assert "Hub says" not in sent_mails()[0].as_string()


def test_a_conversation_is_found_by_any_word_in_any_script(desk: Desk) -> None:
    arrive(mail("मेरा रिफंड नहीं आया", sender="सुनीता वर्मा <sunita@example.in>"))
    with store_scope(desk.store_id):
        conversation = only_conversation()
        for question in ("refund", "रिफ़ंड", "રિફંડ", "sunita@example.in", "PT-20418", conversation.reference):
            assert [row.id for row in find_conversations(desk.actor, question).rows] == [conversation.pk], (
                question
            )
        assert find_conversations(desk.actor, "tracking").rows == ()


def test_references_and_phone_numbers_are_found_as_they_are_read_aloud(desk: Desk) -> None:
    arrive(mail("Call me: +91 98250 12345"))
    with store_scope(desk.store_id):
        conversation = only_conversation()
        for reference in (conversation.reference, conversation.customer.reference):
            compact = reference.replace("-", "")
            heard = compact.lower().replace("0", "o").replace("1", "l")
            for question in (compact, heard, " ".join(heard), f"{heard[:3]} {heard[3:]}"):
                assert [row.id for row in find_conversations(desk.actor, question).rows] == [conversation.pk]
        for question in ("9825012345", "098250 12345", "+91-98250-12345", "98 25 01 23 45"):
            assert [row.id for row in find_conversations(desk.actor, question).rows] == [conversation.pk]
        assert find_conversations(desk.actor, "zzz").rows == ()


def test_nothing_of_one_shop_is_found_in_another(desk: Desk) -> None:
    other = make_desk("other", "hello@other.test", "arjun@example.com")
    arrive(mail())
    with store_scope(other.store_id):
        assert find_conversations(other.actor, "parcel").rows == ()
        assert Conversation.objects.count() == 0


@time_machine.travel(datetime(2037, 11, 23, 6, 30, tzinfo=UTC))
def test_a_shorter_promise_counts_for_those_who_wait_now(desk: Desk) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        before = only_conversation().due_at
        set_first_answer_target(TEST, seconds=60)
    work()
    with store_scope(desk.store_id):
        after = only_conversation().due_at
        assert before is not None
        assert after == before - timedelta(seconds=240)


def test_a_conversation_is_found_by_a_name_that_was_set_later(desk: Desk) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        edit_customer(
            desk.actor, only_conversation().customer, wanted={"name": "Sunita Malviya", "language": "hi"}
        )
    work()
    with store_scope(desk.store_id):
        assert len(find_conversations(desk.actor, "malviya parcel").rows) == 1
