"""Two customers have one problem; both would be answered together, after a look at whom it reaches, and it is stopped."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.customer import Customer
from tests.journeys.desk import Desk

pytestmark = pytest.mark.journey
STRIKE = "Courier on strike in Surat"


def test_an_answer_to_all_of_one_problem_is_looked_at_and_stopped(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    beena, chandni = customer("Beena Kapadia"), customer("चाँदनी मिश्रा")
    beena.write("Where is my parcel? It is five days late.")
    chandni.write("मेरा पार्सल कहाँ है? पाँच दिन हो गए।")
    desk.open().choose("Beena Kapadia")
    aside = desk.page.locator("#problem")
    aside.get_by_role("link", name="Others have this problem too").click()
    aside.get_by_role("textbox").fill(STRIKE)
    aside.get_by_role("button", name="It belongs to this").click()
    expect(aside).to_contain_text(STRIKE)
    desk.open().choose("चाँदनी मिश्रा")
    aside.get_by_role("link", name="Others have this problem too").click()
    aside.get_by_role("combobox").select_option(label=f"{STRIKE} (1)")
    aside.get_by_role("button", name="It belongs to this").click()
    aside.get_by_role("link", name=STRIKE).click()

    page = desk.page
    expect(page.get_by_text("2 conversations")).to_be_visible()
    page.get_by_label("English").fill("The strike is over. Your parcel leaves today.")
    page.get_by_label("हिन्दी").fill("हड़ताल ख़त्म हुई। आपका पार्सल आज निकलेगा।")
    page.get_by_role("button", name="See whom it reaches").click()
    expect(page.get_by_role("heading", name="It answers 2 conversations")).to_be_visible()
    page.get_by_role("button", name="Send 2 answers").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", name="Answer all of them")).to_be_visible()
