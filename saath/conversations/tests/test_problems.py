"""One problem, many conversations: gathered, answered together in each language, and whoever writes meanwhile is left."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from saath.conversations.actions.answer_together import STOPPABLE_FOR, answer_together, stop_answering
from saath.conversations.actions.merge import merge_conversations, undo_merge
from saath.conversations.actions.problems import link_to_problem, open_problem, solve_problem
from saath.conversations.models import Conversation, MessageKey, Problem
from saath.conversations.problems.leaving import answer_batch
from saath.conversations.problems.rules import Look
from saath.conversations.queries.problems import cases_of, look_at, reached_by
from saath.conversations.tests.builders import Desk, arrive, mail, said, sent_mails, work
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, Forbidden
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
ANSWER = {"en": "The courier is back. Your parcel leaves today.", "hi": "कूरियर चल पड़ा। आपका पार्सल आज निकलेगा।"}
ASKED = {
    "asha@example.in": "Where is my parcel? It should have been here on Monday.",
    "ravi@example.in": "मेरा पार्सल कहाँ है? सोमवार को आना था।",
    "jignesh@example.in": "મારું પાર્સલ ક્યાં છે? સોમવારે આવવાનું હતું.",
}


@pytest.fixture
def manager(desk: Desk) -> Actor:
    return actor_of(make_colleague(desk.shop, "rukmini@example.com", Role.MANAGER))


@pytest.fixture
def problem(desk: Desk) -> Problem:
    """A problem of three customers who write three languages."""
    for address, text in ASKED.items():
        arrive(mail(text, sender=address), mail_from=address)
    with store_scope(desk.store_id):
        problem = open_problem(desk.actor, name="Courier on strike")
        for conversation in Conversation.objects.all():
            link_to_problem(desk.actor, conversation, problem=problem)
    return problem


def of(address: str) -> Conversation:
    return Conversation.objects.get(identity__address=address)


def answer(actor: Actor, problem: Problem, *, seen: Look | None = None) -> None:
    seen = seen or look_at(actor, problem)
    answer_together(actor, problem, answer=ANSWER, resolution="redelivery", seen=seen)


def a_minute_later() -> None:
    with time_machine.travel(now() + STOPPABLE_FOR + timedelta(seconds=1)):
        work()
    with time_machine.travel(now() + STOPPABLE_FOR + timedelta(seconds=30)):
        work()


def test_each_is_answered_in_their_language_and_solved(desk: Desk, problem: Problem, manager: Actor) -> None:
    with store_scope(desk.store_id):
        answer(manager, problem)
        work()
        assert sent_mails() == []
        a_minute_later()
        problem.refresh_from_db()
        assert problem.state == Problem.State.SOLVED
        assert said(of("asha@example.in"))[-1] == ("out", ANSWER["en"])
        assert said(of("ravi@example.in"))[-1] == ("out", ANSWER["hi"])
        assert said(of("jignesh@example.in"))[-1] == ("out", ANSWER["en"])
        states = Conversation.objects.values_list("state", "resolution").distinct()
        assert list(states) == [(Conversation.State.SOLVED, "redelivery")]
        assert len(sent_mails()) == len(ASKED)


def test_it_can_be_stopped_for_a_minute_and_not_after(desk: Desk, problem: Problem, manager: Actor) -> None:
    with store_scope(desk.store_id):
        answer(manager, problem)
        stop_answering(manager, problem)
        a_minute_later()
        assert sent_mails() == []
        answer(manager, problem)
        with time_machine.travel(now() + STOPPABLE_FOR), pytest.raises(Conflict):
            stop_answering(manager, problem)


def test_who_writes_after_the_sender_looked_is_left_to_a_person(
    desk: Desk, problem: Problem, manager: Actor
) -> None:
    with store_scope(desk.store_id):
        looked = look_at(manager, problem)
        first_mail = MessageKey.objects.get(message__conversation=of("asha@example.in")).key
    arrive(
        mail("It has come, but it is torn!", sender="asha@example.in", answers=first_mail),
        mail_from="asha@example.in",
    )
    with store_scope(desk.store_id):
        answer(manager, problem, seen=looked)
        a_minute_later()
        assert of("asha@example.in").state == Conversation.State.OPEN
        assert of("ravi@example.in").state == Conversation.State.SOLVED


def test_who_comes_to_it_after_the_sender_looked_gets_no_answer(
    desk: Desk, problem: Problem, manager: Actor
) -> None:
    with store_scope(desk.store_id):
        answer(manager, problem)
    arrive(mail("Mine too?", sender="late@example.in"), mail_from="late@example.in")
    with store_scope(desk.store_id):
        with pytest.raises(Conflict):
            link_to_problem(desk.actor, of("late@example.in"), problem=problem)
        Conversation.objects.filter(pk=of("late@example.in").pk).update(problem=problem)
        a_minute_later()
        assert of("late@example.in").state == Conversation.State.OPEN


def test_who_is_linked_after_the_sender_looked_has_to_be_looked_at(
    desk: Desk, problem: Problem, manager: Actor
) -> None:
    arrive(mail("Mine too?", sender="older@example.in"), mail_from="older@example.in")
    with store_scope(desk.store_id):
        looked = look_at(manager, problem)
        link_to_problem(desk.actor, of("older@example.in"), problem=problem)
        with pytest.raises(Conflict):
            answer(manager, problem, seen=looked)
        answer(manager, problem)


def test_what_is_merged_away_is_a_case_no_more_and_one_again_when_it_comes_back(
    desk: Desk, problem: Problem
) -> None:
    for subject in ("Second", "Third"):
        arrive(mail(subject, sender="asha@example.in", subject=subject), mail_from="asha@example.in")
    with store_scope(desk.store_id):
        first, second, third = Conversation.objects.filter(identity__address="asha@example.in").order_by("pk")
        link_to_problem(desk.actor, second, problem=problem)
        into_linked = merge_conversations(desk.actor, second, into=first)
        assert _cases(desk, problem) == (3, 3)
        into_other = merge_conversations(desk.actor, first, into=third)
        assert _cases(desk, problem) == (3, 3)
        assert Conversation.objects.get(pk=third.pk).problem == problem
        undo_merge(desk.actor, into_other)
        assert _cases(desk, problem) == (3, 3)
        assert Conversation.objects.get(pk=third.pk).problem is None
        undo_merge(desk.actor, into_linked)
        assert _cases(desk, problem) == (4, 4)


def _cases(desk: Desk, problem: Problem) -> tuple[int, int]:
    """Return how many conversations are counted as its cases, and how many are."""
    problem.refresh_from_db()
    return problem.conversation_count, len(cases_of(desk.actor, problem).rows)


def test_the_same_work_again_says_nothing_twice(desk: Desk, problem: Problem, manager: Actor) -> None:
    with store_scope(desk.store_id):
        answer(manager, problem)
        a_minute_later()
        Problem.objects.update(state=Problem.State.ANSWERING)
        Conversation.objects.update(state=Conversation.State.OPEN)
        answer_batch(problem.pk, after_id=0)
        assert [len(said(each)) for each in Conversation.objects.all()] == [2, 2, 2]


def test_it_is_told_beforehand_whom_it_reaches(desk: Desk, problem: Problem, manager: Actor) -> None:
    with store_scope(desk.store_id):
        reached = {
            (each.language, each.worded_in, each.count) for each in reached_by(manager, problem, ANSWER)
        }
    assert reached == {("en", "en", 1), ("hi", "hi", 1), ("gu", "en", 1)}


def test_nothing_leaves_where_its_writer_left(desk: Desk, problem: Problem, manager: Actor) -> None:
    with store_scope(desk.store_id):
        answer(manager, problem)
        Problem.objects.update(answered_by=None)
        a_minute_later()
        assert sent_mails() == []
        assert Problem.objects.get().state == Problem.State.OPEN


def test_a_conversation_belongs_to_one_problem_at_most(desk: Desk, problem: Problem) -> None:
    with store_scope(desk.store_id):
        other = open_problem(desk.actor, name="Wrong colour")
        assert link_to_problem(desk.actor, of("asha@example.in"), problem=other) == problem
        counts = dict(Problem.objects.values_list("name", "conversation_count"))
        assert counts == {"Courier on strike": 2, "Wrong colour": 1}
        link_to_problem(desk.actor, of("asha@example.in"), problem=None)
        other.refresh_from_db()
        assert other.conversation_count == 0


@pytest.mark.parametrize("words", [{}, {"en": "  "}, {"fr": "Bonjour"}, {"en": "Dear {{customer.name}}"}])
def test_an_answer_without_words_or_with_gaps_is_refused(
    desk: Desk, problem: Problem, manager: Actor, words: dict[str, str]
) -> None:
    with store_scope(desk.store_id), pytest.raises(BadInput):
        answer_together(manager, problem, answer=words, resolution="answer", seen=look_at(manager, problem))


def test_who_does_not_lead_answers_nobody_together(desk: Desk, problem: Problem) -> None:
    reader = actor_of(make_colleague(desk.shop, "hemal@example.com", Role.READER))
    with store_scope(desk.store_id):
        with pytest.raises(Forbidden):
            answer(desk.actor, problem)
        for act in (lambda: open_problem(reader, name="x"), lambda: solve_problem(reader, problem)):
            with pytest.raises(Forbidden):
                act()
