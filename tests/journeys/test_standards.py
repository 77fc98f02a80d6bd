"""What the shop promises: written by the owner, read by a customer in Gujarati, by a colleague, and again when it changes; and
found from the mail that says when somebody answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from tests.installation import Installation, free_ports
from tests.journeys.axe import violations
from tests.journeys.conftest import a_shop_behind_a_server
from tests.journeys.customer import Customer, plain_text
from tests.journeys.desk import Desk
from tests.journeys.joining import join
from tests.journeys.test_acknowledged import ProvedCustomer, believe_our_server
from tests.post_office import PostOffice

pytestmark = pytest.mark.journey
HERE = "/settings/standards/"
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def lmtp_port() -> int:
    return free_ports(1)


@pytest.fixture(scope="module")
def shop(chromium: str, office: PostOffice, lmtp_port: int) -> Iterator[Installation]:
    """Return a shop for this story alone, with a mail server in front of it: what it promises would be read by the others."""
    with a_shop_behind_a_server("standards", office, lmtp_port) as installation:
        yield installation


def publish(page: Page, url: str, begins: str, *, english: str, gujarati: str) -> None:
    """Write a version whose heading is worded anew in two languages, look at it, and publish it."""
    page.goto(url + HERE)
    page.get_by_role("button", name=begins).click()
    page.get_by_text("All", exact=True).click()
    page.locator("[name=title_en]").fill(english)
    page.locator("[name=title_gu]").fill(gujarati)
    page.get_by_role("button", name="Save and look at it").click()
    page.get_by_role("link", name="ગુજરાતી").click()
    expect(page.get_by_role("heading", name=gujarati)).to_be_visible()
    page.get_by_role("button", name="Publish as version").click()
    expect(page.get_by_text("Your colleagues are asked to read it.")).to_be_visible()


def agree(page: Page, url: str) -> None:
    """Follow the notice above the queue, and say that one has read it."""
    page.goto(f"{url}/desk/now/")
    page.get_by_role("link", name="Please read it").click()
    page.get_by_role("button", name="I have read it").click()
    expect(page.get_by_text("The owner sees that you have read it.")).to_be_visible()


@pytest.mark.off_road
def test_it_is_published_read_by_a_customer_and_by_colleagues_and_asked_anew(
    desk: Desk,
    shop: Installation,
    contexts: Callable[..., BrowserContext],
    customer: Callable[[str], Customer],
) -> None:
    page, standards = desk.page, f"http://127.0.0.1:{shop.port + 1}/standards/"
    publish(page, desk.url, "Write our promise", english="We are here for you", gujarati="અમે તમારી સાથે છીએ")
    assert violations(page) == []

    public = contexts(storage_state=None, viewport=PHONE, java_script_enabled=False).new_page()
    public.goto(f"{standards}?lang=gu")
    expect(public.get_by_role("heading", name="અમે તમારી સાથે છીએ")).to_be_visible()
    expect(public.get_by_role("heading", name="5 મિનિટમાં જવાબ")).to_be_visible()
    public.get_by_role("link", name="हिन्दी").click()
    expect(public.get_by_role("heading", name="5 मिनट में जवाब")).to_be_visible()

    colleague = join(contexts(storage_state=None), desk, customer("Jigna Standard"))
    agree(colleague.page, desk.url)
    page.goto(desk.url + HERE)
    expect(page.locator("section", has_text="Who has read it").get_by_text("not yet")).to_have_count(0)

    publish(page, desk.url, "Write the next version", english="Still here for you", gujarati="હજી તમારી સાથે")
    colleague.page.goto(desk.url + HERE)
    colleague.page.get_by_role("link", name="What has changed since").click()
    expect(colleague.page.get_by_text("Still here for you", exact=True)).to_be_visible()
    agree(colleague.page, desk.url)
    public.goto(f"{standards}?lang=gu")
    expect(public.get_by_role("heading", name="હજી તમારી સાથે")).to_be_visible()


@pytest.mark.off_road
def test_the_mail_that_says_when_somebody_answers_leads_to_all_promises(
    desk: Desk, office: PostOffice, lmtp_port: int, contexts: Callable[..., BrowserContext]
) -> None:
    if not desk.open(HERE).page.get_by_role("heading", name="Who has read it").count():
        publish(
            desk.page,
            desk.url,
            "Write our promise",
            english="We are here for you",
            gujarati="અમે તમારી સાથે છીએ",
        )
    believe_our_server(desk)
    leela = ProvedCustomer("Leela Promised", lmtp_port, office)
    leela.write("મારું પાર્સલ હજી આવ્યું નથી, ક્યારે મળશે?", subject="પાર્સલ")
    word = plain_text(leela.receive())
    link = re.search(r"https?://\S+/standards/\?lang=gu", word)
    assert link is not None, word
    public = contexts(storage_state=None, viewport=PHONE, java_script_enabled=False).new_page()
    public.goto(link[0])
    expect(public.locator("html")).to_have_attribute("lang", "gu")
    expect(public.get_by_role("heading", name="5 મિનિટમાં જવાબ")).to_be_visible()
    assert public.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
