"""What goes wrong with a mailbox is said to its owner and to the doctor, and mended by the right step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django import Settings

from saath.channels.email import oauth
from saath.channels.email.imap_facts import ImapTrouble, Security, Trouble
from saath.conversations.tests.builders import Desk
from saath.core.clock import now
from saath.mailboxes.actions.manage import add_mailbox, change_password, keep_consent
from saath.mailboxes.actions.reading import note_trouble
from saath.mailboxes.keys import PendingConsent, open_secret
from saath.mailboxes.models import Mailbox
from saath.mailboxes.signing_in import open_box
from saath.mailboxes.tests.conftest import Box
from saath.mailboxes.visit import VISITOR
from saath.mailboxes.words import EXPLANATIONS
from saath.operations.diagnosis.finding import Circumstances
from saath.operations.diagnosis.mailboxes import are_read
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from tests.dovecot import PASSWORD, running_dovecot
from tests.installation import free_ports
from tests.token_office import APPLICATION, TokenOffice, open_token_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenOffice]:
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost"]
    settings.MAIL_PROVIDERS = {"google": (APPLICATION.client_id, APPLICATION.client_secret)}
    with open_token_office() as opened:
        monkeypatch.setitem(oauth.PROVIDERS, "google", opened.provider)
        yield opened


def at_google(desk: Desk, port: int = 993) -> Mailbox:
    return add_mailbox(
        TEST,
        account=desk.account,
        host="localhost",
        port=port,
        security=Security.TLS,
        user="namaste@paanch.test",
        sign_in=Mailbox.SignIn.GOOGLE,
    )


def consented(office: TokenOffice, mailbox: Mailbox) -> None:
    verifier = oauth.new_verifier()
    url = oauth.consent_url(
        office.provider,
        APPLICATION,
        redirect_uri="http://x/",
        state="s",
        verifier=verifier,
        address="n@p.test",
    )
    code, _state = office.consent(url)
    keep_consent(TEST, mailbox, consent=PendingConsent(code, verifier, "http://x/"))
    mailbox.refresh_from_db()


def trouble_of(mailbox: Mailbox) -> ImapTrouble:
    with pytest.raises(ImapTrouble) as caught:
        open_box(VISITOR, mailbox)
    note_trouble(VISITOR, mailbox, trouble=caught.value)
    return caught.value


def comes_back_in(mailbox: Mailbox) -> timedelta:
    mailbox.refresh_from_db()
    assert mailbox.try_at is not None
    return mailbox.try_at - now()


def found(*, later: timedelta = timedelta()) -> list[str]:
    return [finding.name for finding in are_read(Circumstances(clock=lambda: now() + later))]


def test_every_trouble_has_words() -> None:
    assert set(EXPLANATIONS) == set(Trouble)


def test_a_wrong_password_is_named_and_a_new_one_mends_it(box: Box) -> None:
    with store_scope(box.desk.store_id):
        change_password(TEST, box.mailbox, password="wrong")
        assert trouble_of(box.fresh()).kind is Trouble.PASSWORD
        assert comes_back_in(box.fresh()) > timedelta(minutes=20)
        assert found() == ["mailbox.password"]
        change_password(TEST, box.fresh(), password=PASSWORD)
        assert box.fresh().try_at is None
        open_box(VISITOR, box.fresh()).close()
    assert found() == []


def test_a_closed_port_is_named_and_tried_again_soon(box: Box) -> None:
    with store_scope(box.desk.store_id):
        Mailbox.objects.update(port=free_ports(1))
        assert trouble_of(box.fresh()).kind is Trouble.CLOSED
        assert comes_back_in(box.fresh()) < timedelta(minutes=1)
    assert found() == ["mailbox.closed"]


def test_a_mailbox_that_nobody_reads_and_one_that_waits_for_a_choice_are_told(box: Box) -> None:
    assert found() == []
    assert found(later=timedelta(hours=1)) == ["mailbox.stale"]
    box.visit()
    assert found() == ["mailbox.choice"]


def test_nobody_has_signed_in_yet(desk: Desk, office: TokenOffice) -> None:
    with store_scope(desk.store_id):
        assert trouble_of(at_google(desk)).kind is Trouble.CONSENT
    assert found() == ["mailbox.consent"]


def test_consent_becomes_tokens_that_open_the_mailbox_and_are_stored_unreadable(
    desk: Desk, office: TokenOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.user = "namaste@paanch.test"
    with running_dovecot(introspection_url=office.introspection_url) as server, store_scope(desk.store_id):
        monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
        mailbox = at_google(desk, server.tls_port)
        consented(office, mailbox)
        open_box(VISITOR, mailbox).close()
        stored = Mailbox.objects.get()
        tokens = open_secret(stored)
        assert isinstance(tokens, oauth.Tokens)
        assert tokens.access_token not in stored.secret
        asked = len(office.asked)
        open_box(VISITOR, stored).close()
        assert len(office.asked) == asked
        office.access_tokens.clear()  # taken back before their time
        open_box(VISITOR, stored).close()
        assert len(office.asked) == asked + 1


def test_a_consent_that_was_taken_back_needs_the_owner(desk: Desk, office: TokenOffice) -> None:
    office.expires_in = 30
    with store_scope(desk.store_id):
        mailbox = at_google(desk, free_ports(1))
        consented(office, mailbox)
        assert trouble_of(mailbox).kind is Trouble.CLOSED
        office.refresh_tokens.clear()
        trouble = trouble_of(Mailbox.objects.get())
        assert (trouble.kind, trouble.detail) == (Trouble.CONSENT, "invalid_grant")
        assert found() == ["mailbox.consent"]


def test_a_provider_that_is_away_is_tried_again_without_the_owner(desk: Desk, office: TokenOffice) -> None:
    office.refusal = (503, "")
    with store_scope(desk.store_id):
        mailbox = at_google(desk)
        consented(office, mailbox)
        assert trouble_of(mailbox).kind is Trouble.PROVIDER
        assert comes_back_in(Mailbox.objects.get()) < timedelta(minutes=1)


def test_who_still_tries_the_old_way_in_says_nothing_of_the_new_one(desk: Desk, office: TokenOffice) -> None:
    with store_scope(desk.store_id):
        mailbox = at_google(desk)
        keep_consent(TEST, mailbox, consent=PendingConsent("code", "verifier", "https://shop.example/"))
        note_trouble(VISITOR, mailbox, trouble=ImapTrouble(Trouble.CONSENT, "nobody has signed in yet"))
        mailbox.refresh_from_db()
        assert (mailbox.trouble, mailbox.try_at) == ("", None)
