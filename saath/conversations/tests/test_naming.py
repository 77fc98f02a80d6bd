"""Somebody unknown who names an order of a known customer may be that customer: it is suggested with what speaks for it."""

from __future__ import annotations

import pytest

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, arrive, mail, work
from saath.customers.evidence import Kind
from saath.customers.models import Suggestion
from saath.orders.likely import named_whole
from saath.orders.tests.builders import make_platform, order_data, take
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _bought(desk: Desk) -> None:
    with store_scope(desk.store_id):
        take(make_platform(), order_data("1"), order_data("2"), order_data("3", number="#1042"))


def write(words: str, sender: str = "stranger@example.in") -> None:
    arrive(mail(words, sender=f"A <{sender}>"), mail_from=sender)
    work()


def evidence(desk: Desk) -> list[list[str]]:
    with store_scope(desk.store_id):
        return [pair for each in Suggestion.objects.all() for pair in each.evidence]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Where is PT-20411?", "PT-20411"),
        ("मेरा ऑर्डर PT-२०४११ कहाँ है?", "PT-20411"),
        ("pt 20411 kyare aavshe", "PT-20411"),
        ("When does #1042 come?", "#1042"),
    ],
)
def test_a_stranger_who_names_an_order_may_be_its_customer(desk: Desk, words: str, number: str) -> None:
    write(words)
    assert evidence(desk) == [[str(Kind.ORDER), number]]
    with store_scope(desk.store_id):
        conversation = Conversation.objects.get()
        # Nobody is put together by it, and the conversation is about no order of somebody else's.
        assert conversation.customer.merged_into is None
        assert (conversation.order, conversation.guessed_order) == (None, None)


@pytest.mark.parametrize(
    "words", ["My pincode is 20411", "It cost 1042", "PT-99999?", "PT-20411 or PT-20412"]
)
def test_figures_alone_unknown_numbers_and_several_say_nothing(desk: Desk, words: str) -> None:
    write(words)
    assert evidence(desk) == []


def test_their_own_order_is_theirs(desk: Desk) -> None:
    write("Where is PT-20411?", sender="sunita@example.in")
    assert evidence(desk) == []


def test_numbers_are_found_with_their_sign_or_their_letters() -> None:
    assert named_whole("order #1042, PT-20411 on 20/11/2026 for 2,897") == {"1042", "pt20411"}
    assert not named_whole("98250 12345, 395007, 12:30")
