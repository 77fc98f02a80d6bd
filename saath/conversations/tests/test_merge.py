"""Two conversations of one customer become one, and two again: nothing is lost, and every way leads on."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from saath.conversations.actions.drafts import save_draft
from saath.conversations.actions.merge import merge_conversations, undo_merge
from saath.conversations.actions.promising import Promise
from saath.conversations.actions.reply import reply, undo_reply
from saath.conversations.actions.snooze import snooze_conversation
from saath.conversations.actions.spam import call_spam
from saath.conversations.actions.split import split_conversation, undo_split
from saath.conversations.actions.tags import tag_conversation
from saath.conversations.actions.triage import solve_conversation
from saath.conversations.actions.updates import promise_update
from saath.conversations.models import Conversation, Message, Move
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.queries.find import find_conversations
from saath.conversations.queries.inbox import queue_counts
from saath.conversations.tests.builders import Desk, arrive, later, mail, said, sent_mails, work
from saath.core.clock import now
from saath.core.errors import Conflict, Forbidden
from saath.stores.hours import INDIA
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
State = Conversation.State


def about(subject: str) -> Conversation:
    return Conversation.objects.get(subject=subject)


@pytest.fixture
def two(desk: Desk) -> tuple[Conversation, Conversation]:
    """An order that was answered, and a later mail of the same customer that waits."""
    arrive(mail("Where is my order?", subject="Order PT-1"))
    with store_scope(desk.store_id):
        reply(desk.actor, about("Order PT-1"), text="It comes on Friday.", client_key="k1")
    with time_machine.travel(later()):
        work()
        arrive(mail("The pillow is torn", subject="Torn pillow"))
    with store_scope(desk.store_id):
        return about("Order PT-1"), about("Torn pillow")


def merge(desk: Desk, one: Conversation, into: Conversation) -> Move:
    with store_scope(desk.store_id):
        return merge_conversations(desk.actor, one, into=into)


def test_all_words_are_in_one_and_it_waits_for_whom_either_waited(
    desk: Desk, two: tuple[Conversation, Conversation]
) -> None:
    order, torn = two
    merge(desk, torn, order)
    with store_scope(desk.store_id):
        assert [text for _way, text in said(order)] == [
            "Where is my order?",
            "It comes on Friday.",
            "The pillow is torn",
        ]
        fresh = about("Order PT-1")
        assert (fresh.state, fresh.waiting_since, fresh.due_at) == (
            State.OPEN,
            torn.waiting_since,
            torn.due_at,
        )
        assert (fresh.message_count, fresh.last_text) == (3, "The pillow is torn")
        assert fresh.first_answered_at == order.first_answered_at
        assert queue_counts(desk.actor, zone=INDIA)["now"] == 1


def test_a_question_that_was_older_than_an_answer_in_the_other_still_waits(
    desk: Desk, two: tuple[Conversation, Conversation]
) -> None:
    order, torn = two
    with store_scope(desk.store_id):
        with time_machine.travel(later()):
            reply(desk.actor, order, text="It left today.", client_key="k2")
        merge_conversations(desk.actor, torn, into=order)
        assert about("Order PT-1").waiting_since == torn.waiting_since
        answer = reply(desk.actor, order, text="A new pillow is on its way.", client_key="k3")
        assert about("Order PT-1").state == State.PENDING
        undo_reply(desk.actor, answer)
        assert about("Order PT-1").waiting_since == torn.waiting_since


def test_the_one_that_went_leads_on_by_address_reference_and_search(
    desk: Desk, two: tuple[Conversation, Conversation]
) -> None:
    order, torn = two
    merge(desk, torn, order)
    with store_scope(desk.store_id):
        assert get_conversation(desk.actor, torn.public_id).pk == order.pk
        for words in (torn.reference, order.reference, "torn"):
            [row] = find_conversations(desk.actor, words).rows
            assert row.id == order.pk, words


def test_mails_to_the_one_that_went_come_to_the_one_that_goes_on(
    desk: Desk, two: tuple[Conversation, Conversation]
) -> None:
    order, torn = two
    with store_scope(desk.store_id):
        reply(desk.actor, torn, text="How many are torn?", client_key="k2")
    with time_machine.travel(later()):
        work()
    asked = sent_mails()[-1]
    address = asked["Reply-To"].addresses[0].addr_spec
    merge(desk, torn, order)
    arrive(mail("Two of them", subject="Re: Torn pillow", answers=asked["Message-ID"]))
    arrive(mail("And a third", subject="something else", to=address), to=address)
    with store_scope(desk.store_id):
        assert [text for _way, text in said(order)][-2:] == ["Two of them", "And a third"]
        assert said(torn) == []


def test_undo_takes_it_out_as_it_was(desk: Desk, two: tuple[Conversation, Conversation]) -> None:
    order, torn = two
    with store_scope(desk.store_id):
        tag_conversation(desk.actor, torn, name="torn")
        order.refresh_from_db()
    move = merge(desk, torn, order)
    with store_scope(desk.store_id):
        assert [each.tag.name for each in order.taggings.select_related("tag")] == ["torn"]
        assert undo_merge(desk.actor, move).pk == torn.pk
        for before in (order, torn):
            after = Conversation.objects.get(pk=before.pk)
            for name in (
                "state", "waiting_since", "due_at", "first_answered_at", "last_text", "last_message_id",
                "message_count", "created_at", "former_references", "merged_into_id", "assignee_id", "parties",
            ):  # fmt: skip
                assert getattr(after, name) == getattr(before, name), (before.subject, name)
        assert [text for _way, text in said(torn)] == ["The pillow is torn"]
        assert not order.taggings.exists()
        assert torn.taggings.count() == 1
        assert find_conversations(desk.actor, "torn").rows[0].id == torn.pk
        with pytest.raises(Conflict):
            undo_merge(desk.actor, move)


def test_undo_keeps_what_was_said_since_where_it_was_said(
    desk: Desk, two: tuple[Conversation, Conversation]
) -> None:
    order, torn = two
    move = merge(desk, torn, order)
    with store_scope(desk.store_id):
        reply(desk.actor, order, text="Both are seen to.", client_key="k2")
        undo_merge(desk.actor, move)
        assert said(order)[-1] == ("out", "Both are seen to.")
        assert about("Order PT-1").state == State.PENDING
        assert about("Torn pillow").waiting_since == torn.waiting_since


def test_two_customers_are_never_merged(desk: Desk, two: tuple[Conversation, Conversation]) -> None:
    order, _torn = two
    arrive(mail("Mine?", sender="Ravi <ravi@example.in>", subject="Another"), mail_from="ravi@example.in")
    with store_scope(desk.store_id), pytest.raises(Conflict, match="two customers: Ravi and Sunita Verma"):
        merge_conversations(desk.actor, about("Another"), into=order)


def test_spam_itself_and_two_promises_are_refused(desk: Desk, two: tuple[Conversation, Conversation]) -> None:
    order, torn = two
    with store_scope(desk.store_id):
        with pytest.raises(Conflict):
            merge_conversations(desk.actor, order, into=order)
        for each in two:
            promise_update(desk.actor, each, promise=Promise("write", now() + timedelta(hours=3)))
        with pytest.raises(Conflict, match="promised in both"):
            merge_conversations(desk.actor, torn, into=order)
        call_spam(desk.actor, torn)
        with pytest.raises(Conflict, match="spam"):
            merge_conversations(desk.actor, torn, into=order)


def test_a_promise_and_unsent_words_come_along(desk: Desk, two: tuple[Conversation, Conversation]) -> None:
    order, torn = two
    with store_scope(desk.store_id):
        promise_update(desk.actor, torn, promise=Promise("write", now() + timedelta(hours=3)))
        save_draft(desk.actor, torn, kind="reply", text="I will send", window="w1")
        save_draft(desk.actor, order, kind="reply", text="Your order", window="w1")
        torn.refresh_from_db()
        move = merge_conversations(desk.actor, torn, into=order)
        merged = about("Order PT-1")
        assert (merged.update_due_at, merged.update_kind) == (torn.update_due_at, "write")
        assert "Your order\n\nI will send" in merged.drafts.values_list("text", flat=True)
        undo_merge(desk.actor, move)
        assert about("Order PT-1").update_due_at is None
        assert about("Torn pillow").update_due_at == torn.update_due_at
        assert about("Torn pillow").drafts.get().text == "I will send"


def test_into_one_that_is_solved_takes_it_up_again_and_undo_solves_it_again(
    desk: Desk, two: tuple[Conversation, Conversation]
) -> None:
    order, torn = two
    with store_scope(desk.store_id):
        solved = solve_conversation(desk.actor, order)
        move = merge_conversations(desk.actor, torn, into=order)
        assert about("Order PT-1").state == State.OPEN
        undo_merge(desk.actor, move)
        after = about("Order PT-1")
        assert (after.state, after.solved_at, after.resolution) == (
            State.SOLVED,
            solved.solved_at,
            solved.resolution,
        )
        assert after.solutions.get().withdrawn_at is None


def test_a_chain_of_merges_leads_to_its_end_and_is_taken_apart_from_there(
    desk: Desk, two: tuple[Conversation, Conversation]
) -> None:
    order, torn = two
    arrive(mail("And the bill?", subject="Bill"))
    with store_scope(desk.store_id):
        bill = about("Bill")
        first = merge_conversations(desk.actor, torn, into=order)
        second = merge_conversations(desk.actor, order, into=bill)
        assert get_conversation(desk.actor, torn.public_id).pk == bill.pk
        assert find_conversations(desk.actor, torn.reference).rows[0].id == bill.pk
        with pytest.raises(Conflict):
            undo_merge(desk.actor, first)
        undo_merge(desk.actor, second)
        assert get_conversation(desk.actor, torn.public_id).pk == order.pk
        assert len(said(order)) == 3
        undo_merge(desk.actor, first)
        assert (len(said(order)), len(said(torn)), len(said(bill))) == (2, 1, 1)


def test_a_snooze_of_the_one_that_went_wakes_nobody(
    desk: Desk, two: tuple[Conversation, Conversation]
) -> None:
    order, torn = two
    with store_scope(desk.store_id):
        snooze_conversation(desk.actor, order, until=now() + timedelta(hours=2))
        reply(desk.actor, torn, text="A new one comes.", client_key="k2")
        snooze_conversation(desk.actor, torn, until=now() + timedelta(hours=5))
        move = merge_conversations(desk.actor, order, into=torn)
    with time_machine.travel(now() + timedelta(hours=3)):
        work()
        with store_scope(desk.store_id):
            assert about("Torn pillow").state == State.SNOOZED
            undo_merge(desk.actor, move)
            assert about("Order PT-1").state == State.OPEN


def test_both_tell_it_and_a_reader_may_not(desk: Desk, two: tuple[Conversation, Conversation]) -> None:
    order, torn = two
    reader = actor_of(make_colleague(desk.shop, "reads@example.com", Role.READER))
    with store_scope(desk.store_id), pytest.raises(Forbidden):
        merge_conversations(reader, torn, into=order)
    move = merge(desk, torn, order)
    with store_scope(desk.store_id):
        told = dict(
            Event.objects.filter(kind__startswith="conversation.merged").values_list("kind", "subject")
        )
        assert told == {
            "conversation.merged": order.public_id,
            "conversation.merged_away": torn.public_id,
        }
        undo_merge(desk.actor, move)
        assert Event.objects.filter(kind="conversation.unmerged").count() == 2


def test_what_follows_a_message_goes_into_a_new_one_and_back(
    desk: Desk, two: tuple[Conversation, Conversation]
) -> None:
    order, _torn = two
    with store_scope(desk.store_id):
        answer = Message.objects.get(text="It comes on Friday.")
        key = answer.keys.get().key
    with time_machine.travel(later()):
        arrive(mail("Also: do you sell bedsheets?", subject="Re: Order PT-1", answers=key))
    with store_scope(desk.store_id):
        before = about("Re: Order PT-1")
        asked = Message.objects.get(text="Also: do you sell bedsheets?")
        move = split_conversation(desk.actor, order, at=asked)
        part = Conversation.objects.get(pk=move.target_id)
        rest = Conversation.objects.get(pk=order.pk)
        assert (part.state, part.waiting_since, part.customer_id) == (
            State.OPEN,
            before.waiting_since,
            order.customer_id,
        )
        assert (rest.state, rest.waiting_since, rest.message_count) == (State.PENDING, None, 2)
        assert (part.first_answered_at, rest.first_answered_at) == (None, order.first_answered_at)
        assert find_conversations(desk.actor, "bedsheets").rows[0].id == part.pk
        assert undo_split(desk.actor, move).pk == order.pk
        after = Conversation.objects.get(pk=order.pk)
        assert (after.state, after.waiting_since, after.message_count) == (
            before.state,
            before.waiting_since,
            before.message_count,
        )
        assert get_conversation(desk.actor, part.public_id).pk == order.pk


def test_an_answer_to_what_was_split_off_comes_to_the_new_one(
    desk: Desk, two: tuple[Conversation, Conversation]
) -> None:
    order, _torn = two
    with store_scope(desk.store_id), time_machine.travel(later()):
        reply(desk.actor, order, text="About the sheets: yes.", client_key="k2")
    with time_machine.travel(later() + timedelta(minutes=1)):
        work()
    first, sheets = [each for each in sent_mails() if "Order PT-1" in each["Subject"]]
    with store_scope(desk.store_id):
        at = Message.objects.get(text="About the sheets: yes.")
        part = split_conversation(desk.actor, order, at=at).target
    arrive(mail("Which colours?", subject="Re: Order PT-1", answers=sheets["Message-ID"]))
    arrive(mail("Friday is fine", subject="Re: Order PT-1", answers=first["Message-ID"]))
    with store_scope(desk.store_id):
        assert said(part)[-1] == ("in", "Which colours?")
        assert said(order)[-1] == ("in", "Friday is fine")


def test_nothing_is_split_at_its_first_message(desk: Desk, two: tuple[Conversation, Conversation]) -> None:
    order, _torn = two
    with store_scope(desk.store_id), pytest.raises(Conflict, match="first message"):
        split_conversation(desk.actor, order, at=Message.objects.filter(conversation=order).earliest("pk"))
