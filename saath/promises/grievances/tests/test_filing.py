"""A form becomes a message, a ticket and an automatic word, all or nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saath.conversations.here import goes_on_here
from saath.conversations.models import IntakeItem, Message
from saath.conversations.queries.here import conversations_here
from saath.conversations.tests.builders import (
    Desk,
    arrive,
    mail,
    make_desk,
    only_conversation,
    sent_mails,
    work,
)
from saath.core.errors import BadInput, NotFound
from saath.promises.grievances.tests.builders import complain, open_page
from saath.promises.models import Grievance
from saath.stores.tests.builders import browser_of
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk() -> Desk:
    desk = make_desk()
    with store_scope(desk.store_id):
        open_page()
    return desk


def test_a_form_is_a_row_of_the_ledger_a_conversation_and_a_grievance(desk: Desk) -> None:
    with store_scope(desk.store_id):
        grievance = complain(desk)
        conversation, item = only_conversation(), IntakeItem.objects.get()
        assert (item.source, item.state, item.message.conversation) == ("form", "accepted", conversation)  # type: ignore[union-attr]
        assert grievance.reference == conversation.reference
        assert grievance.received_at == item.received_at
        assert grievance.word_due_at - grievance.received_at == timedelta(hours=48)
        said = Message.objects.get(direction="in")
        assert (said.text, said.may_reveal) == ("The pillow came torn, and nobody calls back.", False)


def test_the_word_names_the_ticket_and_counts_once_it_left(desk: Desk) -> None:
    with store_scope(desk.store_id):
        grievance = complain(desk, language="gu")
        assert Grievance.objects.get().acknowledged_at is None
    work()
    with store_scope(desk.store_id):
        fresh = Grievance.objects.get()
        assert (fresh.acknowledged_how, fresh.acknowledged_in) == ("mail", fresh.word)
        assert fresh.acknowledged_at is not None
    [left] = sent_mails()
    text = left.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert grievance.reference in text
    assert "ટિકિટ નંબર" in text
    assert left["To"] == "Sunita Verma <sunita@example.in>"
    assert left["Auto-Submitted"]


def test_the_same_form_again_is_the_same_grievance(desk: Desk) -> None:
    with store_scope(desk.store_id):
        assert complain(desk) == complain(desk)
        assert (Grievance.objects.count(), IntakeItem.objects.count()) == (1, 1)
        assert complain(desk, key="f2").reference != only_two()[0].reference


def test_who_goes_back_and_writes_something_else_is_heard(desk: Desk) -> None:
    with store_scope(desk.store_id):
        first = complain(desk)
        second = complain(desk, "Two covers of another order are missing as well.")
        assert first.reference != second.reference
        assert (Grievance.objects.count(), IntakeItem.objects.count()) == (2, 2)


def only_two() -> list[Grievance]:
    first, second = Grievance.objects.order_by("id")
    return [first, second]


def test_an_unproved_address_joins_no_conversation_of_its_owner(desk: Desk) -> None:
    arrive(mail(subject="Grievance: PT-20418"))
    with store_scope(desk.store_id):
        before = only_conversation()
        grievance = complain(desk)
        assert grievance.conversation != before
        assert grievance.conversation is not None
        assert grievance.conversation.customer == before.customer


@pytest.mark.parametrize("number", ["98765 43210", "+91 98765-43210", "९८७६५ ४३२१०", "૯૮૭૬૫૪૩૨૧૦"])
def test_who_leaves_a_telephone_number_is_not_counted_as_told(desk: Desk, number: str) -> None:
    with store_scope(desk.store_id):
        grievance = complain(desk, address=number)
        assert grievance.conversation is not None
        identity = grievance.conversation.identity
        assert (identity.namespace, identity.key) == ("phone", "+919876543210")
    work()
    with store_scope(desk.store_id):
        fresh = Grievance.objects.get()
        assert (fresh.word, fresh.acknowledged_at) == (None, None)
    assert sent_mails() == []


@pytest.mark.parametrize("number", ["0000000000", "+00000000000", "0000000091"])
def test_what_is_no_number_behind_its_zeros_is_nobodys(desk: Desk, number: str) -> None:
    with store_scope(desk.store_id), pytest.raises(BadInput):
        complain(desk, address=number)


@pytest.mark.urls("config.urls.staff")
def test_who_left_a_telephone_number_does_not_ring_like_a_live_chat(desk: Desk) -> None:
    with store_scope(desk.store_id):
        complain(desk, address="98765 43210")
        listed = browser_of(desk.member, desk.shop).get("/desk/now/").content.decode()
        assert "Sunita Verma" in listed
        assert "chip own live" not in listed
        assert conversations_here(desk.actor).waiting == ()
        assert not goes_on_here(only_conversation())


def test_one_address_gets_so_many_words_a_day_and_every_grievance_counts(desk: Desk) -> None:
    with store_scope(desk.store_id):
        for number in range(7):
            complain(desk, key=f"f{number}")
        words = Grievance.objects.order_by("id").values_list("word", flat=True)
        assert [word is not None for word in words] == [True] * 5 + [False] * 2


@pytest.mark.parametrize(
    ("field", "entered"),
    [
        ("address", {"address": "nobody"}),
        ("address", {"address": "a@b@c"}),
        ("address", {"address": "namaste@paanch.test"}),
        ("words", {"words": "bad"}),
        ("cause", {"cause": "angry"}),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field_and_nothing_is_kept(
    desk: Desk, field: str, entered: dict[str, str]
) -> None:
    with store_scope(desk.store_id):
        with pytest.raises(BadInput) as refused:
            complain(desk, **entered)
        assert refused.value.field == field
        assert not IntakeItem.objects.exists()


def test_a_shop_that_shows_no_page_takes_no_form() -> None:
    desk = make_desk()
    with store_scope(desk.store_id), pytest.raises(NotFound):
        complain(desk)
