"""The desk says what mail servers told of a message, and that machines write to an address no more."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.conversations.actions.reply import reply
from saath.conversations.events import ACKNOWLEDGEMENT_HELD_BACK
from saath.conversations.models import Suppression
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
from saath.conversations.tests.test_bounced import complaint, report
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, browser_of, make_colleague
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import write_transaction
from saath.timeline.emit import emit

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def answer(desk: Desk) -> EmailMessage:
    arrive(mail())
    with store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text="Kal aayega", client_key="k1")
    with time_machine.travel(later()):
        work()
    return sent_mails()[-1]


def page_of(desk: Desk) -> str:
    with store_scope(desk.store_id):
        return f"/desk/now/{only_conversation().public_id}/"


def test_a_thread_says_that_a_message_came_back_and_why(desk: Desk, answer: EmailMessage) -> None:
    arrive(report(answer["Message-ID"]), mail_from="")
    shown = browser_of(desk.member, desk.shop).get(page_of(desk)).text
    assert "A message came back" in shown
    assert "It came back: there is no such address." in shown
    assert "Mail to sunita@example.in came back." in shown


def test_a_message_that_is_late_or_was_called_spam_stays_sent(desk: Desk, answer: EmailMessage) -> None:
    browser = browser_of(desk.member, desk.shop)
    arrive(report(answer["Message-ID"], status="4.2.2", action="delayed"), mail_from="")
    assert "Not delivered yet: the mailbox is full." in browser.get(page_of(desk)).text
    arrive(complaint(answer["Message-ID"]), mail_from="")
    shown = browser.get(page_of(desk)).text
    assert "called it spam" in shown
    assert "Mail to sunita@example.in was called spam." in shown


def test_a_colleague_may_say_that_the_address_is_right(desk: Desk, answer: EmailMessage) -> None:
    arrive(report(answer["Message-ID"]), mail_from="")
    with store_scope(desk.store_id):
        address = f"/conversations/{only_conversation().public_id}/allow/"
    reader = make_colleague(desk.shop, "hemal@example.com", Role.READER)
    assert browser_of(reader, desk.shop).post(address).status_code == 403
    outsider = make_colleague(make_desk("other", "x@other.test", "o@example.com").shop, "p@example.com")
    assert browser_of(outsider, desk.shop).post(address).status_code in (302, 403, 404)
    with store_scope(desk.store_id):
        assert Suppression.objects.exists()
    browser = browser_of(desk.member, desk.shop)
    assert browser.post(address).status_code == 302
    assert browser.post(address).status_code == 302
    assert "no longer goes there" not in browser.get(page_of(desk)).text
    with store_scope(desk.store_id):
        assert not Suppression.objects.exists()


def test_the_warning_costs_no_statement_where_there_is_none(desk: Desk, answer: EmailMessage) -> None:
    browser = browser_of(desk.member, desk.shop)
    browser.get(page_of(desk))
    with CaptureQueriesContext(connection) as captured:
        browser.get(page_of(desk))
    assert not [query for query in captured if query["sql"].startswith('SELECT "conversations_suppression"')]


def test_the_list_of_the_shop_names_address_reason_and_message_and_takes_out(
    desk: Desk, answer: EmailMessage
) -> None:
    arrive(report(answer["Message-ID"]), mail_from="")
    with store_scope(desk.store_id):
        row, reference = Suppression.objects.get(), only_conversation().reference
    take_out = f"/settings/suppressed/{row.public_id}/take-out/"
    colleague = browser_of(desk.member, desk.shop)
    assert colleague.get("/settings/suppressed/").status_code == 403
    assert colleague.post(take_out).status_code == 403
    other = make_desk("other", "x@other.test", "o@example.com")
    stranger = browser_of(make_colleague(other.shop, "p@example.com", Role.OWNER), other.shop)
    assert stranger.post(take_out).status_code == 404
    owner = browser_of(make_colleague(desk.shop, "rukmini@example.com", Role.OWNER), desk.shop)
    shown = owner.get("/settings/suppressed/").text
    assert "sunita@example.in" in shown
    assert "It came back: there is no such address." in shown
    assert reference in shown
    assert owner.post(take_out).status_code == 302
    assert "No address refuses your mail." in owner.get("/settings/suppressed/").text


def test_the_owner_is_told_what_a_flood_held_back(desk: Desk) -> None:
    arrive(mail())
    with store_scope(desk.store_id), write_transaction():
        emit(TEST, ACKNOWLEDGEMENT_HELD_BACK, subject=only_conversation())
    owner = browser_of(make_colleague(desk.shop, "rukmini@example.com", Role.OWNER), desk.shop)
    assert "1 acknowledgement was not sent" in owner.get("/settings/suppressed/").text
    assert "too many went out within the hour" in browser_of(desk.member, desk.shop).get(page_of(desk)).text
