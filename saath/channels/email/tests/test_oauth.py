"""Consent, tokens and their renewal, against a service that speaks the documented protocol."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django import Settings

from saath.channels.base import NeedsReauth, RetryLater
from saath.channels.email.imap_box import Box
from saath.channels.email.imap_facts import ImapServer, ImapTrouble, Security, Trouble
from saath.channels.email.oauth import PROVIDERS, Application, Tokens, consent_url, new_verifier
from saath.channels.email.oauth_tokens import renewed_tokens, tokens_for_code
from tests.dovecot import running_dovecot
from tests.installation import free_ports
from tests.token_office import APPLICATION, TokenOffice, open_token_office

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
BACK = "http://shop.example/settings/mailboxes/consent/"


@pytest.fixture
def office(settings: Settings) -> Iterator[TokenOffice]:
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost"]
    with open_token_office() as opened:
        yield opened


def consented(office: TokenOffice) -> Tokens:
    verifier = new_verifier()
    url = consent_url(
        office.provider, APPLICATION, redirect_uri=BACK, state="s", verifier=verifier, address="n@paanch.test"
    )
    code, _state = office.consent(url)
    return tokens_for_code(
        office.provider, APPLICATION, code=code, verifier=verifier, redirect_uri=BACK, at=NOW
    )


@pytest.mark.parametrize("name", PROVIDERS)
def test_consent_is_asked_for_with_a_challenge_and_our_state(name: str) -> None:
    url = consent_url(
        PROVIDERS[name], APPLICATION, redirect_uri=BACK, state="signed", verifier="v" * 43, address="n@p.test"
    )
    asked = parse_qs(urlsplit(url).query)
    assert urlsplit(url).scheme == "https"
    assert asked["state"] == ["signed"]
    assert asked["code_challenge_method"] == ["S256"]
    assert "v" * 43 not in url
    assert "our-secret" not in url


def test_a_code_becomes_tokens_and_they_are_renewed(office: TokenOffice) -> None:
    tokens = consented(office)
    assert tokens.expires_at == NOW + timedelta(hours=1)
    again = renewed_tokens(office.provider, APPLICATION, refresh_token=tokens.refresh_token, at=NOW)
    assert again.access_token != tokens.access_token
    assert again.refresh_token == tokens.refresh_token


def test_a_changed_refresh_token_is_taken_over(office: TokenOffice) -> None:
    office.changes_refresh_token = True
    first = consented(office)
    second = renewed_tokens(office.provider, APPLICATION, refresh_token=first.refresh_token, at=NOW)
    assert second.refresh_token != first.refresh_token
    assert renewed_tokens(office.provider, APPLICATION, refresh_token=second.refresh_token, at=NOW)


def test_a_code_of_another_browser_is_worth_nothing(office: TokenOffice) -> None:
    url = consent_url(
        office.provider,
        APPLICATION,
        redirect_uri=BACK,
        state="s",
        verifier=new_verifier(),
        address="n@p.test",
    )
    code, _state = office.consent(url)
    with pytest.raises(NeedsReauth, match="invalid_grant"):
        tokens_for_code(
            office.provider, APPLICATION, code=code, verifier=new_verifier(), redirect_uri=BACK, at=NOW
        )


@pytest.mark.parametrize(
    ("refusal", "kind"),
    [
        ((400, "invalid_grant"), NeedsReauth),
        ((401, "invalid_client"), NeedsReauth),
        ((400, "temporarily_unavailable"), RetryLater),
        ((503, ""), RetryLater),
        ((429, "rate_limited"), RetryLater),
        ((200, ""), RetryLater),
    ],
)
def test_refusals_are_told_apart(
    office: TokenOffice, refusal: tuple[int, str], kind: type[Exception]
) -> None:
    office.refusal = refusal
    with pytest.raises(kind) as caught:
        renewed_tokens(office.provider, APPLICATION, refresh_token="the-refresh-token", at=NOW)
    assert "the-refresh-token" not in str(caught.value)


def test_a_wrong_application_is_for_a_person_to_mend(office: TokenOffice) -> None:
    stranger = Application("our-client", "wrong")
    with pytest.raises(NeedsReauth, match="invalid_client"):
        renewed_tokens(office.provider, stranger, refresh_token=office.grant(), at=NOW)


def test_a_service_in_a_private_network_is_not_called(office: TokenOffice, settings: Settings) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = []
    with pytest.raises(RetryLater, match="AddressRefused"):
        renewed_tokens(office.provider, APPLICATION, refresh_token=office.grant(), at=NOW)
    assert office.asked == []


def test_a_service_that_is_away_is_tried_later(office: TokenOffice) -> None:
    office.port = free_ports(1)
    with pytest.raises(RetryLater):
        renewed_tokens(office.provider, APPLICATION, refresh_token=office.grant(), at=NOW)


def test_an_access_token_is_renewed_before_it_ends() -> None:
    tokens = Tokens("a", "r", NOW + timedelta(minutes=10))
    assert tokens.is_good(NOW)
    assert not tokens.is_good(NOW + timedelta(minutes=9, seconds=30))


def test_an_access_token_opens_a_mailbox(office: TokenOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    office.user = "namaste@paanch.test"
    with running_dovecot(introspection_url=office.introspection_url) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
        good = consented(office).access_token
        at = ("localhost", server.tls_port, Security.TLS, office.user)
        with Box.open(ImapServer(*at, access_token=good)) as box:
            assert box.look("INBOX").exists == 0
        with pytest.raises(ImapTrouble) as caught:
            Box.open(ImapServer(*at, access_token="expired"))
        assert caught.value.kind is Trouble.CONSENT
