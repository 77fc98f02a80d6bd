"""A customer says how they found our help: once a solution, and the last word counts."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from saath.conversations.actions.rate import LONGEST_WORDS, NotToBeRated, rate_solution
from saath.conversations.actions.triage import reopen_conversation, solve_conversation
from saath.conversations.models import Rating, Solution
from saath.conversations.queries.thread import thread_page
from saath.conversations.tests.builders import Desk, arrive, mail, only_conversation
from saath.core.clock import now
from saath.core.errors import BadInput
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
CUSTOMER = Actor(kind="customer", label="in the chat")


@pytest.fixture
def solution(desk: Desk) -> Solution:
    arrive(mail())
    with store_scope(desk.store_id):
        solve_conversation(desk.actor, only_conversation())
        return Solution.objects.select_related("conversation").get()


def told(desk: Desk) -> list[dict[str, object]]:
    """Return the ratings that the thread tells."""
    page = thread_page(desk.actor, only_conversation())
    return [getattr(each, "rated", {}) for each in page.events if each.kind == "solution.rated"]


def test_a_rating_is_told_in_the_thread(desk: Desk, solution: Solution) -> None:
    with store_scope(desk.store_id):
        rating = rate_solution(CUSTOMER, solution, stars=4, words=" बहुत अच्छा \r\n")
        assert (rating.stars, rating.words, rating.language) == (4, "बहुत अच्छा", "hi")
        assert told(desk) == [{"stars": 4, "words": "बहुत अच्छा"}]


def test_the_last_word_counts_and_the_same_again_says_nothing_new(desk: Desk, solution: Solution) -> None:
    with store_scope(desk.store_id):
        for stars in (2, 2, 5, 5):
            rate_solution(CUSTOMER, solution, stars=stars)
        assert Rating.objects.get().stars == 5
        assert Event.objects.filter(kind="solution.rated").count() == 2
        assert told(desk) == [{"stars": 5, "words": ""}]


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_what_is_none_of_the_five_is_refused(desk: Desk, solution: Solution, stars: int) -> None:
    with store_scope(desk.store_id), pytest.raises(BadInput):
        rate_solution(CUSTOMER, solution, stars=stars)


def test_words_beyond_measure_are_refused(desk: Desk, solution: Solution) -> None:
    with store_scope(desk.store_id), pytest.raises(BadInput):
        rate_solution(CUSTOMER, solution, stars=3, words="x" * (LONGEST_WORDS + 1))


def test_what_was_taken_up_again_is_not_rated(desk: Desk, solution: Solution) -> None:
    with store_scope(desk.store_id):
        reopen_conversation(desk.actor, only_conversation())
        with pytest.raises(NotToBeRated):
            rate_solution(CUSTOMER, solution, stars=3)


def test_what_is_long_over_is_not_rated(desk: Desk, solution: Solution) -> None:
    with store_scope(desk.store_id), time_machine.travel(now() + timedelta(days=31)):
        with pytest.raises(NotToBeRated):
            rate_solution(CUSTOMER, solution, stars=3)
        assert not Rating.objects.exists()
