"""Asking somebody outside: the customer learns nothing of it, and the answer stays in the house."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
import time_machine

from saath.conversations.actions.copies import copy_in
from saath.conversations.actions.forward import forward
from saath.conversations.actions.reply import add_note, reply, undo_reply
from saath.conversations.models import Attachment, Conversation, IntakeItem, Message
from saath.conversations.tests.arrivals import fetch
from saath.conversations.tests.builders import (
    SHOP_ADDRESS,
    Desk,
    arrive,
    later,
    mail,
    only_conversation,
    sent_mails,
    work,
)
from saath.core.clock import now
from saath.core.errors import BadInput
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
SUPPLIER = "loom@supplier.test"


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """A shop whose only customer has written, with a file."""
    question = mail("Is the red one in stock?")
    question.add_attachment(b"red", maintype="text", subtype="plain", filename="red.txt")
    arrive(question)
    return desk


def forwarded(desk: Desk, text: str = "Please look") -> EmailMessage:
    """Forward the customer's question to the supplier and return what left."""
    with store_scope(desk.store_id):
        question = Message.objects.get(direction="in", text__contains="red one")
        forward(
            desk.actor,
            question,
            to=SUPPLIER,
            text=text,
            client_key=text,
            files=list(Attachment.objects.all()[:1]),
        )
    with time_machine.travel(later()):
        work()
    return sent_mails()[-1]


def supplier_answers(left: EmailMessage, text: str = "Two hundred left") -> None:
    """Let the supplier answer what was forwarded."""
    answer = mail(
        text, sender=f"Loom Works <{SUPPLIER}>", subject="Re: Fwd: Order", answers=left["Message-ID"]
    )
    arrive(answer, to=left["Reply-To"].addresses[0].addr_spec, mail_from=SUPPLIER)


def words(left: EmailMessage) -> str:
    """Return the plain text of a mail."""
    body = left.get_body(("plain",))
    return "" if body is None else str(body.get_content())


def test_what_is_forwarded_leaves_with_our_word_the_question_and_the_chosen_files(asked: Desk) -> None:
    left = forwarded(asked)
    assert (left["To"], left["Subject"]) == (SUPPLIER, "Fwd: Order PT-20418")
    assert ("Please look" in words(left), "Is the red one in stock?" in words(left)) == (True, True)
    assert "sunita@example.in" not in left.as_string()
    assert [part.get_filename() for part in left.iter_attachments()] == ["red.txt"]


def test_the_suppliers_answer_stays_in_the_house_and_comes_onto_the_desk(asked: Desk) -> None:
    left = forwarded(asked)
    with store_scope(asked.store_id):
        reply(asked.actor, only_conversation(), text="We ask", client_key="k")
    supplier_answers(left)
    with store_scope(asked.store_id):
        aside = Message.objects.get(text__contains="Two hundred")
        assert (aside.direction, aside.identity and aside.identity.address) == ("note", SUPPLIER)
        conversation = only_conversation()
        assert conversation.state == Conversation.State.OPEN
        assert conversation.last_text == "Loom Works: Two hundred left"


def test_nothing_said_aside_reaches_the_customer(asked: Desk) -> None:
    supplier_answers(forwarded(asked, text="Is it dear?"))
    with store_scope(asked.store_id):
        add_note(asked.actor, only_conversation(), text="A secret of ours", client_key="n")
        reply(asked.actor, only_conversation(), text="Yes, it is", client_key="k")
    with time_machine.travel(later()):
        work()
    left = sent_mails()[-1]
    assert left["To"] == "Sunita Verma <sunita@example.in>"
    whole = left.as_string()
    for hidden in ("Two hundred", "Is it dear?", "A secret of ours", "supplier.test", "Loom"):
        assert hidden not in whole


