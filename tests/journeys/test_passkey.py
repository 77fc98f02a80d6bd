"""Signing in with a passkey, on a device that the browser's own test authenticator stands for."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.installation import PASSWORD, Installation

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.mark.off_road
def test_a_passkey_opens_the_desk_and_ends_with_its_removal(
    contexts: Callable[..., BrowserContext], shop: Installation
) -> None:
    context = contexts()
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    _add_passkey(page, shop)

    context.clear_cookies()
    page.goto(f"{shop.url}/desk/now/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{shop.url}/desk/now/")

    page.goto(f"{shop.url}/settings/you/passkeys/")
    page.get_by_role("link", name="Remove").click()
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Remove this passkey?")).to_be_visible()
    page.get_by_role("button", name="Remove").click()
    page.wait_for_url("**/settings/you/passkeys/")
    expect(page.get_by_text("No passkey yet")).to_be_visible()


def _add_passkey(page: Page, shop: Installation) -> None:
    page.goto(f"{shop.url}/settings/you/passkeys/add/")
    _confirm(page)
    page.get_by_label("Name").fill("Counter phone")
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url(re.compile(r"/settings/you/(codes|passkeys)/$"))
    page.goto(f"{shop.url}/settings/you/passkeys/")
    expect(page.get_by_text("Counter phone")).to_be_visible()


def _confirm(page: Page) -> None:
    """Say once more who one is, where the page asks."""
    if page.get_by_role("heading", name="Is it you?").count():
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Yes, it is me").click()
