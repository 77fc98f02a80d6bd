"""Writing to a customer first."""

from __future__ import annotations

import pytest
import time_machine

from saath.conversations.actions.reply import undo_reply
from saath.conversations.actions.start import Letter, start_conversation
from saath.conversations.models import Conversation, Message
from saath.conversations.queries.correspondents import correspondents, known_as
from saath.conversations.tests.builders import Desk, arrive, later, mail, only_conversation, sent_mails, work
from saath.core.errors import BadInput
from saath.customers.models import Customer
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
LETTER = Letter("sunita@example.in", "Sunita", "Your bedsheet comes by Saturday", "Namaste Sunita ji", "en")


def started(desk: Desk, letter: Letter = LETTER) -> Message:
    """Write to a customer first."""
    with store_scope(desk.store_id):
        return start_conversation(desk.actor, desk.account, letter=letter, client_key="k")


def test_a_conversation_begins_with_our_words_and_waits_for_the_customer(desk: Desk) -> None:
    assert started(desk).pk == started(desk).pk
    with store_scope(desk.store_id):
        conversation = only_conversation()
        assert (conversation.state, conversation.assignee_id) == ("pending", desk.member.pk)
        assert conversation.last_text == "Namaste Sunita ji"
    with time_machine.travel(later()):
        work()
    left = sent_mails()[-1]
    assert (left["Subject"], left["Content-Language"]) == ("Your bedsheet comes by Saturday", "en")
    assert (left["In-Reply-To"], len(sent_mails())) == (None, 1)


def test_the_customers_answer_comes_back_into_it(desk: Desk) -> None:
    started(desk)
    with time_machine.travel(later()):
        work()
    left = sent_mails()[-1]
    arrive(mail("Thank you", answers=left["Message-ID"]), to=left["Reply-To"].addresses[0].addr_spec)
    with store_scope(desk.store_id):
        assert (only_conversation().state, only_conversation().message_count) == ("open", 2)


def test_a_known_address_is_recognised(desk: Desk) -> None:
    arrive(mail())
    started(desk)
    with store_scope(desk.store_id):
        assert Customer.objects.count() == 1
        assert Conversation.objects.count() == 2
        known = known_as(desk.actor, "SUNITA@example.in")
        assert known.identity is not None
        assert known.identity.display_name == "Sunita Verma"
        assert [each.address for each in correspondents(desk.actor, "sunit")] == ["sunita@example.in"]


def test_taken_back_it_leaves_nothing_behind(desk: Desk) -> None:
    message = started(desk)
    with store_scope(desk.store_id):
        undo_reply(desk.actor, message)
        assert not Conversation.objects.exists()


@pytest.mark.parametrize(
    ("letter", "field"),
    [
        (Letter("nobody", "", "A subject", "Words"), "to"),
        (Letter("namaste@paanch.test", "", "A subject", "Words"), "to"),
        (Letter("x@example.in", "", " ", "Words"), "subject"),
        (Letter("x@example.in", "", "A subject", " "), "text"),
    ],
)
def test_what_cannot_go_is_refused_in_words(desk: Desk, letter: Letter, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        started(desk, letter)
    assert refused.value.field == field
    with store_scope(desk.store_id):
        assert not Customer.objects.exists()