def test_what_the_phone_answers_the_supplier_is_no_answer_to_the_customer(asked: Desk) -> None:
    supplier_answers(forwarded(asked))
    with store_scope(asked.store_id):
        key = Message.objects.get(text__contains="Two hundred").keys.get().key
    from_phone = mail("Keep fifty", sender=SHOP_ADDRESS, to=SUPPLIER, answers=f"<{key}>")
    for _ in range(2):
        fetch(asked, from_phone, source=IntakeItem.Source.SENT_COPY, arrived_at=now())
    with store_scope(asked.store_id):
        told = Message.objects.get(text="Keep fifty")
        conversation = only_conversation()
        assert (told.direction, conversation.state) == ("note", Conversation.State.OPEN)
        assert (conversation.first_answered_at, conversation.waiting_since is None) == (None, False)


def test_a_machine_of_the_supplier_is_not_named_to_the_customer(asked: Desk) -> None:
    left = forwarded(asked)
    away = mail(
        "The loom is closed for Diwali",
        sender="office@supplier.test",
        answers=left["Message-ID"],
        headers={"Auto-Submitted": "auto-replied"},
    )
    arrive(away, to=left["Reply-To"].addresses[0].addr_spec, mail_from="office@supplier.test")
    with store_scope(asked.store_id):
        assert Message.objects.filter(text__contains="Diwali").exists()
        reply(asked.actor, only_conversation(), text="Yes, it is", client_key="k")
    with time_machine.travel(later()):
        work()
    whole = sent_mails()[-1].as_string()
    assert ("Diwali" in whole, "supplier.test" in whole, away["Message-ID"] in whole) == (False,) * 3


def test_a_second_question_answers_the_suppliers_mail(asked: Desk) -> None:
    supplier_answers(forwarded(asked))
    with store_scope(asked.store_id):
        aside = Message.objects.get(text__contains="Two hundred")
        forward(asked.actor, aside, to=SUPPLIER, text="And blue?", client_key="b")
        key = aside.keys.get().key
    with time_machine.travel(later()):
        work()
    assert key in sent_mails()[-1]["In-Reply-To"]


def test_a_note_never_leaves_the_house(asked: Desk) -> None:
    with store_scope(asked.store_id):
        note = add_note(asked.actor, only_conversation(), text="A secret of ours", client_key="n")
        with pytest.raises(BadInput):
            forward(asked.actor, note, to=SUPPLIER, text="x", client_key="f")


@pytest.mark.parametrize("address", ["sunita@example.in", "namaste@paanch.test", "no address", ""])
def test_who_cannot_be_asked_is_refused_in_words(asked: Desk, address: str) -> None:
    with store_scope(asked.store_id), pytest.raises(BadInput) as refused:
        forward(asked.actor, Message.objects.get(), to=address, text="x", client_key="f")
    assert refused.value.field == "to"


def test_nobody_both_reads_along_and_is_asked_aside(asked: Desk) -> None:
    with store_scope(asked.store_id):
        copy_in(asked.actor, only_conversation(), address="asha@example.in")
        with pytest.raises(BadInput):
            forward(asked.actor, Message.objects.get(), to="asha@example.in", text="x", client_key="f")
        forward(asked.actor, Message.objects.get(), to=SUPPLIER, text="x", client_key="f")
        with pytest.raises(BadInput):
            copy_in(asked.actor, only_conversation(), address=SUPPLIER)


def test_what_was_forwarded_can_be_taken_back_and_nobodys_turn_changes(asked: Desk) -> None:
    with store_scope(asked.store_id):
        before = only_conversation()
        message = forward(asked.actor, Message.objects.get(), to=SUPPLIER, text="x", client_key="f")
        assert (
            forward(
                asked.actor,
                Message.objects.get(pk=before.last_message_id),
                to=SUPPLIER,
                text="x",
                client_key="f",
            ).pk
            == message.pk
        )
        assert undo_reply(asked.actor, message) == "x"
        after = only_conversation()
        assert after.people == ()
        assert (after.message_count, after.waiting_since) == (before.message_count, before.waiting_since)
