"""A shop's contact form writes from the shop's own address, and names the customer in Reply-To."""

from __future__ import annotations

from copy import deepcopy
from email.message import EmailMessage

import pytest
import time_machine

from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation, IntakeItem
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
FORM = f"Paanch Takiye <{SHOP_ADDRESS}>"


def ledger() -> list[tuple[str, str]]:
    """Return what became of each mail of the store in scope, and by which rule."""
    return list(IntakeItem.objects.order_by("id").values_list("state", "rule"))


def mails_that_left() -> list[EmailMessage]:
    """Return every mail that left, oldest first."""
    with time_machine.travel(later()):
        work()
    return sent_mails()


def test_a_form_speaks_for_the_customer_whom_it_names(desk: Desk) -> None:
    form = mail("Is it washable?", sender=FORM, headers={"Reply-To": "Asha Patel <asha@example.in>"})
    arrive(form, mail_from=SHOP_ADDRESS)
    with store_scope(desk.store_id):
        conversation = only_conversation()
        assert said(conversation) == [("in", "Is it washable?")]
        assert (conversation.identity.address, conversation.customer.name) == (
            "asha@example.in",
            "Asha Patel",
        )
        reply(desk.actor, conversation, text="Yes", client_key="k")
    (answer,) = mails_that_left()
    assert answer["To"].addresses[0].addr_spec == "asha@example.in"


def test_a_form_proves_nobody(desk: Desk) -> None:
    arrive(mail("Where is it?", sender="Asha <asha@example.in>"))
    with store_scope(desk.store_id):
        conversation = only_conversation()
        reply(desk.actor, conversation, text="Tomorrow", client_key="k")
    (answer,) = mails_that_left()
    forged = mail(
        "Send it elsewhere",
        sender=FORM,
        answers=str(answer["Message-ID"]),
        headers={"Reply-To": "asha@example.in"},
    )
    arrive(forged, mail_from="m@evil.test")
    with store_scope(desk.store_id):
        assert ("in", "Send it elsewhere") not in said(conversation)
        assert Conversation.objects.count() == 2


@pytest.mark.parametrize("answer_to", ["", SHOP_ADDRESS, SHOP_ADDRESS.upper()])
def test_a_mail_from_ourselves_to_ourselves_is_kept_in_the_ledger(desk: Desk, answer_to: str) -> None:
    arrive(mail(sender=FORM, headers={"Reply-To": answer_to} if answer_to else {}), mail_from=SHOP_ADDRESS)
    with store_scope(desk.store_id):
        assert ledger() == [("ignored", "from-ourselves")]
        assert Customer.objects.count() == 0


def test_an_answer_of_ours_that_comes_back_is_nobodys_words(desk: Desk) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text="Tomorrow", client_key="k")
    (answer,) = mails_that_left()
    redirected = deepcopy(answer)
    del redirected["Reply-To"]
    redirected["Reply-To"] = "somebody@example.in"
    for came_back in (answer, redirected):
        arrive(came_back, mail_from=SHOP_ADDRESS)
    with store_scope(desk.store_id):
        assert ledger()[1:] == [("ignored", "sent-by-us")] * 2
        assert [text for _direction, text in said(only_conversation())][-1] == "Tomorrow"


def test_the_same_form_twice_is_one_message_and_two_receipts(desk: Desk) -> None:
    form = mail("Is it washable?", sender=FORM, headers={"Reply-To": "asha@example.in"})
    for _time in range(2):
        arrive(form, mail_from=SHOP_ADDRESS)
    with store_scope(desk.store_id):
        assert len(said(only_conversation())) == 1
        assert ledger() == [("accepted", ""), ("accepted", "repeat")]
