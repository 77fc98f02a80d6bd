"""Whoever presses twice has one grievance, and whoever guesses learns nothing, however they try."""

from __future__ import annotations

import html
import re
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saath.conversations.models import Conversation, IntakeItem, Message
from saath.conversations.tests.builders import Desk, make_desk, sent_mails, work
from saath.core.references import new_reference
from saath.portal.tests.test_grievance import FORM, HOST, PAGE, STATUS, stranger
from saath.promises.grievances.proving import code_of
from saath.promises.grievances.tests.builders import complain, open_page
from saath.promises.models import Grievance
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db(transaction=True)
OTHER = "help.other.test"
PRESSES = 5


@pytest.fixture
def desk() -> Desk:
    return shop_at(make_desk(), HOST)


def shop_at(desk: Desk, host: str) -> Desk:
    Domain.objects.create(store=desk.shop.store, purpose=Domain.Purpose.SHOPPER, host=host)
    with store_scope(desk.store_id):
        open_page()
    return desk


def text_of(page: Any) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_who_presses_again_while_it_is_still_sent_has_one_grievance(desk: Desk) -> None:
    def press(_nth: int) -> tuple[int, str]:
        answer = stranger().post(PAGE, FORM)
        connection.close()
        return answer.status_code, answer.headers.get("Location", "")

    with ThreadPoolExecutor(PRESSES) as threads:
        answers = list(threads.map(press, range(PRESSES)))
    assert [status for status, _to in answers] == [HTTPStatus.FOUND] * PRESSES
    with store_scope(desk.store_id):
        grievance = Grievance.objects.get()
        assert (IntakeItem.objects.count(), Conversation.objects.count()) == (1, 1)
        assert Message.objects.filter(direction="in").count() == 1
    for _status, to in answers:
        assert grievance.reference in text_of(stranger().get(to))
    work()
    assert len(sent_mails()) == 1


def test_the_ticket_of_another_shop_is_answered_like_one_that_is_nowhere(desk: Desk) -> None:
    other = shop_at(make_desk("other", "hello@other.test", "dev@example.com"), OTHER)
    with store_scope(other.store_id):
        theirs = complain(other)
        code = code_of(theirs)
    work()
    before = len(sent_mails())
    for entered in ({}, {"code": code}):
        there = stranger().post(STATUS, {"reference": theirs.reference, **entered})
        nowhere = new_reference()
        not_there = stranger().post(STATUS, {"reference": nowhere, **entered})
        assert there.status_code == not_there.status_code
        assert text_of(there).replace(theirs.reference, "") == text_of(not_there).replace(nowhere, "")
    work()
    assert len(sent_mails()) == before


def test_what_is_guessed_costs_the_same_whether_it_is_there_or_not(desk: Desk) -> None:
    with store_scope(desk.store_id):
        there = complain(desk).reference
    stranger().post(STATUS, {"reference": new_reference(), "code": "aaaa-bbbb-cccc"})
    for code in ("", "aaaa-bbbb-cccc"):
        counts = [statements({"reference": each, "code": code}) for each in (there, new_reference())]
        assert counts[0] == counts[1]


def statements(entered: dict[str, str]) -> int:
    with CaptureQueriesContext(connection) as asked:
        stranger().post(STATUS, entered)
    return len(asked)


def test_who_goes_through_tickets_is_stopped_and_so_is_who_goes_through_codes_from_many_places(
    desk: Desk,
) -> None:
    tried = [try_code(new_reference(), "10.0.0.1") for _number in range(31)]
    assert tried == [HTTPStatus.UNPROCESSABLE_ENTITY] * 30 + [HTTPStatus.TOO_MANY_REQUESTS]
    with store_scope(desk.store_id):
        grievance = complain(desk)
    spread = [try_code(grievance.reference, f"10.1.{number}.1") for number in range(11)]
    assert spread == [HTTPStatus.UNPROCESSABLE_ENTITY] * 10 + [HTTPStatus.TOO_MANY_REQUESTS]


def try_code(reference: str, address: str) -> int:
    guess = {"reference": reference, "code": "aaaa-bbbb-cccc"}
    browser = Client(headers={"host": HOST}, REMOTE_ADDR=address)
    return browser.post(STATUS, guess).status_code


def test_who_is_stopped_by_others_that_guess_still_has_their_link(desk: Desk) -> None:
    with store_scope(desk.store_id):
        grievance = complain(desk)
    work()
    body = sent_mails()[-1].get_body(("plain",))
    assert body is not None
    link = re.search(rf"http://{HOST}(/grievance/status/\S+)", body.get_content())
    assert link is not None
    for number in range(11):
        try_code(grievance.reference, f"10.1.{number}.1")
    assert grievance.reference in text_of(stranger().get(link[1]))
