"""Spam in a shop: kept apart without a clock or a word, taught by people, and never a known customer's mail."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.spam import mails
from saath.conversations.actions.accounts import trust_server
from saath.conversations.actions.reply import reply
from saath.conversations.actions.sender_rules import add_sender_rule, remove_sender_rule
from saath.conversations.actions.spam import call_spam, call_wanted
from saath.conversations.models import Conversation, IntakeItem, Message, SenderRule, SpamMemory
from saath.conversations.queries.inbox import list_queue, queue_counts
from saath.conversations.queues import QUEUES
from saath.conversations.spam.jobs import learn_answers
from saath.conversations.spam.memory import known
from saath.conversations.tests.arrivals import fetch
from saath.conversations.tests.builders import Desk, arrive, mail, only_conversation, sent_mails, work
from saath.core.clock import now
from saath.core.errors import BadInput, Forbidden
from saath.stores.hours import INDIA
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
State = Conversation.State
FLAGGED = {"X-Spam-Flag": "YES"}


def rule(desk: Desk, kind: str, sender: str) -> SenderRule:
    with store_scope(desk.store_id):
        return add_sender_rule(TEST, kind=kind, sender=sender)


def states(desk: Desk) -> list[tuple[str, str]]:
    with store_scope(desk.store_id):
        return list(Conversation.objects.order_by("id").values_list("state", "spam_reason"))


def from_spammer(text: str = "Buy followers now", **headers: str) -> EmailMessage:
    return mail(text, sender="Boost <boost@followers.top>", subject="Cheap", headers=headers)


def shown(desk: Desk, queue: str) -> int:
    with store_scope(desk.store_id):
        return len(list_queue(desk.actor, QUEUES[queue], zone=INDIA).rows)


def test_spam_waits_for_nobody_and_is_in_its_own_queue(desk: Desk) -> None:
    arrive(from_spammer(**FLAGGED))
    with store_scope(desk.store_id):
        conversation = only_conversation()
        assert (conversation.state, conversation.spam_reason) == (State.SPAM, "upstream")
        assert (conversation.due_at, conversation.waiting_since) == (None, None)
        assert queue_counts(desk.actor, zone=INDIA)["now"] == 0
        assert IntakeItem.objects.get().state == IntakeItem.State.ACCEPTED
        kinds = set(Event.objects.values_list("kind", flat=True))
    assert not kinds & {"conversation.opened", "message.received", "acknowledgement.due"}
    assert (shown(desk, "spam"), shown(desk, "now")) == (1, 0)
    with time_machine.travel(now() + timedelta(hours=1)):
        work()
    assert sent_mails() == []


def test_more_of_the_same_stays_where_it_is(desk: Desk) -> None:
    first = from_spammer(**FLAGGED)
    arrive(first)
    arrive(mail("Last chance", sender="boost@followers.top", answers=first["Message-ID"]))
    with store_scope(desk.store_id):
        conversation = only_conversation()
        assert (conversation.state, conversation.message_count, conversation.due_at) == (
            State.SPAM,
            2,
            None,
        )


def test_a_blocked_sender_is_kept_apart_until_the_rule_is_taken_out(desk: Desk) -> None:
    told = rule(desk, "block", "@followers.top")
    arrive(from_spammer())
    with store_scope(desk.store_id):
        remove_sender_rule(TEST, told)
    arrive(from_spammer("Something else"))
    assert states(desk) == [(State.SPAM, "blocked"), (State.OPEN, "")]


def test_an_allowed_sender_is_let_in(desk: Desk) -> None:
    rule(desk, "allow", "boost@followers.top")
    arrive(from_spammer(**FLAGGED))
    assert states(desk) == [(State.OPEN, "")]


def test_no_mail_of_a_known_customer_is_hidden(desk: Desk) -> None:
    rule(desk, "block", "example.in")
    arrive(mail("A first word", sender="Asha <asha@another.in>"))
    arrive(mail("A second thing", sender="asha@another.in", subject="Else", headers=FLAGGED))
    with store_scope(desk.store_id):
        Conversation.objects.update(state=State.SOLVED)
    arrive(mail("A third thing", sender="asha@another.in", subject="More", headers=FLAGGED))
    assert [state for state, _ in states(desk)] == [State.SOLVED, State.SOLVED, State.OPEN]


def test_who_only_ever_wrote_spam_is_not_known(desk: Desk) -> None:
    arrive(from_spammer(**FLAGGED))
    arrive(mail("Again", sender="boost@followers.top", subject="Other", headers=FLAGGED))
    assert [state for state, _ in states(desk)] == [State.SPAM, State.SPAM]


def test_a_blocked_address_is_blocked_even_for_a_known_customer(desk: Desk) -> None:
    arrive(mail(sender="pest@another.in"))
    rule(desk, "block", "pest@another.in")
    arrive(mail("Again", sender="pest@another.in", subject="Other"))
    assert [state for state, _ in states(desk)] == [State.OPEN, State.SPAM]


def test_history_is_no_spam(desk: Desk) -> None:
    fetch(desk, from_spammer(**FLAGGED), is_imported=True)
    assert states(desk) == [(State.SOLVED, "")]


def test_a_colleague_calls_it_spam_and_wanted_again(desk: Desk) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        call_spam(desk.actor, only_conversation())
        spam = only_conversation()
        assert (spam.state, spam.spam_reason, spam.due_at) == (State.SPAM, "colleague", None)
    work()
    with store_scope(desk.store_id):
        assert (only_conversation().taught, SpamMemory.objects.get().spam_mails) == ("spam", 1)
        call_wanted(desk.actor, only_conversation())
        wanted = only_conversation()
        assert (wanted.state, wanted.spam_reason) == (State.OPEN, "")
        assert wanted.waiting_since == Message.objects.get().created_at
        assert wanted.due_at is not None
    work()
    with store_scope(desk.store_id):
        memory = SpamMemory.objects.get()
        assert (only_conversation().taught, memory.spam_mails, memory.wanted_mails) == ("ham", 0, 1)
    assert shown(desk, "now") == 1


def test_what_the_learner_found_by_itself_teaches_it_nothing(desk: Desk) -> None:
    teach_all(desk)
    arrive(mail("Buy 10,000 followers now, only $9", subject="Instagram followers", sender="z@q.top"))
    with store_scope(desk.store_id):
        found = Conversation.objects.latest("id")
        assert (found.state, found.spam_reason, found.taught) == (State.SPAM, "learned", "")


def test_a_flag_that_any_sender_may_write_teaches_nothing(desk: Desk) -> None:
    for number in range(3):
        arrive(mail("Where is my order?", sender=f"c{number}@evil.test", headers=FLAGGED))
    rule(desk, "block", "followers.top")
    arrive(from_spammer())
    work()
    with store_scope(desk.store_id):
        assert SpamMemory.objects.get().spam_mails == 1


def test_what_was_answered_is_learned_as_wanted(desk: Desk) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text="Kal tak", client_key="first")
    learn_answers.func()
    work()
    with store_scope(desk.store_id):
        assert (only_conversation().taught, SpamMemory.objects.get().wanted_mails) == ("ham", 1)
    learn_answers.func()
    work()
    with store_scope(desk.store_id):
        assert SpamMemory.objects.get().wanted_mails == 1


def test_of_a_long_history_only_the_newest_answers_are_learned(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saath.conversations.spam.lessons.LOOK_BACK", 1)
    for number in range(3):
        arrive(mail(f"Order {number}?", sender=f"Customer <c{number}@example.in>"))
    with store_scope(desk.store_id):
        for conversation in Conversation.objects.order_by("pk"):
            reply(desk.actor, conversation, text="Kal tak", client_key=conversation.reference)
    learn_answers.func()
    work()
    with store_scope(desk.store_id):
        taught = Conversation.objects.order_by("pk").values_list("taught", flat=True)
        assert list(taught) == ["", "", "ham"]


def test_a_mail_costs_one_statement_more_while_nothing_changes(desk: Desk) -> None:
    rule(desk, "block", "followers.top")
    with store_scope(desk.store_id):
        known()
        with CaptureQueriesContext(connection) as captured:
            known()
    assert len([q for q in captured.captured_queries if "set_config" not in q["sql"]]) <= 1


@pytest.mark.parametrize("sender", ["", "nothing", "@", "a b", "@com", "x" * 400])
def test_what_is_no_sender_is_refused(desk: Desk, sender: str) -> None:
    with store_scope(desk.store_id), pytest.raises(BadInput):
        add_sender_rule(TEST, kind="block", sender=sender)


def test_a_colleague_without_the_right_changes_no_rule(desk: Desk) -> None:
    with store_scope(desk.store_id), pytest.raises(Forbidden):
        add_sender_rule(desk.actor, kind="block", sender="a@b.in")


def test_rules_of_a_shop_are_its_own(desk: Desk) -> None:
    from saath.conversations.tests.builders import make_desk

    other = make_desk("other", "hello@other.test", "arjun@example.com")
    rule(desk, "block", "followers.top")
    arrive(from_spammer(), to="hello@other.test")
    assert states(other) == [(State.OPEN, "")]


def teach_all(desk: Desk) -> None:
    """Let the shop's people sort the labelled mails."""
    for number, each in enumerate(list(mails())[:40]):
        sender = f"c{number}@{'seller.top' if each.is_spam else 'gmail.test'}"
        arrive(mail(each.text, sender=sender, subject=each.subject))
        with store_scope(desk.store_id):
            conversation = Conversation.objects.latest("id")
            if each.is_spam:
                call_spam(desk.actor, conversation)
            else:
                reply(desk.actor, conversation, text="Haan", client_key=f"k{number}")
    learn_answers.func()
    work()


def test_a_proved_spammer_gets_no_acknowledgement(desk: Desk) -> None:
    with store_scope(desk.store_id):
        trust_server(TEST, desk.account, authserv_ids="mx.paanch.test", is_behind_server=True)
    proved = {"Authentication-Results": "mx.paanch.test; dmarc=pass header.from=followers.top"}
    arrive(from_spammer(**FLAGGED, **proved))
    with store_scope(desk.store_id):
        assert Message.objects.get().is_sender_proved
        assert not Event.objects.filter(kind__startswith="acknowledgement").exists()
    assert sent_mails() == []
