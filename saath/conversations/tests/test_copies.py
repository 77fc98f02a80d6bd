"""Who gets a copy of an answer: shown before, fixed with it, and never back by itself."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
import time_machine

from saath.channels.base import Participant
from saath.conversations.actions.copies import copy_in, leave_out
from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation, Message
from saath.conversations.parties import (
    IN_COPY,
    MOST_PARTIES,
    Party,
    Role,
    after_customer_wrote,
    as_stored,
    given_role,
    parties_from,
    role_of,
    takes_part,
    with_role,
)
from saath.conversations.tests.builders import (
    SHOP_ADDRESS,
    Desk,
    arrive,
    later,
    mail,
    make_desk,
    only_conversation,
    sent_mails,
    work,
)
from saath.core.errors import BadInput
from saath.tenancy.scope import store_scope

RAMESH = Participant("ramesh@example.in", "Ramesh", "ramesh@example.in")
ASHA = Participant("asha@example.in", "Asha", "asha@example.in")
CC = {"Cc": "Ramesh <ramesh@example.in>"}


def test_a_proved_mail_says_who_gets_copies_and_the_next_one_says_it_anew() -> None:
    first = after_customer_wrote((), [RAMESH], ours=(), is_proved=True)
    second = after_customer_wrote(first, [ASHA], ours=(), is_proved=True)
    assert [p.key for p in with_role(second, *IN_COPY)] == ["asha@example.in"]
    assert takes_part(second, "ramesh@example.in")


def test_an_unproved_mail_only_offers() -> None:
    parties = after_customer_wrote((), [RAMESH], ours=(), is_proved=False)
    assert role_of(parties, "ramesh@example.in") == Role.OFFERED
    assert not takes_part(parties, "ramesh@example.in")


def test_crowds_make_nobody_forgotten_whom_a_colleague_put_in_a_role() -> None:
    people = given_role((), Party("loom@supplier.test", "loom@supplier.test", "", Role.ASIDE))
    people = given_role(people, Party("out@x.in", "out@x.in", "", Role.LEFT_OUT))
    for mail_number in range(5):
        crowd = [Participant(f"p{n}@c{mail_number}.in", "", f"p{n}@c{mail_number}.in") for n in range(20)]
        people = after_customer_wrote(people, crowd, ours=(), is_proved=True)
        people = parties_from(as_stored(people))
    assert len(people) == MOST_PARTIES
    assert role_of(people, "loom@supplier.test") == Role.ASIDE
    assert role_of(people, "out@x.in") == Role.LEFT_OUT
    assert len(with_role(people, *IN_COPY)) == 20


def test_our_own_addresses_and_a_crowd_get_no_copies() -> None:
    crowd = [Participant(f"p{n}@example.in", "", f"p{n}@example.in") for n in range(21)]
    assert after_customer_wrote((), crowd, ours=(), is_proved=True) == ()
    assert after_customer_wrote((), [RAMESH], ours={"ramesh@example.in"}, is_proved=True) == ()


@pytest.fixture
def shop() -> Desk:
    """A shop that believes its own mail server."""
    desk = make_desk()
    with store_scope(desk.store_id):
        desk.account.authserv_ids, desk.account.is_behind_server = "mx.paanch.test", True
        desk.account.save()
    return desk


def proved(message: EmailMessage) -> EmailMessage:
    """Return a mail with our own server's word for its sender."""
    domain = message["From"].addresses[0].domain
    message["Authentication-Results"] = f"mx.paanch.test; dmarc=pass header.from={domain}"
    return message


def answered(desk: Desk, text: str) -> EmailMessage:
    """Answer the one conversation, let the answer leave, and return it as it left."""
    with store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text=text, client_key=text)
    with time_machine.travel(later()):
        work()
    return sent_mails()[-1]


def back(left: EmailMessage) -> str:
    """Return where an answer to a mail of ours goes."""
    return str(left["Reply-To"].addresses[0].addr_spec)


