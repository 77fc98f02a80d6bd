"""A mail goes to whom it suits, who can ask why; taken up again while she is away, it goes to somebody else, and says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.installation import Installation
from tests.journeys.axe import violations
from tests.journeys.conftest import a_shop_at_work
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk
from tests.journeys.joining import join
from tests.journeys.test_chat_staffed import open_at_all_hours
from tests.post_office import PostOffice

pytestmark = pytest.mark.journey

# A round of 20 seconds says who is at the desk; a machine that is busy takes longer.
GIVEN = 60_000.0


@pytest.fixture(scope="module")
def shop(chromium: str, office: PostOffice) -> Iterator[Installation]:
    """Return a shop for this story alone: it gives out what comes."""
    with a_shop_at_work("given_out", smtp_out=office.url) as installation:
        yield installation


@pytest.mark.off_road
def test_it_goes_to_who_speaks_the_language_and_to_somebody_else_while_she_is_away(
    desk: Desk, contexts: Callable[..., BrowserContext], customer: Callable[[str], Customer]
) -> None:
    open_at_all_hours(desk)
    desk.open("/settings/routing/")
    desk.page.get_by_label("What comes goes to").select_option(label="Give it to somebody")
    desk.page.locator("#routing").get_by_role("button", name="Save").click()
    desk.open("/settings/routing/?channel=email&language=gu&on=")
    expect(desk.page.locator("#ranking")).to_contain_text("Meera Joshi")
    assert violations(desk.page) == []
    hetal = join(contexts(storage_state=None), desk, customer("Hetal Given"))
    hetal.open("/settings/work/")
    hetal.page.get_by_label("ગુજરાતી").check()
    hetal.page.get_by_role("button", name="Save").click()
    assert violations(hetal.page) == []
    hetal.open()
    desk.open()

    kokila = customer("Kokila Given")
    kokila.write("નમસ્તે, મારી રજાઈ હજી આવી નથી. ક્યારે આવશે?")
    hetal.open("/desk/mine/")
    expect(hetal.row("Kokila Given")).to_be_visible(timeout=GIVEN)
    hetal.choose("Kokila Given")
    expect(hetal.page.locator("#lines")).to_contain_text("It went to Hetal Given")
    expect(hetal.page.locator("#lines")).to_contain_text("speaks Gujarati")
    hetal.text.fill("તે આજે નીકળી છે.")
    hetal.page.keyboard.press("Control+Shift+Enter")
    expect(hetal.page.locator("#thread-top")).to_contain_text("Solved")
    answer = kokila.receive()

    today = datetime.now(UTC).date()
    hetal.open("/settings/away/")
    hetal.page.get_by_label("First day away").fill((today - timedelta(days=1)).isoformat())
    hetal.page.get_by_label("Last day away").fill((today + timedelta(days=2)).isoformat())
    hetal.page.get_by_role("button", name="Save").click()
    expect(hetal.page.get_by_role("heading", name="You are away")).to_be_visible()
    hetal.page.close()
    kokila.answer(answer, "હજી પણ આવી નથી.")
    desk.open("/desk/mine/")
    expect(desk.row("Kokila Given")).to_be_visible(timeout=GIVEN)
    desk.choose("Kokila Given")
    expect(desk.page.locator("#lines")).to_contain_text("who had it is away")
    expect(desk.page.locator("#lines")).to_contain_text("It went to Meera Joshi")
