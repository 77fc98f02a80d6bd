"""Whose addresses the installation's server bears: with several shops only those that were proved."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from saath.channels.base import NeedsReauth
from saath.channels.email import imap_facts, smtp_out
from saath.channels.email.dkim_sign import new_key_pairs
from saath.channels.email.dns_records import DnsSilent, look_up
from saath.conversations.actions.reply import reply
from saath.conversations.models import Delivery
from saath.conversations.tests.builders import Desk, arrive, mail, only_conversation, work
from saath.core.clock import now
from saath.mailboxes.actions.manage import add_mailbox
from saath.mailboxes.models import Mailbox
from saath.operations.diagnosis.finding import Circumstances
from saath.operations.diagnosis.sending import ways_work
from saath.sending import checking
from saath.sending.actions.domains import keep_keys
from saath.sending.actions.ways import add_server
from saath.sending.leaving import options_of
from saath.sending.models import DkimKey, Outlet
from saath.sending.sharing import may_bear
from saath.stores.tests.builders import TEST, make_shop
from saath.tenancy.scope import store_scope
from tests.post_office import PostOffice

pytestmark = pytest.mark.django_db
ADDRESS = "namaste@paanch.test"


@pytest.fixture(autouse=True)
def shared(desk: Desk, post: PostOffice, settings: Settings) -> PostOffice:
    """An installation of two shops whose mail leaves this machine."""
    settings.SMTP_OUT_URL = post.url
    make_shop("khadi", "Khadi Ghar")
    return post


def bears(desk: Desk) -> bool:
    with store_scope(desk.store_id):
        return may_bear(desk.account)


def read_mailbox(desk: Desk, *, host: str = "imap.gmail.com", user: str = ADDRESS) -> Mailbox:
    """Add a mailbox and let its first visit go well."""
    with store_scope(desk.store_id):
        box = add_mailbox(
            TEST, account=desk.account, host=host, port=993, security=imap_facts.Security.TLS, user=user, password="x"
        )  # fmt: skip
        Mailbox.objects.update(last_success_at=now())
    return box


def test_an_unproved_address_keeps_its_answers_until_dns_shows_a_key_of_the_shop(
    desk: Desk, shared: PostOffice
) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text="Kal", client_key="k1")
    with time_machine.travel(now() + timedelta(seconds=django_settings.UNDO_SECONDS + 1)):
        work()
    with store_scope(desk.store_id):
        delivery = Delivery.objects.get(message__is_automatic=False)
        assert (delivery.state, "nothing proves" in delivery.reason) == (Delivery.State.QUEUED, True)
        assert not shared.received
        rsa, _second = keep_keys(TEST, name="paanch.test", pairs=new_key_pairs())
        checking.check_all(lambda name, kind: (rsa.record,) if name == rsa.record_name else ())
    with time_machine.travel(now() + timedelta(hours=1)):
        work()
    with store_scope(desk.store_id):
        delivery.refresh_from_db()
        assert delivery.state == Delivery.State.SENT
    assert b"DKIM-Signature" in shared.received[-1].octets


def test_another_shops_key_at_the_domain_proves_nothing(desk: Desk) -> None:
    other = make_shop("bandhani", "Bandhani")
    with store_scope(other.store.pk):
        rsa, _second = keep_keys(TEST, name="paanch.test", pairs=new_key_pairs())
        checking.check(rsa.domain.pk, lambda name, kind: (rsa.record,) if name == rsa.record_name else ())
        rsa.refresh_from_db()
        assert rsa.state == DkimKey.State.SIGNING
    assert not bears(desk)


@pytest.mark.parametrize(
    ("host", "user", "borne"),
    [
        ("imap.gmail.com", ADDRESS, True),
        ("outlook.office365.com", "Namaste@Paanch.test", True),
        ("imap.gmail.com", "somebody@paanch.test", False),
        ("imap.hostinger.com", ADDRESS, False),
        ("imap.evil.example", ADDRESS, False),
    ],
)
def test_a_mailbox_proves_its_own_address_at_a_provider_that_checks_domains(
    desk: Desk, host: str, user: str, borne: bool
) -> None:
    read_mailbox(desk, host=host, user=user)
    assert bears(desk) is borne


def test_a_mailbox_that_was_never_opened_or_refuses_us_proves_nothing(desk: Desk) -> None:
    read_mailbox(desk)
    for changed in (
        {"last_success_at": None},
        {"last_success_at": now(), "trouble": imap_facts.Trouble.PASSWORD},
    ):
        with store_scope(desk.store_id):
            Mailbox.objects.update(**changed)
        assert not bears(desk)


def test_a_way_of_the_shops_own_answers_for_itself(desk: Desk) -> None:
    with store_scope(desk.store_id):
        with pytest.raises(NeedsReauth, match=ADDRESS):
            options_of(desk.account)
        way = add_server(
            TEST, desk.account, host="smtp.x.in", port=587, security=smtp_out.Security.STARTTLS, user="u",
            password="p",
        )  # fmt: skip
        Outlet.objects.create(account=desk.account, way=way)
        assert options_of(desk.account)["smtp"].startswith("smtp://u:p@smtp.x.in")


def test_mail_that_stays_on_this_machine_needs_no_proof(desk: Desk, settings: Settings) -> None:
    settings.SMTP_OUT_URL = "mailbox:"
    assert bears(desk)


def test_page_and_doctor_say_why_answers_wait(desk: Desk, owner: Client) -> None:
    assert "wait until it is sure that the address is yours" in owner.get("/settings/sending/").text
    assert [finding.name for finding in ways_work(Circumstances())] == ["way_out.unproved"]
    read_mailbox(desk)
    assert "wait until it is sure" not in owner.get("/settings/sending/").text
    assert not list(ways_work(Circumstances()))


@pytest.mark.parametrize("name", ["paanch.test", "Shop.EXAMPLE.", "mail.example.com", "x.invalid"])
def test_nobody_is_asked_about_a_name_that_nobody_owns(name: str) -> None:
    with pytest.raises(DnsSilent):
        look_up(name, "TXT")
