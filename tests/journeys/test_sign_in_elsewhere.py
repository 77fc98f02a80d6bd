"""A shop at a provider such as Google: read and sent by one sign-in there, without a password."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.installation import MAILBOX, OWNER, Installation
from tests.journeys.big_provider import BigProvider, big_provider
from tests.journeys.conftest import UNDO_SECONDS, a_shop_at_work, sign_in
from tests.journeys.customer import plain_text
from tests.journeys.desk import Desk
from tests.journeys.provider import CustomerOfProvider
from tests.token_office import APPLICATION

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BigProvider]:
    """Return the provider, whom programs started from here find and trust."""
    with (
        big_provider(MAILBOX, tmp_path_factory.mktemp("places")) as provider,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("SSL_CERT_FILE", str(provider.dovecot.certificate))
        patch.setenv("PYTHONPATH", str(provider.places), prepend=os.pathsep)
        # An access token is good for a moment, and a refresh token once.
        provider.tokens.expires_in, provider.tokens.changes_refresh_token = 62, True
        yield provider


@pytest.fixture(scope="module")
def shop(chromium: str, provider: BigProvider) -> Iterator[Installation]:
    """Return a shop that is registered at the provider."""
    settings = {
        "google_client_id": APPLICATION.client_id, "google_client_secret": APPLICATION.client_secret,
        "allowed_private_hosts": "localhost", "undo_seconds": UNDO_SECONDS,
    }  # fmt: skip
    with a_shop_at_work("sign-in", **settings) as installation:
        yield installation


@pytest.fixture(scope="module")
def connected(browser: Browser, shop: Installation, provider: BigProvider) -> None:
    """Let the owner sign in at the provider, and choose that answers leave by the same sign-in."""
    context = browser.new_context(storage_state=sign_in(browser, shop), locale="en-GB")
    desk = Desk(context.new_page(), shop.url)
    _sign_in_there(desk)
    _send_by_it(desk, provider)
    context.close()


@pytest.fixture
def desk(contexts: Callable[..., BrowserContext], shop: Installation, connected: None) -> Desk:
    """Return a tab of the owner."""
    return Desk(contexts().new_page(), shop.url)


def test_one_sign_in_reads_the_mailbox_and_sends_its_answers(
    desk: Desk, shop: Installation, provider: BigProvider
) -> None:
    sunita = CustomerOfProvider("Sunita Verma", shop.smtp_port, provider.outgoing, provider.dovecot, MAILBOX)
    sunita.write("Kab tak aayega mera parcel?")
    desk.open().choose("Sunita Verma")
    desk.send("Kal tak pahunch jayega.")
    received = sunita.receive()
    assert "Kal tak pahunch jayega." in plain_text(received)
    sunita.answer(received, "Aur doosra parcel?")
    expect(desk.message("Aur doosra parcel?")).to_be_visible()
    desk.open().choose("Sunita Verma")
    desk.send("Woh bhi kal.")
    sunita.answer(sunita.receive(2), "Dhanyavaad!")
    expect(desk.message("Dhanyavaad!")).to_be_visible()

    # The provider's own copies among the sent mails are known for what they are.
    desk.page.reload()
    expect(desk.message("Kal tak pahunch jayega.")).to_have_count(1)
    assert len(provider.outgoing.to(sunita.address)) == 2
    assert {asked["grant_type"] for asked in provider.tokens.asked} == {"authorization_code", "refresh_token"}
    assert not any("Seen" in flags for flags in provider.dovecot.flags(user=MAILBOX))


def _sign_in_there(desk: Desk) -> None:
    page = desk.open("/settings/mailboxes/").page
    page.get_by_role("link", name="Add a mailbox").click()
    page.get_by_role("link", name="Gmail").click()
    page.get_by_role("button", name="Go on to the sign-in").click()
    page.get_by_role("link", name="Allow").click()
    expect(page.get_by_text("The mailbox is empty.")).to_be_visible()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name=MAILBOX)).to_be_visible()


def _send_by_it(desk: Desk, provider: BigProvider) -> None:
    page = desk.open("/settings/sending/").page
    page.get_by_role("button", name=f"Send with the sign-in of {MAILBOX}").click()
    page.get_by_role("button", name="Use this localhost").click()
    assert len(provider.outgoing.to(OWNER)) == 1


@pytest.mark.off_road
def test_a_consent_taken_back_holds_mail_and_answers_until_it_is_given_again(
    desk: Desk, shop: Installation, provider: BigProvider
) -> None:
    hamid = CustomerOfProvider("Hamid Ali", shop.smtp_port, provider.outgoing, provider.dovecot, MAILBOX)
    hamid.write("Do you deliver to Bhuj?")
    desk.open().choose("Hamid Ali")
    provider.take_back()
    desk.send("Yes, on Fridays.")
    hamid.write("And to Mandvi?", subject="Mandvi")
    page = desk.open("/settings/mailboxes/").page
    page.get_by_role("link", name=MAILBOX).click()
    expect(page.get_by_text("The mailbox needs you to sign in again.")).to_be_visible()
    assert provider.outgoing.to(hamid.address) == []

    provider.tokens.refusal = None
    page.get_by_role("link", name="Sign in again").click()
    page.get_by_role("link", name="Allow").click()
    desk.open("/desk/now/")
    expect(desk.row("Hamid Ali").filter(has_text="Mandvi")).to_be_visible()
    assert "Yes, on Fridays." in plain_text(hamid.receive())
