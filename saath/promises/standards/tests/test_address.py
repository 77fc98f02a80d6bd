"""Mails that name a promise lead to the page of all of them, once there is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.conversations.actions.accounts import trust_server
from saath.conversations.actions.automatic import say_automatically
from saath.conversations.actions.reply import reply
from saath.conversations.actions.triage import locked
from saath.conversations.automatic_words import Why
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
from saath.promises.standards.address import public_address
from saath.promises.standards.content import ChannelPromise
from saath.promises.standards.starting import starting_content
from saath.promises.standards.tests.builders import publish
from saath.stores.actions.settings import set_acknowledges
from saath.stores.tests.builders import TEST
from saath.stores.texts import Wording
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import write_transaction

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "http://help.paanch.test/standards/?lang="


@pytest.fixture
def desk() -> Desk:
    desk = make_desk()
    Domain.objects.create(store=desk.shop.store, purpose=Domain.Purpose.SHOPPER, host="help.paanch.test")
    with store_scope(desk.store_id):
        set_acknowledges(TEST, on=True)
        trust_server(TEST, desk.account, authserv_ids="mx.paanch.test", is_behind_server=True)
    return desk


def proved(text: str) -> EmailMessage:
    """Compose a mail whose sender is proved, so that a machine may answer it."""
    return mail(text, headers={"Authentication-Results": "mx.paanch.test; dmarc=pass header.from=example.in"})


def newest() -> str:
    body = sent_mails()[-1].get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_the_acknowledgement_leads_there_in_the_customers_language(desk: Desk) -> None:
    with store_scope(desk.store_id):
        publish(TEST)
    arrive(proved("મારું પાર્સલ ક્યારે આવશે? હજી સુધી આવ્યું નથી."))
    work()
    assert f"{PAGE}gu" in newest()
    with store_scope(desk.store_id):
        said = only_conversation().messages.filter(direction="out").get()
        assert PAGE not in said.text


def test_the_time_that_it_names_is_the_one_that_its_clock_counts(desk: Desk) -> None:
    content = starting_content()
    by_mail = {"email": ChannelPromise(first_answer_seconds=2400)}
    with store_scope(desk.store_id):
        publish(TEST, replace(content, channels={**content.channels, **by_mail}))
    with time_machine.travel(datetime(2037, 11, 23, 5, 30, tzinfo=UTC), tick=False):
        arrive(proved("Kab tak aayega mera parcel?"))
        work()
    with store_scope(desk.store_id):
        due_at = only_conversation().due_at
        assert due_at is not None
        assert f"{due_at.astimezone(desk.shop.store.zone):%H:%M}" == "11:40"
    assert "11:40" in newest()


def test_it_leads_nowhere_while_nothing_is_published(desk: Desk) -> None:
    arrive(proved("Kab tak aayega mera parcel?"))
    work()
    assert len(sent_mails()) == 1
    assert "/standards/" not in newest()


def test_a_persons_answer_stays_as_they_wrote_it(desk: Desk) -> None:
    with store_scope(desk.store_id):
        publish(TEST)
        arrive(mail())
        reply(desk.actor, only_conversation(), text="It comes tomorrow.", client_key="k")
    with time_machine.travel(later()):
        work()
    assert "/standards/" not in newest()


@pytest.mark.parametrize(("why", "leads"), [(Why.APOLOGY, True), (Why.REMINDER, False), (Why.THANKS, False)])
def test_an_apology_leads_there_and_other_words_of_a_machine_do_not(
    desk: Desk, why: Why, leads: bool
) -> None:
    with store_scope(desk.store_id):
        publish(TEST)
        arrive(mail())
        with write_transaction():
            say_automatically(locked(only_conversation()), Wording("माफ़ कीजिए।", "hi"), why=why)
    work()
    assert (f"{PAGE}hi" in newest()) == leads


def test_it_costs_a_statement_and_another_shop_has_no_such_page(desk: Desk) -> None:
    other = make_desk("other", "hello@other.test", "dev@example.com")
    with store_scope(desk.store_id):
        publish(TEST)
        with CaptureQueriesContext(connection) as asked:
            assert public_address("hi") == f"{PAGE}hi"
        assert sum("_domain" in each["sql"] or "_standard" in each["sql"] for each in asked) == 1
    with store_scope(other.store_id):
        assert public_address("hi") == ""
