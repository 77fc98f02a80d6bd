"""A passkey from its making to signing in with it, in a real browser with a virtual authenticator."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from saath.accounts.models import AuditEntry, AuditKind
from saath.stores.tests.builders import PASSWORD, make_colleague, make_shop
from saath.tenancy.models import Domain
from saath.ui.tests.conftest import FLAGS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey, pytest.mark.one_engine]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def _plain_static_files(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    # Playwright runs a loop in this thread; the database is used from it all the same, one call at a time.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def desk(live_server: LiveServer) -> str:
    """The address of a shop's desk with one colleague; passkeys need a name, not a number."""
    port = urlsplit(live_server.url).port
    shop = make_shop()
    Domain.objects.create(store=shop.store, purpose=Domain.Purpose.STAFF, host=f"localhost:{port}")
    make_colleague(shop, "meera@example.com")
    return f"http://localhost:{port}"


@pytest.fixture
def page(chromium: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page()
        page.set_default_timeout(10_000)
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        yield page
        browser.close()


def test_passkey_is_made_and_signs_in_without_a_password(desk: str, page: Page) -> None:
    page.goto(f"{desk}/sign-in/")
    page.fill("[name=login]", "meera@example.com")
    page.fill("[name=password]", PASSWORD)
    press(page, "form[action='/sign-in/'] button")
    page.goto(f"{desk}/settings/you/passkeys/add/")
    page.fill("[name=password]", PASSWORD)
    press(page, "main form button")
    page.fill("[name=name]", "my phone")
    page.click("form[data-passkey] button")
    page.wait_for_url("**/settings/you/codes/")
    page.goto(f"{desk}/sign-out/")
    press(page, "form[action='/sign-out/'] button")
    page.click("form[data-passkey=sign-in] button")
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    page.goto(f"{desk}/settings/you/passkeys/")
    assert "my phone" in page.inner_text("main")
    assert AuditEntry.objects.filter(kind=AuditKind.SIGNED_IN).count() == 2
    assert AuditEntry.objects.filter(kind=AuditKind.FACTOR_ADDED).count() == 2


def press(page: Page, button: str) -> None:
    """Press a button of a form and wait for the page that follows."""
    with page.expect_navigation():
        page.click(button)
