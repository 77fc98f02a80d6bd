"""The pages of problems, for who leads, who answers, who reads, and who is not here."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from saath.conversations.actions.problems import link_to_problem, open_problem
from saath.conversations.models import Conversation, Problem
from saath.conversations.tests.builders import Desk, make_desk
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true"}
LIST = "/desk/problems/"
BUDGET = 7


@pytest.fixture
def manager(desk: Desk) -> Client:
    return browser_of(make_colleague(desk.shop, "rukmini@example.com", Role.MANAGER), desk.shop)


@pytest.fixture
def problem(desk: Desk, conversation: Conversation) -> Problem:
    with store_scope(desk.store_id):
        problem = open_problem(desk.actor, name="Courier on strike")
        link_to_problem(desk.actor, conversation, problem=problem)
    return problem


def page_of(problem: Problem) -> str:
    return reverse("desk:problem", args=[problem.public_id])


def link_of(conversation: Conversation) -> str:
    return reverse("desk:link_problem", args=[conversation.public_id])


def belongs_to(desk: Desk) -> str:
    with store_scope(desk.store_id):
        return ",".join(Conversation.objects.exclude(problem=None).values_list("problem__name", flat=True))


def test_a_conversation_is_put_to_a_new_problem_and_back(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    address = link_of(conversation)
    assert "What went wrong, in a few words" in colleague.get(address, headers=HTMX).text
    response = colleague.post(address, {"name": "Wrong colour"}, headers=HTMX)
    assert "Wrong colour" in response.text
    assert belongs_to(desk) == "Wrong colour"
    toast = json.loads(response["HX-Trigger"])["toast"]
    colleague.post(toast["undoUrl"], headers=HTMX)
    assert belongs_to(desk) == ""


def test_an_undo_puts_it_to_the_problem_it_was_of(
    colleague: Client, desk: Desk, conversation: Conversation, problem: Problem
) -> None:
    response = colleague.post(link_of(conversation), {}, headers=HTMX)
    assert belongs_to(desk) == ""
    colleague.post(json.loads(response["HX-Trigger"])["toast"]["undoUrl"], headers=HTMX)
    assert belongs_to(desk) == "Courier on strike"


def test_it_works_without_scripts(colleague: Client, desk: Desk, conversation: Conversation) -> None:
    assert "<title>" in colleague.get(link_of(conversation)).text
    assert colleague.post(link_of(conversation), {"name": "Wrong colour"}).status_code == 302
    assert belongs_to(desk) == "Wrong colour"


def test_the_thread_tells_of_it_and_leads_there(
    colleague: Client, conversation: Conversation, problem: Problem
) -> None:
    page = colleague.get(f"/desk/now/{conversation.public_id}/").text
    assert "counted it to a problem" in page
    assert page_of(problem) in page


def test_whoever_leads_sees_whom_an_answer_reaches_sends_and_stops_it(
    manager: Client, desk: Desk, problem: Problem
) -> None:
    words = {"text_en": "It leaves today.", "resolution": "redelivery"}
    checked = manager.post(reverse("desk:check_answer", args=[problem.public_id]), words)
    assert "It answers 1 conversation" in checked.text
    seen = checked.context["seen"]
    sent = manager.post(reverse("desk:answer_problem", args=[problem.public_id]), {**words, "seen": seen})
    assert sent.headers["Location"] == page_of(problem)
    assert "Until then they can be stopped" in manager.get(page_of(problem)).text
    manager.post(reverse("desk:stop_answering", args=[problem.public_id]))
    with store_scope(desk.store_id):
        assert Problem.objects.get().state == Problem.State.OPEN


def test_nothing_to_send_is_said_and_nothing_leaves(manager: Client, desk: Desk, problem: Problem) -> None:
    response = manager.post(reverse("desk:check_answer", args=[problem.public_id]), {"text_en": " "})
    assert (response.status_code, "There is nothing to send yet." in response.text) == (422, True)
    response = manager.post(reverse("desk:answer_problem", args=[problem.public_id]), {"text_en": "Hello"})
    assert (response.status_code, "Look once more whom it reaches" in response.text) == (409, True)
    with store_scope(desk.store_id):
        assert Problem.objects.get().state == Problem.State.OPEN


def test_a_problem_is_opened_renamed_solved_and_taken_up_again(
    colleague: Client, desk: Desk, problem: Problem
) -> None:
    assert colleague.post(LIST, {"name": ""}).status_code == 422
    colleague.post(LIST, {"name": "Wrong colour"})
    assert "2 problems are open" in colleague.get(LIST).text
    colleague.post(reverse("desk:rename_problem", args=[problem.public_id]), {"name": "Strike in Surat"})
    colleague.post(reverse("desk:solve_problem", args=[problem.public_id]))
    shown = colleague.get(LIST).text
    assert "1 problem is open" in shown
    assert "Strike in Surat" in shown
    colleague.post(reverse("desk:reopen_problem", args=[problem.public_id]))
    assert "2 problems are open" in colleague.get(LIST).text


def test_a_list_is_narrowed_to_a_problem(colleague: Client, problem: Problem) -> None:
    assert 'class="conv' in colleague.get(f"/desk/now/?problem={problem.public_id}").text


def test_who_reads_changes_nothing_and_who_answers_sends_nothing_to_all(
    desk: Desk, colleague: Client, conversation: Conversation, problem: Problem
) -> None:
    reader = browser_of(make_colleague(desk.shop, "hemal@example.com", Role.READER), desk.shop)
    assert reader.get(page_of(problem)).status_code == 200
    for name in ("rename_problem", "solve_problem", "reopen_problem", "check_answer", "answer_problem"):
        assert reader.post(reverse(f"desk:{name}", args=[problem.public_id])).status_code == 403, name
    assert reader.post(link_of(conversation), {"name": "Mine"}, headers=HTMX).status_code == 403
    assert reader.post(LIST, {"name": "Mine"}).status_code == 403
    assert "Answer all of them" not in colleague.get(page_of(problem)).text
    assert colleague.post(reverse("desk:check_answer", args=[problem.public_id])).status_code == 403


def test_an_outsider_finds_nothing(desk: Desk, problem: Problem) -> None:
    other = make_desk("khadi", "namaste@khadi.test", "asha@example.com")
    outsider = browser_of(other.member, other.shop)
    assert outsider.get(page_of(problem)).status_code == 404
    assert "Courier on strike" not in outsider.get(LIST).text
    for name in ("rename_problem", "solve_problem", "stop_answering", "check_answer", "answer_problem"):
        assert outsider.post(reverse(f"desk:{name}", args=[problem.public_id])).status_code == 404, name
    assert browser_of(None, desk.shop).get(LIST).status_code == 302


def test_its_page_asks_little(
    manager: Client, problem: Problem, statements: Callable[[Client, str], int]
) -> None:
    assert statements(manager, page_of(problem)) <= BUDGET
    assert statements(manager, LIST) <= BUDGET
