"""One answer goes elsewhere than where the customer wrote: with a reason, only to what is theirs, within what it takes."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from saath.channels.fake import FakeAdapter
from saath.conversations.actions.drafts import choose_draft_way
from saath.conversations.actions.later import schedule_reply
from saath.conversations.actions.leave import send_now
from saath.conversations.actions.reply import reply, undo_reply
from saath.conversations.actions.suppression import suppress_address
from saath.conversations.models import Conversation, Delivery, Draft, Message, Suppression, Switch
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.queries.thread import thread_page
from saath.conversations.queries.ways import count_switches, ways_of
from saath.conversations.switching import Switching
from saath.conversations.tests.builders import (
    Desk,
    arrive,
    later,
    mail,
    make_desk,
    only_conversation,
    sent_mails,
    work,
)
from saath.conversations.tests.elsewhere import (
    OFFICE,
    fake_account,
    office_address,
    on_fake,
    write_by_fake,
)
from saath.conversations.ways import way_of
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, Forbidden
from saath.customers.actions.know import know_by
from saath.customers.models import Identity
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, make_colleague
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    found = make_desk()
    arrive(mail())
    return found


def to(identity: Identity, reason: str = "asked", words: str = "") -> Switching:
    return Switching(identity.public_id, reason, words)


def answer(desk: Desk, switching: Switching | None, text: str = "Kal tak") -> Message:
    return reply(desk.actor, only_conversation(), text=text, client_key=uuid4().hex, switching=switching)


def first() -> Conversation:
    """Return the conversation that began by mail: who writes on the other channel unasked begins one there."""
    return Conversation.objects.earliest("id")


def test_an_answer_to_their_second_address_leaves_there_and_is_counted_with_its_reason(desk: Desk) -> None:
    with store_scope(desk.store_id):
        message = answer(desk, to(office_address(only_conversation()), "other", "  She is  at work "))
        switch = Switch.objects.get()
        assert (switch.message, switch.was_by, switch.by) == (message, desk.account, desk.account)
        assert (switch.reason, switch.reason_words, switch.switched_by) == (
            "other",
            "She is at work",
            desk.member,
        )
        assert count_switches(only_conversation()) == 1
    with time_machine.travel(later()):
        work()
    assert [each["To"].addresses[0].addr_spec for each in sent_mails()] == [OFFICE]


def test_their_answer_from_there_comes_back_and_the_next_one_goes_where_they_wrote_last(desk: Desk) -> None:
    with store_scope(desk.store_id):
        answer(desk, to(office_address(only_conversation())))
    with time_machine.travel(later()):
        work()
        ours = sent_mails()[0]
        back = mail("Thank you", sender=OFFICE, to=str(ours["Reply-To"]), answers=str(ours["Message-ID"]))
        arrive(back, to=str(ours["Reply-To"].addresses[0].addr_spec), mail_from=OFFICE)
        with store_scope(desk.store_id):
            conversation = only_conversation()
            assert conversation.message_count == 3
            assert way_of(conversation).identity.address == OFFICE
            message = answer(desk, None, "Gladly")
            assert (message.goes_to and message.goes_to.address, count_switches(conversation)) == (OFFICE, 1)


def test_what_a_machine_there_says_leads_no_answer_there(desk: Desk) -> None:
    with store_scope(desk.store_id):
        answer(desk, to(office_address(only_conversation())))
    with time_machine.travel(later()):
        work()
        ours = sent_mails()[0]
        back = mail(
            "I am away", sender=OFFICE, to=str(ours["Reply-To"]), answers=str(ours["Message-ID"]),
            headers={"Auto-Submitted": "auto-replied"},
        )  # fmt: skip
        arrive(back, to=str(ours["Reply-To"].addresses[0].addr_spec), mail_from=OFFICE)
    with store_scope(desk.store_id):
        conversation = only_conversation()
        assert conversation.message_count == 3
        assert way_of(conversation).identity == conversation.identity


def test_an_answer_leaves_by_another_channel_and_theirs_comes_back_by_its_chain(desk: Desk) -> None:
    with store_scope(desk.store_id):
        fake = on_fake(desk, only_conversation())
        write_by_fake(desk, "Hello from the chat")
        message = reply(desk.actor, first(), text="Kal", client_key="one", switching=to(fake))
        assert message.account == fake_account(desk)
        with time_machine.travel(later()):
            work()
            delivery = Delivery.objects.get(message=message)
            assert (delivery.state, "@" in delivery.provider_key) == ("sent", False)
            write_by_fake(desk, "Thank you", references=(delivery.provider_key,), number=2)
            conversation = Conversation.objects.get(pk=message.conversation_id)
            assert conversation.message_count == 3
            assert way_of(conversation).account == fake_account(desk)
            assert [each.channel for each in thread_page(desk.actor, conversation).messages] == [
                "",
                "fake",
                "fake",
            ]


def test_the_mail_afterwards_names_no_message_of_the_other_channel(desk: Desk) -> None:
    with store_scope(desk.store_id):
        fake = on_fake(desk, only_conversation())
        write_by_fake(desk, "Hello from the chat")
        on_chat = reply(desk.actor, first(), text="Kal", client_key="one", switching=to(fake))
        reply(desk.actor, first(), text="And by mail", client_key="two")
    with time_machine.travel(later()):
        work()
    [by_mail] = sent_mails()
    assert on_chat.public_id.hex not in str(by_mail["References"])


def test_nothing_goes_to_an_address_that_nothing_shows_to_be_theirs(desk: Desk) -> None:
    with store_scope(desk.store_id):
        unproved = office_address(only_conversation(), is_proved=False)
        with pytest.raises(BadInput) as refused:
            answer(desk, to(unproved))
        assert refused.value.field == "way"
        stranger = to(unproved)
        with pytest.raises(BadInput):
            answer(desk, Switching(uuid4(), stranger.reason))
        assert not Message.objects.filter(direction="out").exists()


def test_nothing_goes_where_mail_came_back_or_where_the_shop_has_no_account(desk: Desk) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        office_address(conversation)
        wrote = Message.objects.get(direction="in")
        suppress_address(
            TEST,
            namespace="email",
            key=OFFICE,
            address=OFFICE,
            reason=Suppression.Reason.BOUNCED,
            status="",
            message=wrote,
        )
        know_by(TEST, conversation.customer, namespace="fax", key="1", address="1", is_proved=True)
        offered = ways_of(desk.actor, conversation)
        assert [bool(each.why_not) for each in offered] == [True, True]
        assert offered[1].way is None


def test_a_channel_with_a_time_takes_an_answer_only_while_it_runs(desk: Desk) -> None:
    with store_scope(desk.store_id):
        fake = on_fake(desk, only_conversation())
        [offered] = ways_of(desk.actor, only_conversation())
        assert offered.why_not  # they never wrote there
        with pytest.raises(BadInput):
            answer(desk, to(fake))
        write_by_fake(desk, "Hello")
        mine = first()
        reply(desk.actor, mine, text="Kal", client_key="in time", switching=to(fake))
        with time_machine.travel(now() + timedelta(hours=25)), pytest.raises(BadInput):
            reply(desk.actor, mine, text="Kal", client_key="too late", switching=to(fake))


def test_its_limits_hold(desk: Desk) -> None:
    with store_scope(desk.store_id):
        fake = on_fake(desk, only_conversation())
        write_by_fake(desk, "Hello")
        mine = first()
        long = "x" * ((FakeAdapter.capabilities.text_limit or 0) + 1)
        with pytest.raises(BadInput):
            reply(desk.actor, mine, text=long, client_key="long", switching=to(fake))
        with pytest.raises(BadInput):
            schedule_reply(
                desk.actor,
                mine,
                text=long,
                client_key="long",
                leaves_at=now() + timedelta(1),
                switching=to(fake),
            )


@pytest.mark.parametrize(
    ("reason", "words"), [("", ""), ("because", ""), ("other", " "), ("other", "x" * 201)]
)
def test_it_needs_a_reason(desk: Desk, reason: str, words: str) -> None:
    with store_scope(desk.store_id):
        office = office_address(only_conversation())
        with pytest.raises(BadInput):
            answer(desk, to(office, reason, words))
        with pytest.raises(BadInput):
            choose_draft_way(desk.actor, only_conversation(), switching=to(office, reason, words))
        assert not Switch.objects.exists()


def test_taken_back_it_is_not_counted_and_the_draft_keeps_the_choice(desk: Desk) -> None:
    with store_scope(desk.store_id):
        message = answer(desk, to(office_address(only_conversation()), "urgent"))
        assert [each.kind for each in told(desk)] == ["reply.switched"]
        undo_reply(desk.actor, message)
        assert count_switches(only_conversation()) == 0
        assert told(desk) == []
        draft = Draft.objects.get()
        assert draft.goes_to is not None
        assert (draft.goes_to.address, draft.switch_reason, draft.text) == (OFFICE, "urgent", "Kal tak")


def told(desk: Desk) -> list[Event]:
    page = thread_page(desk.actor, get_conversation(desk.actor, only_conversation().public_id))
    return [each for each in page.events if each.kind.startswith("reply.")]


def test_a_choice_waits_with_its_draft_and_can_be_taken_back(desk: Desk) -> None:
    with store_scope(desk.store_id):
        office = office_address(only_conversation())
        choose_draft_way(desk.actor, only_conversation(), switching=to(office))
        assert Draft.objects.get().goes_to == office
        choose_draft_way(desk.actor, only_conversation(), switching=None)
        assert not Draft.objects.exists()


def test_an_answer_that_leaves_later_goes_where_it_was_to_go(desk: Desk) -> None:
    with store_scope(desk.store_id):
        office = office_address(only_conversation())
        draft = schedule_reply(
            desk.actor,
            only_conversation(),
            text="Kal",
            client_key="later",
            leaves_at=now() + timedelta(1),
            switching=to(office, "closed"),
        )
        message = send_now(desk.actor, draft)
        assert (message.goes_to, Switch.objects.get().reason) == (office, "closed")


def test_the_address_of_another_customer_is_not_taken_from_them(desk: Desk) -> None:
    arrive(mail(sender="Anil <anil@example.in>"), mail_from="anil@example.in")
    with store_scope(desk.store_id):
        mine = first()
        with pytest.raises(Conflict):
            know_by(TEST, mine.customer, namespace="email", key="anil@example.in", address="anil@example.in")


def test_who_may_not_answer_may_not_switch(desk: Desk) -> None:
    reader = make_colleague(desk.shop, "hemal@example.com", role=Role.READER)
    with store_scope(desk.store_id):
        office = office_address(only_conversation())
        actor = Desk(desk.shop, desk.account, reader).actor
        for act in (
            lambda: ways_of(actor, only_conversation()),
            lambda: choose_draft_way(actor, only_conversation(), switching=to(office)),
        ):
            with pytest.raises(Forbidden):
                act()
