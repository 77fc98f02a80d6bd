"""Learning from answers: read first, then taught under a short lock."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.conversations.actions.learn import learn_answered
from saath.conversations.actions.reply import reply
from saath.conversations.actions.spam import call_spam
from saath.conversations.models import Conversation, SpamMemory
from saath.conversations.spam.lessons import answered_lessons
from saath.conversations.tests.builders import Desk, arrive, mail
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


def answered(desk: Desk, customers: range) -> None:
    """Let these customers write, and answer them."""
    for number in customers:
        arrive(mail(f"Order {number}?", sender=f"Customer <c{number}@example.in>"))
        with store_scope(desk.store_id):
            reply(
                desk.actor, Conversation.objects.latest("pk"), text="Kal tak", client_key=f"answer {number}"
            )


def statements_of_learning(desk: Desk) -> tuple[int, int]:
    """Learn what was answered; return how many statements reading took, and how many were run under the lock."""
    with store_scope(desk.store_id):
        with CaptureQueriesContext(connection) as read:
            lessons = answered_lessons(limit=10)
        with CaptureQueriesContext(connection) as written:
            learn_answered(TEST, lessons)
    return len(read), len(written)


def test_learning_takes_as_many_statements_for_one_answer_as_for_six(desk: Desk) -> None:
    answered(desk, range(1))
    statements_of_learning(desk)
    answered(desk, range(1, 2))
    of_one = statements_of_learning(desk)
    answered(desk, range(2, 8))
    assert statements_of_learning(desk) == of_one
    with store_scope(desk.store_id):
        assert SpamMemory.objects.get().wanted_mails == 8


def test_what_is_called_spam_while_it_is_read_is_not_learned_as_wanted(desk: Desk) -> None:
    answered(desk, range(2))
    with store_scope(desk.store_id):
        lessons = answered_lessons(limit=10)
        call_spam(desk.actor, Conversation.objects.earliest("pk"))
        learn_answered(TEST, lessons)
        taught = Conversation.objects.order_by("pk").values_list("taught", flat=True)
        assert list(taught) == ["", "ham"]


def test_two_who_read_the_same_answers_teach_them_once(desk: Desk) -> None:
    answered(desk, range(1))
    with store_scope(desk.store_id):
        both = [answered_lessons(limit=10), answered_lessons(limit=10)]
        for lessons in both:
            learn_answered(TEST, lessons)
        assert SpamMemory.objects.get().wanted_mails == 1
