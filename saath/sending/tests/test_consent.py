"""Sending with the sign-in that a mailbox has at its provider: no second consent, no password."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session, auth_mechanism
from django.test import Client
from pytest_django import Settings

from saath.channels.base import NeedsReauth
from saath.channels.email import oauth
from saath.channels.email.imap_facts import Security
from saath.channels.email.oauth import Tokens
from saath.conversations.actions.reply import reply
from saath.conversations.models import Delivery
from saath.conversations.tests.builders import Desk, arrive, mail, only_conversation, work
from saath.core.clock import now
from saath.mailboxes.actions.manage import add_mailbox, remove_mailbox
from saath.mailboxes.actions.reading import keep_tokens
from saath.mailboxes.models import Mailbox
from saath.operations.diagnosis.finding import Circumstances
from saath.operations.diagnosis.sending import records_are_right, ways_work
from saath.sending import checking, leaving
from saath.sending.models import Outlet, WayOut
from saath.sending.presets import SERVER_OF_SIGN_IN, Place
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from tests.installation import free_ports
from tests.token_office import APPLICATION, TokenOffice, open_token_office

pytestmark = pytest.mark.django_db
USER = "namaste@paanch.test"


class Provider:
    """A mail server that takes access tokens of the office, as Google's and Microsoft's do."""

    def __init__(self, office: TokenOffice) -> None:
        self.office = office
        self.recipients: list[str] = []

    @auth_mechanism("XOAUTH2")
    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:
        said = dict(part.split("=", 1) for part in base64.b64decode(args[1]).decode().split("\x01") if part)
        is_good = said["auth"].removeprefix("Bearer ") in self.office.access_tokens
        return AuthResult(success=is_good, handled=False)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.recipients += envelope.rcpt_tos
        return "250 OK" if session.authenticated else "530 Sign in first"


@pytest.fixture
def office(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenOffice]:
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost"]
    settings.MAIL_PROVIDERS = {"google": (APPLICATION.client_id, APPLICATION.client_secret)}
    with open_token_office() as opened:
        monkeypatch.setitem(oauth.PROVIDERS, "google", opened.provider)
        yield opened


@pytest.fixture
def provider(office: TokenOffice, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    port = free_ports(1)
    handler = Provider(office)
    controller = Controller(handler, hostname="127.0.0.1", port=port, auth_require_tls=False)
    monkeypatch.setitem(SERVER_OF_SIGN_IN, "google", Place("localhost", port))
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def mailbox(desk: Desk, office: TokenOffice) -> Mailbox:
    """A mailbox whose owner has given consent, with an access token that has run out."""
    with store_scope(desk.store_id):
        added = add_mailbox(
            TEST, account=desk.account, host="imap.gmail.com", port=993, security=Security.TLS, user=USER,
            sign_in="google",
        )  # fmt: skip
        keep_tokens(TEST, added, tokens=Tokens("old", office.grant(), now() - timedelta(minutes=1)))
        return added


def use(desk: Desk, owner: Client, mailbox: Mailbox) -> None:
    owner.post(f"/settings/sending/{desk.account.public_id}/sign-in/{mailbox.public_id}/")
    work()
    with store_scope(desk.store_id):
        owner.post(f"/settings/sending/ways/{WayOut.objects.get().public_id}/use/")


def test_the_mailboxes_sign_in_sends_with_a_token_that_is_renewed(
    desk: Desk, owner: Client, mailbox: Mailbox, provider: Provider
) -> None:
    assert f"Send with the sign-in of {USER}" in owner.get("/settings/sending/").text
    use(desk, owner, mailbox)
    assert provider.recipients == ["rukmini@example.com"]
    with store_scope(desk.store_id):
        assert Outlet.objects.get().way.state == WayOut.State.WORKS  # type: ignore[union-attr]
        assert urlsplit(leaving.options_of(desk.account)["smtp"]).hostname == "localhost"


def test_a_consent_that_was_taken_back_is_said(
    desk: Desk, owner: Client, mailbox: Mailbox, provider: Provider, office: TokenOffice
) -> None:
    office.refusal = (400, "invalid_grant")
    use(desk, owner, mailbox)
    page = owner.get("/settings/sending/").text
    assert "The sign-in was refused." in page
    assert not provider.recipients


def test_a_mailbox_that_is_removed_leaves_answers_waiting_and_the_doctor_knows(
    desk: Desk, owner: Client, mailbox: Mailbox, provider: Provider
) -> None:
    use(desk, owner, mailbox)
    with store_scope(desk.store_id):
        remove_mailbox(TEST, mailbox)
        with pytest.raises(NeedsReauth):
            leaving.options_of(desk.account)
    assert "The mailbox whose sign-in was used is removed." in owner.get("/settings/sending/").text
    assert [finding.name for finding in ways_work(Circumstances())] == ["way_out.sign_in"]


def test_an_answer_without_a_way_waits_and_leaves_once_there_is_one(
    desk: Desk, owner: Client, mailbox: Mailbox, provider: Provider
) -> None:
    use(desk, owner, mailbox)
    arrive(mail())
    with store_scope(desk.store_id):
        remove_mailbox(TEST, mailbox)
        reply(desk.actor, only_conversation(), text="Kal", client_key="k1")
    with time_machine.travel(now() + timedelta(minutes=1)):
        work()
        assert "1 answer waits" in owner.get("/settings/sending/").text
        owner.post(f"/settings/sending/{desk.account.public_id}/installation/")
    with time_machine.travel(now() + timedelta(minutes=10)), store_scope(desk.store_id):
        work()
        assert Delivery.objects.get().state == Delivery.State.SENT


def test_a_mailbox_with_a_password_gives_no_sign_in(desk: Desk, owner: Client) -> None:
    with store_scope(desk.store_id):
        box = add_mailbox(
            TEST,
            account=desk.account,
            host="imap.x.in",
            port=993,
            security=Security.TLS,
            user=USER,
            password="x",
        )
    url = f"/settings/sending/{desk.account.public_id}/sign-in/{box.public_id}/"
    assert owner.post(url).status_code == 404


def test_the_form_of_gmails_server_says_where_to_make_its_password(desk: Desk, owner: Client) -> None:
    form = f"/settings/sending/{desk.account.public_id}/server/"
    assert "apppasswords" not in owner.get(form).text
    with store_scope(desk.store_id):
        add_mailbox(
            TEST, account=desk.account, host="imap.gmail.com", port=993, security=Security.TLS, user=USER, password="x"
        )  # fmt: skip
    page = owner.get(form).text
    assert ("smtp.gmail.com" in page, "https://myaccount.google.com/apppasswords" in page) == (True, True)


def test_the_doctor_names_records_that_are_wrong(desk: Desk) -> None:
    with store_scope(desk.store_id):
        checking.check_all(lambda name, kind: ())
    names = [finding.name for finding in records_are_right(Circumstances())]
    assert names == ["mail_domain.dmarc", "mail_domain.mx", "mail_domain.spf"]