pytestmark = pytest.mark.django_db


def test_the_customers_copies_get_the_answer_and_we_ourselves_do_not(shop: Desk) -> None:
    arrive(proved(mail(headers={"Cc": f"Ramesh <ramesh@example.in>, {SHOP_ADDRESS}"})))
    left = answered(shop, "Kal tak")
    assert (left["To"], left["Cc"]) == ("Sunita Verma <sunita@example.in>", "Ramesh <ramesh@example.in>")


def test_who_was_left_out_stays_out_until_they_write(shop: Desk) -> None:
    arrive(proved(mail(headers=CC)))
    with store_scope(shop.store_id):
        leave_out(shop.actor, only_conversation(), key="ramesh@example.in")
    first = answered(shop, "Kal tak")
    assert first["Cc"] is None
    arrive(proved(mail("Again", answers=first["Message-ID"], headers=CC)), to=back(first))
    again = answered(shop, "Haan")
    assert again["Cc"] is None
    own = mail("It is I", sender="Ramesh <ramesh@example.in>", answers=again["Message-ID"])
    arrive(proved(own), to=back(again))
    assert answered(shop, "Ji")["Cc"] == "Ramesh <ramesh@example.in>"


def test_who_reads_along_answers_in_the_same_conversation_in_their_own_words(shop: Desk) -> None:
    arrive(proved(mail(headers=CC)))
    left = answered(shop, "Kal tak")
    own = mail(
        "I am at home", sender="Ramesh <ramesh@example.in>", subject="Mine", answers=left["Message-ID"]
    )
    arrive(own, to=back(left), mail_from="ramesh@example.in")
    with store_scope(shop.store_id):
        conversation = only_conversation()
        spoken = Message.objects.get(text__contains="at home")
        assert spoken.identity is not None
        assert (spoken.identity.address, conversation.subject) == ("ramesh@example.in", "Order PT-20418")
        assert conversation.state == Conversation.State.OPEN


def test_a_stranger_who_quotes_our_answer_opens_a_conversation_of_their_own(shop: Desk) -> None:
    arrive(proved(mail(headers=CC)))
    left = answered(shop, "Kal tak")
    arrive(mail("Let me in", sender="x@example.in", answers=left["Message-ID"]), to=back(left))
    with store_scope(shop.store_id):
        assert Conversation.objects.count() == 2


def test_only_those_whom_the_writer_saw_get_the_answer(shop: Desk) -> None:
    arrive(proved(mail(headers=CC)))
    with store_scope(shop.store_id):
        message = reply(shop.actor, only_conversation(), text="x", client_key="k", copies=())
        assert [each["cc"] for each in message.recipients] == [False]


@pytest.mark.parametrize("address", ["nobody", SHOP_ADDRESS, "sunita@example.in", "a@b@c", ""])
def test_what_cannot_get_a_copy_is_refused_in_words(shop: Desk, address: str) -> None:
    arrive(mail())
    with store_scope(shop.store_id), pytest.raises(BadInput) as refused:
        copy_in(shop.actor, only_conversation(), address=address)
    assert refused.value.field == "copy"


def test_an_address_is_copied_in_once(shop: Desk) -> None:
    arrive(mail())
    with store_scope(shop.store_id):
        copy_in(shop.actor, only_conversation(), address="Asha@Example.in")
        copy_in(shop.actor, only_conversation(), address="asha@example.in")
        assert [p.role for p in only_conversation().people] == [Role.ADDED]


def test_the_answer_bears_the_customers_newest_subject(shop: Desk) -> None:
    arrive(proved(mail()))
    first = answered(shop, "Kal tak")
    arrive(proved(mail("Also", subject="Wrong colour", answers=first["Message-ID"])), to=back(first))
    assert answered(shop, "Ji")["Subject"] == "Re: Wrong colour"
