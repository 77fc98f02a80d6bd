"""The page for grievances and its status: for everybody, without a cookie, and nothing is shown to who has no proof."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from saath.conversations.models import Attachment, IntakeItem, Message
from saath.conversations.tests.builders import Desk, make_desk, sent_mails, work
from saath.core.clock import now
from saath.promises.grievances.actions.deciding import Decision, decide_grievance
from saath.promises.grievances.actions.settings import show_grievance_page
from saath.promises.grievances.proving import code_of
from saath.promises.grievances.tests.builders import complain, open_page
from saath.promises.models import Grievance
from saath.stores.tests.builders import TEST
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db(transaction=True)
HOST, PAGE, STATUS = "help.paanch.test", "/grievance/", "/grievance/status/"
FORM = {
    "name": "Sunita Verma",
    "address": "sunita@example.in",
    "order": "PT-20418",
    "cause": "defective",
    "words": "The pillow came torn, and nobody calls back.",
    "key": "f1",
    "lang": "en",
}


@pytest.fixture
def desk() -> Desk:
    desk = make_desk()
    Domain.objects.create(store=desk.shop.store, purpose=Domain.Purpose.SHOPPER, host=HOST)
    with store_scope(desk.store_id):
        open_page()
    return desk


def stranger(host: str = HOST) -> Client:
    return Client(headers={"host": host}, enforce_csrf_checks=True)


def link_in_newest_mail() -> str:
    text = sent_mails()[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    found = re.search(rf"http://{HOST}(/grievance/status/\S+)", text)
    assert found is not None
    return found[1]


def text_of(page: Any) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_everybody_reads_who_answers_and_by_when_in_three_languages(desk: Desk) -> None:
    for language, word in (("en", "within 48 hours"), ("hi", "48 घंटे"), ("gu", "48 કલાક")):
        page = stranger().get(f"{PAGE}?lang={language}")
        assert page.status_code == HTTPStatus.OK
        assert page.headers["Content-Language"] == language
        text = text_of(page)
        for said in ("Paanch Takiye Textiles Pvt. Ltd.", "Surat 395002", "Kavita Shah", word):
            assert said in text
        assert "Set-Cookie" not in page.headers
        assert b"<script" not in page.content
        assert len(page.content) < 30_000
    assert "અમે એ જ દિવસે ફોન કરીએ છીએ." in text


def test_a_shop_that_shows_no_page_has_none(desk: Desk) -> None:
    with store_scope(desk.store_id):
        show_grievance_page(TEST, is_open=False)
    for address in (PAGE, STATUS):
        assert stranger().get(address).status_code == HTTPStatus.NOT_FOUND
        assert stranger().post(address, FORM).status_code == HTTPStatus.NOT_FOUND


def test_a_form_gives_ticket_and_code_and_the_code_shows_how_it_stands(desk: Desk) -> None:
    picture = SimpleUploadedFile("torn.txt", b"torn here", content_type="text/plain")
    sent = stranger().post(PAGE, {**FORM, "files": picture}, follow=True)
    with store_scope(desk.store_id):
        grievance = Grievance.objects.get()
        code = code_of(grievance)
        assert Attachment.objects.get().name == "torn.txt"
    text = text_of(sent)
    assert grievance.reference in text
    assert code in text
    shown = stranger().post(STATUS, {"reference": grievance.reference.lower(), "code": code.upper()})
    assert shown.status_code == HTTPStatus.OK
    assert "A person looks into it" in text_of(shown) or "We acknowledge it" in text_of(shown)
    assert "pillow" not in text_of(shown)


def test_the_form_sent_twice_is_one_grievance(desk: Desk) -> None:
    for _time in range(2):
        assert stranger().post(PAGE, FORM).status_code == HTTPStatus.FOUND
    with store_scope(desk.store_id):
        assert (Grievance.objects.count(), IntakeItem.objects.count()) == (1, 1)


def test_who_presses_often_has_one_grievance_and_loses_no_turn(desk: Desk) -> None:
    answers = [stranger().post(PAGE, FORM) for _time in range(7)]
    assert {each.status_code for each in answers} == {HTTPStatus.FOUND}
    assert stranger().post(PAGE, {**FORM, "key": "f2"}).status_code == HTTPStatus.FOUND
    with store_scope(desk.store_id):
        assert Grievance.objects.count() == 2


def test_what_does_not_fit_is_said_and_what_was_written_stays(desk: Desk) -> None:
    page = stranger().post(PAGE, {**FORM, "address": "nobody"})
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "neither an e-mail address nor a telephone number" in text_of(page)
    assert "The pillow came torn" in text_of(page)


def test_what_only_a_machine_fills_in_is_nothing(desk: Desk) -> None:
    assert stranger().post(PAGE, {**FORM, "website": "x"}).status_code == HTTPStatus.TOO_MANY_REQUESTS
    with store_scope(desk.store_id):
        assert not IntakeItem.objects.exists()


def test_one_address_may_be_entered_so_often_a_day(desk: Desk) -> None:
    codes = [stranger().post(PAGE, {**FORM, "key": f"f{n}"}).status_code for n in range(6)]
    assert codes == [HTTPStatus.FOUND] * 5 + [HTTPStatus.TOO_MANY_REQUESTS]


def test_who_forgets_the_address_is_told_so_however_many_forgot_it_before(desk: Desk) -> None:
    empty = {**FORM, "address": ""}
    codes = [stranger().post(PAGE, empty).status_code for _number in range(6)]
    assert codes == [HTTPStatus.UNPROCESSABLE_ENTITY] * 6


def test_wrong_code_and_no_such_ticket_are_answered_the_same(desk: Desk) -> None:
    with store_scope(desk.store_id):
        grievance = complain(desk)
    there = stranger().post(STATUS, {"reference": grievance.reference, "code": "aaaa-bbbb-cccc"})
    not_there = stranger().post(STATUS, {"reference": "7KM-4Q2X", "code": "aaaa-bbbb-cccc"})
    assert there.status_code == not_there.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert text_of(there).replace(grievance.reference, "") == text_of(not_there).replace("7KM-4Q2X", "")
    for answer, ticket in ((there, grievance.reference), (not_there, "7KM-4Q2X")):
        typed = answer.content.decode()
        assert (f'value="{ticket}"' in typed, 'value="aaaa-bbbb-cccc"' in typed) == (True, True)


def test_asking_for_a_link_is_answered_the_same_and_mails_only_who_complained(desk: Desk) -> None:
    with store_scope(desk.store_id):
        grievance = complain(desk)
    work()
    there = stranger().post(STATUS, {"reference": grievance.reference})
    not_there = stranger().post(STATUS, {"reference": "7KM-4Q2X"})
    assert text_of(there).replace(grievance.reference, "") == text_of(not_there).replace("7KM-4Q2X", "")
    assert len(sent_mails()) == 1
    work()
    assert [mail["To"] for mail in sent_mails()] == ["Sunita Verma <sunita@example.in>"] * 2
    page = stranger().get(link_in_newest_mail())
    assert grievance.reference in text_of(page)
    with time_machine.travel(now() + timedelta(days=1, minutes=1)):
        assert stranger().get(link_in_newest_mail()).status_code == HTTPStatus.GONE


def test_tries_are_counted(desk: Desk) -> None:
    with store_scope(desk.store_id):
        grievance = complain(desk)
    tried = {"reference": grievance.reference, "code": "aaaa-bbbb-cccc"}
    codes = [stranger().post(STATUS, tried).status_code for _time in range(11)]
    assert codes == [HTTPStatus.UNPROCESSABLE_ENTITY] * 10 + [HTTPStatus.TOO_MANY_REQUESTS]


def test_the_letter_is_shown_by_the_link_to_the_address_and_not_by_the_code(desk: Desk) -> None:
    with store_scope(desk.store_id):
        grievance = complain(desk)
    work()
    by_word = link_in_newest_mail()
    with store_scope(desk.store_id):
        decision = Decision("refund", words="Your 1,299 rupees go back to your account ending in 4711.")
        decide_grievance(TEST, grievance, decision=decision, client_key="d1")
        code = code_of(grievance)
    by_link = text_of(stranger().get(by_word))
    by_code = text_of(stranger().post(STATUS, {"reference": grievance.reference, "code": code}))
    assert "You get your money back." in by_link
    assert "You get your money back." in by_code
    assert "4711" in by_link
    assert "4711" not in by_code


def test_another_shop_opens_no_link_and_knows_no_ticket(desk: Desk) -> None:
    with store_scope(desk.store_id):
        grievance = complain(desk)
        code = code_of(grievance)
    work()
    other = make_desk("other", "hello@other.test", "dev@example.com")
    Domain.objects.create(store=other.shop.store, purpose=Domain.Purpose.SHOPPER, host="help.other.test")
    with store_scope(other.store_id):
        open_page()
    there = stranger("help.other.test")
    assert there.get(link_in_newest_mail()).status_code == HTTPStatus.NOT_FOUND
    asked = there.post(STATUS, {"reference": grievance.reference, "code": code})
    assert asked.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_link_that_was_changed_opens_nothing_and_looking_changes_nothing(desk: Desk) -> None:
    with store_scope(desk.store_id):
        complain(desk)
    work()
    link = link_in_newest_mail()
    assert stranger().get(link[:-6] + "aaaaa/").status_code == HTTPStatus.BAD_REQUEST
    with store_scope(desk.store_id):
        before = list(Message.objects.values_list("id", flat=True))
    assert stranger().head(link).status_code == HTTPStatus.OK
    assert stranger().post(link).status_code == HTTPStatus.FORBIDDEN
    with store_scope(desk.store_id):
        assert list(Message.objects.values_list("id", flat=True)) == before
