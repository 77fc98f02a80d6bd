"""How somebody comes to work for the shop."""

from __future__ import annotations

from playwright.sync_api import BrowserContext

from tests.journeys.customer import Customer, plain_text
from tests.journeys.desk import Desk

NEW_PASSWORD = "a second charpai with pillows"


def join(context: BrowserContext, owner: Desk, newcomer: Customer) -> Desk:
    """Invite somebody, who takes the link out of the mail and joins."""
    owner.open("/settings/team/")
    owner.page.get_by_label("E-mail address").fill(newcomer.address)
    owner.page.get_by_role("button", name="Send the link").click()
    [link] = [word for word in plain_text(newcomer.receive()).split() if "/join/" in word]
    page = context.new_page()
    page.goto(link)
    page.get_by_label("Your name").fill(newcomer.name)
    page.get_by_label("Password", exact=True).fill(NEW_PASSWORD)
    page.get_by_role("button", name="Join").click()
    page.wait_for_url("**/desk/now/")
    return Desk(page, owner.url)
