"""A file of orders with two faults is checked, mended and brought in, and the order that is late is found in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from saath.core.clock import now
from tests.journeys.axe import violations
from tests.journeys.desk import Desk

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]
HEADS = "Order No,Date,Customer,Email,Item,Qty,Price,Pincode\n"


@pytest.mark.off_road
def test_a_file_is_mended_and_the_late_order_is_found(desk: Desk) -> None:
    long_ago = f"{now() - timedelta(days=20):%d/%m/%Y}"
    good = f'QF-1,{long_ago},Vimla Saxena,vimla@example.in,Razai,1,"1,249.50",395007\n'
    faulty = f"QF-2,32/01/2026,Ratan Solanki,,Pillow,1,449,395007\nQF-3,{long_ago},Ratan Solanki,,Mat,one,449,395007\n"
    page = desk.open("/desk/orders/").page
    page.get_by_role("link", name="Bring in orders").click()
    _check(desk, HEADS + good + faulty)
    expect(page.get_by_role("heading", name="1 order can come in")).to_be_visible()
    expect(page.get_by_role("cell", name="This is no date")).to_be_visible()
    expect(page.get_by_role("cell", name="This is no number of pieces")).to_be_visible()
    assert violations(page) == []

    page.get_by_role("link", name="Bring in orders").click()
    _check(desk, HEADS + good + faulty.replace("32/01/2026", long_ago).replace(",one,", ",1,"))
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_role("heading", name="3 orders are in")).to_be_visible()

    page.get_by_role("link", name="Late orders").last.click()
    late = page.get_by_role("listitem").filter(has_text="QF-1")
    expect(late).to_contain_text("It has not been dispatched")
    late.get_by_role("link", name="Write to them").click()
    expect(page.locator("[name=to]")).to_have_value("vimla@example.in")


def _check(desk: Desk, text: str) -> None:
    """Choose a file, and have it checked as its columns are guessed."""
    file = {"name": "orders.csv", "mimeType": "text/csv", "buffer": text.encode()}
    desk.page.locator("#file").set_input_files(file)  # type: ignore[arg-type]
    desk.page.get_by_role("button", name="Look at it").click()
    desk.page.get_by_role("button", name="Check the file").click()
